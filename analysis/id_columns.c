// SPDX-License-Identifier: GPL-2.0
#include "id_columns.h"

#include "error.h"

#include <string.h>

void id_columns_find(struct id_columns *c, struct tsv *tsv)
{
	c->block = tsv_column(tsv, "block");
	c->collector = tsv_column(tsv, "collector");
	c->config = tsv_column(tsv, "config");
	c->workload = tsv_column(tsv, "workload");
	c->params = tsv_column(tsv, "params");
	c->tasks = tsv_column(tsv, "tasks");
}

void id_check_params(struct tsv *tsv, int column)
{
	const char *c = tsv->field[column];

	if (!*c)
		tsv_bad(tsv, "params is empty, expected k=v,k=v or '-'");
	for (; *c; c++)
		if (*c <= ' ' || *c > '~' || strchr("'\"\\`$", *c))
			tsv_bad(tsv, "params is '%s', expected k=v,k=v or '-'",
				printable(tsv->field[column]));
}

struct cell *id_columns_cell(const struct id_columns *c, struct tsv *tsv, const struct run *run)
{
	return run_find(run, tsv->field[c->collector], tsv->field[c->config],
			tsv->field[c->workload], tsv->field[c->params], tsv_index(tsv, c->tasks, 1),
			tsv_index(tsv, c->block, 1));
}
