// SPDX-License-Identifier: GPL-2.0
#include "aim7/user.h"

#include <errno.h>
#include <fcntl.h>
#include <paths.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "aim7/lcg.h"
#include "aim7/scratch.h"
#include "child.h"
#include "task.h"
#include "testcase.h"

static struct user self;
static uint32_t state;
static char ls[256];

/* As the original leaves its log: ls has to look for its owner, which is a good part of a shell's job. */
static void leave_file(void)
{
	int fd = creat("log", 0600);

	must(fd >= 0 && !close(fd));
}

void user_begin(const struct user *user)
{
	self = *user;
	state = user->nr + 1;
	scratch_enter(user->nr);
	leave_file();
}

const struct user *user_self(void)
{
	return &self;
}

int user_argument(const char *text)
{
	int value;

	must(sscanf(text, "%d", &value) == 1);
	return value;
}

unsigned long user_random(unsigned long n)
{
	unsigned long high = lcg_next(&state);

	return (high << 15 | lcg_next(&state)) % n;
}

void failed_at(const char *call)
{
	task_fail("%s: %s", call, strerror(errno));
}

int user_programs(char *why, size_t size)
{
	const char *path = getenv("PATH");

	snprintf(why, size, "no " _PATH_BSHELL);
	if (access(_PATH_BSHELL, X_OK))
		return -1;
	if (!path)
		path = _PATH_DEFPATH;
	for (; *path; path += strcspn(path, ":"), path += *path == ':') {
		snprintf(ls, sizeof(ls), "%.*s/ls", (int)strcspn(path, ":"), path);
		if (ls[0] == '/' && !access(ls, X_OK))
			return 0;
	}
	snprintf(why, size, "no ls in PATH");
	return -1;
}

static void __attribute__((noreturn))
become_shell(pid_t parent, const char *script, const char *text)
{
	die_with(parent);
	execl(_PATH_BSHELL, "sh", "-c", script, ls, text, NULL);
	_exit(127);
}

void user_shell(const char *script, const char *text)
{
	pid_t parent = getpid();
	pid_t pid = child_fork();

	if (pid == 0)
		become_shell(parent, script, text);
	child_wait(pid);
}

/* In the child, which must not task_fail(): its status tells. */
static void __attribute__((noreturn)) run_shell(const char *script, const char *text)
{
	pid_t parent = getpid();
	pid_t pid = fork();
	int status;

	if (pid == 0)
		become_shell(parent, script, text);
	if (pid < 0 || waitpid(pid, &status, 0) < 0 || !WIFEXITED(status))
		_exit(126);
	_exit(WEXITSTATUS(status));
}

void user_system(const char *script, const char *text)
{
	pid_t parent = getpid();
	pid_t pid = child_fork();

	if (pid == 0) {
		die_with(parent);
		run_shell(script, text);
	}
	child_wait(pid);
}
