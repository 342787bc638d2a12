/* SPDX-License-Identifier: GPL-2.0 */
/* The columns that identify a cell, shared by samples, counters and histograms. */
#ifndef ANALYSIS_ID_COLUMNS_H
#define ANALYSIS_ID_COLUMNS_H

#include "samples.h"
#include "tsv.h"

struct id_columns {
	int block, collector, config, workload, params, tasks;
};

void id_columns_find(struct id_columns *c, struct tsv *tsv);

/* Checks params: `-` or printable ASCII without blanks and quotes. */
void id_check_params(struct tsv *tsv, int column);

/* The ok cell that the current row belongs to, or NULL as run_find(). */
struct cell *id_columns_cell(const struct id_columns *c, struct tsv *tsv, const struct run *run);

#endif /* ANALYSIS_ID_COLUMNS_H */
