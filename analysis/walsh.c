// SPDX-License-Identifier: GPL-2.0
/* The Hodges-Lehmann estimate: order statistics of the Walsh averages. */
#include "stats.h"

#include "error.h"

#include <gsl/gsl_sort.h>
#include <math.h>
#include <stdlib.h>

#define SMALL 24 /* up to this many values, sorting all averages is fastest */
#define FEW 64 /* this many averages, and n / 16, are sorted rather than searched further */

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

static size_t count_up_to(const double *x, size_t n, double t)
{
	size_t i, end = n, count = 0;

	for (i = 0; i < n; i++) {
		end = row_end(x, i, end, t);
		if (end <= i)
			break;
		count += end - i;
	}
	return count;
}

/* The averages in (low, high], ascending, of which there are `count`. */
static double *collect(const double *x, size_t n, double low, double high, size_t count)
{
	double *found = xcalloc(count, sizeof(*found));
	size_t i, j, begin = n, end = n, used = 0;

	for (i = 0; i < n; i++) {
		begin = row_end(x, i, begin, low);
		end = row_end(x, i, end, high);
		for (j = begin > i ? begin : i; j < end; j++)
			found[used++] = average(x[i], x[j]);
	}
	gsl_sort(found, 1, used);
	return found;
}

/* The k-th smallest lies in (low, high]; `below` averages are <= low, `up_to` <= high. */
struct bracket {
	double low;
	double high;
	size_t below;
	size_t up_to;
};

/*
 * Where to cut the bracket: in turn a little below where the k-th should be, a
 * little above (so that both ends close in), and, in case the averages are
 * spread too unevenly for that, in the middle.
 */
static double cut(const struct bracket *b, size_t k, int turn)
{
	double aside[] = { -1 / 32.0, 1 / 32.0 };
	double share = (double)(k - b->below) / (b->up_to - b->below);

	share = turn % 3 == 2 ? 0.5 : share + aside[turn % 3];
	return b->low + fmin(fmax(share, 1 / 64.0), 63 / 64.0) * (b->high - b->low);
}

double walsh_select(const double *sorted, size_t n, size_t k)
{
	struct bracket b = { .low = sorted[0], .high = sorted[n - 1], .up_to = averages(n) };
	size_t count, few = FEW + n / 16;
	double middle, result, *found;
	int turn = 0;

	b.below = count_up_to(sorted, n, b.low);
	if (k <= b.below)
		return b.low;
	while (b.up_to - b.below > few) {
		middle = cut(&b, k, turn++);
		if (middle >= b.high || middle <= b.low) {
			if (nextafter(b.low, b.high) >= b.high)
				return b.high; /* nothing lies between: all that are left are equal */
			middle = nextafter(b.low, b.high);
		}
		count = count_up_to(sorted, n, middle);
		if (count >= k) {
			b.high = middle;
			b.up_to = count;
		} else {
			b.low = middle;
			b.below = count;
		}
	}
	found = collect(sorted, n, b.low, b.high, b.up_to - b.below);
	result = found[k - b.below - 1];
	free(found);
	return result;
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

struct estimate hodges_lehmann(const double *sorted, size_t n)
{
	size_t total = averages(n), k = signed_rank_k(n);
	struct estimate e = { .low = NAN, .high = NAN };
	double all[SMALL * (SMALL + 1) / 2];

	if (n <= SMALL) {
		sort_all(sorted, n, all);
		e.mid = average(all[(total - 1) / 2], all[total / 2]);
		if (k) {
			e.low = all[k - 1];
			e.high = all[total - k];
		}
		return e;
	}
	e.mid = walsh_select(sorted, n, (total + 1) / 2);
	if (total % 2 == 0)
		e.mid = average(e.mid, walsh_select(sorted, n, total / 2 + 1));
	e.low = walsh_select(sorted, n, k);
	e.high = walsh_select(sorted, n, total + 1 - k);
	return e;
}
