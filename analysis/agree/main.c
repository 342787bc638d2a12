// SPDX-License-Identifier: GPL-2.0
/* rmaplock-agree A B: do two runs rank and size the configs alike? */
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
	{ "force", 'f', NULL, 0, "compare an emulated run with one that is not", 0 },
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

static const char *emulation(const struct env *env)
{
	return env->emulated ? "emulated" : "not emulated";
}

/* What would give numbers without a meaning is refused. */
static void check(const struct arguments *arguments, const struct side *side,
		  const struct names *names)
{
	const struct env *a = &side[0].env, *b = &side[1].env;

	if (!side[0].keys.count || !side[1].keys.count)
		bad_input(arguments->folder[!!side[0].keys.count], 0,
			  "its summary.tsv holds no ratio: analyse the run again");
	if (side[0].baseline != side[1].baseline)
		bad_input(arguments->folder[1], 0,
			  "its baseline is %s, that of %s is %s: run both with the same",
			  (const char *)names_key(names, side[1].baseline), arguments->folder[0],
			  (const char *)names_key(names, side[0].baseline));
	if (a->known && b->known && a->emulated != b->emulated && !arguments->force)
		bad_input(
			arguments->folder[1], 0,
			"is %s, %s is %s: effects differ in size for that alone; --force compares them all the same",
			emulation(b), arguments->folder[0], emulation(a));
}

static void write_tsv(const struct matches *matches, const char *folder)
{
	struct outfile tsv;

	outfile_open(&tsv, folder, "agree.tsv");
	agree_tsv(matches, tsv.stream);
	outfile_commit(&tsv);
}

static void agree(const struct arguments *arguments)
{
	struct names names = { 0 };
	struct matches matches;
	struct side side[2];
	int i;

	if (is_one_folder(arguments))
		bad_input(arguments->folder[1], 0, "is the same run twice: name two");
	for (i = 0; i < 2; i++)
		side_read(&side[i], arguments->folder[i], &names);
	check(arguments, side, &names);
	matches_make(&matches, &side[0], &side[1], &names);
	if (!matches.matches)
		bad_input(
			arguments->folder[1], 0,
			"has no config, workload, params and tasks in common with %s: run the same plan on both",
			arguments->folder[0]);
	if (arguments->out)
		write_tsv(&matches, arguments->out);
	agree_header(&matches, stdout);
	agree_tables(&matches, stdout);
	agree_sentence(&matches, stdout);
	matches_free(&matches);
	for (i = 0; i < 2; i++)
		side_free(&side[i]);
	names_free(&names);
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
