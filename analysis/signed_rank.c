// SPDX-License-Identifier: GPL-2.0
/* Wilcoxon's signed-rank distribution: interval limits and p values. */
#include "stats.h"

#include "error.h"
#include "sort.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

/*
 * p[s] = probability that the ranks with a positive sign sum to s, for s <= top,
 * when every sign is a fair coin. One rank at a time: it is in the sum or not.
 */
static void distribution(double *p, size_t top, const size_t *rank, size_t n)
{
	size_t i, s;

	for (s = 0; s <= top; s++)
		p[s] = s == 0;
	for (i = 0; i < n; i++)
		for (s = top + 1; s-- > 0;)
			p[s] = (p[s] + (s >= rank[i] ? p[s - rank[i]] : 0)) / 2;
}

static size_t k_exact(size_t n, double alpha)
{
	size_t top = n * (n + 1) / 2, rank[SIGNED_RANK_EXACT], i, k = 0;
	double *p = xcalloc(top + 1, sizeof(*p));
	double below = 0;

	for (i = 0; i < n; i++)
		rank[i] = i + 1;
	distribution(p, top, rank, n);
	while (below + p[k] <= alpha / 2)
		below += p[k++];
	free(p);
	return k;
}

static size_t k_normal(double n, double alpha)
{
	double mean = n * (n + 1) / 4;
	double sd = sqrt(n * (n + 1) * (2 * n + 1) / 24);

	return mean - 0.5 - gsl_cdf_ugaussian_Pinv(1 - alpha / 2) * sd + 1;
}

size_t signed_rank_k(size_t n, double alpha)
{
	static size_t known[SIGNED_RANK_EXACT + 1]; /* k + 1; 0 is not yet known */
	static double known_alpha;

	if (n > SIGNED_RANK_EXACT)
		return k_normal(n, alpha);
	if (alpha != known_alpha) {
		memset(known, 0, sizeof(known));
		known_alpha = alpha;
	}
	if (!known[n])
		known[n] = k_exact(n, alpha) + 1;
	return known[n] - 1;
}

/*
 * Of x[n], which ascends: twice the midranks of the sizes that are not 0, ascending, whole numbers even with ties, and the
 * sum of them below 0 and above. Returns their number.
 */
static size_t double_midranks(const double *x, size_t n, size_t *rank, size_t *minus, size_t *plus)
{
	size_t below = 0, above, from_below, from_above, used = 0, end, midrank;
	double size;

	while (below < n && x[below] < 0)
		below++;
	for (above = below; above < n && x[above] == 0; above++)
		;
	*minus = *plus = 0;
	while (below > 0 || above < n) { /* outwards from 0 */
		size = above == n || (below > 0 && -x[below - 1] < x[above]) ? -x[below - 1]
									     : x[above];
		for (from_below = 0; below > 0 && -x[below - 1] == size; below--)
			from_below++;
		for (from_above = 0; above < n && x[above] == size; above++)
			from_above++;
		end = used + from_below + from_above;
		midrank = used + 1 + end;
		*minus += from_below * midrank;
		*plus += from_above * midrank;
		while (used < end)
			rank[used++] = midrank;
	}
	return used;
}

/* P(sum <= w) by the normal limit; half a rank of continuity. Ranks are doubled. */
static double p_normal(const size_t *rank, size_t n, size_t w)
{
	double mean = 0, variance = 0;
	size_t i;

	for (i = 0; i < n; i++) {
		mean += rank[i] / 2.0;
		variance += (double)rank[i] * rank[i] / 4;
	}
	return gsl_cdf_ugaussian_P((w + 1 - mean) / sqrt(variance));
}

static double *cumulated(const size_t *rank, size_t n, size_t top)
{
	double *p = xcalloc(top + 1, sizeof(*p));
	size_t s;

	distribution(p, top, rank, n);
	for (s = 1; s <= top; s++)
		p[s] += p[s - 1];
	return p;
}

static bool has_ties(const size_t *rank, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (rank[i] != 2 * (i + 1))
			return true;
	return false;
}

/* A run compares as many blocks a thousand times; without ties all have one distribution. */
static double p_untied(const size_t *rank, size_t n, size_t w)
{
	static double *known;
	static size_t known_n;

	if (n != known_n) {
		free(known);
		known = cumulated(rank, n, n * (n + 1) / 2);
		known_n = n;
	}
	return known[w];
}

/* w is at most half of all ranks: the lesser of two sums. */
static double p_exact(const size_t *rank, size_t n, size_t w)
{
	double *p, result;

	if (n && !has_ties(rank, n))
		return p_untied(rank, n, w);
	p = cumulated(rank, n, w);
	result = p[w];
	free(p);
	return result;
}

double signed_rank_p(const double *x, size_t n)
{
	size_t *rank = xcalloc(n, sizeof(*rank)), used, plus, minus, w;
	double *sorted = xcalloc(n, sizeof(*sorted)), p;

	memcpy(sorted, x, n * sizeof(*sorted));
	sort_doubles(sorted, n);
	used = double_midranks(sorted, n, rank, &minus, &plus);
	w = plus < minus ? plus : minus;
	p = used > SIGNED_RANK_EXACT ? p_normal(rank, used, w) : p_exact(rank, used, w);
	free(sorted);
	free(rank);
	return fmin(1, 2 * p);
}
