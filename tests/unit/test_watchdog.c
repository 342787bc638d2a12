// SPDX-License-Identifier: GPL-2.0
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
#include <cmocka.h>

#define WATCHDOG_GRACE_S 0
#include "../../workloads/watchdog.c"

static void hang(void)
{
	watchdog_phase("an earlier phase", 100);
	watchdog_phase("the \"phase\"", 1);
	for (;;)
		pause();
}

static void end_in_time(void)
{
	watchdog_phase("a phase", 1);
	watchdog_off();
	sleep(2);
}

/* Run it in a child; what it wrote to stderr and its wait status. */
static int run(void (*body)(void), char *text, size_t size)
{
	int fds[2], status;
	ssize_t n = 0;
	pid_t pid;

	assert_int_equal(pipe(fds), 0);
	pid = fork();
	if (pid == 0) {
		dup2(fds[1], STDERR_FILENO);
		body();
		_exit(0);
	}
	close(fds[1]);
	n = read(fds[0], text, size - 1);
	assert_true(n >= 0);
	text[n] = '\0';
	close(fds[0]);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	return status;
}

static void test_hang(void **state)
{
	char text[256];
	int status = run(hang, text, sizeof(text));

	(void)state;
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), 1);
	assert_non_null(strstr(text, ": the \"phase\" did not end within 1 s"));
	assert_ptr_equal(strchr(text, '\n'), text + strlen(text) - 1);
}

static void test_end_in_time(void **state)
{
	char text[256];
	int status = run(end_in_time, text, sizeof(text));

	(void)state;
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), 0);
	assert_string_equal(text, "");
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_hang),
		cmocka_unit_test(test_end_in_time),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
