// SPDX-License-Identifier: GPL-2.0
#include "options.h"

#include <argp.h>
#include <err.h>
#include <stdlib.h>
#include <string.h>

#include "clock.h"
#include "device.h"
#include "failure.h"
#include "parse.h"
#include "testcase.h"

enum {
	KEY_DESCRIBE = 256,
	KEY_NO_ORACLE,
	KEY_SHOW_PLACEMENT,
	KEY_TIMING,
	KEY_PERF_CONTROL,
	KEY_EXPORT_TOPOLOGY,
	KEY_MODULE,
	KEY_EXPEDITE,
	KEY_EXEC_TASK,
	KEY_SEED,
};

#define MAX_SEED 999999999

static unsigned long seed = 1;

unsigned long run_seed(void)
{
	return seed;
}

static const struct argp_option argp_options[] = {
	{ NULL, 0, NULL, 0, "What is run:", 1 },
	{ "tasks", 't', "N", 0, "Number of tasks (processes) that run the case (default 1)", 1 },
	{ "knob", 'k', "NAME=VALUE[,...]", 0,
	  "Set a knob of this case; may be repeated. --describe lists them", 1 },
	{ "seed", KEY_SEED, "N", 0,
	  "Of what the case leaves to chance, if anything (default 1): same seed, same choices",
	  1 },
	{ "pin", 'p', "POLICY", 0,
	  "Where tasks run; tasks beyond the last place start again at the first (default core). "
	  "compact: every PU, neighbours first. scatter: as far apart as possible. "
	  "core: one PU of each core, then the next PU of each core. "
	  "pu: every PU in the system's numbering. node: any PU of one NUMA node, nodes in turn. "
	  "none: not bound. Or a list of PUs in that order, such as 0,2,4-5",
	  1 },
	{ "device", 'd', "PATH|none", 0,
	  "The module's device (default " RMAPLOCK_DEVICE
	  "); none: map plain memory instead, so only the running kernel's own locks are used",
	  1 },
	{ "module", KEY_MODULE, "FILE", 0,
	  "Load the module FILE (rmaplock_CONFIG.ko) before the run and remove it afterwards", 1 },
	{ "expedite", KEY_EXPEDITE, NULL, 0,
	  "Set /sys/kernel/rcu_expedited to 1 while the module is loaded and while it is removed, and "
	  "to 0 after each; for guests",
	  1 },
	{ NULL, 0, NULL, 0, "How it is measured:", 2 },
	{ "seconds", 's', "S", 0, "Length of the window that counts (default 1)", 2 },
	{ "warmup", 'w', "S", 0, "Time that all tasks run before the window (default 0.2)", 2 },
	{ "timing", KEY_TIMING, NULL, 0,
	  "Have the module fill wait and hold times and histograms during the window", 2 },
	{ "perf-control", KEY_PERF_CONTROL, "CTL,ACK", 0,
	  "Have perf stat -D -1 --control fifo:CTL,ACK count the window only", 2 },
	{ "no-oracle", KEY_NO_ORACLE, NULL, 0,
	  "Do not let the module check exclusion during warm-up; violations are then unknown", 2 },
	{ NULL, 0, NULL, 0, "Instead of a run:", 3 },
	{ "describe", KEY_DESCRIBE, NULL, 0,
	  "Print the description and the knobs (name, default, min, max, help)", 3 },
	{ "show-placement", KEY_SHOW_PLACEMENT, "N", 0,
	  "Print the PUs of each of N tasks, on this machine or on the one that HWLOC_XMLFILE or "
	  "HWLOC_SYNTHETIC describes",
	  3 },
	{ "export-topology", KEY_EXPORT_TOPOLOGY, "FILE", 0,
	  "Write this machine's topology as hwloc's XML. With HWLOC_XMLFILE=FILE and "
	  "HWLOC_THISSYSTEM=1 later runs on it need not discover it again",
	  3 },
	{ "exec-task", KEY_EXEC_TASK, "TEXT", OPTION_HIDDEN, NULL, 3 },
	{ 0 },
};

static const char doc[] =
	"Run one rmaplock workload and print what was measured.\v"
	"The tasks are forked from one process that maps the case's areas, bound, held at a gate "
	"and let run together. After the warm-up the iterations of the window are counted, then "
	"the tasks are killed, reaped, and the module's lists and trees are checked.\n\n"
	"Standard output is tab separated: `sample COLUMN VALUE', `counter SOURCE NAME VALUE "
	"UNIT', `histogram NAME LOW_NS HIGH_NS COUNT', and `end ok' as the last line of a run "
	"that counts. The last line on standard error is the reason of a failure.\n\n"
	"Exit status: 0 ok; 1 the run failed or does not count; 2 usage or bad input; 4 not "
	"possible on this machine.";

/* Options about what is run. */
static error_t parse_what(int key, char *arg, struct options *options)
{
	switch (key) {
	case 't':
		options->tasks = parse_count("tasks", arg, MAX_TASKS);
		return 0;
	case 'k':
		parse_knobs(arg);
		return 0;
	case 'p':
		parse_pin(arg, &options->placement);
		return 0;
	case 'd':
		options->device = arg;
		return 0;
	case KEY_SEED:
		seed = parse_count("seed", arg, MAX_SEED);
		return 0;
	case KEY_MODULE:
		options->module = arg;
		return 0;
	case KEY_EXPEDITE:
		options->expedite = true;
		return 0;
	case KEY_EXEC_TASK:
		options->exec_task = arg;
		return 0;
	case KEY_DESCRIBE:
		options->describe = true;
		return 0;
	case KEY_EXPORT_TOPOLOGY:
		options->export_topology = arg;
		return 0;
	case KEY_SHOW_PLACEMENT:
		options->show_placement = parse_count("show-placement", arg, MAX_TASKS);
		return 0;
	default:
		return ARGP_ERR_UNKNOWN;
	}
}

static error_t parse_option(int key, char *arg, struct argp_state *state)
{
	struct options *options = state->input;

	switch (key) {
	case ARGP_KEY_INIT:
		/* getopt's line says it all; no second line "Try --help" */
		state->err_stream = NULL;
		return 0;
	case 's':
		options->window_ns = parse_seconds("seconds", arg, 0.001);
		return 0;
	case 'w':
		options->warmup_ns = parse_seconds("warmup", arg, 0);
		return 0;
	case KEY_TIMING:
		options->timing = true;
		return 0;
	case KEY_PERF_CONTROL:
		options->perf_control = arg;
		return 0;
	case KEY_NO_ORACLE:
		options->oracle = false;
		return 0;
	case ARGP_KEY_ARG:
		errx(EXIT_USAGE, "%s: unexpected argument; see --help", arg);
	default:
		return parse_what(key, arg, options);
	}
}

static const struct argp argp = { argp_options, parse_option, NULL, doc, NULL, NULL, NULL };

void options_parse(int argc, char **argv, struct options *options)
{
	*options = (struct options){
		.tasks = 1,
		.window_ns = NS_PER_S,
		.warmup_ns = NS_PER_S / 5,
		.device = RMAPLOCK_DEVICE,
		.oracle = true,
	};
	parse_pin("core", &options->placement);
	argp_err_exit_status = EXIT_USAGE;
	if (argp_parse(&argp, argc, argv, 0, NULL, options))
		exit(EXIT_USAGE);
	if (options->timing && !strcmp(options->device, "none"))
		errx(EXIT_USAGE,
		     "--timing needs the device: it is the module that takes the times");
}
