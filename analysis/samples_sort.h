/* SPDX-License-Identifier: GPL-2.0 */
/* From rows as they were read to series and groups. */
#ifndef ANALYSIS_SAMPLES_SORT_H
#define ANALYSIS_SAMPLES_SORT_H

#include "samples.h"

/* What makes a series; the bytes of this are its key in run->keys. */
struct series_key {
	uint32_t workload;
	uint32_t params;
	uint32_t tasks;
	uint32_t collector;
	uint32_t config;
};

/*
 * Fills order, series, sorted and group from run->cell. Of a cell's rows an ok
 * one counts, else the last; two ok rows are bad input in `path`.
 */
void run_sort(struct run *run, const char *path);

#endif /* ANALYSIS_SAMPLES_SORT_H */
