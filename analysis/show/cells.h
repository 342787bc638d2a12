/* SPDX-License-Identifier: GPL-2.0 */
/* What a run was to measure, and what of it is there. */
#ifndef ANALYSIS_SHOW_CELLS_H
#define ANALYSIS_SHOW_CELLS_H

#include "../samples.h"

#include <stdio.h>

/* A row of samples.tsv, as it stands there; the caller frees what is in it. */
struct cell_row {
	unsigned int order;
	char *block, *collector, *config, *workload, *params, *tasks;
	char *status, *reason, *ops_per_sec;
};

/* A line for measured cells and for each collector: how many, and how many failed. */
void cells_print(const struct run *run, const char *dir, FILE *out);

/* The cell that ran as the order-th; with 0 the first of all. bad_input() if there is none. */
void cells_find(struct cell_row *row, const char *dir, unsigned int order);

void cell_row_free(struct cell_row *row);

#endif /* ANALYSIS_SHOW_CELLS_H */
