// SPDX-License-Identifier: GPL-2.0
#include "order.h"

#include "../error.h"

#include <gsl/gsl_statistics_double.h>
#include <math.h>
#include <stdlib.h>

bool ratios_apart(const struct estimate *x, const struct estimate *y, double noise_floor)
{
	const struct estimate *smaller = x->mid < y->mid ? x : y;
	const struct estimate *larger = x->mid < y->mid ? y : x;

	return smaller->high < larger->low && 1 - smaller->mid / larger->mid > noise_floor;
}

static int sign(double x)
{
	return (x > 0) - (x < 0);
}

static void count_pair(struct order *order, const struct estimate *a1, const struct estimate *a2,
		       const struct estimate *b1, const struct estimate *b2,
		       const double noise_floor[2])
{
	bool apart_in_a = ratios_apart(a1, a2, noise_floor[0]);
	bool apart_in_b = ratios_apart(b1, b2, noise_floor[1]);
	bool alike = sign(a1->mid - a2->mid) == sign(b1->mid - b2->mid);

	order->pairs++;
	order->apart += apart_in_a && apart_in_b;
	order->same += apart_in_a && apart_in_b && alike;
	order->apart_in[0] += apart_in_a && !apart_in_b;
	order->apart_in[1] += apart_in_b && !apart_in_a;
	order->alike += alike;
}

double rank_correlation(const struct estimate *a, const struct estimate *b, size_t n)
{
	double *x = xcalloc(n, sizeof(*x));
	double *y = xcalloc(n, sizeof(*y));
	double *work = xcalloc(2 * n, sizeof(*work));
	double rho = NAN;
	size_t i;

	for (i = 0; i < n; i++) {
		x[i] = a[i].mid;
		y[i] = b[i].mid;
	}
	if (n >= MIN_RANKED)
		rho = gsl_stats_spearman(x, 1, y, 1, n, work);
	free(x);
	free(y);
	free(work);
	return rho;
}

struct order compare_order(const struct estimate *a, const struct estimate *b, size_t n,
			   const double noise_floor[2])
{
	struct order order = { .configs = n, .rank_correlation = rank_correlation(a, b, n) };
	size_t i, j;

	for (i = 0; i < n; i++)
		for (j = 0; j < i; j++)
			count_pair(&order, &a[i], &a[j], &b[i], &b[j], noise_floor);
	return order;
}

void add_pairs(struct order *sum, const struct order *more)
{
	sum->pairs += more->pairs;
	sum->apart += more->apart;
	sum->same += more->same;
	sum->apart_in[0] += more->apart_in[0];
	sum->apart_in[1] += more->apart_in[1];
	sum->alike += more->alike;
}

/* The logarithm of a ratio, turned to the side above 0. */
static struct estimate size_of(const struct estimate *ratio)
{
	if (ratio->mid < 1)
		return (struct estimate){ -log(ratio->mid), -log(ratio->high), -log(ratio->low) };
	return (struct estimate){ log(ratio->mid), log(ratio->low), log(ratio->high) };
}

/*
 * A limit L of y/x solves x (2X - x) L^2 - 2 X Y L + y (2Y - y) = 0, X and Y being
 * the estimates and x and y their own limits on opposite sides. Written so that
 * neither a small nor a negative first coefficient (a lopsided interval) harms.
 */
static double lower_limit(const struct estimate *x, const struct estimate *y)
{
	double product = x->mid * y->mid;
	double f = x->high * (2 * x->mid - x->high);
	double g = y->low * (2 * y->mid - y->low);

	return g / (product + sqrt(fmax(0, product * product - f * g)));
}

static double upper_limit(const struct estimate *x, const struct estimate *y)
{
	double product = x->mid * y->mid;
	double f = x->low * (2 * x->mid - x->low);
	double g = y->high * (2 * y->mid - y->high);

	return (product + sqrt(fmax(0, product * product - f * g))) / f;
}

struct estimate effect_ratio(const struct estimate *a, const struct estimate *b)
{
	struct estimate x = size_of(a);
	struct estimate y = size_of(b);
	struct estimate ratio = { y.mid / x.mid, lower_limit(&x, &y), upper_limit(&x, &y) };

	if ((a->mid < 1) == (b->mid < 1))
		return ratio;
	return (struct estimate){ -ratio.mid, -ratio.high, -ratio.low };
}
