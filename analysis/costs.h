/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What each collector costs: throughput of the cells in which it was on, as a
 * ratio to the cells of the same kind (config, workload, params, tasks) and block
 * in which `nothing` was, its neighbours in time (scripts/lib/cells.awk): what else
 * a block, or a host, is slow for cancels. A kind is one value, the median of its
 * blocks; the estimate is that of Hodges and Lehmann over kinds, with its
 * signed-rank interval.
 */
#ifndef ANALYSIS_COSTS_H
#define ANALYSIS_COSTS_H

#include "samples.h"
#include "stats.h"

#include <stdio.h>

struct cost {
	const char *collector;
	size_t kinds; /* of cells that were ok both with it and with `nothing` */
	struct estimate ratio; /* NaN below MIN_BLOCKS kinds, as elsewhere */
};

/* The costs of all collectors of the run, by name; to be freed. */
struct cost *costs_make(const struct run *run, size_t *count);

/* costs.tsv */
void costs_write(const struct cost *cost, size_t count, FILE *out);

/* A paragraph for people; nothing if there are none. */
void costs_report(const struct cost *cost, size_t count, FILE *out);

#endif /* ANALYSIS_COSTS_H */
