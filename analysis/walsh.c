// SPDX-License-Identifier: GPL-2.0
/* The Hodges-Lehmann estimate: order statistics of the Walsh averages. */
#include "stats.h"

#include "error.h"
#include "sort.h"

#include <math.h>
#include <stdlib.h>

#define SMALL 24 /* up to this many values, sorting all averages is fastest */
#define FEW 24 /* this many averages, and a share of n, are sorted rather than searched further */
#define FEW_SHARE 16
#define MAX_CUTS 64 /* remembered; there are hardly ever 30 */
#define ASIDE_FIRST (1 / 16.0) /* how far from its goal a cut is placed, in parts of the bracket */
#define ASIDE_LEAST (1 / 64.0)

static double average(double a, double b)
{
	return (a + b) / 2;
}

static size_t averages(size_t n)
{
	return n * (n + 1) / 2;
}

/* For each row i, the averages (x[i]+x[j])/2, j >= i, that are <= t lie in j < end. */
static size_t row_end(const double *x, size_t i, size_t end, double t)
{
	while (end > i && average(x[i], x[end - 1]) > t)
		end--;
	return end;
}

/* All averages, cut in two. */
struct cut {
	size_t lower; /* how many are in the lower part */
	double down; /* the largest of them */
	double up; /* the smallest of the others */
};

/* fmin() and fmax() mind NaNs, which takes longer than all the rest here. */
static double smaller(double a, double b)
{
	return a < b ? a : b;
}

static double larger(double a, double b)
{
	return a > b ? a : b;
}

/* The lower part is what is <= t. */
static struct cut cut_at(const double *x, size_t n, double t)
{
	struct cut cut = { .down = -INFINITY, .up = INFINITY };
	size_t i, end = n;

	for (i = 0; i < n; i++) {
		end = row_end(x, i, end, t);
		if (end < n)
			cut.up = smaller(cut.up, average(x[i], x[end]));
		if (end <= i)
			break;
		cut.down = larger(cut.down, average(x[i], x[end - 1]));
		cut.lower += end - i;
	}
	return cut;
}

/* The averages in [low, high], ascending, of which there are `count`. */
static double *collect(const double *x, size_t n, double low, double high, size_t count)
{
	double before = nextafter(low, -INFINITY), *found = xcalloc(count, sizeof(*found));
	size_t i, j, begin = n, end = n, used = 0;

	for (i = 0; i < n; i++) {
		begin = row_end(x, i, begin, before);
		end = row_end(x, i, end, high);
		for (j = begin > i ? begin : i; j < end; j++)
			found[used++] = average(x[i], x[j]);
	}
	sort_doubles(found, used);
	return found;
}

/* Values among whose averages is searched, and every cut that was made. */
struct search {
	const double *x;
	size_t n;
	int cuts;
	struct cut cut[MAX_CUTS];
};

static struct search start_search(const double *sorted, size_t n)
{
	struct search s = { .x = sorted, .n = n, .cuts = 2 };

	s.cut[0] = (struct cut){ .lower = 0, .down = -INFINITY, .up = sorted[0] };
	s.cut[1] = (struct cut){ .lower = averages(n), .down = sorted[n - 1], .up = INFINITY };
	return s;
}

/* Between two cuts: the averages from `below`->up to `above`->down, the k-th among them. */
struct bracket {
	struct cut below;
	struct cut above;
};

static void narrow(struct bracket *b, const struct cut *cut, size_t k)
{
	if (cut->lower >= k)
		b->above = *cut;
	else
		b->below = *cut;
}

/* The narrowest that is known already: the limits of an interval lie near its middle. */
static struct bracket known_bracket(const struct search *s, size_t k)
{
	struct bracket b = { .below = s->cut[0], .above = s->cut[1] };
	int i;

	for (i = 2; i < s->cuts; i++)
		if (s->cut[i].lower > b.below.lower && s->cut[i].lower < b.above.lower)
			narrow(&b, &s->cut[i], k);
	return b;
}

/*
 * Close to where the k-th should be if the averages were spread evenly: `aside`
 * of the bracket above it, so that the upper end comes down, or (negative) below.
 * The narrower the bracket, the more evenly they are. Below the upper end, so
 * that each cut parts something.
 */
static double place_cut(const struct bracket *b, size_t k, double aside)
{
	double low = b->below.up, high = b->above.down;
	double share = (k - b->below.lower - 0.5) / (b->above.lower - b->below.lower) + aside;
	double at = low + fmin(fmax(share, 1 / 64.0), 63 / 64.0) * (high - low);

	return at < high ? at : low;
}

/* Until few averages are left, or all that are left are equal. */
static struct bracket find_bracket(struct search *s, size_t k)
{
	size_t few = FEW + s->n / FEW_SHARE;
	struct bracket b = known_bracket(s, k);
	double aside = ASIDE_FIRST, side = 1;
	struct cut cut;

	while (b.below.up < b.above.down && b.above.lower - b.below.lower > few) {
		cut = cut_at(s->x, s->n, place_cut(&b, k, side * aside));
		if (s->cuts < MAX_CUTS)
			s->cut[s->cuts++] = cut;
		narrow(&b, &cut, k);
		aside = (side > 0) == (cut.lower >= k) ? fmax(aside / 4, ASIDE_LEAST)
						       : fmin(aside * 8, 0.5);
		side = -side;
	}
	return b;
}

static double select_kth(struct search *s, size_t k)
{
	struct bracket b = find_bracket(s, k);
	double result = b.above.down, *found;

	if (b.below.up < result) {
		found = collect(s->x, s->n, b.below.up, result, b.above.lower - b.below.lower);
		result = found[k - b.below.lower - 1];
		free(found);
	}
	return result;
}

double walsh_select(const double *sorted, size_t n, size_t k)
{
	struct search s = start_search(sorted, n);

	return select_kth(&s, k);
}

/* All averages of at most SMALL values; by diagonals they come nearly sorted. */
static void sort_all(const double *x, size_t n, double *all)
{
	size_t diagonal, i, slot, used = 0;
	double value;

	for (diagonal = 0; diagonal < 2 * n - 1; diagonal++) {
		for (i = diagonal < n ? 0 : diagonal - n + 1; 2 * i <= diagonal; i++) {
			value = average(x[i], x[diagonal - i]);
			for (slot = used++; slot && all[slot - 1] > value; slot--)
				all[slot] = all[slot - 1];
			all[slot] = value;
		}
	}
}

struct estimate hodges_lehmann(const double *sorted, size_t n, double alpha)
{
	size_t total = averages(n), k = signed_rank_k(n, alpha);
	struct estimate e = { .low = NAN, .high = NAN };
	double all[SMALL * (SMALL + 1) / 2];
	struct search s;

	if (n <= SMALL) {
		sort_all(sorted, n, all);
		e.mid = average(all[(total - 1) / 2], all[total / 2]);
		if (k) {
			e.low = all[k - 1];
			e.high = all[total - k];
		}
		return e;
	}
	s = start_search(sorted, n);
	e.mid = select_kth(&s, (total + 1) / 2);
	if (total % 2 == 0)
		e.mid = average(e.mid, select_kth(&s, total / 2 + 1));
	if (k) {
		e.low = select_kth(&s, k);
		e.high = select_kth(&s, total + 1 - k);
	}
	return e;
}
