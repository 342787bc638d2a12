// SPDX-License-Identifier: GPL-2.0
/*
 * How far values scatter, and the ratio of that between two paired samples: Bonett and Seier, "Statistical
 * inference for a ratio of dispersions using paired samples", J. Educ. Behav. Stat. 28 (2003), but for
 * Student's t in the place of the normal quantile, which covers too little at 6 to 15 blocks
 * (doc/statistics.md has the figures).
 */
#include "stats.h"

#include "error.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_statistics.h>
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

static double median_of(const double *x, size_t n)
{
	double *copy = xcalloc(n, sizeof(*copy));
	double median;

	memcpy(copy, x, n * sizeof(*copy));
	median = gsl_stats_median(copy, 1, n);
	free(copy);
	return median;
}

/* A sample's distances from its median, and what the interval takes of it. */
struct scatter {
	double *distance;
	double mean_distance;
	double log_variance; /* of ln(mean_distance) */
};

/* The distances, and returns the median. */
static double find_distances(struct scatter *s, const double *x, size_t n)
{
	double median = median_of(x, n);
	size_t i;

	s->distance = xcalloc(n, sizeof(*s->distance));
	for (i = 0; i < n; i++)
		s->distance[i] = fabs(x[i] - median);
	s->mean_distance = gsl_stats_mean(s->distance, 1, n);
	return median;
}

static void scatter_make(struct scatter *s, const double *x, size_t n)
{
	double median = find_distances(s, x, n);
	double skew, shape;

	skew = (gsl_stats_mean(x, 1, n) - median) / s->mean_distance;
	shape = gsl_stats_variance(x, 1, n) / (s->mean_distance * s->mean_distance);
	s->log_variance = (skew * skew + shape - 1) / n;
}

double spread(const double *x, size_t n)
{
	struct scatter s;

	if (n < 2)
		return NAN;
	find_distances(&s, x, n);
	free(s.distance);
	return s.mean_distance * n / (n - 1);
}

static double log_error(const struct scatter *x, const struct scatter *y, size_t n)
{
	double together = gsl_stats_correlation(x->distance, 1, y->distance, 1, n);
	double variance = x->log_variance + y->log_variance -
			  2 * together * sqrt(x->log_variance * y->log_variance);

	return sqrt(fmax(variance, 0));
}

/* A sample that does not scatter has no ratio; one whose distances are all alike has no correlation. */
static bool usable(const struct scatter *s, size_t n)
{
	return s->mean_distance > 0 && gsl_stats_sd(s->distance, 1, n) > 0;
}

/* Student's quantile; the last one asked for is kept. */
static double half_width(size_t n)
{
	static size_t known;
	static double quantile;

	if (n != known)
		quantile = gsl_cdf_tdist_Pinv(1 - ALPHA / 2, n - 1);
	known = n;
	return quantile;
}

struct estimate spread_ratio(const double *x, const double *y, size_t n)
{
	struct estimate ratio = { NAN, NAN, NAN };
	struct scatter sx, sy;
	double width;

	if (n < MIN_BLOCKS)
		return ratio;
	scatter_make(&sx, x, n);
	scatter_make(&sy, y, n);
	if (usable(&sx, n) && usable(&sy, n)) {
		width = half_width(n) * log_error(&sx, &sy, n);
		ratio.mid = sx.mean_distance / sy.mean_distance;
		ratio.low = ratio.mid * exp(-width);
		ratio.high = ratio.mid * exp(width);
	}
	free(sx.distance);
	free(sy.distance);
	return ratio;
}
