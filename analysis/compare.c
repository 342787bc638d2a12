// SPDX-License-Identifier: GPL-2.0
#include "compare.h"

#include "error.h"
#include "sort.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

struct pairs {
	size_t n;
	bool positive; /* all values: logs exist */
	double *x;
	double *y;
};

static struct pairs make_pairs(const struct points *config, const struct points *baseline)
{
	size_t i = 0, j = 0, room = config->n < baseline->n ? config->n : baseline->n;
	struct pairs pairs = { .positive = true };

	pairs.x = xcalloc(room, sizeof(*pairs.x));
	pairs.y = xcalloc(room, sizeof(*pairs.y));
	while (i < config->n && j < baseline->n) {
		if (config->block[i] < baseline->block[j]) {
			i++;
		} else if (config->block[i] > baseline->block[j]) {
			j++;
		} else {
			pairs.x[pairs.n] = config->value[i++];
			pairs.y[pairs.n] = baseline->value[j++];
			pairs.positive &= pairs.x[pairs.n] > 0 && pairs.y[pairs.n] > 0;
			pairs.n++;
		}
	}
	return pairs;
}

static void free_pairs(struct pairs *pairs)
{
	free(pairs->x);
	free(pairs->y);
}

static double *log_ratios(const struct pairs *pairs)
{
	double *d = xcalloc(pairs->n, sizeof(*d));
	size_t i;

	for (i = 0; i < pairs->n; i++)
		d[i] = log(pairs->x[i] / pairs->y[i]);
	return d;
}

static struct estimate ratio_estimate(const struct pairs *pairs, double alpha)
{
	struct estimate e = { NAN, NAN, NAN };
	double *d;

	if (!pairs->n || !pairs->positive)
		return e;
	d = log_ratios(pairs);
	sort_doubles(d, pairs->n);
	e = hodges_lehmann(d, pairs->n, alpha);
	free(d);
	return (struct estimate){ exp(e.mid), exp(e.low), exp(e.high) };
}

struct comparison compare(const struct points *config, const struct points *baseline)
{
	struct pairs pairs = make_pairs(config, baseline);
	struct comparison c = { .pairs = pairs.n, .cliffs_delta = NAN };

	c.ratio = ratio_estimate(&pairs, config->alpha);
	if (config->n && baseline->n)
		c.cliffs_delta =
			cliffs_delta(config->sorted, config->n, baseline->sorted, baseline->n);
	free_pairs(&pairs);
	return c;
}

static void to_logs(double *x, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		x[i] = log(x[i]);
}

double log_spread(const struct points *points)
{
	double *x, result;

	if (!points->n || points->sorted[0] <= 0)
		return NAN;
	x = xcalloc(points->n, sizeof(*x));
	memcpy(x, points->value, points->n * sizeof(*x));
	to_logs(x, points->n);
	result = spread(x, points->n);
	free(x);
	return result;
}

struct estimate compare_spread(const struct points *config, const struct points *baseline)
{
	struct pairs pairs = make_pairs(config, baseline);
	struct estimate ratio = { NAN, NAN, NAN };

	if (pairs.positive) {
		to_logs(pairs.x, pairs.n);
		to_logs(pairs.y, pairs.n);
		ratio = spread_ratio(pairs.x, pairs.y, pairs.n);
	}
	free_pairs(&pairs);
	return ratio;
}

double compare_p(const struct points *config, const struct points *baseline, size_t *n)
{
	struct pairs pairs = make_pairs(config, baseline);
	double p = NAN, *d;

	if (pairs.n >= MIN_BLOCKS && pairs.positive) {
		d = log_ratios(&pairs);
		p = signed_rank_p(d, pairs.n);
		free(d);
	}
	*n = pairs.n;
	free_pairs(&pairs);
	return p;
}

double *log_ratios_in_time(const struct points *config, const struct points *baseline, size_t *n)
{
	struct pairs pairs = make_pairs(config, baseline);
	double *d = NULL;

	*n = pairs.positive ? pairs.n : 0;
	if (*n)
		d = log_ratios(&pairs);
	free_pairs(&pairs);
	return d;
}

double *sorted_log_ratios(const struct points *config, const struct points *baseline, size_t *n)
{
	double *d = log_ratios_in_time(config, baseline, n);

	if (d)
		sort_doubles(d, *n);
	return d;
}

struct description describe(const struct points *points)
{
	struct description d = { NAN, NAN, NAN, { NAN, NAN, NAN } };
	const double *sorted = points->sorted;
	size_t n = points->n;

	if (!n)
		return d;
	d.median = (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
	d.min = sorted[0];
	d.max = sorted[n - 1];
	d.mid = hodges_lehmann(sorted, n, points->alpha);
	return d;
}
