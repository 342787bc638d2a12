// SPDX-License-Identifier: GPL-2.0
#include "two_looks.h"

#include "error.h"
#include "sort.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

#define WALKS 200000 /* the error of a level of 5 % is then 0.05 % */
#define SEED 1
#define SHARE_KNOWN \
	0.005 /* of walks: a thousand. Where fewer cross, the sum over all pairs is near enough */
#define FAR 12 /* nothing crosses there */
#define BISECTIONS 60

static double variance_at(const struct looks *looks, size_t look)
{
	return 1.0 / looks_due(looks, look);
}

static double share_at(const struct two_looks *two, size_t i, size_t j)
{
	const struct looks *a = &two->looks[0], *b = &two->looks[1];

	return (variance_at(a, a->count) + variance_at(b, b->count)) /
	       (variance_at(a, i) + variance_at(b, j));
}

/* The mean of unremarkable blocks, of standard deviation 1, at each look. */
static void walk(gsl_rng *rng, const struct looks *looks, double *mean)
{
	size_t look, blocks = 0, due;
	double sum = 0;

	for (look = 1; look <= looks->count; look++) {
		due = looks_due(looks, look);
		if (due > blocks)
			sum += gsl_ran_gaussian_ziggurat(rng, sqrt(due - blocks));
		blocks = due;
		mean[look - 1] = sum / blocks;
	}
}

/* |Z| sqrt(t) is the difference in proportion to its variance, in units of both at the last looks. */
static double reach(const struct two_looks *two, gsl_rng *rng)
{
	const struct looks *a = &two->looks[0], *b = &two->looks[1];
	double mean_a[LOOKS_MOST], mean_b[LOOKS_MOST], farthest = 0, at;
	size_t i, j;

	walk(rng, a, mean_a);
	walk(rng, b, mean_b);
	for (i = 1; i <= a->count; i++)
		for (j = 1; j <= b->count; j++) {
			at = fabs(mean_a[i - 1] - mean_b[j - 1]) /
			     (variance_at(a, i) + variance_at(b, j));
			farthest = fmax(farthest, at);
		}
	return farthest * sqrt(variance_at(a, a->count) + variance_at(b, b->count));
}

void two_looks_init(struct two_looks *two, const struct looks *a, const struct looks *b)
{
	gsl_rng *rng;
	size_t i;

	*two = (struct two_looks){ .looks = { *a, *b } };
	if (a->count == 1 && b->count == 1)
		return;
	two->reached = xcalloc(WALKS, sizeof(*two->reached));
	rng = gsl_rng_alloc(gsl_rng_taus2);
	gsl_rng_set(rng, SEED);
	for (i = 0; i < WALKS; i++)
		two->reached[i] = reach(two, rng);
	gsl_rng_free(rng);
	sort_doubles(two->reached, WALKS);
}

static double sum_of_crossings(const struct two_looks *two, double c)
{
	size_t i, j;
	double sum = 0;

	for (i = 1; i <= two->looks[0].count; i++)
		for (j = 1; j <= two->looks[1].count; j++)
			sum += 2 * gsl_cdf_ugaussian_Q(c / sqrt(share_at(two, i, j)));
	return sum;
}

/* The probability that |Z| sqrt(t) reaches c at any pair of looks. */
static double crossing(const struct two_looks *two, double c)
{
	size_t low = 0, high = WALKS, middle;
	double share;

	while (low < high) {
		middle = low + (high - low) / 2;
		if (two->reached[middle] < c)
			low = middle + 1;
		else
			high = middle;
	}
	share = (double)(WALKS - low) / WALKS;
	return share >= SHARE_KNOWN ? share : fmin(SHARE_KNOWN, sum_of_crossings(two, c));
}

static double share_now(const struct two_looks *two)
{
	return share_at(two, two->looks[0].look, two->looks[1].look);
}

double two_looks_level(const struct two_looks *two, double alpha)
{
	double low = 0, high = FAR, middle;
	int i;

	if (!two->reached)
		return alpha;
	for (i = 0; i < BISECTIONS; i++) {
		middle = (low + high) / 2;
		if (crossing(two, middle) > alpha)
			low = middle;
		else
			high = middle;
	}
	return 2 * gsl_cdf_ugaussian_Q(high / sqrt(share_now(two)));
}

double two_looks_p(const struct two_looks *two, double p)
{
	double z;

	if (!two->reached || isnan(p))
		return p;
	z = gsl_cdf_ugaussian_Qinv(p / 2);
	return fmin(1, fmax(p, crossing(two, z * sqrt(share_now(two)))));
}

void two_looks_free(struct two_looks *two)
{
	free(two->reached);
}
