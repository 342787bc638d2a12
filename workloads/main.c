// SPDX-License-Identifier: GPL-2.0
/*
 * The common main of all workloads: one run from the placement to the last
 * line. doc/formats.md says what is printed, testcase.h what a case is.
 */
#include <err.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "board.h"
#include "clock.h"
#include "device.h"
#include "exec_task.h"
#include "failure.h"
#include "measure.h"
#include "memory.h"
#include "module.h"
#include "options.h"
#include "output.h"
#include "perf_control.h"
#include "pinning.h"
#include "tasks.h"
#include "testcase.h"
#include "watchdog.h"

/* Kernel memory of a process with a small address space, roughly and at least. */
#define TASK_BYTES (64ull << 10)

static int describe(void)
{
	printf("description\t%s\n", testcase_description);
	knobs_describe(stdout);
	return fflush(stdout) ? EXIT_FAILED : 0;
}

/* Of memory, for each task's copy of the program; 0 if tasks have none. */
static unsigned long long copy_bytes(void)
{
	struct stat program;

	if (!knob("exec") && !knob("own_program"))
		return 0;
	return stat("/proc/self/exe", &program) ? 0 : program.st_size;
}

/* Refuse what cannot go well; fork() has the last word. */
static void check_limits(unsigned long nr_tasks)
{
	struct rlimit limit;

	if (geteuid() && !getrlimit(RLIMIT_NPROC, &limit) && nr_tasks >= limit.rlim_cur)
		errx(EXIT_USAGE, "%lu tasks are more than RLIMIT_NPROC allows (%lu): see ulimit -u",
		     nr_tasks, (unsigned long)limit.rlim_cur);
	memory_require(nr_tasks * (TASK_BYTES + copy_bytes()), "tasks");
}

static unsigned int whole_seconds(uint64_t ns)
{
	return ns / NS_PER_S + 1;
}

/* After the tasks are dead and before the areas are unmapped. */
static void check_device(struct measurement *m)
{
	if (!device_report(&m->after, NULL))
		return;
	if (m->after.alloc_failures != m->before.alloc_failures)
		fail(EXIT_FAILED, "module: %llu areas could not be linked for want of memory",
		     (unsigned long long)(m->after.alloc_failures - m->before.alloc_failures));
	if (m->after.violations != m->before.violations)
		fail(EXIT_FAILED, "oracle: %llu violations of exclusion",
		     (unsigned long long)(m->after.violations - m->before.violations));
	device_check();
}

static void check_leaks(const struct measurement *m)
{
	struct rmaplock_report report = { 0 };

	if (device_report(&report, NULL) && report.entries != m->before.entries)
		fail(EXIT_FAILED,
		     "module: %llu areas linked before the run, %llu after all tasks are gone",
		     (unsigned long long)m->before.entries, (unsigned long long)report.entries);
}

static void start_device(const struct options *options, struct measurement *m)
{
	if (options->module)
		module_load(options->module, options->expedite);
	device_start(options->device);
	if (!perf_control_open(options->perf_control) || !perf_control_ping() ||
	    !device_report(&m->before, NULL) ||
	    !device_set_flags(options->oracle ? RMAPLOCK_ORACLE : 0))
		errx(failure_status(), "%s", failure_reason());

	if (options->timing && !(m->before.flags & RMAPLOCK_HAS_COUNTERS))
		errx(EXIT_NOT_POSSIBLE, "%s: this module is built without counters, so no --timing",
		     options->device);
}

static int run(const struct options *options, char **argv)
{
	/* not on the stack: a page of it would be one more for every fork to copy */
	static struct measurement m;
	struct board *board;
	int board_fd = -1;

	check_limits(options->tasks);
	if (testcase_begin)
		testcase_begin(options->tasks);
	board = board_create(options->tasks, knob("exec") ? &board_fd : NULL);
	exec_task_init(argv, board_fd);
	if (!board)
		err(EXIT_USAGE, "no memory for %lu tasks", options->tasks);
	watchdog_phase("placement", 0);
	pinning_choose(&options->placement, board);
	start_device(options, &m);

	watchdog_phase("testcase_prepare()", 0);
	tasks_init();
	if (testcase_prepare)
		testcase_prepare(options->tasks);
	watchdog_phase("starting the tasks", WATCHDOG_GRACE_S);
	if (tasks_start(board)) {
		tasks_open_gate();
		watchdog_phase("the measurement",
			       whole_seconds(options->warmup_ns + options->window_ns));
		measure(board, options, &m);
	}
	watchdog_phase("killing and reaping the tasks", 0);
	tasks_stop(board);

	watchdog_phase("testcase_cleanup()", 0);
	perf_control_ping();
	check_device(&m);
	if (testcase_cleanup)
		testcase_cleanup();
	device_set_flags(0);
	check_leaks(&m);
	watchdog_off();

	if (m.done)
		output_results(board, options, &m);
	if (fflush(stdout))
		fail(EXIT_FAILED, "standard output: %s", strerror(errno));
	if (failed())
		errx(failure_status(), "%s", failure_reason());
	return output_end();
}

int main(int argc, char **argv)
{
	struct options options;

	knobs_add(tasks_knobs);
	knobs_add(testcase_knobs);
	knobs_choices(testcase_choices);
	options_parse(argc, argv, &options);
	if (options.describe)
		return describe();
	if (options.export_topology)
		return pinning_export(options.export_topology);
	if (options.show_placement)
		return pinning_show(&options.placement, options.show_placement);
	if (options.exec_task)
		exec_task_main(&options);
	return run(&options, argv);
}
