/* SPDX-License-Identifier: GPL-2.0 */
/* Two sets of points, paired by block. */
#ifndef ANALYSIS_COMPARE_H
#define ANALYSIS_COMPARE_H

#include "points.h"
#include "stats.h"

struct description {
	double median;
	double min;
	double max;
	struct estimate mid;
};

/* All NaN if there is no point. */
struct description describe(const struct points *points);

struct comparison {
	size_t pairs; /* blocks that both have a value of */
	struct estimate ratio; /* NaN without pairs, or where a value is 0 */
	double cliffs_delta; /* of all values, paired or not; NaN if either has none */
};

struct comparison compare(const struct points *config, const struct points *baseline);

/* How far the logarithms scatter over blocks; NaN below 2 values, or where one is 0. */
double log_spread(const struct points *points);

/* The config's in proportion to the baseline's, of pairs; see spread_ratio(). */
struct estimate compare_spread(const struct points *config, const struct points *baseline);

/* p of the signed-rank test on the log ratios of so many pairs; NaN below MIN_BLOCKS. */
double compare_p(const struct points *config, const struct points *baseline, size_t *pairs);

/*
 * ln(config / baseline) of every pair, in the order of blocks, to be freed; NULL
 * (*n 0) without pairs, or where a value is 0.
 */
double *log_ratios_in_time(const struct points *config, const struct points *baseline, size_t *n);

/* The same, ascending. */
double *sorted_log_ratios(const struct points *config, const struct points *baseline, size_t *n);

#endif /* ANALYSIS_COMPARE_H */
