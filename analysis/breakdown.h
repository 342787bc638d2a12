/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Where the time of one operation goes: counters `time.STATE` of the collector
 * breakdown, which in each cell add up to tasks x window, divided by the
 * operations of those cells. Sums over cells before the division, so that the
 * parts of a config add up.
 */
#ifndef ANALYSIS_BREAKDOWN_H
#define ANALYSIS_BREAKDOWN_H

#include "counters.h"
#include "samples.h"

#include <stdio.h>

#define BREAKDOWN_STATES 7

struct breakdown { /* of a series */
	const struct series *series;
	double ns_per_op
		[BREAKDOWN_STATES]; /* of all tasks together; states as in scripts/collect/lib/breakdown.awk */
	size_t n; /* cells */
};

/* One for each series that has such counters, in the order of tables; to be freed. */
struct breakdown *breakdown_make(const struct run *run, const struct counters *counters,
				 size_t *count);

/* breakdown.tsv */
void breakdown_write(const struct run *run, const struct breakdown *breakdown, size_t count,
		     FILE *out);

/* A table for people for each workload, params and tasks; nothing if there is none. */
void breakdown_report(const struct run *run, const struct breakdown *breakdown, size_t count,
		      FILE *out);

#endif /* ANALYSIS_BREAKDOWN_H */
