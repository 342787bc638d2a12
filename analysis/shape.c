// SPDX-License-Identifier: GPL-2.0
#include "shape.h"

#include "error.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_sf_gamma.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static size_t mode_min(size_t n)
{
	return n / 5 > MODE_MIN ? n / 5 : MODE_MIN;
}

struct gap widest_gap(const double *sorted, size_t n)
{
	size_t least = mode_min(n), i;
	double range = n ? sorted[n - 1] - sorted[0] : 0;
	struct gap gap = { 0 };

	if (n < MODES_MIN_VALUES || range <= 0)
		return gap;
	for (i = least; i <= n - least; i++)
		if ((sorted[i] - sorted[i - 1]) / range > gap.share)
			gap = (struct gap){ i, (sorted[i] - sorted[i - 1]) / range };
	return gap;
}

/*
 * The n - 1 spacings of n uniform values, as shares of the range, are those of a
 * broken stick: j given ones are all longer than g with (1 - j g)^(n-2).
 * Inclusion and exclusion over the m that lie inside; terms alternate, but for
 * the g that matter only the first few are not 0.
 */
double two_modes_p(const double *sorted, size_t n)
{
	struct gap gap = widest_gap(sorted, n);
	double p = 0, m, left;
	int j;

	if (!gap.below)
		return 1;
	m = n + 1 - 2 * mode_min(n);
	if (gap.share * m <=
	    1) /* some spacing often is as long; and the sum would lose its digits */
		return 1;
	for (j = 1; j <= m && (left = 1 - j * gap.share) > 0; j++)
		p -= (j % 2 ? -1 : 1) * exp(gsl_sf_lnchoose(m, j) + (n - 2.0) * log(left));
	return fmin(1, fmax(0, p));
}

/* P(at most `swaps` of the pairs of n values in random order are the wrong way round). */
static double inversions_p(size_t n, size_t swaps)
{
	double *p = xcalloc(swaps + 1, sizeof(*p)), *before = xcalloc(swaps + 1, sizeof(*p));
	double sum = 0, window;
	size_t i, s;

	p[0] = 1;
	for (i = 2; i <= n; i++) { /* the i-th stands behind 0 .. i - 1 of those that are larger */
		memcpy(before, p, (swaps + 1) * sizeof(*p));
		for (s = 0, window = 0; s <= swaps; s++) {
			window += before[s] - (s >= i ? before[s - i] : 0);
			p[s] = window / i;
		}
	}
	for (s = 0; s <= swaps; s++)
		sum += p[s];
	free(p);
	free(before);
	return sum;
}

struct order {
	size_t down; /* pairs that fall */
	size_t level; /* pairs of equals */
	double ties; /* the sum of t (t - 1) (2 t + 5) over the groups of t equals */
};

/* Sorts x[n] by merging; returns how many pairs fall. */
static size_t count_falls(double *x, double *room, size_t n)
{
	size_t half = n / 2, i = 0, j = half, k, falls;

	if (n < 2)
		return 0;
	falls = count_falls(x, room, half) + count_falls(x + half, room, n - half);
	for (k = 0; k < n; k++) {
		if (j == n || (i < half && x[i] <= x[j])) {
			room[k] = x[i++];
		} else {
			room[k] = x[j++];
			falls += half - i;
		}
	}
	memcpy(x, room, n * sizeof(*x));
	return falls;
}

static struct order count_order(const double *x, size_t n)
{
	double *sorted = xcalloc(n, sizeof(*sorted)), *room = xcalloc(n, sizeof(*room));
	struct order order = { 0 };
	size_t i, first;
	double t;

	memcpy(sorted, x, n * sizeof(*sorted));
	order.down = count_falls(sorted, room, n);
	for (first = 0; first < n; first = i) {
		for (i = first; i < n && sorted[i] == sorted[first]; i++)
			;
		t = i - first;
		order.level += t * (t - 1) / 2;
		order.ties += t * (t - 1) * (2 * t + 5);
	}
	free(sorted);
	free(room);
	return order;
}

double drift_p(const double *x, size_t n)
{
	struct order order = count_order(x, n);
	size_t up = n * (n - 1) / 2 - order.level - order.down;
	double variance = (n * (n - 1.0) * (2 * n + 5) - order.ties) / 18;
	double score = fabs((double)up - (double)order.down) - 1;

	if (order.ties == 0 && n <= DRIFT_EXACT)
		return fmin(1, 2 * inversions_p(n, up < order.down ? up : order.down));
	return variance > 0 && score > 0 ? 2 * gsl_cdf_ugaussian_Q(score / sqrt(variance)) : 1;
}
