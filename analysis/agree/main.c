// SPDX-License-Identifier: GPL-2.0
/* rmaplock-agree A B: do two runs rank and size the configs alike? */
#include "../alike.h"
#include "../error.h"
#include "../outfile.h"
#include "../program.h"
#include "agree_table.h"

#include <stdio.h>
#include <sys/stat.h>

static const char doc[] =
	"Compare two analysed run folders of the same plan, A and B: usually one of the model and "
	"one of the kernel. Prints the ratios side by side, how far their order agrees, how much "
	"larger the effects in B are, and a sentence.\v"
	"Exit status: 0 done, 1 failed, 2 usage or bad input (the message says what).";

static const struct argp_option options[] = {
	{ "out", 'o', "FOLDER", 0, "write FOLDER/agree.tsv too", 0 },
	{ "force", 'f', NULL, 0, "compare what makes no sense, and mark it", 0 },
	{ 0 },
};

struct arguments {
	const char *folder[2];
	int folders;
	const char *out;
	bool force;
};

static error_t parse_option(int key, char *arg, struct argp_state *state)
{
	struct arguments *arguments = state->input;

	switch (key) {
	case 'o':
		arguments->out = arg;
		return 0;
	case 'f':
		arguments->force = true;
		return 0;
	case ARGP_KEY_ARG:
		if (arguments->folders == 2)
			argp_error(state, "two run folders, not also '%s'", arg);
		arguments->folder[arguments->folders++] = arg;
		return 0;
	case ARGP_KEY_END:
		if (arguments->folders != 2)
			argp_error(state, "name two run folders, as in results/");
		return 0;
	default:
		return ARGP_ERR_UNKNOWN;
	}
}

static bool is_one_folder(const struct arguments *arguments)
{
	struct stat a, b;

	return stat(arguments->folder[0], &a) == 0 && stat(arguments->folder[1], &b) == 0 &&
	       a.st_dev == b.st_dev && a.st_ino == b.st_ino;
}

/* What would give numbers without a meaning is refused. */
static void check_baselines(const struct arguments *arguments, const struct side *side,
			    const struct names *names)
{
	if (!side[0].keys.count || !side[1].keys.count)
		bad_input(arguments->folder[!!side[0].keys.count], 0,
			  "its summary.tsv holds no ratio: analyse the run again");
	if (side[0].baseline != side[1].baseline)
		bad_input(arguments->folder[1], 0,
			  "its baseline is %s, that of %s is %s: run both with the same",
			  (const char *)names_key(names, side[1].baseline), arguments->folder[0],
			  (const char *)names_key(names, side[0].baseline));
}

/* Of all that `rmaplock compare` wants to be alike the subject may differ: that is what is asked here. */
static void check_circumstances(const struct arguments *arguments, const struct side *side,
				struct objections *objections)
{
	const struct circumstances a = { 'A', &side[0].env,
					 side[0].planned ? &side[0].plan : NULL };
	const struct circumstances b = { 'B', &side[1].env,
					 side[1].planned ? &side[1].plan : NULL };

	object_to_place(objections, &a, &b);
	object_to_cells(objections, &a, &b);
	objections_raise(objections, arguments->folder[1], arguments->force);
}

static void write_tsv(const struct matches *matches, const struct objections *objections,
		      const char *folder)
{
	struct outfile tsv;

	outfile_open(&tsv, folder, "agree.tsv");
	agree_tsv(matches, objections, tsv.stream);
	outfile_commit(&tsv);
}

static void agree(const struct arguments *arguments)
{
	struct objections objections = { 0 };
	struct names names = { 0 };
	struct matches matches;
	struct side side[2];
	int i;

	if (is_one_folder(arguments))
		bad_input(arguments->folder[1], 0, "is the same run twice: name two");
	for (i = 0; i < 2; i++)
		side_read(&side[i], arguments->folder[i], &names);
	check_baselines(arguments, side, &names);
	check_circumstances(arguments, side, &objections);
	matches_make(&matches, &side[0], &side[1], &names);
	if (!matches.matches)
		bad_input(
			arguments->folder[1], 0,
			"has no config, workload, params and tasks in common with %s: run the same plan on both",
			arguments->folder[0]);
	if (arguments->out)
		write_tsv(&matches, &objections, arguments->out);
	agree_header(&matches, stdout);
	objections_print(&objections, stdout);
	agree_tables(&matches, stdout);
	agree_sentence(&matches, stdout);
	objections_print(&objections, stdout);
	matches_free(&matches);
	for (i = 0; i < 2; i++)
		side_free(&side[i]);
	names_free(&names);
	objections_free(&objections);
}

int main(int argc, char **argv)
{
	static const struct argp argp = {
		.options = options, .parser = parse_option, .args_doc = "A B", .doc = doc
	};
	struct arguments arguments = { 0 };

	program_begin(&argp, argc, argv, &arguments);
	agree(&arguments);
	return program_end();
}
