/* SPDX-License-Identifier: GPL-2.0 */
/* A run folder's plan. */
#ifndef ANALYSIS_PLAN_H
#define ANALYSIS_PLAN_H

#include "names.h"

#include <stdbool.h>
#include <stddef.h>

#define TWIN_PREFIX "aa-" /* aa-NAME runs the module NAME under a second label */

#define MOST_BLOCKS 1000 /* as `run --reps` has it */

struct plan {
	struct names keys; /* every key of the file... */
	char **value; /* ...and its value, as it stands there */
	size_t values;
	char *baseline;
	char **config; /* in the plan's order */
	size_t configs;
};

bool plan_is_there(const char *dir);

void plan_read(struct plan *plan, const char *dir);

/* A key's value, or "-" if the plan does not say. */
const char *plan_value(const struct plan *plan, const char *key);

/* A key's whole number from 1 to `most`, `otherwise` if the plan does not say; DIR/plan is bad input if it is none. */
size_t plan_count(const struct plan *plan, const char *dir, const char *key, size_t most,
		  size_t otherwise);

/* Where config stands in tables: baseline, the plan's others, any others, A/A twins. */
size_t plan_rank(const struct plan *plan, const char *config);

/* The config whose A/A twin this is, or NULL if it is none. */
const char *plan_twin_of(const char *config);

void plan_free(struct plan *plan);

#endif /* ANALYSIS_PLAN_H */
