/* SPDX-License-Identifier: GPL-2.0 */
/* All rows of summary.tsv that belong to one group. */
#ifndef ANALYSIS_RESULTS_H
#define ANALYSIS_RESULTS_H

#include "compare.h"
#include "counters.h"
#include "flags.h"
#include "matrix.h"
#include "verdict.h"

/* The spread of ops_per_sec over blocks (stats.h) as a metric of its own. */
#define SPREAD_METRIC "ops_per_sec_spread"

struct result { /* numbers are NaN where there is none */
	const char *config;
	const char *metric;
	char unit[64];
	size_t n; /* values */
	size_t failed;
	struct description values;
	struct comparison against_baseline;
	double p;
	double p_holm;
	double noise_floor;
	double mde;
	enum verdict verdict;
	const struct flags *flags; /* of ops_per_sec, else NULL */
};

struct results {
	const char *baseline;
	const char *workload;
	const char *params;
	uint32_t tasks;
	size_t min_blocks; /* below so many pairs there is no interval at the run's level */
	double noise_floor; /* NaN without an A/A pair of so many */
	size_t configs; /* in the order of tables */
	struct result *result; /* metric by metric; of a metric, config by config */
	size_t count;
};

void results_make(struct results *results, const struct run *run, const struct group *group,
		  const struct counters *counters, const struct matrix *matrix,
		  const struct flags *flags);

/* A metric of samples.tsv for the i-th config. */
const struct result *results_of(const struct results *results, enum sample_metric metric, size_t i);

void results_free(struct results *results);

#endif /* ANALYSIS_RESULTS_H */
