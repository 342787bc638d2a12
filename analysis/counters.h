/* SPDX-License-Identifier: GPL-2.0 */
/*
 * counters.tsv in memory, divided by each cell's own ops. These become metrics:
 *
 *   a collector's counters, of its own cells:      perf:context-switches/op
 *   counters of anything else, of measured cells:  module:anon_vma.write.fork.acquired/op
 *   the module's times, of cells that took them:   module:anon_vma.write.fork.wait_ns/op
 *   and those summed over locks, modes and sites:  wait_ns/op, hold_ns/op
 */
#ifndef ANALYSIS_COUNTERS_H
#define ANALYSIS_COUNTERS_H

#include "samples.h"

struct counter_metric {
	char *unit;
	bool measured; /* of measured cells, not of a collector's */
	bool summed; /* several counters of a cell are added up */
	bool module; /* the module leaves zeros out: absent means 0 */
	bool timing; /* where the cell took times */
	bool hidden; /* a bystander in a collector's cells, disturbed by it: not shown */
};

struct counter_value {
	uint32_t series;
	uint32_t metric;
	uint32_t cell; /* in run->cell */
	uint32_t line;
	double per_op;
};

/* LOCK.MODE acquisitions of one cell at one site. */
struct acquired {
	uint32_t cell;
	uint32_t lock_mode; /* in lock_modes */
	uint64_t count;
};

struct counters {
	bool known; /* counters.tsv was there */
	struct names names; /* of metrics */
	struct counter_metric *metric;
	struct counter_value *value; /* by series, metric, block */
	size_t values;
	size_t *first; /* a series' values are value[first[series] .. first[series + 1]) */
	struct names lock_modes;
	struct acquired *acquired;
	size_t acquisitions;
};

/* Reads DIR/counters.tsv, which may be absent. Sets cell->module and cell->timing. */
void counters_read(struct counters *counters, struct run *run, const char *dir);

/* The metric's counter in all ok cells of the series together, divided by the operations of these cells; 0 if none has it. */
double counters_sum_per_op(const struct counters *counters, const struct run *run,
			   const struct series *series, uint32_t metric);

void counters_free(struct counters *counters);

#endif /* ANALYSIS_COUNTERS_H */
