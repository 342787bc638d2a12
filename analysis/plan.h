/* SPDX-License-Identifier: GPL-2.0 */
/* What the analysis needs of a run folder's plan. */
#ifndef ANALYSIS_PLAN_H
#define ANALYSIS_PLAN_H

#include <stddef.h>

#define TWIN_PREFIX "aa-" /* aa-NAME runs the module NAME under a second label */

struct plan {
	char *baseline;
	char **config; /* in the plan's order */
	size_t configs;
};

void plan_read(struct plan *plan, const char *dir);

/* Where config stands in tables: baseline, the plan's others, any others, A/A twins. */
size_t plan_rank(const struct plan *plan, const char *config);

/* The config whose A/A twin this is, or NULL if it is none. */
const char *plan_twin_of(const char *config);

void plan_free(struct plan *plan);

#endif /* ANALYSIS_PLAN_H */
