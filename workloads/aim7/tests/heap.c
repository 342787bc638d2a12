// SPDX-License-Identifier: GPL-2.0
/*
 * brk_test and page_test: the heap grows by 1 MiB, then over and over shrinks by
 * 64 KiB and grows back by pages: 17 calls a round. page_test writes to what it
 * gets back, so it faults, too. At the end the heap is as it was.
 */
#include <stdint.h>
#include <unistd.h>

#include "aim7/test.h"
#include "aim7/user.h"

#define GROWN (1 << 20)
#define SHRUNK (64 << 10)
#define STEP (4 << 10)
#define WRITE_EVERY 128

/* malloc() must not be used while the heap's end is not where it left it. */
static void rounds(int n, int write)
{
	must(sbrk(GROWN) != (void *)-1);
	for (int i = 0; i < n; i++) {
		must(sbrk(-SHRUNK) != (void *)-1);
		for (int step = 0; step < SHRUNK / STEP; step++) {
			char *page = sbrk(STEP);

			must(page != (void *)-1);
			for (int at = 0; write && at < STEP; at += WRITE_EVERY)
				*(volatile char *)(page + at) = 1;
		}
	}
	must(sbrk(-GROWN) != (void *)-1);
}

TEST(brk_test, 17000, "System Memory Allocations", 0)
{
	rounds(1000, 0);
}

TEST(page_test, 1700, "System Allocations & Pages", 0)
{
	rounds(100, 1);
}
