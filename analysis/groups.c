// SPDX-License-Identifier: GPL-2.0
#include "groups.h"

#include "error.h"
#include "report.h"
#include "results.h"
#include "summary.h"

#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#define LARGE 50000 /* cells; fewer are done before a second process has begun */

static void write_from(const struct groups *g, size_t from, size_t to, FILE *rows, FILE *text)
{
	struct results results;
	size_t i;

	for (i = from; i < to; i++) {
		results_make(&results, g->run, &g->run->group[i], g->counters, g->matrix, g->flags);
		summary_rows(rows, &results);
		report_group(&results, &g->run->looks, text);
		results_free(&results);
	}
}

/* What the second process writes, until the first has written its own. */
static FILE *open_aside(void)
{
	FILE *aside = tmpfile();

	if (!aside)
		fail("cannot make a temporary file in %s: free some space there", P_tmpdir);
	return aside;
}

static void append(FILE *to, FILE *aside)
{
	char buffer[64 * 1024];
	size_t got;

	rewind(aside);
	while ((got = fread(buffer, 1, sizeof(buffer), aside)) > 0)
		fwrite(buffer, 1, got, to);
	if (ferror(aside))
		fail("cannot read a temporary file in %s", P_tmpdir);
	fclose(aside);
}

_Noreturn static void be_second(const struct groups *g, size_t from, FILE *rows, FILE *text)
{
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	write_from(g, from, g->run->groups, rows, text);
	_exit(fflush(rows) || fflush(text) || ferror(rows) || ferror(text) ? EXIT_FAILED : EXIT_OK);
}

/* On one CPU a second process would only cost. What cannot be asked is a machine with more CPUs than a cpu_set_t holds. */
static bool has_second_cpu(void)
{
	cpu_set_t allowed;

	return sched_getaffinity(0, sizeof(allowed), &allowed) < 0 || CPU_COUNT(&allowed) > 1;
}

void groups_write(const struct groups *g, FILE *rows, FILE *text)
{
	size_t half = g->run->groups / 2;
	FILE *second_rows, *second_text;
	pid_t second;
	int status;

	fflush(rows);
	fflush(text);
	if (g->run->cells < LARGE || !half || !has_second_cpu()) {
		write_from(g, 0, g->run->groups, rows, text);
		return;
	}
	second_rows = open_aside();
	second_text = open_aside();
	second = fork();
	if (!second)
		be_second(g, half, second_rows, second_text);
	write_from(g, 0, half, rows, text);
	if (second < 0)
		write_from(g, half, g->run->groups, second_rows, second_text);
	else if (waitpid(second, &status, 0) != second || status)
		fail("a process that it had started ended early: free some space in %s", P_tmpdir);
	append(rows, second_rows);
	append(text, second_text);
}
