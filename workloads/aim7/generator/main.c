// SPDX-License-Identifier: GPL-2.0
/*
 * build/aim7: AIM7's points, or AIM9's single tests. The workload aim7 of a run
 * (workloads/cases/aim7.c) has the same jobs, in a window.
 */
#include <err.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "aim7/generator/point.h"
#include "aim7/generator/report.h"
#include "aim7/limits.h"
#include "aim7/scratch.h"
#include "device.h"
#include "failure.h"

static FILE *open_csv(const char *file)
{
	FILE *csv = file ? fopen(file, "we") : NULL;

	if (file && !csv)
		err(EXIT_USAGE, "--csv %s", file);
	return csv;
}

static struct point *new_point(const struct generator *g, unsigned long users,
			       const struct mix *mix)
{
	struct point *point = point_create(users);

	if (!point)
		err(EXIT_FAILED, "no memory for %lu users", users);
	point->generator = g;
	point->mix = mix;
	return point;
}

/* All repetitions of one point; exits if one is void. */
static struct report_row repeat(const struct generator *g, unsigned long users)
{
	struct report_row *rows = calloc(g->reps, sizeof(*rows)), mean;

	if (!rows)
		err(EXIT_FAILED, "no memory for %lu repetitions", g->reps);
	for (unsigned long rep = 0; rep < g->reps; rep++) {
		struct point *point = new_point(g, users, &g->mix);
		int status;

		point->repetition = rep;
		status = point_run(point);
		if (status)
			exit(status);
		rows[rep] = report_row(point);
		report_stragglers(point);
		point_free(point);
	}
	if (g->reps > 1)
		report_spread(rows, g->reps);
	mean = report_mean(rows, g->reps);
	free(rows);
	return mean;
}

/* Whatever the ramp may come to must fit: nobody wants to learn that after hours. */
static void check_room(const struct generator *g)
{
	if (!g->single)
		require_room(&g->mix, ramp_max(&g->ramp), POINT_PROCESSES);
}

/* Here and now, not in each test or after the first hours: exits if it is missing. */
static void check_device(const struct generator *g)
{
	device_start(g->device);
	device_stop();
}

static int run_points(struct generator *g)
{
	FILE *csv = open_csv(g->csv);
	FILE *table = g->rows ? stderr : stdout;
	double max = 0;
	unsigned long users;

	while ((users = ramp_next(&g->ramp))) {
		struct report_row row = repeat(g, users);

		/* not before: what is refused prints nothing */
		if (g->ramp.done == 0)
			report_header(table, csv);
		report_point(table, csv, &row);
		ramp_result(&g->ramp, users, row.metrics.seconds, row.metrics.jobs_per_min);
		if (row.metrics.jobs_per_min > max)
			max = row.metrics.jobs_per_min;
	}
	report_max(table, max);
	if (csv && (ferror(csv) | fclose(csv)))
		err(EXIT_FAILED, "--csv %s", g->csv);
	return report_end();
}

/* 0, or an exit status. */
static int run_single(const struct generator *g, const struct test *test)
{
	struct point *point;
	struct mix mix;
	int status;

	mix_single(&mix, test);
	point = new_point(g, 1, &mix);
	point->single_ns = g->single_ns;
	status = point_run(point);
	if (!status)
		report_single(test, point, test_ops(test, mix_file_kib(&mix, 1)));
	point_free(point);
	return status;
}

/* What this machine cannot do is left out, with its reason and the last status. */
static int run_all_singles(const struct generator *g)
{
	const struct test *test;
	int left_out = 0;

	for (size_t i = 0; (test = test_nr(i)); i++) {
		int status = run_single(g, test);

		if (status && status != EXIT_NOT_POSSIBLE)
			return status;
		left_out |= status;
	}
	return left_out;
}

static const struct test *single_test(const char *name)
{
	const struct test *test = test_find(name);

	if (!test)
		errx(EXIT_USAGE, "--single: no test '%s'; --list prints them all", name);
	return test;
}

static int run_named_singles(const struct generator *g, bool dry)
{
	char *names = strdup(g->single);
	const char *name;
	int status = 0;

	if (!names)
		err(EXIT_FAILED, "no memory");
	for (char *rest = names; !status && (name = strsep(&rest, ","));) {
		const struct test *test = single_test(name);

		if (!dry)
			status = run_single(g, test);
	}
	free(names);
	return status;
}

static int run_singles(const struct generator *g)
{
	bool all = !strcmp(g->single, "all");
	int status;

	if (!all)
		run_named_singles(g, true); /* all names are right, before the first test runs */
	status = all ? run_all_singles(g) : run_named_singles(g, false);
	return report_end() ?: status;
}

int main(int argc, char **argv)
{
	static struct generator generator;

	generator_parse(argc, argv, &generator);
	scratch_place(generator.dir);
	check_room(&generator);
	check_device(&generator);
	return generator.single ? run_singles(&generator) : run_points(&generator);
}
