/* SPDX-License-Identifier: GPL-2.0 */
/* What AIM7 says of a point. Pure functions; the formulas are the original's. */
#ifndef RMAPLOCK_AIM7_METRICS_H
#define RMAPLOCK_AIM7_METRICS_H

#include <stdint.h>

struct metrics {
	double seconds; /* from the start to the last user's end */
	double jobs_per_min;
	double jobs_per_min_user;
	double jobs_per_sec_user;
	double std_dev_s; /* of the users' times, over all of them (not n - 1) */
	double cov; /* std_dev / mean */
	int jti; /* job timing index, see below */
	double min_s, max_s; /* the fastest and the slowest user */
};

/*
 * end_ns: when each of the users ended, since the start; each did `jobs` jobs.
 *
 * The job timing index is 100 when all users end together: (1 - cov) in per
 * cent, cut to a whole number. It is 100 for one user and 0 from cov = 2 on.
 * Between 1 and 2 it is negative: the original looks at cov cut to a whole
 * number, and what existing scripts know is kept.
 */
struct metrics metrics(const uint64_t *end_ns, unsigned long users, unsigned long jobs);

/*
 * Which users took longer than half as much again as the median user: writes
 * their numbers to which[] (at least `users` long), the slowest first, and
 * returns how many there are.
 */
unsigned long stragglers(const uint64_t *end_ns, unsigned long users, unsigned long *which);

#endif /* RMAPLOCK_AIM7_METRICS_H */
