// SPDX-License-Identifier: GPL-2.0
/* Effect size and the correction for many comparisons. */
#include "stats.h"

#include "error.h"

#include <gsl/gsl_sort.h>
#include <math.h>
#include <stdlib.h>

double cliffs_delta(const double *x, size_t nx, const double *y, size_t ny)
{
	size_t i, below = 0, up_to = 0; /* of y: < x[i], <= x[i] */
	double sum = 0;

	for (i = 0; i < nx; i++) {
		while (below < ny && y[below] < x[i])
			below++;
		while (up_to < ny && y[up_to] <= x[i])
			up_to++;
		sum += (double)below - (double)(ny - up_to);
	}
	return sum / ((double)nx * ny);
}

void holm(double *p, size_t n)
{
	size_t i, *order = xcalloc(n, sizeof(*order));
	double largest = 0;

	gsl_sort_index(order, p, 1, n);
	for (i = 0; i < n; i++) {
		largest = fmax(largest, fmin(1, (n - i) * p[order[i]]));
		p[order[i]] = largest;
	}
	free(order);
}

size_t holm_min_blocks(size_t tests, double alpha)
{
	size_t n = MIN_BLOCKS;

	/* the smallest p of n pairs is 2 / 2^n */
	while (n < SIGNED_RANK_EXACT && tests * exp2(1 - (double)n) >= alpha)
		n++;
	return n;
}
