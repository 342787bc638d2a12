// SPDX-License-Identifier: GPL-2.0
/* rmaplock-factors RUN: two factors crossed, what each does alone and both together. */
#include "../decimal.h"
#include "../env.h"
#include "../error.h"
#include "../outfile.h"
#include "../program.h"
#include "../table.h"
#include "../words.h"
#include "effects.h"

#include <string.h>

static const char doc[] =
	"Tell apart what two factors do to the throughput of the run folder RUN, from configs that "
	"are each level of one with each of the other, as FOLDER/design.tsv has it. Writes "
	"FOLDER/factors.tsv and prints a table.\v"
	"Exit status: 0 done, 1 failed, 2 usage or bad input (the message names file and line).";

static const struct argp_option options[] = {
	{ "out", 'o', "FOLDER", 0, "where design.tsv is and factors.tsv goes", 0 },
	{ 0 },
};

struct arguments {
	const char *folder;
	const char *out;
};

static error_t parse_option(int key, char *arg, struct argp_state *state)
{
	struct arguments *arguments = state->input;

	switch (key) {
	case 'o':
		arguments->out = arg;
		return 0;
	case ARGP_KEY_END:
		if (arguments->folder && !arguments->out)
			argp_error(state, "--out: name the folder that is to have factors.tsv");
		return 0;
	default:
		return program_run_argument(&arguments->folder, key, arg, state);
	}
}

static const char *factor_name(const struct design *design, const struct effect *effect)
{
	return effect->factor == INTERACTION ? "interaction" : design->factor[effect->factor];
}

static void print_group(const struct design *design, const struct series *series,
			const struct run *run, const struct effect *effect, size_t effects)
{
	const char *params = run_params(run, series->params);
	struct table table;
	size_t i;

	printf("\n%s%s%s, %s, ratios of %ss/s\n", run_name(run, series->workload),
	       strcmp(params, "-") ? " " : "", strcmp(params, "-") ? params : "",
	       count_text(series->tasks, "task"), op_name(run_name(run, series->workload)));
	table_init(&table, "llllr");
	table_add(&table, "effect of");
	table_add(&table, "level");
	table_add(&table, "with");
	table_add(&table, "ratio");
	table_add(&table, "blocks");
	for (i = 0; i < effects; i++) {
		table_add(&table, "%s", factor_name(design, &effect[i]));
		table_add(&table, "%s", effect[i].level);
		table_add(&table, "%s", effect[i].at ? effect[i].at : "any (mean)");
		table_add(&table, "%s",
			  effect[i].n ? percent_interval_text(&effect[i].ratio) : "-");
		table_add(&table, "%zu", effect[i].n);
	}
	table_print(&table, stdout);
}

static void write_number(FILE *out, double number, char end)
{
	char buffer[DECIMAL_BYTES];

	*decimal_format(buffer, number) = '\0';
	fprintf(out, "%s%c", buffer, end);
}

static void write_group(FILE *out, const struct design *design, const struct series *series,
			const struct run *run, const struct effect *effect, size_t effects)
{
	size_t i;

	for (i = 0; i < effects; i++) {
		fprintf(out, "%s\t%s\t%u\t%s\t%s\t%s\t%zu\t", run_name(run, series->workload),
			run_params(run, series->params), series->tasks,
			factor_name(design, &effect[i]), effect[i].level,
			effect[i].at ? effect[i].at : "-", effect[i].n);
		write_number(out, effect[i].ratio.mid, '\t');
		write_number(out, effect[i].ratio.low, '\t');
		write_number(out, effect[i].ratio.high, '\n');
	}
}

static void print_header(const struct design *design, const char *folder)
{
	struct env env;

	env_read(&env, folder);
	env_print(&env, stdout);
	if (env.emulated)
		puts("emulated: ratios and shapes only");
	env_free(&env);
	printf("%s: instead of %s; %s: instead of %s; interaction: both together against each alone\n",
	       design->factor[0], design->level[0][0], design->factor[1], design->level[1][0]);
}

static void factors(const struct arguments *arguments)
{
	struct effect effect[MAX_EFFECTS];
	struct outfile out;
	struct design design;
	struct run run;
	size_t i, effects;

	run_read(&run, arguments->folder);
	design_read(&design, arguments->out, &run.plan);
	print_header(&design, arguments->folder);
	outfile_open(&out, arguments->out, "factors.tsv");
	fputs("# rmaplock factors 1\n"
	      "workload\tparams\ttasks\tfactor\tlevel\twith\tn\tratio\tratio_low\tratio_high\n",
	      out.stream);
	for (i = 0; i < run.groups; i++) {
		const struct series *series = group_series(&run, &run.group[i], 0);

		effects = effects_make(effect, &design, &run, &run.group[i]);
		print_group(&design, series, &run, effect, effects);
		write_group(out.stream, &design, series, &run, effect, effects);
	}
	outfile_commit(&out);
	design_free(&design);
	run_free(&run);
}

int main(int argc, char **argv)
{
	static const struct argp argp = {
		.options = options, .parser = parse_option, .args_doc = "RUN", .doc = doc
	};
	struct arguments arguments = { 0 };

	program_begin(&argp, argc, argv, &arguments);
	factors(&arguments);
	return program_end();
}
