/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Which numbers of users are run, one after the other, and when it ends. Pure.
 * The rules are reaim's.
 */
#ifndef RMAPLOCK_AIM7_RAMP_H
#define RMAPLOCK_AIM7_RAMP_H

#include <stdbool.h>
#include <stddef.h>

#define RAMP_POINTS_MAX 1024
#define RAMP_WINDOW 5 /* points that the search for the peak looks at */
#define RAMP_ADAPTS_FROM 10 /* completed points, from which on the increment adapts */

struct ramp {
	unsigned long list[RAMP_POINTS_MAX]; /* a fixed list... */
	size_t nr_list; /* 0: none */
	unsigned long start, end, increment; /* ...or these */
	bool adaptive; /* the increment grows where nothing changes, and shrinks where it does */
	double crossover; /* stop at so few jobs a minute and user; 0: do not */
	bool peak; /* stop when the jobs a minute have passed their peak */

	/* what has come out so far */
	size_t done;
	unsigned long users; /* of the last point */
	double seconds, seconds_before; /* of the last two */
	double window[RAMP_WINDOW]; /* jobs a minute of the last points, the newest last */
};

/* Parse "1,2,8" or "10..90" or "10..90/20". 0, or -1 with the reason in why. */
int ramp_parse(struct ramp *ramp, const char *text, unsigned long max, char *why, size_t size);

/* The users of the next point; 0: it is over. */
unsigned long ramp_next(struct ramp *ramp);

/* Tell how that point went. */
void ramp_result(struct ramp *ramp, unsigned long users, double seconds, double jobs_per_min);

/* The most users that it may come to. */
unsigned long ramp_max(const struct ramp *ramp);

#endif /* RMAPLOCK_AIM7_RAMP_H */
