/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Do values of one config look like one sample of one thing? Two tests of
 * doc/statistics.md, pure as stats.h is. All input is finite.
 */
#ifndef ANALYSIS_SHAPE_H
#define ANALYSIS_SHAPE_H

#include <stddef.h>

/* Fewer values cannot show two modes of MODE_MIN each with anything in between. */
#define MODES_MIN_VALUES 8

/* What is fewer on one side of a gap are outliers, and no mode. */
#define MODE_MIN 3

/* Up to this n Kendall's distribution is computed exactly, then normal. */
#define DRIFT_EXACT 60

/* The widest gap of values with at least max(MODE_MIN, n / 5) of them on both sides. */
struct gap {
	size_t below; /* values on its lower side; 0 if there is no gap */
	double share; /* of the range */
};

struct gap widest_gap(const double *sorted, size_t n);

/*
 * P that the widest gap takes so large a share of the range if all values come
 * from one uniform distribution, exactly (Whitworth's formula for the spacings).
 * Of distributions with one mode the flat one leaves the widest gaps inside: for
 * the others it is smaller. 1 below MODES_MIN_VALUES, or without a range.
 */
double two_modes_p(const double *sorted, size_t n);

/*
 * Two-sided p value of Kendall's test that x[n], in the order of time, has no
 * trend. Exact without ties up to DRIFT_EXACT, else normal with the variance that
 * the ties leave and half a step of continuity. 1 if n < 2 or all
 * are the same.
 */
double drift_p(const double *x, size_t n);

#endif /* ANALYSIS_SHAPE_H */
