// SPDX-License-Identifier: GPL-2.0
/* Wilcoxon's rank-sum (Mann-Whitney) statistic: two independent samples. */
#include "stats.h"

#include "error.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

/*
 * p[s] = probability that nx of the n ranks, drawn at random, sum to at most s,
 * for s <= top. count[j][s] are the ways to draw j of the ranks seen so far with
 * that sum; rank[] is in whole numbers.
 */
static double *draw_distribution(const size_t *rank, size_t n, size_t nx, size_t top)
{
	double *count = xcalloc((nx + 1) * (top + 1), sizeof(*count));
	double *p = xcalloc(top + 1, sizeof(*p));
	double ways = 1, sum = 0;
	size_t i, j, s;

	count[0] = 1;
	for (i = 0; i < n; i++)
		for (j = i + 1 < nx ? i + 1 : nx; j > 0; j--)
			for (s = rank[i]; s <= top; s++)
				count[j * (top + 1) + s] +=
					count[(j - 1) * (top + 1) + s - rank[i]];
	for (i = 1; i <= nx; i++)
		ways *= (double)(n - nx + i) / i;
	for (s = 0; s <= top; s++)
		p[s] = sum += count[nx * (top + 1) + s] / ways;
	free(count);
	return p;
}

/* P(U <= u) for u <= nx * ny / 2 without ties; the last one asked for is kept. */
static double untied(size_t nx, size_t ny, size_t u)
{
	static double *known;
	static size_t known_x, known_y;
	size_t i, least = nx * (nx + 1) / 2, rank[2 * RANK_SUM_EXACT];

	if (nx != known_x || ny != known_y) {
		for (i = 0; i < nx + ny; i++)
			rank[i] = i + 1;
		free(known);
		known = draw_distribution(rank, nx + ny, nx, least + nx * ny / 2);
		known_x = nx;
		known_y = ny;
	}
	return known[least + u];
}

static bool is_exact(size_t nx, size_t ny)
{
	return nx <= RANK_SUM_EXACT && ny <= RANK_SUM_EXACT;
}

size_t rank_sum_k(size_t nx, size_t ny, double alpha)
{
	double mean = nx * (double)ny / 2, sd = sqrt(nx * (double)ny * (nx + ny + 1.0) / 12);
	size_t k = 0;

	if (!nx || !ny)
		return 0;
	if (!is_exact(nx, ny))
		return fmax(0, mean - 0.5 - gsl_cdf_ugaussian_Qinv(alpha / 2) * sd + 1);
	while (k <= nx * ny / 2 && untied(nx, ny, k) <= alpha / 2)
		k++;
	return k;
}

/* Both samples as one, ascending: twice each value's midrank, and x's sum of them. */
static size_t double_ranks(const double *x, size_t nx, const double *y, size_t ny, size_t *rank,
			   bool *ties)
{
	size_t i = 0, j = 0, first, from_x, used, sum = 0;
	double value;

	*ties = false;
	while (i + j < nx + ny) {
		first = i + j;
		from_x = i;
		value = j == ny || (i < nx && x[i] < y[j]) ? x[i] : y[j];
		for (; i < nx && x[i] == value; i++)
			;
		for (; j < ny && y[j] == value; j++)
			;
		for (used = first; used < i + j; used++)
			rank[used] = first + 1 + i + j;
		sum += (i - from_x) * (first + 1 + i + j);
		*ties |= i + j > first + 1;
	}
	return sum;
}

/* The normal limit, ties and continuity minded. Ranks are doubled. */
static double normal_p(const size_t *rank, size_t nx, size_t ny, size_t sum)
{
	double n = nx + ny, mean = (n + 1) / 2, variance = 0, aside;
	size_t i;

	for (i = 0; i < nx + ny; i++)
		variance += (rank[i] / 2.0 - mean) * (rank[i] / 2.0 - mean);
	variance *= nx * (double)ny / (n * (n - 1));
	aside = fmax(0, fabs(sum / 2.0 - nx * mean) - 0.5);
	return variance > 0 ? 2 * gsl_cdf_ugaussian_Q(aside / sqrt(variance)) : 1;
}

/* Exact, all draws of nx ranks being equally likely, which are symmetric only without ties. */
static double tied_p(const size_t *rank, size_t nx, size_t ny, size_t sum)
{
	size_t i, total = 0;
	double *p, below, above;

	for (i = 0; i < nx + ny; i++)
		total += rank[i];
	p = draw_distribution(rank, nx + ny, nx, total);
	below = p[sum];
	above = 1 - (sum ? p[sum - 1] : 0);
	free(p);
	return 2 * fmin(below, above);
}

static double untied_p(size_t nx, size_t ny, size_t sum)
{
	size_t u = sum / 2 - nx * (nx + 1) / 2;

	return 2 * untied(nx, ny, u < nx * ny - u ? u : nx * ny - u);
}

double rank_sum_p(const double *x, size_t nx, const double *y, size_t ny)
{
	size_t sum, *rank = xcalloc(nx + ny, sizeof(*rank));
	bool ties;
	double p;

	sum = double_ranks(x, nx, y, ny, rank, &ties);
	if (!ties && is_exact(nx, ny))
		p = untied_p(nx, ny, sum);
	else if (ties && nx + ny <= RANK_SUM_TIED_EXACT)
		p = tied_p(rank, nx, ny, sum);
	else
		p = normal_p(rank, nx, ny, sum);
	free(rank);
	return fmin(1, p);
}

/* All differences y[j] - x[i], cut in two at t. */
struct cut {
	size_t lower; /* how many are <= t */
	double down; /* the largest of them */
	double up; /* the smallest of the others */
};

static struct cut cut_at(const double *x, size_t nx, const double *y, size_t ny, double t)
{
	struct cut cut = { .down = -INFINITY, .up = INFINITY };
	size_t i, end = 0;

	for (i = 0; i < nx; i++) {
		while (end < ny && y[end] - x[i] <= t)
			end++;
		if (end < ny && y[end] - x[i] < cut.up)
			cut.up = y[end] - x[i];
		if (end > 0 && y[end - 1] - x[i] > cut.down)
			cut.down = y[end - 1] - x[i];
		cut.lower += end;
	}
	return cut;
}

/* The k-th smallest difference, by bisection: each cut ends at a difference that there is. */
static double select_kth(const double *x, size_t nx, const double *y, size_t ny, size_t k)
{
	double low = y[0] - x[nx - 1], high = y[ny - 1] - x[0], at;
	struct cut cut;

	while (low < high) {
		at = low + (high - low) / 2;
		cut = cut_at(x, nx, y, ny, at < high ? at : low);
		if (cut.lower >= k)
			high = cut.down;
		else
			low = cut.up;
	}
	return high;
}

struct estimate shift_estimate(const double *x, size_t nx, const double *y, size_t ny, double alpha)
{
	size_t total = nx * ny, k = rank_sum_k(nx, ny, alpha);
	struct estimate e = { .low = NAN, .high = NAN };

	e.mid = select_kth(x, nx, y, ny, (total + 1) / 2);
	if (total % 2 == 0)
		e.mid = (e.mid + select_kth(x, nx, y, ny, total / 2 + 1)) / 2;
	if (k) {
		e.low = select_kth(x, nx, y, ny, k);
		e.high = select_kth(x, nx, y, ny, total + 1 - k);
	}
	return e;
}
