// SPDX-License-Identifier: GPL-2.0
#include "costs.h"

#include "decimal.h"
#include "error.h"
#include "points.h"
#include "sort.h"
#include "table.h"
#include "words.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

struct kind { /* of cells, with one collector */
	uint32_t collector;
	double log_ratio;
};

struct maker {
	const struct run *run;
	struct kind *kind;
	size_t kinds;
	size_t capacity;
};

/* The median throughput of the ok cells of a series; NaN without one above 0. */
static double median_rate(const struct run *run, const struct series *s)
{
	double *rate = xcalloc(s->cells, sizeof(*rate)), median = NAN;
	const struct cell *cell;
	size_t n = 0;
	uint32_t i;

	for (i = 0; i < s->cells; i++) {
		cell = series_cell(run, s, i);
		if (!cell->failed && cell->value[OPS_PER_SEC] > 0)
			rate[n++] = cell->value[OPS_PER_SEC];
	}
	if (n) {
		sort_doubles(rate, n);
		median = (rate[(n - 1) / 2] + rate[n / 2]) / 2;
	}
	free(rate);
	return median;
}

static void add_member(struct maker *m, const struct group *group, const struct member *member)
{
	const struct series *s;
	double without = NAN, with;
	uint32_t i;

	if (member->series == 1) /* nothing to compare it with */
		return;

	for (i = 0; i < member->series; i++) {
		s = group_series(m->run, group, member->first + i);
		if (s->collector == m->run->none)
			without = median_rate(m->run, s);
	}
	for (i = 0; i < member->series; i++) {
		s = group_series(m->run, group, member->first + i);
		with = s->collector == m->run->none ? NAN : median_rate(m->run, s);
		if (isnan(with) || isnan(without))
			continue;
		m->kind = grow(m->kind, m->kinds, &m->capacity, sizeof(*m->kind));
		m->kind[m->kinds++] = (struct kind){ s->collector, log(with / without) };
	}
}

static int compare_kinds(const void *a, const void *b, void *arg)
{
	const struct run *run = arg;
	const struct kind *x = a, *y = b;
	int order = strcmp(run_name(run, x->collector), run_name(run, y->collector));

	return order ? order : (x->log_ratio > y->log_ratio) - (x->log_ratio < y->log_ratio);
}

/* Of the kinds of one collector, which are sorted. */
static struct cost make_cost(const struct run *run, const struct kind *kind, size_t kinds)
{
	struct cost cost = { .collector = run_name(run, kind->collector), .kinds = kinds };
	double *sorted = xcalloc(kinds, sizeof(*sorted));
	struct estimate e;
	size_t i;

	for (i = 0; i < kinds; i++)
		sorted[i] = kind[i].log_ratio;
	e = hodges_lehmann(sorted, kinds, ALPHA);
	cost.ratio = (struct estimate){ exp(e.mid), exp(e.low), exp(e.high) };
	free(sorted);
	return cost;
}

struct cost *costs_make(const struct run *run, size_t *count)
{
	struct maker m = { .run = run };
	struct member *member;
	struct cost *cost;
	size_t i, j, members;

	for (i = 0; i < run->groups; i++) {
		member = group_members(run, &run->group[i], &members);
		for (j = 0; j < members; j++)
			add_member(&m, &run->group[i], &member[j]);
		free(member);
	}
	if (m.kinds)
		qsort_r(m.kind, m.kinds, sizeof(*m.kind), compare_kinds, (void *)run);
	cost = xcalloc(m.kinds, sizeof(*cost));
	*count = 0;
	for (i = 0; i < m.kinds; i = j) {
		for (j = i; j < m.kinds && m.kind[j].collector == m.kind[i].collector; j++)
			;
		cost[(*count)++] = make_cost(run, &m.kind[i], j - i);
	}
	free(m.kind);
	return cost;
}

void costs_write(const struct cost *cost, size_t count, FILE *out)
{
	char mid[DECIMAL_BYTES], low[DECIMAL_BYTES], high[DECIMAL_BYTES];
	size_t i;

	fputs("# rmaplock costs 1\ncollector\tkinds\tratio\tratio_low\tratio_high\n", out);
	for (i = 0; i < count; i++) {
		decimal_format(mid, cost[i].ratio.mid);
		decimal_format(low, cost[i].ratio.low);
		decimal_format(high, cost[i].ratio.high);
		fprintf(out, "%s\t%zu\t%s\t%s\t%s\n", cost[i].collector, cost[i].kinds, mid, low,
			high);
	}
}

void costs_report(const struct cost *cost, size_t count, FILE *out)
{
	struct table table;
	size_t i;

	if (!count)
		return;
	fputs("\nwhat collectors cost (throughput with them on, against the measured cells):\n",
	      out);
	table_init(&table, "lll");
	for (i = 0; i < count; i++) {
		table_add(&table, "  %s", cost[i].collector);
		table_add(&table, "%s", percent_interval_text(&cost[i].ratio));
		table_add(&table, "over %zu %s", cost[i].kinds,
			  cost[i].kinds == 1 ? "kind of cells" : "kinds of cells");
	}
	table_print(&table, out);
}
