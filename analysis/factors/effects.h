/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What each factor does to the throughput of one group, as ratios: a contrast of
 * ln(throughput) within each block, then Hodges-Lehmann over the blocks.
 */
#ifndef ANALYSIS_FACTORS_EFFECTS_H
#define ANALYSIS_FACTORS_EFFECTS_H

#include "../stats.h"
#include "design.h"

#define INTERACTION FACTORS
/* Of both factors at each level of the other and over all, and the interactions. */
#define MAX_EFFECTS (3 * MAX_LEVELS * (MAX_LEVELS + 1))

struct effect {
	int factor; /* of which it is the effect, or INTERACTION */
	const char *level; /* instead of the factor's first one */
	const char *at; /* with this level of the other; NULL: the mean over all of them */
	size_t n; /* blocks that hold all of the cells that it takes */
	struct estimate ratio; /* NaN without any */
};

/* Returns how many effects there are. */
size_t effects_make(struct effect effect[MAX_EFFECTS], const struct design *design,
		    const struct run *run, const struct group *group);

#endif /* ANALYSIS_FACTORS_EFFECTS_H */
