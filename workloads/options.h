/* SPDX-License-Identifier: GPL-2.0 */
/* The command line of every workload. */
#ifndef RMAPLOCK_OPTIONS_H
#define RMAPLOCK_OPTIONS_H

#include <stdbool.h>
#include <stdint.h>

#include "placement.h"

#define MAX_TASKS 65536

struct options {
	unsigned long tasks;
	uint64_t window_ns;
	uint64_t warmup_ns;
	const char *device; /* path or "none" */
	const char *module; /* file to load, see module.h; NULL: as it is */
	bool expedite; /* the loading, see module.h */
	struct placement placement; /* --pin */
	const char *perf_control; /* FIFOs, see perf_control.h; NULL: none */
	bool timing;
	bool oracle;
	bool describe;
	const char *export_topology; /* file to write, NULL: run */
	const char *exec_task; /* see exec_task.h; NULL: this is main */
	unsigned long show_placement; /* tasks to show it for, 0: run */
};

/* Parse, and set the knobs. Exits 2 with one line for bad input, 0 after --help. */
void options_parse(int argc, char **argv, struct options *options);

#endif /* RMAPLOCK_OPTIONS_H */
