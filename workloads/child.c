// SPDX-License-Identifier: GPL-2.0
#include "child.h"

#include <errno.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "testcase.h"

pid_t child_fork(void)
{
	pid_t pid = fork();

	if (pid < 0)
		task_fail("fork: %s", strerror(errno));
	return pid;
}

void child_wait(pid_t pid)
{
	int status;

	while (waitpid(pid, &status, 0) < 0) {
		if (errno != EINTR)
			task_fail("waitpid: %s", strerror(errno));
	}
	if (WIFSIGNALED(status))
		task_fail("a child was killed by signal %d (%s)", WTERMSIG(status),
			  strsignal(WTERMSIG(status)));
	if (WEXITSTATUS(status))
		task_fail("a child exited with status %d", WEXITSTATUS(status));
}

void child_fork_exit_wait(void)
{
	pid_t pid = child_fork();

	if (pid == 0)
		_exit(0);
	child_wait(pid);
}
