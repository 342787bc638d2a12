// SPDX-License-Identifier: GPL-2.0
#include "watchdog.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static char message[256]; /* made beforehand: a signal handler must not format */

static void bark(int signal __attribute__((unused)))
{
	if (write(STDERR_FILENO, message, strlen(message)) < 0)
		_exit(1);
	_exit(1);
}

void watchdog_phase(const char *phase, unsigned int seconds)
{
	struct sigaction action = { .sa_handler = bark };

	alarm(0);
	snprintf(message, sizeof(message), "%s: %s did not end within %u s, gave up\n",
		 program_invocation_short_name, phase, seconds + WATCHDOG_GRACE_S);
	sigaction(SIGALRM, &action, NULL);
	alarm(seconds + WATCHDOG_GRACE_S);
}

void watchdog_off(void)
{
	alarm(0);
	signal(SIGALRM, SIG_DFL);
}
