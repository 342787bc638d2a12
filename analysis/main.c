// SPDX-License-Identifier: GPL-2.0
/* rmaplock-analyse RUN: from what was measured to what may be said of it. */
#include "breakdown.h"
#include "costs.h"
#include "counters.h"
#include "distributions.h"
#include "env.h"
#include "error.h"
#include "flags.h"
#include "groups.h"
#include "holders.h"
#include "lost.h"
#include "matrix.h"
#include "outfile.h"
#include "program.h"
#include "report.h"
#include "report_goal.h"
#include "samples.h"
#include "summary.h"

#include <stdlib.h>
#include <unistd.h>

static const char doc[] =
	"Compare the lock configurations that the run folder RUN has measured.\v"
	"Reads RUN's plan, samples.tsv and, where there are any, counters.tsv, histograms.tsv and "
	"env.json; writes RUN/summary.tsv, RUN/distributions.tsv, RUN/breakdown.tsv, RUN/holders.tsv and RUN/costs.tsv; prints a table and a sentence "
	"for every workload, params and number of tasks.\n\n"
	"Exit status: 0 done, 1 failed, 2 usage or bad input (the message names file and line).";

static error_t parse_option(int key, char *arg, struct argp_state *state)
{
	return program_run_argument(state->input, key, arg, state);
}

static void analyse_costs(const struct run *run, const char *folder)
{
	struct outfile costs;
	struct cost *cost;
	size_t count;

	cost = costs_make(run, &count);
	outfile_open(&costs, folder, "costs.tsv");
	costs_write(cost, count, costs.stream);
	outfile_commit(&costs);
	costs_report(cost, count, stdout);
	free(cost);
}

static void analyse_breakdown(const struct run *run, const struct counters *counters,
			      const char *folder)
{
	struct breakdown *breakdown;
	struct outfile out;
	size_t count;

	breakdown = breakdown_make(run, counters, &count);
	outfile_open(&out, folder, "breakdown.tsv");
	breakdown_write(run, breakdown, count, out.stream);
	outfile_commit(&out);
	breakdown_report(run, breakdown, count, stdout);
	lost_report(run, counters, "breakdown", stdout);
	free(breakdown);
}

static void analyse_holders(const struct run *run, const struct counters *counters,
			    const char *folder)
{
	struct holders holders;
	struct outfile out;

	holders_make(&holders, run, counters);
	outfile_open(&out, folder, "holders.tsv");
	holders_write(&holders, run, out.stream);
	outfile_commit(&out);
	holders_report(&holders, run, stdout);
	lost_report(run, counters, "holders", stdout);
	holders_free(&holders);
}

static void analyse_distributions(const struct run *run, const struct distributions *distributions,
				  const struct counters *counters, const char *folder)
{
	struct outfile out;

	outfile_open(&out, folder, "distributions.tsv");
	distributions_write(distributions, run, counters, out.stream);
	outfile_commit(&out);
}

/* What was made of a table that is there no more cannot be made again, and stays. */
static bool is_kept(const char *folder, const char *name, bool table_known)
{
	char *path = path_join(folder, name);
	bool kept = !table_known && access(path, F_OK) == 0;

	free(path);
	return kept;
}

static void analyse(const char *folder)
{
	struct outfile summary;
	struct distributions distributions;
	struct counters counters;
	struct matrix matrix;
	struct flags *flags;
	struct goal goal;
	struct run run;
	struct env env;

	/* all input is read, and found good, before anything is written */
	run_read(&run, folder);
	goal_read(&goal, &run.plan, folder);
	env_read(&env, folder);
	counters_read(&counters, &run, folder);
	distributions_read(&distributions, &run, folder);

	if (!is_kept(folder, "distributions.tsv", distributions.path))
		analyse_distributions(&run, &distributions, &counters, folder);
	matrix_make(&matrix, &run);
	flags = flags_make(&run);
	report_header(&env, &run, &matrix, stdout);
	report_goal(&goal, &run, stdout);
	outfile_open(&summary, folder, "summary.tsv");
	summary_header(summary.stream);
	groups_write(&(struct groups){ &run, &counters, &matrix, flags }, summary.stream, stdout);
	outfile_commit(&summary);
	if (!is_kept(folder, "breakdown.tsv", counters.known))
		analyse_breakdown(&run, &counters, folder);
	if (!is_kept(folder, "holders.tsv", counters.known))
		analyse_holders(&run, &counters, folder);
	analyse_costs(&run, folder);
	report_failed(&run, stdout);

	free(flags);
	matrix_free(&matrix);
	distributions_free(&distributions);
	counters_free(&counters);
	env_free(&env);
	run_free(&run);
}

int main(int argc, char **argv)
{
	static const struct argp argp = { .parser = parse_option, .args_doc = "RUN", .doc = doc };
	const char *folder = NULL;

	program_begin(&argp, argc, argv, &folder);
	analyse(folder);
	return program_end();
}
