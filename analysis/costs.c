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

static bool has_rate(const struct cell *cell)
{
	return !cell->failed && cell->value[OPS_PER_SEC] > 0;
}

/*
 * The median of ln(with / without) of the blocks in which both cells of the kind
 * are ok; NaN without one. The cells of a series are sorted by block.
 */
static double median_log_ratio(const struct run *run, const struct series *with,
			       const struct series *without)
{
	double *ratio = xcalloc(with->cells, sizeof(*ratio)), median = NAN;
	const struct cell *a, *b;
	uint32_t i = 0, j = 0;
	size_t n = 0;

	while (i < with->cells && j < without->cells) {
		a = series_cell(run, with, i);
		b = series_cell(run, without, j);
		i += a->block <= b->block;
		j += b->block <= a->block;
		if (a->block == b->block && has_rate(a) && has_rate(b))
			ratio[n++] = log(a->value[OPS_PER_SEC] / b->value[OPS_PER_SEC]);
	}
	if (n) {
		sort_doubles(ratio, n);
		median = (ratio[(n - 1) / 2] + ratio[n / 2]) / 2;
	}
	free(ratio);
	return median;
}

static void add_member(struct maker *m, const struct group *group, const struct member *member)
{
	uint32_t nothing = names_find_text(&m->run->names, "nothing"), i;
	const struct series *s, *without = NULL;
	double log_ratio;

	for (i = 0; i < member->series; i++) {
		s = group_series(m->run, group, member->first + i);
		if (s->collector == nothing)
			without = s;
	}
	for (i = 0; without && i < member->series; i++) {
		s = group_series(m->run, group, member->first + i);
		if (s == without || s->collector == m->run->none)
			continue;
		log_ratio = median_log_ratio(m->run, s, without);
		if (isnan(log_ratio))
			continue;
		m->kind = grow(m->kind, m->kinds, &m->capacity, sizeof(*m->kind));
		m->kind[m->kinds++] = (struct kind){ s->collector, log_ratio };
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
	fputs("\nwhat collectors cost (throughput with them on, against cells beside them with none):\n",
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
