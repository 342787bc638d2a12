// SPDX-License-Identifier: GPL-2.0
/*
 * The Hodges-Lehmann estimate and its limits: three order statistics of the n(n+1)/2 Walsh averages, without making these. How
 * many averages lie below some value is counted in n steps, as by Monahan ("Algorithm 616", ACM Transactions on
 * Mathematical Software 10, 1984); all three are searched at once, each between two such counts.
 */
#include "stats.h"

#include <math.h>
#include <stdbool.h>

#define GOALS 3
#define CUTS (2 * GOALS) /* one below and one above each goal */
#define ASIDE_MOST (1 / 4.0) /* how far from its goal a cut is placed, in parts of the bracket */
#define ASIDE_LEAST (1 / 64.0) /* averages are not spread evenly */

static double average(double a, double b)
{
	return (a + b) / 2;
}

static size_t averages(size_t n)
{
	return n * (n + 1) / 2;
}

/* fmin() and fmax() mind NaNs, which takes longer than all the rest here. */
static double smaller(double a, double b)
{
	return a < b ? a : b;
}

static double larger(double a, double b)
{
	return a > b ? a : b;
}

/* All sums x[i] + x[j], i <= j, which are twice the averages, cut in two. */
struct cut {
	size_t lower; /* how many are in the lower part */
	double down; /* the largest of them */
	double up; /* the smallest of the others */
};

/*
 * The lower part of cut[c] is what is <= at[c]. Rows i and columns j of which a sum is still to be judged are row .. row +
 * left - 1: if the row's largest sum is in the lower part so is all the row, else the column's smallest is in the
 * upper part and so is all the column. All cuts go through this together, and none of it is a branch, since no processor could
 * guess it.
 */
static void cut_at(const double *x, size_t n, const double *at, struct cut *cut)
{
	static const double sign[] = { -1, 1 };
	size_t row[CUTS] = { 0 }, lower[CUTS] = { 0 }, left;
	double edge[CUTS][2], sum; /* the smallest above, negated, and the largest below */
	bool below;
	int c;

	for (c = 0; c < CUTS; c++)
		edge[c][false] = edge[c][true] = -INFINITY;
	for (left = n; left; left--)
#pragma GCC unroll 6
		for (c = 0; c < CUTS; c++) {
			sum = x[row[c]] + x[row[c] + left - 1];
			below = sum <= at[c];
			edge[c][below] = larger(edge[c][below], sign[below] * sum);
			lower[c] += left & -(size_t)below;
			row[c] += below;
		}
	for (c = 0; c < CUTS; c++)
		cut[c] = (struct cut){ lower[c], edge[c][true], -edge[c][false] };
}

/* The k-th sum is one of those from below.up to above.down. */
struct goal {
	size_t k;
	struct cut below;
	struct cut above;
};

static struct goal goal_at(const double *sorted, size_t n, size_t k)
{
	return (struct goal){
		.k = k,
		.below = { 0, -INFINITY, 2 * sorted[0] },
		.above = { averages(n), 2 * sorted[n - 1], INFINITY },
	};
}

static void narrow(struct goal *goal, const struct cut *cut)
{
	if (cut->lower >= goal->k && cut->lower < goal->above.lower)
		goal->above = *cut;
	else if (cut->lower < goal->k && cut->lower > goal->below.lower)
		goal->below = *cut;
}

/* Then it is above.down, and the next one is that again, or above.up. */
static bool is_reached(const struct goal *goal)
{
	return goal->above.lower == goal->k || goal->below.up == goal->above.down;
}

static bool all_reached(const struct goal *goal)
{
	return is_reached(&goal[0]) && is_reached(&goal[1]) && is_reached(&goal[2]);
}

/*
 * Around where the k-th would be if all in the bracket were spread evenly, by about a standard deviation of that, so that it
 * mostly lies between the two. Below the upper end, so that each cut parts something.
 */
static void place_cuts(const struct goal *goal, double *at)
{
	double low = goal->below.up, high = goal->above.down, place;
	double one = 1.0 / (goal->above.lower - goal->below.lower);
	double share = (goal->k - goal->below.lower - 0.5) * one;
	double aside = smaller(larger(0.5 * sqrt(one), ASIDE_LEAST), ASIDE_MOST);
	int side;

	for (side = 0; side < 2; side++) {
		place = low + smaller(larger(share + (side ? aside : -aside), 0), 1) * (high - low);
		at[side] = place < high ? place : low;
	}
}

/* The first cuts: around where estimate and limits of a normal sample lie, in standard errors from the mean. */
static void place_first(const double *sorted, size_t n, double *at)
{
	static const double aside[CUTS] = { -2.5, -1.9, -0.2, 0.2, 1.9, 2.5 };
	double sum = 0, squares = 0, mean, error;
	size_t i;
	int c;

	for (i = 0; i < n; i++)
		sum += sorted[i];
	mean = sum / n;
	for (i = 0; i < n; i++)
		squares += (sorted[i] - mean) * (sorted[i] - mean);
	error = sqrt(squares) / n;
	for (c = 0; c < CUTS; c++)
		at[c] = 2 * (mean + aside[c] * error);
}

static void reach(struct goal *goal, const double *sorted, size_t n)
{
	struct cut cut[CUTS];
	double at[CUTS];
	int g, c;

	place_first(sorted, n, at);
	while (!all_reached(goal)) {
		cut_at(sorted, n, at, cut);
		for (g = 0; g < GOALS; g++) {
			for (c = 0; c < CUTS; c++)
				narrow(&goal[g], &cut[c]);
			place_cuts(&goal[g], &at[2 * g]);
		}
	}
}

struct estimate hodges_lehmann(const double *sorted, size_t n, double alpha)
{
	size_t total = averages(n), middle = (total + 1) / 2, k = signed_rank_k(n, alpha);
	struct goal goal[GOALS] = {
		goal_at(sorted, n, middle),
		goal_at(sorted, n, k ?: middle),
		goal_at(sorted, n, k ? total + 1 - k : middle),
	};
	const struct cut *mid = &goal[0].above;
	struct estimate e = { .low = NAN, .high = NAN };

	reach(goal, sorted, n);
	e.mid = mid->down / 2;
	if (total % 2 == 0 && mid->lower == middle)
		e.mid = average(e.mid, mid->up / 2);
	if (k) {
		e.low = goal[1].above.down / 2;
		e.high = goal[2].above.down / 2;
	}
	return e;
}
