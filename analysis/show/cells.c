// SPDX-License-Identifier: GPL-2.0
#include "cells.h"

#include "../error.h"
#include "../id_columns.h"
#include "../words.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

struct count {
	uint32_t planned;
	uint32_t ok;
	uint32_t failed;
};

/* Cells of cells.tsv, by collector; false if the file is not there. */
static bool count_planned(struct names *collectors, struct count **count, const char *dir)
{
	size_t capacity = collectors->count;
	struct tsv tsv;
	uint32_t known, id;
	int column;

	if (!tsv_open(&tsv, dir, "cells"))
		return false;
	column = tsv_column(&tsv, "collector");
	while (tsv_next(&tsv)) {
		tsv_check_name(&tsv, column);
		known = collectors->count;
		id = names_intern_text(collectors, tsv.field[column]);
		if (id == known) {
			*count = grow(*count, known, &capacity, sizeof(**count));
			(*count)[id] = (struct count){ 0 };
		}
		(*count)[id].planned++;
	}
	tsv_close(&tsv);
	return true;
}

static struct count *count_measured(struct names *collectors, const struct run *run)
{
	struct count *count = xcalloc(run->series_count + 1, sizeof(*count));
	const struct series *s;
	uint32_t i, id;

	names_intern_text(collectors, "none");
	for (i = 0; i < run->series_count; i++) {
		s = &run->series[i];
		id = names_intern_text(collectors, run_name(run, s->collector));
		count[id].ok += s->cells - s->failed;
		count[id].failed += s->failed;
	}
	return xrealloc(count, collectors->count, sizeof(*count));
}

void cells_print(const struct run *run, const char *dir, FILE *out)
{
	struct names collectors = { 0 };
	struct count *count = count_measured(&collectors, run);
	bool known = count_planned(&collectors, &count, dir);
	const char *name;
	uint32_t i;

	for (i = 0; i < collectors.count; i++) {
		name = names_key(&collectors, i);
		fprintf(out, "  %-14s %s ok, %" PRIu32 " failed", i ? name : "cells",
			count_text(count[i].ok, "cell"), count[i].failed);
		if (known && count[i].planned > count[i].ok + count[i].failed)
			fprintf(out, ", %" PRIu32 " not measured (--resume)",
				count[i].planned - count[i].ok - count[i].failed);
		fputc('\n', out);
	}
	free(count);
	names_free(&collectors);
}

static void copy_row(struct cell_row *row, struct tsv *tsv, const struct id_columns *id)
{
	*row = (struct cell_row){
		.order = tsv_index(tsv, tsv_column(tsv, "order"), 0),
		.block = xstrdup(tsv->field[id->block]),
		.collector = xstrdup(tsv->field[id->collector]),
		.config = xstrdup(tsv->field[id->config]),
		.workload = xstrdup(tsv->field[id->workload]),
		.params = xstrdup(tsv->field[id->params]),
		.tasks = xstrdup(tsv->field[id->tasks]),
		.status = xstrdup(tsv->field[tsv_column(tsv, "status")]),
		.reason = printable_copy(tsv->field[tsv_column(tsv, "reason")]),
		.ops_per_sec = xstrdup(tsv->field[tsv_column(tsv, "ops_per_sec")]),
	};
}

void cells_find(struct cell_row *row, const char *dir, unsigned int order)
{
	struct id_columns id;
	struct tsv tsv;
	int column;

	if (!tsv_open(&tsv, dir, "samples"))
		bad_input(dir, 0, "has no samples.tsv: nothing has been measured yet");
	id_columns_find(&id, &tsv);
	column = tsv_column(&tsv, "order");
	while (tsv_next(&tsv)) {
		if (order && tsv_count(&tsv, column) != order)
			continue;
		copy_row(row, &tsv, &id);
		tsv_close(&tsv);
		return;
	}
	bad_input(tsv.lines.path, 0,
		  "has no cell whose order is %u: the column 'order' has all there are", order);
}

void cell_row_free(struct cell_row *row)
{
	char *const text[] = { row->block,    row->collector, row->config,
			       row->workload, row->params,    row->tasks,
			       row->status,   row->reason,    row->ops_per_sec };
	size_t i;

	for (i = 0; i < sizeof(text) / sizeof(text[0]); i++)
		free(text[i]);
}
