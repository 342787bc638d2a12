/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What is odd about a config's blocks, beside what they say on the average: the
 * spread is a signature, too. doc/statistics.md has the tests. Both are corrected
 * by Holm over all configs of all groups: of runs without anything odd at most
 * 5 % have a flag of a kind.
 */
#ifndef ANALYSIS_FLAGS_H
#define ANALYSIS_FLAGS_H

#include "points.h"
#include "shape.h"

#include <stdbool.h>

struct flags {
	bool two_modes; /* of ln(throughput) */
	size_t low_blocks; /* then: how many are in the lower mode, */
	size_t high_blocks;
	double low; /* and the median of each, in ops per second */
	double high;
	bool drift; /* of ln(config / baseline) over the blocks; of the baseline, of ln(throughput) */
	double drift_ratio; /* then: from the first third of the blocks to the last, as a ratio */
};

/* For each member, at the place where it begins in run->sorted; to be freed. */
struct flags *flags_make(const struct run *run);

/* "-", "two-modes", "drift" or "two-modes,drift" */
const char *flags_text(const struct flags *flags);

#endif /* ANALYSIS_FLAGS_H */
