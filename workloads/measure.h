/* SPDX-License-Identifier: GPL-2.0 */
/* The phases between the gate and the kill, and what they leave behind. */
#ifndef RMAPLOCK_MEASURE_H
#define RMAPLOCK_MEASURE_H

#include <stdbool.h>
#include <stdint.h>

#include "board.h"
#include "device.h"
#include "options.h"

struct measurement {
	bool done; /* the window was completed */
	uint64_t duration_ns;
	unsigned long long *ops; /* [nr_tasks], iterations inside the window */
	long long context_switches; /* of the whole system, in the window; -1: unknown */
	struct rmaplock_report window; /* counters of the window */
	struct rmaplock_histograms *histograms; /* of the window; NULL without --timing */
	struct rmaplock_report before; /* before the areas were mapped */
	struct rmaplock_report after; /* when all tasks were dead */
};

/* Warm-up and window of tasks that run. False: fail() was called. */
bool measure(struct board *board, const struct options *options, struct measurement *m);

#endif /* RMAPLOCK_MEASURE_H */
