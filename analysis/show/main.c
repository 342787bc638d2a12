// SPDX-License-Identifier: GPL-2.0
/* rmaplock-show RUN: what was measured, where, how, and how to measure a cell of it again. */
#include "../env.h"
#include "../error.h"
#include "../program.h"
#include "cells.h"
#include "repeat.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

static const char doc[] =
	"Say what the run folder RUN has measured, where and how, and print the command that "
	"measures one of its cells again.\v"
	"Exit status: 0 done, 1 failed, 2 usage or bad input (the message names file and line).";

static const struct argp_option options[] = {
	{ "cell", 'c', "N", 0, "the cell that ran as the Nth (column `order` of samples.tsv)", 0 },
	{ "called", 'a', "DIR", 0,
	  "the run folder's name in the command that is printed (default: its whole path)", 0 },
	{ 0 },
};

struct arguments {
	const char *folder;
	const char *called;
	unsigned int cell;
};

static unsigned int parse_number(const char *text, struct argp_state *state)
{
	char *end;
	unsigned long number = strtoul(text, &end, 10);

	if (*text < '1' || *text > '9' || *end || number > 99999999)
		argp_error(state, "--cell: '%s' is no number of a cell: 1, 2, 3...", text);
	return number;
}

static error_t parse_option(int key, char *arg, struct argp_state *state)
{
	struct arguments *arguments = state->input;

	switch (key) {
	case 'c':
		arguments->cell = parse_number(arg, state);
		return 0;
	case 'a':
		arguments->called = arg;
		return 0;
	default:
		return program_run_argument(&arguments->folder, key, arg, state);
	}
}

static void print_line(const char *name, const char *value)
{
	printf("  %-14s %s\n", name, value);
}

static void print_keys(const struct plan *plan, const char *const *key)
{
	for (; *key; key++)
		print_line(*key, plan_value(plan, *key));
}

static void print_what(const struct run *run, const char *cells)
{
	static const char *const key[] = { "subject",	"configs", "baseline", "aa",
					   "workloads", "tasks",   "reps",     NULL };

	printf("what: %s\n", plan_value(&run->plan, "description"));
	print_keys(&run->plan, key);
	fputs(cells, stdout);
}

/* Everything that the file says of the circumstances; checksums are for programs. */
static void print_where(const struct facts *facts, const struct env *env)
{
	size_t i;

	puts("\nwhere:");
	if (!facts->count)
		puts("  env.json is absent: where these numbers come from is not known");
	for (i = 0; i < facts->count; i++)
		if (!fact_is_of_run(facts->fact[i].key) && !strstr(facts->fact[i].key, "sha256"))
			printf("  %s: %s\n", fact_name(facts->fact[i].key), facts->fact[i].value);
	if (env->emulated)
		puts("  emulated: ratios and shapes only");
	for (i = 0; i < env->notes; i++)
		printf("  note: %s\n", env->note[i]);
}

static void print_how(const struct run *run, const struct facts *facts)
{
	static const char *const key[] = { "seconds",	 "warmup_seconds", "pin",
					   "collectors", "seed",	   NULL };

	puts("\nhow:");
	print_keys(&run->plan, key);
	print_line("started", facts_value(facts, "run.started"));
	print_line("command", facts_value(facts, "run.command"));
}

/* The command has to work from the source's folder, wherever the run was named from. */
static char *name_of_run(const struct arguments *arguments)
{
	char *path =
		arguments->called ? xstrdup(arguments->called) : realpath(arguments->folder, NULL);

	if (!path)
		fail("%s: %s", arguments->folder, strerror(errno));
	return path;
}

static void print_repeat(const struct arguments *arguments, const struct cell_row *row,
			 const struct run *run, const struct facts *facts)
{
	char *name = name_of_run(arguments);

	printf("\ncell %u of the run: block %s, %s, %s %s, %s task%s, collector %s: ", row->order,
	       row->block, row->config, row->workload, row->params, row->tasks,
	       strcmp(row->tasks, "1") == 0 ? "" : "s", row->collector);
	if (strcmp(row->status, "ok") == 0)
		printf("%s ops/s\n", row->ops_per_sec);
	else
		printf("failed, %s\n", row->reason);
	printf("to repeat it (another: --cell N), with the source at %s, from its folder:\n",
	       facts_value(facts, "rmaplock.describe"));
	repeat_print(row, &run->plan, facts, name, stdout);
	free(name);
}

static char *cells_text(const struct run *run, const char *folder)
{
	char *text = NULL;
	size_t size;
	FILE *stream = open_memstream(&text, &size);

	if (!stream)
		fail("out of memory: run it on a machine with more");
	cells_print(run, folder, stream);
	fclose(stream);
	return text;
}

/* All input is read, and found good, before anything is printed. */
static void show(const struct arguments *arguments)
{
	struct cell_row row;
	struct facts facts;
	struct run run;
	struct env env;
	char *cells;

	run_read(&run, arguments->folder);
	env_read(&env, arguments->folder);
	facts_read(&facts, arguments->folder);
	cells_find(&row, arguments->folder, arguments->cell);
	cells = cells_text(&run, arguments->folder);
	print_what(&run, cells);
	print_where(&facts, &env);
	print_how(&run, &facts);
	print_repeat(arguments, &row, &run, &facts);
	free(cells);
	cell_row_free(&row);
	facts_free(&facts);
	env_free(&env);
	run_free(&run);
}

int main(int argc, char **argv)
{
	static const struct argp argp = {
		.options = options, .parser = parse_option, .args_doc = "RUN", .doc = doc
	};
	struct arguments arguments = { 0 };

	program_begin(&argp, argc, argv, &arguments);
	show(&arguments);
	return program_end();
}
