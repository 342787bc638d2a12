/* SPDX-License-Identifier: GPL-2.0 */
/*
 * samples.tsv in memory: cells, gathered into series (same config, workload,
 * params, tasks, collector; one cell a block) and series into groups (same
 * workload, params, tasks: what one table compares).
 */
#ifndef ANALYSIS_SAMPLES_H
#define ANALYSIS_SAMPLES_H

#include "looks.h"
#include "names.h"
#include "plan.h"

#include <stdbool.h>
#include <stdint.h>

enum sample_metric {
	OPS_PER_SEC,
	SWITCHES_PER_OP,
	CONTENDED_SHARE,
	JAIN,
	TASK_OPS_MIN,
	TASK_OPS_MAX,
	SAMPLE_METRICS
};

extern const char *const sample_metric_name[SAMPLE_METRICS];

/* A row of the file. A million of them have to fit: no pointers. */
struct cell {
	uint32_t series;
	uint32_t block;
	uint32_t line;
	unsigned int failed : 1;
	unsigned int module : 1; /* counters.tsv has module counters of it... */
	unsigned int timing : 1; /* ...and times among them */
	unsigned int histograms : 1; /* histograms.tsv has rows of it */
	unsigned int reason : 28; /* in run->reasons, of a failed cell */
	double ops;
	double value[SAMPLE_METRICS]; /* NaN for `-` */
};

struct series {
	uint32_t workload; /* numbers in run->names, run->params... */
	uint32_t params;
	uint32_t tasks; /* ...but this is the number of tasks */
	uint32_t collector;
	uint32_t config;
	uint32_t first; /* cells are run->cell[run->order[first .. first + cells)], */
	uint32_t cells; /* by block; of each cell the row that counts */
	uint32_t failed; /* of them */
};

struct group {
	uint32_t first; /* series are run->series[run->sorted[first .. first + series)], */
	uint32_t series; /* by config as plan_rank() has it, then by collector */
};

struct run {
	struct plan plan;
	struct names names; /* config, workload, collector */
	struct names params;
	struct names reasons; /* why cells failed */
	struct names keys; /* of series */
	uint32_t none; /* the collector `none` in names */
	struct cell *cell;
	size_t cells;
	uint32_t *order;
	struct series *series; /* numbered as cell->series */
	size_t series_count;
	uint32_t *sorted;
	struct group *group; /* by workload, params, tasks */
	size_t groups;
	struct looks looks; /* at which it is judged */
	double level; /* that leaves to an interval of measured cells; ALPHA if there is but one look */
};

/* Reads DIR/plan and DIR/samples.tsv. */
void run_read(struct run *run, const char *dir);

/*
 * The ok cell with this identity, or NULL: the cell failed or has no row.
 * Names are checked by the caller.
 */
struct cell *run_find(const struct run *run, const char *collector, const char *config,
		      const char *workload, const char *params, uint32_t tasks, uint32_t block);

const char *run_name(const struct run *run, uint32_t name);
const char *run_params(const struct run *run, uint32_t params);

/* The i-th series of a group; the i-th cell of a series. */
struct series *group_series(const struct run *run, const struct group *group, uint32_t i);
struct cell *series_cell(const struct run *run, const struct series *series, uint32_t i);

void run_free(struct run *run);

#endif /* ANALYSIS_SAMPLES_H */
