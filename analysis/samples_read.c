// SPDX-License-Identifier: GPL-2.0
/* samples.tsv, row by row: every field is checked, and the cell kept. */
#include "samples.h"

#include "error.h"
#include "id_columns.h"
#include "samples_sort.h"
#include "stats.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NOT_KEPT (-1)
#define KEPT_OPS (-2)

const char *const sample_metric_name[SAMPLE_METRICS] = {
	[OPS_PER_SEC] = "ops_per_sec",	       [SWITCHES_PER_OP] = "switches_per_op",
	[CONTENDED_SHARE] = "contended_share", [JAIN] = "jain",
	[TASK_OPS_MIN] = "task_ops_min",       [TASK_OPS_MAX] = "task_ops_max",
};

/* The numbers of a row: where each is kept, the most it can be (0: no limit), needed when ok. */
static const struct {
	const char *name;
	int keep;
	double max;
	bool needed;
} numeric[] = {
	{ "order", NOT_KEPT, 0, false },
	{ "started_s", NOT_KEPT, 0, false },
	{ "duration_s", NOT_KEPT, 0, true },
	{ "ops", KEPT_OPS, 0, true },
	{ "ops_per_sec", OPS_PER_SEC, 0, true },
	{ "task_ops_min", TASK_OPS_MIN, 0, false },
	{ "task_ops_max", TASK_OPS_MAX, 0, false },
	{ "jain", JAIN, 1, false },
	{ "voluntary_switches", NOT_KEPT, 0, false },
	{ "involuntary_switches", NOT_KEPT, 0, false },
	{ "switches_per_op", SWITCHES_PER_OP, 0, false },
	{ "acquired", NOT_KEPT, 0, false },
	{ "contended", NOT_KEPT, 0, false },
	{ "contended_share", CONTENDED_SHARE, 1, false },
};

#define NUMERIC (sizeof(numeric) / sizeof(numeric[0]))

struct columns {
	struct id_columns id;
	int status, reason, violations;
	int numeric[NUMERIC];
	uint32_t workload, collector; /* of the row before; `none` before the first */
};

static void find_columns(struct columns *c, struct tsv *tsv)
{
	size_t i;

	*c = (struct columns){ 0 };
	id_columns_find(&c->id, tsv);
	c->status = tsv_column(tsv, "status");
	c->reason = tsv_column(tsv, "reason");
	c->violations = tsv_column(tsv, "violations");
	for (i = 0; i < NUMERIC; i++)
		c->numeric[i] = tsv_column(tsv, numeric[i].name);
}

static uint32_t intern_name(struct run *run, struct tsv *tsv, int column)
{
	uint32_t known = run->names.count;
	uint32_t id = names_intern_text(&run->names, tsv->field[column]);

	if (id == known) /* new: the others have been checked */
		tsv_check_name(tsv, column);
	return id;
}

/* The same for a column that mostly holds what it held in the row before: *last. */
static uint32_t intern_again(struct run *run, struct tsv *tsv, int column, uint32_t *last)
{
	if (strcmp(tsv->field[column], run_name(run, *last)) != 0)
		*last = intern_name(run, tsv, column);
	return *last;
}

static uint32_t intern_params(struct run *run, struct tsv *tsv, int column)
{
	uint32_t known = run->params.count;
	uint32_t id = names_intern_text(&run->params, tsv->field[column]);

	if (id == known)
		id_check_params(tsv, column);
	return id;
}

static uint32_t intern_series(struct run *run, struct tsv *tsv, struct columns *c)
{
	const struct series_key key = {
		.workload = intern_again(run, tsv, c->id.workload, &c->workload),
		.params = intern_params(run, tsv, c->id.params),
		.tasks = tsv_index(tsv, c->id.tasks, 1),
		.collector = intern_again(run, tsv, c->id.collector, &c->collector),
		.config = intern_name(run, tsv, c->id.config),
	};

	return names_intern(&run->keys, &key, sizeof(key));
}

static void fail_cell(struct run *run, struct cell *cell, const char *reason)
{
	char *text = printable_copy(reason);

	cell->failed = true;
	cell->reason = names_intern_text(&run->reasons, text);
	free(text);
}

/* A cell that ran to its end and yet must not be compared. */
static void check_ok_cell(struct run *run, struct cell *cell, double violations)
{
	char reason[128];

	if (violations > 0) {
		snprintf(reason, sizeof(reason), "the oracle saw %.0f violations of exclusion",
			 violations);
		fail_cell(run, cell, reason);
	} else if (cell->ops == 0 || cell->value[OPS_PER_SEC] == 0) {
		fail_cell(run, cell, "no operation ended inside the window: raise --seconds");
	}
}

static void read_numbers(struct tsv *tsv, const struct columns *c, struct cell *cell, bool ok)
{
	double value;
	size_t i;

	for (i = 0; i < NUMERIC; i++) {
		value = tsv_number(tsv, c->numeric[i]);
		if (numeric[i].max && value > numeric[i].max)
			tsv_bad(tsv, "%s is '%s', expected a share from 0 to 1", numeric[i].name,
				printable(tsv->field[c->numeric[i]]));
		if (ok && numeric[i].needed && isnan(value))
			tsv_bad(tsv,
				"%s is '-' in a cell that is ok: delete the line and complete "
				"the run with --resume",
				numeric[i].name);
		if (numeric[i].keep == KEPT_OPS)
			cell->ops = value;
		else if (numeric[i].keep >= 0)
			cell->value[numeric[i].keep] = value;
	}
}

static void read_row(struct run *run, struct tsv *tsv, struct columns *c)
{
	const char *status = tsv->field[c->status];
	bool ok = strcmp(status, "ok") == 0;
	double violations = tsv_number(tsv, c->violations);
	struct cell *cell = &run->cell[run->cells++];

	if (!ok && strcmp(status, "failed") != 0)
		tsv_bad(tsv, "status is '%s', expected 'ok' or 'failed'", printable(status));
	*cell = (struct cell){
		.series = intern_series(run, tsv, c),
		.block = tsv_index(tsv, c->id.block, 1),
		.line = tsv->lines.number,
	};
	read_numbers(tsv, c, cell, ok);
	if (ok)
		check_ok_cell(run, cell, violations);
	else
		fail_cell(run, cell, tsv->field[c->reason]);
}

static size_t measured_blocks(const struct run *run)
{
	const struct series *s;
	size_t i, last = 0;
	uint32_t block;

	for (i = 0; i < run->series_count; i++) {
		s = &run->series[i];
		block = s->collector == run->none ? series_cell(run, s, s->cells - 1)->block : 0;
		last = block > last ? block : last;
	}
	return last;
}

/* A plan that does not say has but one look, and may have any number of blocks. */
static void read_looks(struct run *run, const char *dir)
{
	struct looks *looks = &run->looks;
	size_t blocks = measured_blocks(run);

	*looks = (struct looks){ .count = 1, .blocks = blocks ?: 1, .look = 1 };
	looks->count = plan_count(&run->plan, dir, "looks", LOOKS_MOST, 1);
	if (looks->count > 1)
		looks->blocks = plan_count(&run->plan, dir, "reps", MOST_BLOCKS, 1);
	looks->look = looks_reached(looks, blocks);
	run->level = looks_level(looks, ALPHA);
}

void run_read(struct run *run, const char *dir)
{
	size_t capacity = 0;
	struct columns c;
	struct tsv tsv;

	*run = (struct run){ 0 };
	plan_read(&run->plan, dir);
	run->none = names_intern_text(&run->names, "none");
	if (!tsv_open(&tsv, dir, "samples"))
		bad_input(path_join(dir, "samples.tsv"), 0,
			  "is not there: nothing has been measured yet");
	find_columns(&c, &tsv);
	while (tsv_next(&tsv)) {
		run->cell = grow(run->cell, run->cells, &capacity, sizeof(*run->cell));
		read_row(run, &tsv, &c);
	}
	if (!run->cells)
		bad_input(tsv.lines.path, 0, "holds no cell: nothing has been measured yet");
	run_sort(run, tsv.lines.path);
	read_looks(run, dir);
	tsv_close(&tsv);
}

void run_free(struct run *run)
{
	plan_free(&run->plan);
	names_free(&run->names);
	names_free(&run->params);
	names_free(&run->reasons);
	names_free(&run->keys);
	free(run->cell);
	free(run->order);
	free(run->series);
	free(run->sorted);
	free(run->group);
}
