// SPDX-License-Identifier: GPL-2.0
/*
 * Processes: the jobs that take the locks of the reverse map most. A child of
 * fork_test only exits, so all its areas are copied and taken apart again.
 */
#include <paths.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "aim7/test.h"
#include "aim7/user.h"
#include "child.h"

/* By exit(), not _exit(): what that runs and writes to is part of what a child costs. No output is waiting to be written. */
TEST(fork_test, 100, "Task Creations", 0)
{
	for (int i = 0; i < 100; i++) {
		pid_t pid = child_fork();

		if (pid == 0)
			exit(0);
		child_wait(pid);
	}
}

/* What is exec'd is a shell that lists the folder: another fork and exec. `exit` makes it wait for that. */
#define LIST_FOLDER "\"$0\" -l >/dev/null 2>&1; exit $?"

TEST(exec_test, 5, "Program Loads", NEEDS_PROGRAMS)
{
	for (int i = 0; i < 5; i++)
		user_shell(LIST_FOLDER, NULL);
}

/* As by system(), of a child of its own: a shell, which becomes the one that runs the script. */
static void run_script(const char *script)
{
	user_system("exec " _PATH_BSHELL " -c \"$1\" \"$0\"", script);
}

TEST(shell_rtns_1, 1, "Shell Scripts", NEEDS_PROGRAMS)
{
	run_script(LIST_FOLDER);
}

/* It sleeps, in the original too. The shell becomes the sleep, so that it dies with the user. */
TEST(shell_rtns_2, 1, "Shell Scripts", NEEDS_PROGRAMS)
{
	unsigned int ms = user_self()->sleep_ms;
	char script[64];

	snprintf(script, sizeof(script), "exec sleep %u.%03u", ms / 1000, ms % 1000);
	run_script(script);
}

TEST(shell_rtns_3, 1, "Shell Scripts", NEEDS_PROGRAMS)
{
	run_script(LIST_FOLDER);
}

static volatile sig_atomic_t caught;

static void catch (int signal)
{
	struct sigaction again = { .sa_handler = catch, .sa_flags = SA_RESTART };

	/* as old systems needed it, and the original does it */
	sigaction(signal, &again, NULL);
	caught++;
}

TEST(signal_test, 1000, "Signal Traps", 0)
{
	struct sigaction action = { .sa_handler = catch, .sa_flags = SA_RESTART }, before;
	pid_t own = getpid();

	must(!sigaction(SIGUSR2, &action, &before));
	for (caught = 0; caught < 1000;)
		must(!kill(own, SIGUSR2));
	must(!sigaction(SIGUSR2, &before, NULL));
}
