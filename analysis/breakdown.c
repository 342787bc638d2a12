// SPDX-License-Identifier: GPL-2.0
#include "breakdown.h"

#include "decimal.h"
#include "error.h"
#include "table.h"
#include "words.h"

#include <stdlib.h>
#include <string.h>

static const char *const state_name[BREAKDOWN_STATES] = {
	"work", "lock_spinning", "ready", "lock_woken", "lock_asleep", "asleep", "unknown",
};

static double whole(const struct breakdown *b)
{
	double sum = 0;
	int i;

	for (i = 0; i < BREAKDOWN_STATES; i++)
		sum += b->ns_per_op[i];
	return sum;
}

/* The metrics breakdown:time.STATE/op; NAMES_NONE if the run has none of that state. */
static void find_metrics(const struct counters *counters, uint32_t metric[BREAKDOWN_STATES])
{
	char name[64];
	int i;

	for (i = 0; i < BREAKDOWN_STATES; i++) {
		snprintf(name, sizeof(name), "breakdown:time.%s/op", state_name[i]);
		metric[i] = names_find_text(&counters->names, name);
	}
}

/* False if the series has no such counters. */
static bool make_one(struct breakdown *b, const struct run *run, const struct counters *counters,
		     const struct series *s, const uint32_t metric[BREAKDOWN_STATES])
{
	int state;

	*b = (struct breakdown){ .series = s, .n = s->cells - s->failed };
	for (state = 0; state < BREAKDOWN_STATES; state++)
		b->ns_per_op[state] = counters_sum_per_op(counters, run, s, metric[state]);
	return whole(b) > 0;
}

struct breakdown *breakdown_make(const struct run *run, const struct counters *counters,
				 size_t *count)
{
	struct breakdown *breakdown = xcalloc(run->series_count, sizeof(*breakdown));
	uint32_t metric[BREAKDOWN_STATES], i;

	find_metrics(counters, metric);
	*count = 0;
	for (i = 0; i < run->series_count; i++)
		*count += make_one(&breakdown[*count], run, counters, &run->series[run->sorted[i]],
				   metric);
	return breakdown;
}

void breakdown_write(const struct run *run, const struct breakdown *breakdown, size_t count,
		     FILE *out)
{
	char ns[DECIMAL_BYTES], share[DECIMAL_BYTES];
	const struct series *s;
	int state;
	size_t i;

	fputs("# rmaplock breakdown 1\nconfig\tworkload\tparams\ttasks\tstate\tns_per_op\tshare\tn\n",
	      out);
	for (i = 0; i < count; i++) {
		s = breakdown[i].series;
		for (state = 0; state < BREAKDOWN_STATES; state++) {
			decimal_format(ns, breakdown[i].ns_per_op[state]);
			decimal_format(share, breakdown[i].ns_per_op[state] / whole(&breakdown[i]));
			fprintf(out, "%s\t%s\t%s\t%u\t%s\t%s\t%s\t%zu\n", run_name(run, s->config),
				run_name(run, s->workload), run_params(run, s->params), s->tasks,
				state_name[state], ns, share, breakdown[i].n);
		}
	}
}

static void add_head(struct table *table)
{
	int state;

	table_add(table, "  config");
	for (state = 0; state < BREAKDOWN_STATES; state++)
		table_add(table, "%s", state_name[state]);
	table_add(table, "all");
	table_add(table, "n");
}

static void add_row(struct table *table, const struct run *run, const struct breakdown *b)
{
	int state;

	table_add(table, "  %s", run_name(run, b->series->config));
	for (state = 0; state < BREAKDOWN_STATES; state++)
		table_add(table, "%s", number_text(b->ns_per_op[state] / 1000, 3));
	table_add(table, "%s", number_text(whole(b) / 1000, 3));
	table_add(table, "%zu", b->n);
}

static bool same_group(const struct series *a, const struct series *b)
{
	return a->workload == b->workload && a->params == b->params && a->tasks == b->tasks;
}

void breakdown_report(const struct run *run, const struct breakdown *breakdown, size_t count,
		      FILE *out)
{
	const struct series *s;
	struct table table;
	const char *params;
	size_t i, j;

	for (i = 0; i < count; i = j) {
		s = breakdown[i].series;
		params = run_params(run, s->params);
		fprintf(out, "%s%s%s%s, %s, in us for each %s:\n",
			i ? "" : "\nwhere the time of the tasks goes (collector breakdown):\n",
			run_name(run, s->workload), strcmp(params, "-") ? " " : "",
			strcmp(params, "-") ? params : "", count_text(s->tasks, "task"),
			op_name(run_name(run, s->workload)));
		table_init(&table, "lrrrrrrrrr");
		add_head(&table);
		for (j = i; j < count && same_group(s, breakdown[j].series); j++)
			add_row(&table, run, &breakdown[j]);
		table_print(&table, out);
	}
}
