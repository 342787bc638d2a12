/* SPDX-License-Identifier: GPL-2.0 */
/*
 * How far two runs agree on the order and the size of effects; pure, as stats.h
 * is. doc/statistics.md gives the reasons.
 */
#ifndef ANALYSIS_AGREE_ORDER_H
#define ANALYSIS_AGREE_ORDER_H

#include "../stats.h"

#include <stdbool.h>

/* Below this many configs a rank correlation is chance. */
#define MIN_RANKED 3

/*
 * Two ratios to the same baseline are told apart if their intervals have no
 * point in common and they lie further from each other than the noise floor:
 * 1 - smaller/larger, which is never laxer than the rule of verdict.h. False
 * without intervals or noise floor.
 */
bool ratios_apart(const struct estimate *x, const struct estimate *y, double noise_floor);

struct order {
	size_t configs;
	double rank_correlation; /* Spearman's, ties at their mean rank; NaN if it has no meaning */
	size_t pairs; /* of configs */
	size_t apart; /* told apart by both runs */
	size_t same; /* of them: in the same order */
	size_t apart_in[2]; /* by this run, not by the other */
	size_t alike; /* of all pairs: in the same order going by the estimates alone */
};

/* Of n configs: a[i] and b[i] are the i-th's ratios in either run. */
struct order compare_order(const struct estimate *a, const struct estimate *b, size_t n,
			   const double noise_floor[2]);

double rank_correlation(const struct estimate *a, const struct estimate *b, size_t n);

/* Adds the pairs of `more` to `sum`; a rank correlation cannot be added. */
void add_pairs(struct order *sum, const struct order *more);

/*
 * log(b)/log(a): how large b's effect is in a's. Both intervals exclude 1. The
 * interval is MOVER-R's (Donner and Zou 2012), from the two intervals of the
 * logarithms; it always exists here.
 */
struct estimate effect_ratio(const struct estimate *a, const struct estimate *b);

#endif /* ANALYSIS_AGREE_ORDER_H */
