/* SPDX-License-Identifier: GPL-2.0 */
/* How many users this machine has room for. More are refused before one starts. */
#ifndef RMAPLOCK_AIM7_LIMITS_H
#define RMAPLOCK_AIM7_LIMITS_H

#include "aim7/mix.h"

/* A user and what one of its jobs has at a time at most: a child, a shell and its ls. */
#define LIMITS_USER_PROCESSES 4

struct room {
	unsigned long users; /* that fit */
	unsigned long helpers; /* processes beside them that do not run yet */
	char why[128]; /* what allows no more: "RLIMIT_NPROC (ulimit -u)" */
};

/*
 * Room for users of that mix, who carry what the knobs say; helpers: processes
 * of the run that are not users and do not run yet, SCRATCH_PROCESSES among them.
 */
struct room room_for(const struct mix *mix, unsigned long users, unsigned long helpers);

/* Exit with one line if so many do not fit. Before scratch_begin(). */
void require_room(const struct mix *mix, unsigned long users, unsigned long helpers);

/* Exit with one line if the machine or the folder lacks what a test of the mix needs. */
void require_needs(const struct mix *mix);

#endif /* RMAPLOCK_AIM7_LIMITS_H */
