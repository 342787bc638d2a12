/* SPDX-License-Identifier: GPL-2.0 */
/* What a run still needs: from the scatter of its blocks to the blocks that find a difference, and back. */
#ifndef ANALYSIS_NEEDS_H
#define ANALYSIS_NEEDS_H

#include "power.h"
#include "samples.h"

/* Below so many pairs a standard deviation says nothing. */
#define NEEDS_MIN_PAIRS 3

/*
 * The comparison of a group that needs the most blocks. A config that is plainly
 * further from the baseline than what is to be found has only to be found there.
 */
struct need {
	const char *config;
	const char *workload;
	const char *params;
	uint32_t tasks;
	size_t pairs;
	struct scatter scatter; /* moderated over all comparisons of the run */
	double beyond; /* |ln(ratio)| is larger than this, with 99.5 % confidence; 0 at least */
};

struct needs {
	struct need *need; /* of each group */
	size_t count;
	size_t tests; /* comparisons that will be judged */
	double effect;
	struct standard standard;
};

/*
 * Of a run that is to find `effect` (ln of a ratio) in every comparison, judged at that
 * look. False, with *missing but for its scatter, if some comparison, an A/A twin's
 * too, has fewer than NEEDS_MIN_PAIRS, or a group has no twin (config is then NULL).
 */
bool needs_make(struct needs *needs, const struct run *run, const struct looks *looks,
		double effect, struct need *missing);

/*
 * The fewest blocks from `least` to `most` in which each comparison finds its effect,
 * or 0; *worst is who needs them.
 */
size_t needs_blocks(const struct needs *needs, size_t least, size_t most,
		    const struct need **worst);

/*
 * The smallest effect that each comparison finds in n blocks, or in those that it has
 * if n is 0, but for those that find what they are beyond; INFINITY if none.
 */
double needs_effect(const struct needs *needs, size_t n, const struct need **worst);

void needs_free(struct needs *needs);

#endif /* ANALYSIS_NEEDS_H */
