/* SPDX-License-Identifier: GPL-2.0 */
/* What must be alike in runs that are compared, and what differs in words. */
#ifndef ANALYSIS_COMPARE_CHECKS_H
#define ANALYSIS_COMPARE_CHECKS_H

#include "../alike.h"
#include "side.h"

#include <stdbool.h>

/*
 * Objections as in alike.h, and to another subject: bad input naming the first, unless forced. Then every output is
 * marked with all.
 */
void check_sides(struct objections *objections, const struct sides *sides, bool force);

/* A config that was asked for (as of rows_make()) and is in none of the runs is bad input. */
void check_configs(const struct sides *sides, const char *configs);

/* A value of env.json that is not the same in all runs. */
struct difference {
	const char *key;
	const char **value; /* of each run */
};

struct differences {
	struct difference *difference;
	size_t count;
	size_t capacity;
	size_t runs;
};

/* In the order of the first run's env.json, then of the others'. What is of the run itself is left out. */
void differences_find(struct differences *differences, const struct sides *sides);

void differences_free(struct differences *differences);

#endif /* ANALYSIS_COMPARE_CHECKS_H */
