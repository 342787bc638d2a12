// SPDX-License-Identifier: GPL-2.0
/* rmaplock-look RUN: is a run over before its last block? */
#include "../error.h"
#include "../goal.h"
#include "../program.h"
#include "../undecided.h"
#include "../words.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static const char doc[] =
	"Say whether the run folder RUN, at the look of its plan that it has come to, still has "
	"anything to find out. Prints a line `stop<TAB>yes` or `no` and a line `why<TAB>SENTENCE`.\v"
	"Exit status: 0 done, 1 failed, 2 usage or bad input (the message names file and line).";

static error_t parse_option(int key, char *arg, struct argp_state *state)
{
	return program_run_argument(state->input, key, arg, state);
}

static void print_why(const struct undecided *u, double mde)
{
	if (u->count) {
		printf("why\t%zu of %s undecided: %s at %s", u->count,
		       count_text(u->tests, "comparison"), u->config, count_text(u->tasks, "task"));
		puts(u->count > 1 ? " and others" : "");
		return;
	}
	printf("why\teach of %s ", count_text(u->tests, "comparison"));
	if (isnan(mde))
		puts("differs or is the same");
	else
		printf("differs, or does not by %s\n", share_text(mde));
}

static void look(const char *folder)
{
	struct undecided undecided;
	struct goal goal;
	struct run run;
	bool over;

	run_read(&run, folder);
	goal_read(&goal, &run.plan, folder);
	undecided = undecided_find(&run, goal.mde);
	over = undecided.tests && !undecided.count;
	printf("stop\t%s\n", over ? "yes" : "no");
	if (undecided.tests)
		print_why(&undecided, goal.mde);
	else
		puts("why\tthere is but the baseline");
	run_free(&run);
}

int main(int argc, char **argv)
{
	static const struct argp argp = { .parser = parse_option, .args_doc = "RUN", .doc = doc };
	const char *folder = NULL;

	program_begin(&argp, argc, argv, &folder);
	look(folder);
	return program_end();
}
