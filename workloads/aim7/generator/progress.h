/* SPDX-License-Identifier: GPL-2.0 */
/* How far each user is: what the users of a point tell the process that waits for them. */
#ifndef RMAPLOCK_AIM7_PROGRESS_H
#define RMAPLOCK_AIM7_PROGRESS_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/resource.h>

#include "aim7/test.h"

/* No two users write to the same line, or to one that is fetched with it. */
struct progress {
	const struct test *test; /* that runs now */
	unsigned long done; /* jobs */
	uint64_t end_ns; /* by CLOCK_MONOTONIC; 0: not yet */
	struct rusage own, children; /* at the end */
} __attribute__((aligned(256)));

/* Shared memory for all users' progress; NULL with errno. Before they are forked. */
struct progress *progress_create(unsigned long users);

/* In a user: its children do not inherit it. */
void progress_keep(void);

/* In a user, when its last job is done. */
void progress_end(struct progress *progress);

/* Users that have ended. */
unsigned long progress_ended(const struct progress *progress, unsigned long users);

#endif /* RMAPLOCK_AIM7_PROGRESS_H */
