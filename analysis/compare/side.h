/* SPDX-License-Identifier: GPL-2.0 */
/* The runs that are compared, called A, B, C... in the order in which they were named. */
#ifndef ANALYSIS_COMPARE_SIDE_H
#define ANALYSIS_COMPARE_SIDE_H

#include "../env.h"
#include "../facts.h"
#include "../samples.h"
#include "../two_looks.h"

#define MAX_SIDES 26

struct side {
	char letter;
	const char *folder;
	struct run run;
	struct env env;
	struct facts facts;
	struct names groups; /* "WORKLOAD PARAMS TASKS"; run.group[i] has number i */
	double *noise_floor; /* of each group, NaN if not known */
	struct two_looks two_looks; /* the first run's and its own; of the first run nothing */
	double level; /* intervals of a comparison with the first run are of 1 - level */
};

struct sides {
	struct side *side;
	size_t count;
};

/* Reads all; the same folder twice is bad input. */
void sides_read(struct sides *sides, char *const *folder, size_t count);

/* The group of that key in a run, or NULL. */
const struct group *side_group(const struct side *side, const char *key, double *noise_floor);

void sides_free(struct sides *sides);

#endif /* ANALYSIS_COMPARE_SIDE_H */
