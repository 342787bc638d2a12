// SPDX-License-Identifier: GPL-2.0
#include "aim7/generator/report.h"

#include <err.h>
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

#include "clock.h"
#include "failure.h"

#define STRAGGLERS_SHOWN 5

struct report_row report_row(const struct point *point)
{
	return (struct report_row){
		.users = point->users,
		.metrics = metrics(point->end_ns, point->users, point->jobs),
		.user_s = point->user_s,
		.system_s = point->system_s,
	};
}

struct report_row report_mean(const struct report_row *rows, unsigned long n)
{
	struct report_row mean = { .users = rows[0].users };
	struct metrics *m = &mean.metrics;
	double jti = 0;

	for (unsigned long i = 0; i < n; i++) {
		const struct metrics *one = &rows[i].metrics;

		mean.user_s += rows[i].user_s / n;
		mean.system_s += rows[i].system_s / n;
		m->seconds += one->seconds / n;
		m->jobs_per_min += one->jobs_per_min / n;
		m->jobs_per_min_user += one->jobs_per_min_user / n;
		m->jobs_per_sec_user += one->jobs_per_sec_user / n;
		m->std_dev_s += one->std_dev_s / n;
		m->cov += one->cov / n;
		m->min_s += one->min_s / n;
		m->max_s += one->max_s / n;
		jti += one->jti / (double)n;
	}
	m->jti = lround(jti);
	return mean;
}

void report_header(FILE *table, FILE *csv)
{
	fprintf(table, "%-7s%10s%10s%10s%12s%12s%9s%9s%5s\n", "Num", "Parent", "Child", "Child",
		"Jobs per", "Jobs/min/", "Std_dev", "Std_dev", "JTI");
	fprintf(table, "%-7s%10s%10s%10s%12s%12s%9s%9s\n", "Forked", "Time", "SysTime", "UTime",
		"Minute", "Child", "Time", "Percent");
	if (csv)
		fprintf(csv,
			"Forks,JPM,JPM_C,JPS_C,parent_tm,childU_tm,childS_tm,std_dev,JTI,max_c,min_c\n");
}

void report_point(FILE *table, FILE *csv, const struct report_row *row)
{
	const struct metrics *m = &row->metrics;

	fprintf(table, "%-7lu%10.2f%10.2f%10.2f%12.2f%12.2f%9.2f%9.2f%5d\n", row->users, m->seconds,
		row->system_s, row->user_s, m->jobs_per_min, m->jobs_per_min_user, m->std_dev_s,
		100 * m->cov, m->jti);
	fflush(table);
	if (!csv)
		return;
	fprintf(csv, "%lu,%.2f,%.2f,%.2f,%.2f,%.2f,%.2f,%.2f,%.2f,%.2f,%.2f\n", row->users,
		m->jobs_per_min, m->jobs_per_min_user, m->jobs_per_sec_user, m->seconds,
		row->user_s, row->system_s, m->std_dev_s, (double)m->jti, m->max_s, m->min_s);
	fflush(csv);
}

void report_max(FILE *table, double jobs_per_min)
{
	fprintf(table, "Max Jobs per Minute %.2f\n", jobs_per_min);
}

void report_stragglers(const struct point *point)
{
	unsigned long *which = calloc(point->users, sizeof(*which));
	unsigned long n = which ? stragglers(point->end_ns, point->users, which) : 0;

	if (n)
		fprintf(stderr,
			"%lu users: %lu took longer than 1.5 times the median:", point->users, n);
	for (unsigned long i = 0; i < n && i < STRAGGLERS_SHOWN; i++)
		fprintf(stderr, " user %lu %.2f s%s", which[i],
			point->end_ns[which[i]] / (double)NS_PER_S, i + 1 < n ? "," : "");
	if (n)
		fprintf(stderr, n > STRAGGLERS_SHOWN ? " ...\n" : "\n");
	free(which);
}

void report_spread(const struct report_row *rows, unsigned long n)
{
	double low = INFINITY, high = 0, mean = 0, squares = 0;

	for (unsigned long i = 0; i < n; i++) {
		low = fmin(low, rows[i].metrics.jobs_per_min);
		high = fmax(high, rows[i].metrics.jobs_per_min);
		mean += rows[i].metrics.jobs_per_min / n;
	}
	for (unsigned long i = 0; i < n; i++)
		squares += pow(rows[i].metrics.jobs_per_min - mean, 2);
	fprintf(stderr,
		"%lu users: %lu repetitions, jobs/min %.2f to %.2f, standard deviation %.2f (%.1f %%)\n",
		rows[0].users, n, low, high, sqrt(squares / (n - 1)),
		100 * sqrt(squares / (n - 1)) / mean);
}

static void single_header(void)
{
	printf("%-18s%10s%12s%18s%18s\n", "Test", "Elapsed", "Iteration", "Iteration", "Operation");
	printf("%-18s%10s%12s%18s%18s\n", "Name", "Time (sec)", "Count", "Rate (loops/sec)",
	       "Rate (ops/sec)");
}

void report_single(const struct test *test, const struct point *point, unsigned long ops)
{
	double seconds = point->end_ns[0] / (double)NS_PER_S;
	static bool begun;

	if (!begun)
		single_header();
	begun = true;
	printf("%-18s%10.2f%12lu%18.5f%18.2f %s/second\n", test->name, seconds, point->jobs,
	       point->jobs / seconds, ops * (point->jobs / seconds), test->unit);
	fflush(stdout);
}

int report_end(void)
{
	/* what was lost is written no more: a flush alone may not fail again */
	if (!fflush(stdout) && !ferror(stdout))
		return 0;
	warnx("standard output could not be written");
	return EXIT_FAILED;
}
