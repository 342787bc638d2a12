// SPDX-License-Identifier: GPL-2.0
#include "counters.h"

#include "error.h"
#include "id_columns.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct reader {
	struct counters *counters;
	struct run *run;
	struct tsv tsv;
	struct id_columns id;
	int source, counter, value, unit;
	size_t metric_capacity, value_capacity, acquired_capacity;
};

static bool ends_with(const char *text, const char *end)
{
	size_t length = strlen(text), size = strlen(end);

	return length >= size && strcmp(text + length - size, end) == 0;
}

/* The metric of that name; what the others of its counter were must hold for this one. */
static uint32_t intern_metric(struct reader *r, const char *name, const struct counter_metric *like)
{
	struct counters *c = r->counters;
	uint32_t known = c->names.count;
	uint32_t id = names_intern_text(&c->names, name);

	if (id == known) {
		tsv_check_text(&r->tsv, r->source);
		tsv_check_text(&r->tsv, r->counter);
		c->metric = grow(c->metric, known, &r->metric_capacity, sizeof(*c->metric));
		c->metric[id] = *like;
		c->metric[id].unit = printable_copy(like->unit);
	} else if (strcmp(c->metric[id].unit, like->unit) != 0) {
		tsv_bad(&r->tsv, "unit of %s is '%s', and was '%s' above: make them one",
			printable(name), printable(like->unit), printable(c->metric[id].unit));
	}
	return id;
}

static void add_value(struct reader *r, struct cell *cell, uint32_t metric, double value)
{
	struct counters *c = r->counters;

	c->value = grow(c->value, c->values, &r->value_capacity, sizeof(*c->value));
	c->value[c->values++] = (struct counter_value){
		.series = cell->series,
		.metric = metric,
		.cell = cell - r->run->cell,
		.line = r->tsv.lines.number,
		.per_op = value / cell->ops,
	};
}

/* `anon_vma.write.fork.acquired` counts for `anon_vma.write`. */
static void add_acquired(struct reader *r, struct cell *cell, const char *counter)
{
	struct counters *c = r->counters;
	const char *mode = strchr(counter, '.');
	const char *end = mode ? strchr(mode + 1, '.') : NULL;
	char lock_mode[64];

	if (!end || !ends_with(counter, ".acquired"))
		return;
	snprintf(lock_mode, sizeof(lock_mode), "%.*s", (int)(end - counter), counter);
	c->acquired =
		grow(c->acquired, c->acquisitions, &r->acquired_capacity, sizeof(*c->acquired));
	c->acquired[c->acquisitions++] = (struct acquired){
		.cell = cell - r->run->cell,
		.lock_mode = names_intern_text(&c->lock_modes, lock_mode),
		.count = tsv_count(&r->tsv, r->value),
	};
}

/* Adds the value to the sum over locks, modes and sites: wait_ns/op, hold_ns/op. */
static void add_to_sum(struct reader *r, struct cell *cell, const char *counter,
		       struct counter_metric metric, double value)
{
	const char *kind = strrchr(counter, '.');
	char name[64];

	if (!kind)
		return;
	snprintf(name, sizeof(name), "%.50s/op", kind + 1);
	metric.summed = true;
	add_value(r, cell, intern_metric(r, name, &metric), value);
}

static void add_counter(struct reader *r, struct cell *cell, double value)
{
	const char *source = r->tsv.field[r->source], *counter = r->tsv.field[r->counter];
	const char *collector = run_name(r->run, r->run->series[cell->series].collector);
	bool measured = strcmp(collector, "none") == 0;
	bool module = strcmp(source, "module") == 0;
	bool timing = module && ends_with(counter, "_ns");
	char name[256], unit[64];
	struct counter_metric metric = {
		.unit = unit,
		.measured = measured,
		.module = module,
		.timing = timing,
		.hidden = strcmp(source, collector) != 0 && measured == timing,
	};

	cell->module |= module;
	cell->timing |= timing;
	if (module)
		add_acquired(r, cell, counter);
	if (snprintf(name, sizeof(name), "%s%s%s:%s/op", metric.hidden ? collector : "",
		     metric.hidden ? " " : "", source, counter) >= (int)sizeof(name))
		tsv_bad(&r->tsv, "counter '%s' has a name of more than 250 bytes: shorten it",
			printable(counter));
	snprintf(unit, sizeof(unit), "%.50s", r->tsv.field[r->unit]);
	add_value(r, cell, intern_metric(r, name, &metric), value);
	if (timing && !metric.hidden)
		add_to_sum(r, cell, counter, metric, value);
}

static int compare_values(const void *a, const void *b, void *arg)
{
	const struct run *run = arg;
	const struct counter_value *x = a, *y = b;
	uint32_t block_x = run->cell[x->cell].block, block_y = run->cell[y->cell].block;

	if (x->series != y->series)
		return x->series < y->series ? -1 : 1;
	if (x->metric != y->metric)
		return x->metric < y->metric ? -1 : 1;
	if (block_x != block_y)
		return block_x < block_y ? -1 : 1;
	return x->line < y->line ? -1 : x->line > y->line;
}

/* Adds up the values of summed metrics; any other metric has one in each cell. */
static void merge_values(struct counters *c, const char *path)
{
	struct counter_value *last = NULL, *value;
	size_t i, kept = 0;

	for (i = 0; i < c->values; i++) {
		value = &c->value[i];
		if (!last || last->cell != value->cell || last->metric != value->metric) {
			c->value[kept] = *value;
			last = &c->value[kept++];
		} else if (c->metric[value->metric].summed) {
			last->per_op += value->per_op;
		} else {
			bad_input(
				path, value->line,
				"the same counter of the same cell as line %u: delete the older one",
				last->line);
		}
	}
	c->values = kept;
}

static void index_values(struct counters *c, const struct run *run)
{
	size_t i, series;

	c->first = xcalloc(run->series_count + 1, sizeof(*c->first));
	for (i = 0; i < c->values; i++)
		c->first[c->value[i].series + 1]++;
	for (series = 0; series < run->series_count; series++)
		c->first[series + 1] += c->first[series];
}

static void read_rows(struct reader *r)
{
	struct cell *cell;
	double value;

	while (tsv_next(&r->tsv)) {
		value = tsv_number(&r->tsv, r->value);
		cell = id_columns_cell(&r->id, &r->tsv, r->run);
		if (cell && !isnan(value))
			add_counter(r, cell, value);
	}
}

void counters_read(struct counters *counters, struct run *run, const char *dir)
{
	struct reader r = { .counters = counters, .run = run };

	*counters = (struct counters){ 0 };
	counters->known = tsv_open(&r.tsv, dir, "counters");
	if (counters->known) {
		id_columns_find(&r.id, &r.tsv);
		r.source = tsv_column(&r.tsv, "source");
		r.counter = tsv_column(&r.tsv, "counter");
		r.value = tsv_column(&r.tsv, "value");
		r.unit = tsv_column(&r.tsv, "unit");
		read_rows(&r);
		if (counters->values)
			qsort_r(counters->value, counters->values, sizeof(*counters->value),
				compare_values, run);
		merge_values(counters, r.tsv.lines.path);
		tsv_close(&r.tsv);
	}
	index_values(counters, run);
}

double counters_sum_per_op(const struct counters *counters, const struct run *run,
			   const struct series *series, uint32_t metric)
{
	const size_t *first = &counters->first[series - run->series];
	const struct cell *cell;
	double sum = 0, ops = 0;
	uint32_t i;
	size_t j;

	for (i = 0; i < series->cells; i++) {
		cell = series_cell(run, series, i);
		ops += cell->failed ? 0 : cell->ops;
	}
	for (j = first[0]; j < first[1]; j++)
		if (counters->value[j].metric == metric)
			sum += counters->value[j].per_op * run->cell[counters->value[j].cell].ops;
	return ops > 0 ? sum / ops : 0;
}

void counters_free(struct counters *counters)
{
	uint32_t i;

	for (i = 0; i < counters->names.count; i++)
		free(counters->metric[i].unit);
	names_free(&counters->names);
	names_free(&counters->lock_modes);
	free(counters->metric);
	free(counters->value);
	free(counters->first);
	free(counters->acquired);
}
