// SPDX-License-Identifier: GPL-2.0
#include "flags.h"

#include "compare.h"
#include "error.h"
#include "matrix.h"
#include "sort.h"
#include "stats.h"

#include <math.h>
#include <stdlib.h>

struct maker {
	const struct run *run;
	struct flags *flags;
	double *modes_p; /* as flags; NaN: not tested */
	double *drift_p;
};

static double median(const double *sorted, size_t n)
{
	return (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
}

/* Logarithms, because effects of locks are factors. NULL if there are none. */
static double *logs(const double *value, size_t n)
{
	double *log_of = n && value[0] > 0 ? xcalloc(n, sizeof(*log_of)) : NULL;
	size_t i;

	for (i = 0; log_of && i < n; i++)
		log_of[i] = log(value[i]);
	return log_of;
}

static void test_modes(struct maker *m, size_t at, const struct points *x)
{
	double *sorted = logs(x->sorted, x->n);
	struct flags *f = &m->flags[at];

	if (!sorted)
		return;
	if (x->n >= MODES_MIN_VALUES) {
		f->low_blocks = widest_gap(sorted, x->n).below;
		f->high_blocks = x->n - f->low_blocks;
		m->modes_p[at] = two_modes_p(sorted, x->n);
	}
	if (f->low_blocks) {
		f->low = median(x->sorted, f->low_blocks);
		f->high = median(x->sorted + f->low_blocks, f->high_blocks);
	}
	free(sorted);
}

/* From the first third of the blocks to the last, the medians of both. */
static double whole_drift(double *d, size_t n)
{
	size_t third = n / 3;
	double *last = d + n - third;

	sort_doubles(d, third);
	sort_doubles(last, third);
	return exp(median(last, third) - median(d, third));
}

static void test_drift(struct maker *m, size_t at, double *d, size_t n)
{
	if (d && n >= MIN_BLOCKS) {
		m->drift_p[at] = drift_p(d, n);
		m->flags[at].drift_ratio = whole_drift(d, n);
	}
	free(d);
}

static bool all_positive(const struct points *x)
{
	return x->n && x->sorted[0] > 0;
}

static void test_group(struct maker *m, const struct group *group)
{
	struct points x = { 0 }, baseline = { 0 };
	struct member *member;
	size_t count, i, b, at, n;
	double *d;

	member = group_members(m->run, group, &count);
	b = find_member(m->run, member, count, m->run->plan.baseline);
	if (b < count)
		points_of_samples(&baseline, m->run, group, &member[b], OPS_PER_SEC);
	for (i = 0; i < count; i++) {
		at = group->first + member[i].first;
		points_of_samples(&x, m->run, group, &member[i], OPS_PER_SEC);
		test_modes(m, at, &x);
		if (i == b) {
			n = x.n;
			d = all_positive(&x) ? logs(x.value, x.n) : NULL;
		} else {
			d = log_ratios_in_time(&x, &baseline, &n);
		}
		test_drift(m, at, d, n);
	}
	points_free(&x);
	points_free(&baseline);
	free(member);
}

/* Holm over those that were tested, in place. */
static void adjust(double *p, size_t count)
{
	double *tested = xcalloc(count, sizeof(*tested));
	size_t i, used = 0;

	for (i = 0; i < count; i++)
		if (!isnan(p[i]))
			tested[used++] = p[i];
	holm(tested, used);
	for (i = 0, used = 0; i < count; i++)
		if (!isnan(p[i]))
			p[i] = tested[used++];
	free(tested);
}

struct flags *flags_make(const struct run *run)
{
	size_t count = run->series_count, i;
	struct maker m = {
		.run = run,
		.flags = xcalloc(count, sizeof(*m.flags)),
		.modes_p = xcalloc(count, sizeof(*m.modes_p)),
		.drift_p = xcalloc(count, sizeof(*m.drift_p)),
	};

	for (i = 0; i < count; i++)
		m.modes_p[i] = m.drift_p[i] = NAN;
	for (i = 0; i < run->groups; i++)
		test_group(&m, &run->group[i]);
	adjust(m.modes_p, count);
	adjust(m.drift_p, count);
	for (i = 0; i < count; i++) {
		m.flags[i].two_modes = m.modes_p[i] < ALPHA;
		m.flags[i].drift = m.drift_p[i] < ALPHA;
	}
	free(m.modes_p);
	free(m.drift_p);
	return m.flags;
}

const char *flags_text(const struct flags *flags)
{
	if (flags->two_modes)
		return flags->drift ? "two-modes,drift" : "two-modes";
	return flags->drift ? "drift" : "-";
}
