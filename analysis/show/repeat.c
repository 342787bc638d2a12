// SPDX-License-Identifier: GPL-2.0
#include "repeat.h"

#include "../error.h"

#include <stdlib.h>
#include <string.h>

/* For the shell, in single quotes. */
static void print_quoted(const char *text, FILE *out)
{
	fputc('\'', out);
	for (; *text; text++)
		if (*text == '\'')
			fputs("'\\''", out);
		else
			fputc(*text, out);
	fputc('\'', out);
}

static bool is_known(const char *value)
{
	return strcmp(value, "unknown") != 0;
}

static void print_variable(const char *name, const char *value, FILE *out)
{
	if (!is_known(value))
		return;
	fprintf(out, "%s=", name);
	print_quoted(value, out);
	fputc(' ', out);
}

/* What the guest was, so far as it is chosen by the environment. */
static void print_guest(const struct facts *facts, FILE *out)
{
	const char *subject = facts_value(facts, "subject");

	if (strcmp(facts_value(facts, "target"), "vm") != 0)
		return;
	if (strcmp(subject, "kernel") != 0) /* which boots a kernel of its own */
		print_variable("RMAPLOCK_KERNEL", facts_value(facts, "kernel.release"), out);
	print_variable("RMAPLOCK_ACCEL", facts_value(facts, "accelerator"), out);
	print_variable("RMAPLOCK_VCPUS", facts_value(facts, "machine.cpus"), out);
}

/* A path needs a slash, or --plan takes it for a name. */
static void print_plan(const char *dir, FILE *out)
{
	char *path = path_join(dir, "plan");

	fputs(" --plan ", out);
	print_quoted(path, out);
	free(path);
}

static void print_cell(const struct cell_row *row, FILE *out)
{
	const char *twin_of = plan_twin_of(row->config);
	const char *config = twin_of ? twin_of : row->config;
	bool measured = strcmp(row->collector, "none") == 0;

	fprintf(out, " --configs %s --baseline %s --workloads ", config, config);
	if (strcmp(row->params, "-") == 0) {
		fputs(row->workload, out);
	} else {
		fprintf(out, "%s:", row->workload);
		print_quoted(row->params, out);
	}
	fprintf(out, " --tasks %s --reps 1", row->tasks);
	if (measured)
		fputs(" --no-collectors", out);
	else
		fprintf(out, " --collectors %s --collector-reps 1", row->collector);
}

void repeat_print(const struct cell_row *row, const struct plan *plan, const struct facts *facts,
		  const char *dir, FILE *out)
{
	const char *target = facts_value(facts, "target");

	print_guest(facts, out);
	fputs("scripts/rmaplock run", out);
	print_plan(dir, out);
	if (is_known(target)) {
		fputs(" --target ", out);
		print_quoted(target, out);
	}
	print_cell(row, out);
	fputc('\n', out);
	if (strcmp(plan_value(plan, "aa"), "yes") == 0)
		fputs("(the A/A twin of the config comes along: the plan says 'aa = yes')\n", out);
}
