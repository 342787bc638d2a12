// SPDX-License-Identifier: GPL-2.0
/* rmaplock-compare RUN...: the configs of one run, or the same configs in several. */
#include "../error.h"
#include "../program.h"
#include "left_out.h"
#include "output.h"

#include <stdio.h>

static const char doc[] =
	"Compare the throughput of each config of a run folder with the baseline's, block by "
	"block; or, of several run folders, that of each config in the first with the same config "
	"in every other, as independent samples. Says what differs between the runs' env.json.\v"
	"Exit status: 0 done, 1 failed, 2 usage, bad input, or runs whose comparison makes no "
	"sense (the message says what).";

enum { OPTION_JSON = 256, OPTION_TSV, OPTION_ALL_PAIRS };

static const struct argp_option options[] = {
	{ "configs", 'c', "LIST", 0, "only these, separated by commas", 0 },
	{ "all-pairs", OPTION_ALL_PAIRS, NULL, 0, "of one run: every two configs", 0 },
	{ "json", OPTION_JSON, NULL, 0, "print JSON instead of tables", 0 },
	{ "tsv", OPTION_TSV, NULL, 0, "print one table for programs", 0 },
	{ "force", 'f', NULL, 0, "compare what makes no sense, and mark it", 0 },
	{ 0 },
};

struct arguments {
	char *folder[MAX_SIDES];
	size_t folders;
	void (*output)(const struct comparison_result *result, FILE *out);
	const char *configs;
	bool all_pairs;
	bool force;
};

static void choose_output(struct arguments *arguments, int key, struct argp_state *state)
{
	if (arguments->output)
		argp_error(state, "one of --json and --tsv");
	arguments->output = key == OPTION_JSON ? output_json : output_tsv;
}

static error_t parse_option(int key, char *arg, struct argp_state *state)
{
	struct arguments *arguments = state->input;

	switch (key) {
	case OPTION_JSON:
	case OPTION_TSV:
		choose_output(arguments, key, state);
		return 0;
	case 'c':
		arguments->configs = arg;
		return 0;
	case OPTION_ALL_PAIRS:
		arguments->all_pairs = true;
		return 0;
	case 'f':
		arguments->force = true;
		return 0;
	case ARGP_KEY_ARG:
		if (arguments->folders == MAX_SIDES)
			argp_error(state, "at most %d run folders", MAX_SIDES);
		arguments->folder[arguments->folders++] = arg;
		return 0;
	case ARGP_KEY_NO_ARGS:
		argp_error(state, "name run folders, as in results/");
		return 0;
	case ARGP_KEY_SUCCESS:
		if (arguments->all_pairs && arguments->folders > 1)
			argp_error(state, "--all-pairs is for the configs of one run");
		return 0;
	default:
		return ARGP_ERR_UNKNOWN;
	}
}

static const char *why_nothing(const struct arguments *arguments)
{
	if (arguments->folders > 1)
		return "has none of these configs, with the same workload, params and tasks, in common with the first run: run the same plan on all";
	if (arguments->all_pairs)
		return "has no two of these configs to compare: run or choose more of them";
	return "has none of these configs beside the baseline to compare with it: run or choose another, or --all-pairs";
}

static void compare_runs(struct arguments *arguments)
{
	struct differences differences;
	struct objections objections;
	struct sides sides;
	struct rows rows;

	sides_read(&sides, arguments->folder, arguments->folders);
	check_sides(&objections, &sides, arguments->force);
	check_configs(&sides, arguments->configs);
	rows_make(&rows, &sides, arguments->configs, arguments->all_pairs);
	if (!rows.count)
		bad_input(arguments->folder[arguments->folders - 1], 0, "%s",
			  why_nothing(arguments));
	if (arguments->output) /* what is for programs has no place for it */
		left_out_print(&sides, arguments->configs, stderr);
	differences_find(&differences, &sides);
	(arguments->output ? arguments->output : output_text)(
		&(struct comparison_result){ &sides, &objections, &differences, &rows }, stdout);
	differences_free(&differences);
	rows_free(&rows);
	objections_free(&objections);
	sides_free(&sides);
}

int main(int argc, char **argv)
{
	static const struct argp argp = {
		.options = options, .parser = parse_option, .args_doc = "RUN...", .doc = doc
	};
	struct arguments arguments = { 0 };

	program_begin(&argp, argc, argv, &arguments);
	compare_runs(&arguments);
	return program_end();
}
