// SPDX-License-Identifier: GPL-2.0
/*
 * Processes: the jobs that take the locks of the reverse map most. A child of
 * fork_test only exits, so all its areas are copied and taken apart again.
 */
#include <signal.h>
#include <stdio.h>

#include "aim7/test.h"
#include "aim7/user.h"
#include "child.h"

TEST(fork_test, 100, "Task Creations", 0)
{
	for (int i = 0; i < 100; i++)
		child_fork_exit_wait();
}

/* What is exec'd is a shell that lists the folder: another fork and exec. `exit` makes it wait for that. */
static const char list_folder[] = "\"$0\" -l >/dev/null; exit $?";

TEST(exec_test, 5, "Program Loads", NEEDS_PROGRAMS)
{
	for (int i = 0; i < 5; i++)
		user_shell(list_folder, NULL);
}

TEST(shell_rtns_1, 1, "Shell Scripts", NEEDS_PROGRAMS)
{
	user_shell(list_folder, NULL);
}

/* It sleeps, in the original too. The shell becomes the sleep, so that it dies with the user. */
TEST(shell_rtns_2, 1, "Shell Scripts", NEEDS_PROGRAMS)
{
	unsigned int ms = user_self()->sleep_ms;
	char seconds[32];

	snprintf(seconds, sizeof(seconds), "%u.%03u", ms / 1000, ms % 1000);
	user_shell("exec sleep \"$1\"", seconds);
}

TEST(shell_rtns_3, 1, "Shell Scripts", NEEDS_PROGRAMS)
{
	user_shell(list_folder, NULL);
}

static volatile sig_atomic_t caught;

static void catch (int signal)
{
	(void)signal;
	caught++;
}

TEST(signal_test, 1000, "Signal Traps", 0)
{
	struct sigaction action = { .sa_handler = catch }, before;

	must(!sigaction(SIGUSR2, &action, &before));
	for (caught = 0; caught < 1000;)
		must(!raise(SIGUSR2));
	must(!sigaction(SIGUSR2, &before, NULL));
}
