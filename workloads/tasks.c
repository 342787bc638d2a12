// SPDX-License-Identifier: GPL-2.0
#include "tasks.h"

#include <errno.h>
#include <err.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "clock.h"
#include "failure.h"
#include "task.h"
#include "watchdog.h"

#define START_S 30

const struct knob tasks_knobs[] = {
	{ "depth", 1, 1, 64, "generations from the ancestor that mapped the areas to the tasks" },
	{ "exec", 0, 0, 1,
	  "1: each task execs a file of its own and maps its own areas, so that nothing is shared" },
	{ "own_program", 0, 0, 1,
	  "1: each task has the program, its heap and its stack for itself: tasks share the areas alone" },
	{ 0 },
};

static sigset_t events; /* what tasks_wait() waits for */
static sigset_t original_mask;
static int gate[2];
static pid_t first_keeper; /* 0 at depth 1 */

void tasks_init(void)
{
	if (knob("exec") && knob("own_program"))
		errx(EXIT_USAGE,
		     "exec=1 and own_program=1: a task that execs shares not even the areas");
	sigemptyset(&events);
	sigaddset(&events, SIGCHLD);
	sigaddset(&events, SIGINT);
	sigaddset(&events, SIGTERM);
	sigaddset(&events, SIGHUP);
	sigprocmask(SIG_BLOCK, &events, &original_mask);
	if (prctl(PR_SET_CHILD_SUBREAPER, 1))
		err(EXIT_NOT_POSSIBLE,
		    "cannot become the reaper of orphans (PR_SET_CHILD_SUBREAPER)");
	if (pipe(gate))
		err(EXIT_FAILED, "cannot make the start gate");
}

static void spawn(struct board *board, unsigned long depth);

/* A child of the caller died; is it a task? own: the caller is the tasks' parent. */
static bool record_death(struct board *board, pid_t pid, int status, const struct rusage *usage,
			 bool own)
{
	long nr = board_record_death(board, pid, status, usage);

	/* tasks that only died because their parent did are not the cause */
	if (nr >= 0 && own && board->first_dead < 0)
		board->first_dead = nr;
	return nr >= 0;
}

static void __attribute__((noreturn))
keeper_main(struct board *board, unsigned long depth, pid_t parent)
{
	struct rusage usage;
	int status;

	die_with(parent);
	spawn(board, depth);
	if (board->spawn_errno)
		_exit(1); /* the tasks die with us */
	close(gate[1]);
	for (;;) {
		pid_t pid = wait4(-1, &status, 0, &usage);

		if (pid < 0 && errno == EINTR)
			continue;
		if (pid < 0)
			_exit(0);
		record_death(board, pid, status, &usage, true);
		if (!__atomic_load_n(&board->stopping, __ATOMIC_ACQUIRE))
			_exit(1); /* tells main; the tasks die with us */
	}
}

static void spawn_failed(struct board *board)
{
	if (!board->spawn_errno)
		board->spawn_errno = errno;
}

/* Fork what hangs below the caller: the tasks, or the next keeper. */
static void spawn(struct board *board, unsigned long depth)
{
	pid_t self = getpid();

	if (depth > 1) {
		pid_t pid = fork();

		if (pid == 0)
			keeper_main(board, depth - 1, self);
		if (pid < 0)
			spawn_failed(board);
		else if (self == board->main_pid)
			first_keeper = pid;
		return;
	}
	for (unsigned long nr = 0; nr < board->nr_tasks; nr++) {
		struct task_info *info = &board->info[nr];
		pid_t pid = fork();

		if (pid == 0)
			task_main(board, nr, gate, &original_mask, self);
		if (pid < 0) {
			spawn_failed(board);
			return;
		}
		info->pid = pid;
		if (!board->group)
			board->group = pid;
		setpgid(pid, board->group);
		board->spawned++;
	}
}

static void status_text(int status, char *text, size_t size)
{
	if (WIFSIGNALED(status))
		snprintf(text, size, "was killed by signal %d (%s)", WTERMSIG(status),
			 strsignal(WTERMSIG(status)));
	else
		snprintf(text, size, "exited with status %d", WEXITSTATUS(status));
}

static void fail_task(const struct board *board, unsigned long nr)
{
	const struct task_info *info = &board->info[nr];
	char text[80];

	status_text(info->wait_status, text, sizeof(text));
	if (info->reason[0])
		fail(EXIT_FAILED, "task %lu: %s", nr, info->reason);
	else
		fail(EXIT_FAILED, "task %lu %s before the end", nr, text);
}

static void fail_spawn(const struct board *board)
{
	fail(EXIT_USAGE,
	     "cannot start %lu tasks: fork of task %lu: %s; see ulimit -u, /proc/sys/kernel/threads-max, the cgroup's pids.max and free memory",
	     board->nr_tasks, board->spawned, strerror(board->spawn_errno));
}

/* A child of main died while nobody should have. */
static void fail_child(const struct board *board, pid_t pid, int status)
{
	char text[80];

	if (board->spawn_errno)
		return fail_spawn(board);
	if (board->first_dead >= 0)
		return fail_task(board, board->first_dead);
	status_text(status, text, sizeof(text));
	fail(EXIT_FAILED, "a %s %s before the end",
	     pid == first_keeper ? "keeper of the areas" : "helper of a task", text);
}

static void add_orphan(struct board *board, const struct rusage *usage)
{
	board->orphans.voluntary += usage->ru_nvcsw;
	board->orphans.involuntary += usage->ru_nivcsw;
	board->orphans.minor_faults += usage->ru_minflt;
}

/* Reap main's dead children; options as for wait4(). */
static void reap(struct board *board, int options)
{
	struct rusage usage;
	bool is_task;
	int status;
	pid_t pid;

	while ((pid = wait4(-1, &status, options, &usage)) > 0 || (pid < 0 && errno == EINTR)) {
		if (pid < 0)
			continue;
		is_task = record_death(board, pid, status, &usage, !first_keeper);
		if (!is_task && pid != first_keeper)
			add_orphan(board, &usage); /* a keeper's usage is that of its tasks */
		/* a keeper's task that became ours: the keeper is dead, it comes next */
		if (!board->stopping && !(is_task && first_keeper))
			fail_child(board, pid, status);
	}
}

bool tasks_wait(struct board *board, uint64_t until_ns)
{
	while (!failed()) {
		uint64_t now = now_ns();
		uint64_t left = until_ns > now ? until_ns - now : 0;
		struct timespec timeout = { left / NS_PER_S, left % NS_PER_S };
		int signal = sigtimedwait(&events, NULL, &timeout);

		if (signal < 0 && errno == EAGAIN)
			return true;
		if (signal == SIGCHLD)
			reap(board, WNOHANG);
		else if (signal > 0)
			fail(EXIT_FAILED, "interrupted by %s", strsignal(signal));
	}
	return false;
}

bool tasks_start(struct board *board)
{
	uint64_t give_up = now_ns() + START_S * NS_PER_S;
	unsigned long ready;

	spawn(board, knob("depth"));
	if (board->spawn_errno)
		fail_spawn(board);
	while ((ready = __atomic_load_n(&board->ready, __ATOMIC_ACQUIRE)) < board->nr_tasks) {
		if (!tasks_wait(board, now_ns() + NS_PER_MS))
			return false;
		if (now_ns() > give_up)
			fail(EXIT_FAILED, "only %lu of %lu tasks reached the start gate in %d s",
			     ready, board->nr_tasks, START_S);
	}
	return tasks_wait(board, 0);
}

void tasks_open_gate(void)
{
	close(gate[1]);
	close(gate[0]);
}

void tasks_stop(struct board *board)
{
	/* Before the gate a keeper may still be forking: it has to go first. */
	if (first_keeper && board->ready < board->nr_tasks)
		kill(first_keeper, SIGKILL);
	__atomic_store_n(&board->stopping, true, __ATOMIC_RELEASE);
	if (board->group)
		kill(-board->group, SIGKILL);
	for (unsigned long i = 0; i < board->nr_tasks; i++) {
		if (board->info[i].pid && !board->info[i].dead)
			kill(board->info[i].pid, SIGKILL);
	}
	reap(board, 0);
	/* reap() only ends when no process is left (ECHILD) */
}
