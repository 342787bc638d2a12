// SPDX-License-Identifier: GPL-2.0
#include "aim7/generator/generator.h"

#include <argp.h>
#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "aim7/generator/report.h"
#include "aim7/user.h"
#include "areas.h"
#include "clock.h"
#include "failure.h"
#include "knobs.h"
#include "parse.h"
#include "tasks.h"

#define CROSSOVER 1.0 /* AIM7's */
#define CROSSOVER_MAX 1e9 /* more than any machine does */

enum {
	KEY_ADAPTIVE = 256,
	KEY_CROSSOVER,
	KEY_PEAK,
	KEY_SETTLE,
	KEY_TIMEOUT,
	KEY_SYNC,
	KEY_SEED,
	KEY_SLEEP,
	KEY_DIR,
	KEY_CSV,
	KEY_ROWS,
	KEY_LIST,
};

static const struct argp_option argp_options[] = {
	{ NULL, 0, NULL, 0, "What is run:", 1 },
	{ "mix", 'm', "NAME", 0,
	  "Which jobs: a mix by name (default: the first that --list prints), or a file (with a slash)",
	  1 },
	{ "users", 'u', "LIST", 0,
	  "Numbers of users, a point each: 1,2,8 or 10..90 or 10..90/20 (default 1)", 1 },
	{ "jobs", 'j', "N", 0, "Jobs of each user, about; shares are rounded (default 100)", 1 },
	{ "reps", 'r', "N", 0, "Repetitions of each point (default 1)", 1 },
	{ "seed", KEY_SEED, "N", 0, "Of the users' orders (default 1)", 1 },
	{ "single", 'o', "TEST[,...]", 0,
	  "Run these tests alone, one after the other, as AIM9 does; `all' or names from --list",
	  1 },
	{ "pin", 'p', "POLICY", 0,
	  "Where users run: compact, scatter, core (default), pu, node, none or a list of PUs", 1 },
	{ "device", 'd', "PATH|none", 0,
	  "Users carry areas of the module's device (default none: areas of plain memory)", 1 },
	{ "knob", 'k', "NAME=VALUE[,...]", 0,
	  "areas, pages, file_mappings, files: what every user carries (default nothing); depth: generations",
	  1 },
	{ "sleep", KEY_SLEEP, "S", 0, "What shell_rtns_2 sleeps (default 5, the original's)", 1 },
	{ "dir", KEY_DIR, "FOLDER", 0,
	  "Where the private folder for files is made (default: tmpfs, else TMPDIR)", 1 },
	{ NULL, 0, NULL, 0, "How far it goes, and how:", 2 },
	{ "adaptive", KEY_ADAPTIVE, NULL, 0,
	  "Adapt the increment from the 10th point on, as the original does", 2 },
	{ "crossover", KEY_CROSSOVER, "J", OPTION_ARG_OPTIONAL,
	  "Stop at J or fewer jobs a minute and user (default 1)", 2 },
	{ "peak", KEY_PEAK, NULL, 0, "Stop when the jobs a minute have passed their peak", 2 },
	{ "settle", KEY_SETTLE, "S", 0, "Wait before the start, all users at the gate (default 1)",
	  2 },
	{ "sync", KEY_SYNC, NULL, 0, "sync before each point, as the original does without -y", 2 },
	{ "timeout", KEY_TIMEOUT, "S", 0,
	  "Give up on a point (default: users times 10 s, or times 1 s for each KiB of a file if that is more)",
	  2 },
	{ "seconds", 's', "S", 0, "How long each --single test runs (default 10)", 2 },
	{ NULL, 0, NULL, 0, "What is printed:", 3 },
	{ "csv", KEY_CSV, "FILE", 0, "Write the original's CSV there, too", 3 },
	{ "rows", KEY_ROWS, NULL, 0, "Print rows of a run folder (one point), not the table", 3 },
	{ "list", KEY_LIST, NULL, 0, "Print every mix and every test, and do nothing else", 3 },
	{ 0 },
};

static const char doc[] =
	"Run an AIM7-like multi-user load and print what the original prints.\v"
	"For each number of users: all of them wait at a gate, start together, and each works "
	"through its jobs in an order of its own. The clock runs until the last one is done. "
	"A user that fails, or that does not end in time, voids the point. What they leave behind is "
	"removed, even after SIGKILL.\n\n"
	"Standard output is the table. Standard error tells of stragglers and of the spread of "
	"repetitions; its last line is the reason of a failure.\n\n"
	"Exit status: 0 ok; 1 a point is void, or output was lost; 2 usage or bad input, or more users than fit; 4 not "
	"possible on this machine.";

static const struct knob areas_knobs[] = {
	KNOB_AREAS(0), KNOB_PAGES(1), KNOB_FILE_MAPPINGS(0), KNOB_FILES(1), { 0 },
};

static void __attribute__((noreturn)) list(void)
{
	const struct test *test;

	for (size_t i = 0; mix_names[i]; i++)
		printf("mix\t%s\n", mix_names[i]);
	for (size_t i = 0; (test = test_nr(i)); i++)
		printf("test\t%s\t%s\n", test->name, test->unit);
	exit(report_end());
}

static unsigned long parse_seed(const char *text)
{
	size_t digits = strspn(text, "0123456789");

	if (digits == 0 || digits > 9 || text[digits])
		errx(EXIT_USAGE, "--seed %s: must be a whole number from 0 to 999999999", text);
	return strtoul(text, NULL, 10);
}

static double parse_crossover(const char *text)
{
	if (!text)
		return CROSSOVER;
	return parse_number("crossover", text, "jobs a minute and user", 0.001, CROSSOVER_MAX);
}

static void parse_users(const char *text, struct ramp *ramp)
{
	struct ramp rules = *ramp;
	char why[256];

	if (ramp_parse(ramp, text, USERS_MAX, why, sizeof(why)))
		errx(EXIT_USAGE, "%s", why);
	ramp->adaptive = rules.adaptive;
	ramp->crossover = rules.crossover;
	ramp->peak = rules.peak;
}

static void parse_mix(const char *text, struct mix *mix)
{
	char why[512];

	if (mix_load(mix, text, why, sizeof(why)))
		errx(EXIT_USAGE, "%s", why);
}

/* Options about how far it goes, and what is printed. */
static error_t parse_how(int key, char *arg, struct generator *g)
{
	switch (key) {
	case KEY_ADAPTIVE:
		g->ramp.adaptive = true;
		return 0;
	case KEY_CROSSOVER:
		g->ramp.crossover = parse_crossover(arg);
		return 0;
	case KEY_PEAK:
		g->ramp.peak = true;
		return 0;
	case KEY_SETTLE:
		g->settle_ns = parse_seconds("settle", arg, 0);
		return 0;
	case KEY_SLEEP:
		g->sleep_ms = parse_seconds("sleep", arg, 0) / NS_PER_MS;
		return 0;
	case KEY_SYNC:
		g->sync = true;
		return 0;
	case KEY_TIMEOUT:
		g->timeout_ns = parse_seconds("timeout", arg, 0.01);
		return 0;
	case 's':
		g->for_single = "--seconds";
		g->single_ns = parse_seconds("seconds", arg, 0.001);
		return 0;
	case KEY_CSV:
		g->for_points = "--csv";
		g->csv = arg;
		return 0;
	case KEY_ROWS:
		g->rows = true;
		return 0;
	case KEY_LIST:
		list();
	default:
		return ARGP_ERR_UNKNOWN;
	}
}

static error_t parse_option(int key, char *arg, struct argp_state *state)
{
	struct generator *g = state->input;

	switch (key) {
	case ARGP_KEY_INIT:
		/* getopt's line says it all; no second line "Try --help" */
		state->err_stream = NULL;
		return 0;
	case 'm':
		g->for_points = "--mix";
		parse_mix(arg, &g->mix);
		return 0;
	case 'u':
		parse_users(arg, &g->ramp);
		return 0;
	case 'j':
		g->for_points = "--jobs";
		g->jobs = parse_count("jobs", arg, 100000);
		return 0;
	case 'r':
		g->for_points = "--reps";
		g->reps = parse_count("reps", arg, 1000);
		return 0;
	case KEY_SEED:
		g->for_points = "--seed";
		g->seed = parse_seed(arg);
		return 0;
	case 'o':
		g->single = arg;
		return 0;
	case 'p':
		parse_pin(arg, &g->placement);
		return 0;
	case 'd':
		g->device = arg;
		return 0;
	case 'k':
		parse_knobs(arg);
		return 0;
	case KEY_DIR:
		g->dir = arg;
		return 0;
	case ARGP_KEY_ARG:
		errx(EXIT_USAGE, "%s: unexpected argument; see --help", arg);
	default:
		return parse_how(key, arg, g);
	}
}

static const struct argp argp = { argp_options, parse_option, NULL, doc, NULL, NULL, NULL };

static void check(const struct generator *g)
{
	if (knob("exec"))
		errx(EXIT_USAGE, "--knob exec: for the workload aim7 only (rmaplock run)");
	if (g->single && ramp_max(&g->ramp) != 1)
		errx(EXIT_USAGE, "--single is for one user: leave --users out");
	if (g->single && g->for_points)
		errx(EXIT_USAGE, "%s is for points: leave it or --single out", g->for_points);
	if (!g->single && g->for_single)
		errx(EXIT_USAGE, "%s is for --single: leave it out, or name a test", g->for_single);
	if (g->rows && (g->single || g->reps != 1 || g->ramp.nr_list != 1))
		errx(EXIT_USAGE, "--rows is for one point: --users N, without --reps and --single");
	if ((g->ramp.crossover > 0 || g->ramp.peak || g->ramp.adaptive) && g->ramp.nr_list)
		errx(EXIT_USAGE,
		     "--adaptive, --crossover and --peak need a range: --users FIRST..LAST");
}

void generator_parse(int argc, char **argv, struct generator *g)
{
	*g = (struct generator){
		.jobs = 100,
		.reps = 1,
		.seed = 1,
		.sleep_ms = USER_SLEEP_MS,
		.single_ns = 10 * NS_PER_S,
		.settle_ns = NS_PER_S,
		.device = "none",
	};
	knobs_add(tasks_knobs);
	knobs_add(areas_knobs);
	parse_mix(mix_names[0], &g->mix);
	parse_users("1", &g->ramp);
	parse_pin("core", &g->placement);
	argp_err_exit_status = EXIT_USAGE;
	if (argp_parse(&argp, argc, argv, 0, NULL, g))
		exit(EXIT_USAGE);
	check(g);
}
