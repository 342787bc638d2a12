// SPDX-License-Identifier: GPL-2.0
#include "task.h"

#include <errno.h>
#include <sched.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "exec_task.h"
#include "memory.h"
#include "own_program.h"
#include "pinning.h"
#include "testcase.h"

static struct board *the_board;
static struct task_info *the_task;

void die_with(pid_t parent)
{
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (getppid() != parent) /* it died before the call above */
		_exit(1);
}

void task_init(struct board *board, unsigned long nr)
{
	the_board = board;
	the_task = &board->info[nr];
}

void task_run(int gate_fd)
{
	unsigned long nr = the_task - the_board->info;
	char byte;

	memory_shed();
	__atomic_add_fetch(&the_board->ready, 1, __ATOMIC_RELEASE);
	while (read(gate_fd, &byte, 1) < 0 && errno == EINTR)
		;
	close(gate_fd);
	testcase(&the_board->line[nr].iterations, nr);
	task_fail("the testcase returned instead of looping");
}

void task_main(struct board *board, unsigned long nr, const int gate[2], const sigset_t *mask,
	       pid_t parent)
{
	die_with(parent);
	task_init(board, nr);
	sigprocmask(SIG_SETMASK, mask, NULL);
	signal(SIGALRM, SIG_DFL); /* was the watchdog's */
	setpgid(0, nr ? board->group : 0); /* as the parent does: whoever is first */
	close(gate[1]);
	pinning_bind(the_task);
	if (knob("exec"))
		exec_task(board, nr, gate[0]);
	if (knob("own_program"))
		own_program();
	task_run(gate[0]);
}

void task_keeps_counter(void)
{
	if (madvise(the_board, the_board->bytes, MADV_DONTFORK))
		task_fail("madvise(MADV_DONTFORK): %s", strerror(errno));
}

void task_fail(const char *format, ...)
{
	va_list args;

	va_start(args, format);
	vsnprintf(the_task->reason, sizeof(the_task->reason), format, args);
	va_end(args);
	_exit(1);
}

/*
 * The helper becomes main's child, not the task's: main sees it die, and the
 * task may wait for any child of its own without meeting it.
 */
void new_task(void *(*func)(void *), void *arg)
{
	pid_t main_pid = the_board->main_pid; /* a child may not inherit the board */
	pid_t middle = fork();
	int status;

	if (middle < 0)
		task_fail("new_task: fork: %s", strerror(errno));
	if (middle == 0) {
		pid_t self = getpid();
		pid_t helper = fork();

		if (helper)
			_exit(helper < 0 ? errno : 0);
		while (getppid() == self)
			sched_yield();
		die_with(main_pid);
		func(arg);
		_exit(0);
	}
	while (waitpid(middle, &status, 0) < 0 && errno == EINTR)
		;
	if (!WIFEXITED(status) || WEXITSTATUS(status))
		task_fail("new_task: cannot start a helper: %s",
			  WIFEXITED(status) ? strerror(WEXITSTATUS(status)) : "killed");
}
