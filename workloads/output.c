// SPDX-License-Identifier: GPL-2.0
#include "output.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "clock.h"
#include "failure.h"
#include "output_device.h"
#include "testcase.h"
#include "window.h"

static const char *counts(unsigned long nr)
{
	return testcase_counts ? testcase_counts(nr) : NULL;
}

/* Does task nr count under this name? NULL: the case's operations. */
static bool counts_as(unsigned long nr, const char *name)
{
	const char *own = counts(nr);

	return own && name ? !strcmp(own, name) : own == name;
}

static bool first_of_its_name(unsigned long nr)
{
	for (unsigned long i = 0; i < nr; i++) {
		if (counts_as(i, counts(nr)))
			return false;
	}
	return true;
}

/* Switches and faults of the tasks that count under this name, over their life. */
static struct switches life_switches(const struct board *board, const char *name)
{
	struct switches sum = { 0 };

	if (!name)
		sum = board->orphans;
	for (unsigned long i = 0; i < board->nr_tasks; i++) {
		if (!counts_as(i, name))
			continue;
		sum.voluntary += board->info[i].switches.voluntary;
		sum.involuntary += board->info[i].switches.involuntary;
		sum.minor_faults += board->info[i].switches.minor_faults;
	}
	return sum;
}

static unsigned long long life_ops(const struct board *board)
{
	unsigned long long sum = 0;

	for (unsigned long i = 0; i < board->nr_tasks; i++) {
		if (counts_as(i, NULL))
			sum += board->line[i].iterations;
	}
	return sum;
}

static void sample(const char *column, double value)
{
	if (isnan(value))
		printf("sample\t%s\t-\n", column);
	else
		printf("sample\t%s\t%.6f\n", column, value);
}

static void sample_count(const char *column, unsigned long long value)
{
	printf("sample\t%s\t%llu\n", column, value);
}

static void counter(const char *name, unsigned long long value, const char *unit)
{
	printf("counter\tworkload\t%s\t%llu\t%s\n", name, value, unit);
}

static void output_ops(const struct board *board, const struct measurement *m)
{
	unsigned long long *ops = calloc(board->nr_tasks, sizeof(*ops));
	double duration_s = m->duration_ns / (double)NS_PER_S;
	struct window_stats stats;
	unsigned long n = 0;

	if (!ops)
		return fail(EXIT_FAILED, "no memory for the results");
	for (unsigned long i = 0; i < board->nr_tasks; i++) {
		if (counts_as(i, NULL))
			ops[n++] = m->ops[i];
	}
	stats = window_stats(ops, n);
	free(ops);
	if (!stats.ops)
		fail(EXIT_FAILED, "no iteration ended inside the window of %.3f s: make it longer",
		     duration_s);
	sample("duration_s", duration_s);
	sample_count("ops", stats.ops);
	sample("ops_per_sec", stats.ops / duration_s);
	sample_count("task_ops_min", stats.task_min);
	sample_count("task_ops_max", stats.task_max);
	sample("jain", stats.jain);
}

static void output_switches(const struct board *board)
{
	struct switches life = life_switches(board, NULL);
	unsigned long long ops = life_ops(board);

	sample_count("voluntary_switches", life.voluntary);
	sample_count("involuntary_switches", life.involuntary);
	sample("switches_per_op",
	       ops ? (double)(life.voluntary + life.involuntary) / (double)ops : NAN);
}

static void output_group(const struct board *board, const struct measurement *m, const char *name)
{
	struct switches life = life_switches(board, name);
	unsigned long long sum = 0;
	char text[80];

	for (unsigned long i = 0; i < board->nr_tasks; i++)
		sum += counts_as(i, name) ? m->ops[i] : 0;
	counter(name, sum, "count");
	snprintf(text, sizeof(text), "%s_voluntary_switches", name);
	counter(text, life.voluntary, "count");
	snprintf(text, sizeof(text), "%s_involuntary_switches", name);
	counter(text, life.involuntary, "count");
}

/* Tasks whose iterations are not the case's operations. */
static void output_others(const struct board *board, const struct measurement *m)
{
	for (unsigned long nr = 0; nr < board->nr_tasks; nr++) {
		const char *name = counts(nr);
		if (name && first_of_its_name(nr))
			output_group(board, m, name);
	}
}

/* Whole rounds' worth of operations of each task in the window. */
static void output_rounds(const struct board *board, const struct measurement *m)
{
	unsigned long long rounds = 0;
	unsigned long round;

	if (!testcase_round)
		return;
	round = testcase_round();
	for (unsigned long i = 0; i < board->nr_tasks; i++)
		rounds += counts_as(i, NULL) ? m->ops[i] / round : 0;
	counter("rounds", rounds, "count");
}

void output_results(const struct board *board, const struct options *options,
		    const struct measurement *m)
{
	output_ops(board, m);
	output_switches(board);
	output_device_samples(m, options->oracle);
	if (m->context_switches < 0)
		printf("counter\tworkload\tsystem_context_switches\t-\tnot-supported\n");
	else
		counter("system_context_switches", m->context_switches, "count");
	counter("minor_faults", life_switches(board, NULL).minor_faults, "count");
	output_others(board, m);
	output_rounds(board, m);
	output_device_counters(m);
}

int output_end(void)
{
	printf("end\tok\n");
	return fflush(stdout) || ferror(stdout) ? EXIT_FAILED : 0;
}
