/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The statistics of doc/statistics.md, pure: no I/O, no globals that change a
 * result. All input is finite.
 */
#ifndef ANALYSIS_STATS_H
#define ANALYSIS_STATS_H

#include <stddef.h>

#define ALPHA 0.05 /* intervals are of 1 - ALPHA, 95 %, unless looks share it (looks.h) */

/* Up to this n the signed-rank distribution is computed exactly, then normal. */
#define SIGNED_RANK_EXACT 200

/* Below this many values no signed-rank interval of 95 % exists. */
#define MIN_BLOCKS 6

/* An estimate and its 95 % interval; low and high are NaN below MIN_BLOCKS. */
struct estimate {
	double mid;
	double low;
	double high;
};

/*
 * The interval of 1 - alpha runs from the k-th smallest to the k-th largest Walsh
 * average: the largest k with P(W <= k - 1) <= alpha / 2, where W is the signed-rank
 * statistic of n values symmetric about 0. 0 where n is too small: with ALPHA, below
 * MIN_BLOCKS.
 */
size_t signed_rank_k(size_t n, double alpha);

/*
 * Two-sided p value of the signed-rank test that x[n] is symmetric about 0.
 * Zeros are left out (Wilcoxon); ties get midranks, and the distribution is
 * the exact one given those ranks: all 2^n signs equally likely. 1 if nothing
 * is left.
 */
double signed_rank_p(const double *x, size_t n);

/*
 * Hodges-Lehmann: the median of the n(n+1)/2 Walsh averages (x[i]+x[j])/2,
 * i <= j, with the exact signed-rank interval of 1 - alpha. sorted[] ascends; n >= 1.
 * No memory, and time of the order of n.
 */
struct estimate hodges_lehmann(const double *sorted, size_t n, double alpha);

/* Up to so many values in each sample the rank-sum distribution is computed exactly, then normal... */
#define RANK_SUM_EXACT 50

/* ...and with ties, which make it a new one each time, up to so many in both. */
#define RANK_SUM_TIED_EXACT 40

/*
 * Two independent samples. The interval of 1 - alpha of the shift runs from the
 * k-th smallest to the k-th largest of all differences: the largest k with
 * P(U <= k - 1) <= alpha / 2, where U is Mann-Whitney's statistic of samples from one
 * distribution. 0 where there is none (with ALPHA, below 4 and 4, 3 and 5...).
 */
size_t rank_sum_k(size_t nx, size_t ny, double alpha);

/*
 * Two-sided p value of the rank-sum test that x[nx] and y[ny] come from one
 * distribution; both ascend, and neither is empty. Ties get midranks, and the
 * distribution is that of those ranks.
 */
double rank_sum_p(const double *x, size_t nx, const double *y, size_t ny);

/* Hodges-Lehmann: the median of all y[j] - x[i], with the exact rank-sum interval of 1 - alpha. */
struct estimate shift_estimate(const double *x, size_t nx, const double *y, size_t ny,
			       double alpha);

/*
 * How far x[n], in any order, scatters: the mean distance from its median, times n / (n - 1). NaN below 2
 * values. Of logarithms it is a share: 0.03 says that values lie 3 % from their median.
 */
double spread(const double *x, size_t n);

/* spread(x) / spread(y) of pairs. All NaN below MIN_BLOCKS, or where a sample does not scatter. */
struct estimate spread_ratio(const double *x, const double *y, size_t n);

/* P(x > y) - P(x < y) of values drawn from each; both ascend, and neither is empty. */
double cliffs_delta(const double *x, size_t nx, const double *y, size_t ny);

/* Holm's adjustment of p[n], in place. */
void holm(double *p, size_t n);

/* The smallest n at which one of `tests` comparisons can reach p_holm < alpha when all are clear. */
size_t holm_min_blocks(size_t tests, double alpha);

#endif /* ANALYSIS_STATS_H */
