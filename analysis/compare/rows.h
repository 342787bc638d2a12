/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The comparisons themselves. In one run: each config of a group with the
 * baseline, or every two, paired by block. Of several: each config of the first
 * with the same one of every other, as independent samples. doc/statistics.md
 * gives the reasons.
 */
#ifndef ANALYSIS_COMPARE_ROWS_H
#define ANALYSIS_COMPARE_ROWS_H

#include "../stats.h"
#include "../verdict.h"
#include "side.h"

/* In either run: an interval exists for less, but two values say nothing of their spread. */
#define MIN_SAMPLE 4

/* `ratio` is the config's to its own run's baseline, by block: the machine's speed is not in it. */
enum row_metric { ROW_OPS_PER_SEC, ROW_RATIO, ROW_METRICS };

extern const char *const row_metric_name[ROW_METRICS];

struct row { /* b against a; numbers are NaN where there is none */
	const struct side *side[2];
	const char *config[2];
	const char *workload;
	const char *params;
	uint32_t tasks;
	enum row_metric metric;
	bool paired;
	size_t n[2]; /* values */
	double mid[2]; /* Hodges-Lehmann's, of each */
	struct estimate ratio; /* b / a */
	double cliffs_delta;
	double p;
	double p_holm; /* over all rows */
	double p_least; /* that so many blocks can give */
	double alpha; /* the interval is of 1 - alpha */
	double noise_floor;
	double mde;
	enum verdict verdict;
};

struct rows {
	struct row *row; /* by workload, params, tasks; then metric, config, run */
	size_t count;
	size_t capacity;
	size_t tests;
	const char *configs;
	bool all_pairs;
};

/*
 * Only these configs, separated by commas or blanks; all but A/A twins if NULL.
 * all_pairs, of one run: each with each, instead of with the baseline.
 */
void rows_make(struct rows *rows, const struct sides *sides, const char *configs, bool all_pairs);

/* Is the config one that was asked for? */
bool rows_config_is_chosen(const char *configs, const char *config);

void rows_free(struct rows *rows);

#endif /* ANALYSIS_COMPARE_ROWS_H */
