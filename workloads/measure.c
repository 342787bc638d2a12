// SPDX-License-Identifier: GPL-2.0
#include "measure.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "clock.h"
#include "failure.h"
#include "perf_control.h"
#include "tasks.h"

/* Context switches of the whole system since boot; -1 without /proc/stat. */
static long long system_context_switches(void)
{
	FILE *file = fopen("/proc/stat", "re");
	long long switches = -1;
	size_t size = 0;
	char *line = NULL;

	while (file && getline(&line, &size, file) > 0) {
		if (sscanf(line, "ctxt %lld", &switches) == 1)
			break;
	}
	free(line);
	if (file)
		fclose(file);
	return switches;
}

static bool allocate(struct measurement *m, unsigned long nr_tasks, bool timing)
{
	m->ops = calloc(nr_tasks, sizeof(*m->ops));
	if (timing)
		m->histograms = calloc(1, sizeof(*m->histograms));
	if (m->ops && (!timing || m->histograms))
		return true;
	fail(EXIT_FAILED, "no memory for the results of %lu tasks", nr_tasks);
	return false;
}

bool measure(struct board *board, const struct options *options, struct measurement *m)
{
	unsigned long long *start = calloc(board->nr_tasks, sizeof(*start));
	long long switches;
	uint64_t t0;
	bool ok;

	ok = start && allocate(m, board->nr_tasks, options->timing) &&
	     tasks_wait(board, now_ns() + options->warmup_ns) &&
	     device_set_flags(options->timing ? RMAPLOCK_TIMING : 0) && perf_control_enable() &&
	     device_reset();
	if (!ok)
		goto out;
	switches = system_context_switches();
	t0 = now_ns();
	board_snapshot(board, start);
	ok = tasks_wait(board, t0 + options->window_ns);
	if (!ok)
		goto out;
	m->duration_ns = now_ns() - t0;
	board_snapshot(board, m->ops);
	ok = device_report(&m->window, m->histograms) && perf_control_disable();
	if (switches >= 0)
		switches = system_context_switches() - switches;
	m->context_switches = switches;
	for (unsigned long i = 0; i < board->nr_tasks; i++)
		m->ops[i] -= start[i];
	m->done = ok;
out:
	free(start);
	return ok;
}
