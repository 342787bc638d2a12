// SPDX-License-Identifier: GPL-2.0
#include "aim7/generator/point.h"

#include <err.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "aim7/deck.h"
#include "aim7/generator/progress.h"
#include "aim7/limits.h"
#include "aim7/scratch.h"
#include "aim7/user.h"
#include "areas.h"
#include "board.h"
#include "clock.h"
#include "device.h"
#include "failure.h"
#include "output.h"
#include "pinning.h"
#include "task.h"
#include "tasks.h"
#include "testcase.h"
#include "watchdog.h"

#define LOOK_NS (10 * NS_PER_MS) /* at how far the users are; they take the times themselves */
#define USER_TIMEOUT_S 10 /* the original's, for each user, or its file's KiB */

char *testcase_description = "a user's jobs";

static struct point *point;
static struct progress *progress;

struct point *point_create(unsigned long users)
{
	size_t bytes = sizeof(struct point) + users * sizeof(uint64_t);
	struct point *new =
		mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);

	if (new == MAP_FAILED)
		return NULL;
	new->users = users;
	return new;
}

void point_free(struct point *old)
{
	munmap(old, sizeof(struct point) + old->users * sizeof(uint64_t));
}

static void run_job(struct progress *own, const struct test *test, unsigned long long *iterations)
{
	own->test = test;
	test->run();
	own->done++;
	(*iterations)++;
}

/* What each user is: its jobs, then nothing more, until it is killed with all others. */
void testcase(unsigned long long *iterations, unsigned long nr)
{
	const struct generator *g = point->generator;
	const struct user user = { nr, mix_file_kib(point->mix, point->users), g->sleep_ms };
	const struct origin origin = { g->seed, point->users, point->repetition, nr };
	uint64_t until_ns = now_ns() + point->single_ns;
	struct progress *own = &progress[nr];
	const struct test *test;
	static struct deck deck;

	task_keeps_counter();
	progress_keep();
	user_begin(&user);
	deck_fill(&deck, point->mix, g->jobs, origin_state(&origin));
	if (point->single_ns) {
		do {
			run_job(own, point->mix->item[0].test, iterations);
		} while (now_ns() < until_ns);
	} else {
		while ((test = deck_draw(&deck)))
			run_job(own, test, iterations);
	}
	progress_end(own);
	for (;;)
		pause();
}

static uint64_t timeout_ns(void)
{
	unsigned long seconds = mix_file_kib(point->mix, point->users);

	if (point->generator->timeout_ns)
		return point->generator->timeout_ns + point->single_ns;
	if (seconds < USER_TIMEOUT_S)
		seconds = USER_TIMEOUT_S;
	return point->users * seconds * NS_PER_S + point->single_ns;
}

/* At the limit: fails unless all have ended by now, which they may have since they were looked at. */
static bool none_is_late(uint64_t after_ns)
{
	unsigned long late = 0, ended = progress_ended(progress, point->users);

	while (late < point->users && progress[late].end_ns)
		late++;
	if (late == point->users)
		return true;
	fail(EXIT_FAILED,
	     "%lu of %lu users did not end within %g s: user %lu is at its job %lu, %s",
	     point->users - ended, point->users, after_ns / (double)NS_PER_S, late,
	     progress[late].done + 1,
	     progress[late].test ? progress[late].test->name : "which it did not begin");
	return false;
}

static bool wait_for_users(struct board *board, uint64_t start_ns)
{
	uint64_t limit_ns = timeout_ns();

	while (progress_ended(progress, point->users) < point->users) {
		if (!tasks_wait(board, now_ns() + LOOK_NS))
			return false;
		if (now_ns() - start_ns > limit_ns)
			return none_is_late(limit_ns);
	}
	return true;
}

static double seconds_of(struct timeval time)
{
	return time.tv_sec + time.tv_usec / 1e6;
}

static void collect(uint64_t start_ns)
{
	for (unsigned long i = 0; i < point->users; i++) {
		const struct progress *user = &progress[i];

		point->end_ns[i] = user->end_ns - start_ns;
		point->user_s +=
			seconds_of(user->own.ru_utime) + seconds_of(user->children.ru_utime);
		point->system_s +=
			seconds_of(user->own.ru_stime) + seconds_of(user->children.ru_stime);
	}
	point->jobs = progress[0].done;
}

static bool measure_point(struct board *board)
{
	uint64_t began_ns = now_ns(), start_ns;

	watchdog_phase("starting the users", WATCHDOG_GRACE_S);
	if (!tasks_start(board))
		return false;
	point->gate_ns = now_ns() - began_ns;
	if (!tasks_wait(board, now_ns() + point->generator->settle_ns))
		return false;
	watchdog_phase("the point", timeout_ns() / NS_PER_S + 1);
	start_ns = now_ns();
	tasks_open_gate();
	if (!wait_for_users(board, start_ns))
		return false;
	collect(start_ns);
	return true;
}

/* As a run of the workload aim7 would print it, with the point as its window. */
static void output_rows(struct board *board, struct measurement *m)
{
	const struct options options = { .oracle = false };
	unsigned long long *ops = calloc(point->users, sizeof(*ops));

	if (!ops)
		err(EXIT_FAILED, "no memory for the results of %lu users", point->users);
	for (unsigned long i = 0; i < point->users; i++) {
		ops[i] = point->jobs;
		if (point->end_ns[i] > m->duration_ns)
			m->duration_ns = point->end_ns[i];
	}
	m->ops = ops;
	m->context_switches = -1;
	output_results(board, &options, m);
	printf("counter\tworkload\tgate_ns\t%llu\tns\n", (unsigned long long)point->gate_ns);
	free(ops);
	if (output_end())
		errx(EXIT_FAILED, "standard output could not be written");
}

static void check_module(struct measurement *m)
{
	if (device_report(&m->after, NULL) && m->after.alloc_failures != m->before.alloc_failures)
		fail(EXIT_FAILED, "module: areas could not be linked for want of memory");
	device_check();
}

static void __attribute__((noreturn)) point_main(void)
{
	const struct generator *g = point->generator;
	struct board *board = board_create(point->users, NULL);
	static struct measurement m;
	bool done;

	progress = progress_create(point->users);
	if (!board || !progress)
		err(EXIT_USAGE, "no memory for %lu users", point->users);
	watchdog_phase("preparing", 0);
	pinning_choose(&g->placement, board);
	require_room(point->mix, point->users, SCRATCH_PROCESSES);
	scratch_begin();
	require_needs(point->mix);
	device_start(g->device);
	if (!device_report(&m.before, NULL) || !device_reset())
		errx(failure_status(), "%s", failure_reason());
	tasks_init();
	areas_prepare();
	done = measure_point(board) && device_report(&m.window, NULL);
	watchdog_phase("killing and reaping the users", 0);
	tasks_stop(board);
	watchdog_phase("cleaning up", 0);
	check_module(&m);
	areas_cleanup();
	scratch_end();
	watchdog_off();
	if (failed() || !done)
		errx(failure_status(), "%s", failure_reason());
	if (g->rows)
		output_rows(board, &m);
	device_stop();
	_exit(0);
}

int point_run(struct point *new)
{
	pid_t parent = getpid();
	int status;
	pid_t pid;

	point = new;
	if (point->generator->sync)
		sync();
	pid = fork();
	if (pid < 0)
		err(EXIT_FAILED, "cannot fork the process of a point");
	if (pid == 0) {
		die_with(parent);
		point_main();
	}
	while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
		;
	if (WIFEXITED(status))
		return WEXITSTATUS(status);
	warnx("the process of a point was killed by signal %d (%s)", WTERMSIG(status),
	      strsignal(WTERMSIG(status)));
	return EXIT_FAILED;
}
