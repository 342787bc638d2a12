/* SPDX-License-Identifier: GPL-2.0 */
/* What a plan wants to be found, and how many blocks it may take: its keys mde, reps, max_reps. */
#ifndef ANALYSIS_GOAL_H
#define ANALYSIS_GOAL_H

#include "plan.h"

struct goal {
	double mde; /* as ratio - 1; NaN if none was stated */
	size_t blocks; /* reps; 0 if the plan does not say, or states no difference */
	size_t most; /* max_reps; 0 likewise */
};

/* Values that no plan can have are bad input. */
void goal_read(struct goal *goal, const struct plan *plan, const char *dir);

#endif /* ANALYSIS_GOAL_H */
