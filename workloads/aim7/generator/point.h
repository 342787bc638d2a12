/* SPDX-License-Identifier: GPL-2.0 */
/*
 * A point: so many users, from the gate to the end of the last one. It runs in
 * a process of its own, whose children the users are, and dies with its parent;
 * then the users die with it, and the guard (scratch.h) removes what they left.
 */
#ifndef RMAPLOCK_AIM7_POINT_H
#define RMAPLOCK_AIM7_POINT_H

#include <stdint.h>

#include "aim7/generator/generator.h"
#include "aim7/scratch.h"

/* Of a point, beside its users: its own, and the guard. */
#define POINT_PROCESSES (1 + SCRATCH_PROCESSES)

/* In memory that the point's process shares with us. */
struct point {
	const struct generator *generator;
	unsigned long users;
	unsigned long repetition; /* from 0 */
	const struct mix *mix;
	uint64_t single_ns; /* run the mix's one test that long instead of jobs; 0: jobs */

	/* What came out */
	uint64_t gate_ns; /* until all users were at the gate */
	unsigned long jobs; /* of each user; of a single test, how often it ran */
	double user_s, system_s; /* of all users and their children */
	uint64_t end_ns[]; /* [users], since the start */
};

/* NULL with errno. */
struct point *point_create(unsigned long users);
void point_free(struct point *point);

/* Run it; 0, or an exit status. The reason is on stderr. */
int point_run(struct point *point);

#endif /* RMAPLOCK_AIM7_POINT_H */
