/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Why the run does not count. Once tasks exist nothing may exit on the spot:
 * a failure is noted, the tasks are stopped, and main reports it at the end.
 */
#ifndef RMAPLOCK_FAILURE_H
#define RMAPLOCK_FAILURE_H

#include <stdbool.h>

/* Exit codes of all of rmaplock's programs. */
enum {
	EXIT_FAILED = 1,
	EXIT_USAGE = 2,
	EXIT_NOT_POSSIBLE = 4,
};

/* Note a failure; the first one is kept, the others are its consequences. */
void fail(int status, const char *format, ...) __attribute__((format(printf, 2, 3)));

bool failed(void);

/* The exit status and reason of the first failure; 0 and "" without one. */
int failure_status(void);
const char *failure_reason(void);

#endif /* RMAPLOCK_FAILURE_H */
