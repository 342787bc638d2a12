// SPDX-License-Identifier: GPL-2.0
/*
 * null: what the harness itself costs. An iteration is the one thing that the
 * harness adds to every other case's operation: an increment of the task's
 * counter, without a system call. Its rate (some 1e8 per second) is the
 * ceiling of what can be counted; its spread over tasks shows how evenly this
 * machine serves them; its switches and faults are the harness's own.
 */
#include "testcase.h"

char *testcase_description = "nothing: only the increment of the counter";

void testcase(unsigned long long *iterations, unsigned long nr)
{
	for (;;) {
		(*iterations)++;
		/* or the compiler keeps the counter in a register for ever */
		__asm__ volatile("" ::: "memory");
	}
}
