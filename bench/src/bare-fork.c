// SPDX-License-Identifier: GPL-2.0
/*
 * bare-fork TASKS SECONDS: the yardstick for bench/fork-loop. What one would
 * write without a harness: TASKS processes, each bound to a PU, that fork,
 * _exit and waitpid for SECONDS after a warm-up. Prints forks per second.
 */
#include <err.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define WARMUP_S 0.2
#define FORKS_PER_CLOCK 16 /* so that reading the clock costs nothing */

static double now_s(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec + now.tv_nsec / 1e9;
}

static void fork_loop(int n)
{
	int status;

	while (n--) {
		pid_t pid = fork();

		if (pid < 0)
			err(1, "fork");
		if (pid == 0)
			_exit(0);
		if (waitpid(pid, &status, 0) != pid || status)
			errx(1, "a child failed");
	}
}

/* The nr-th PU that this process may use, wrapping round: --pin pu. */
static void bind_to(int nr)
{
	cpu_set_t allowed, one;
	int cpu = -1;

	if (sched_getaffinity(0, sizeof(allowed), &allowed))
		err(1, "sched_getaffinity");
	nr %= CPU_COUNT(&allowed);
	do {
		cpu++;
		if (CPU_ISSET(cpu, &allowed))
			nr--;
	} while (nr >= 0);
	CPU_ZERO(&one);
	CPU_SET(cpu, &one);
	if (sched_setaffinity(0, sizeof(one), &one))
		err(1, "sched_setaffinity");
}

static double task(int nr, double seconds)
{
	unsigned long forks = 0;
	double start;

	bind_to(nr);
	start = now_s();
	while (now_s() < start + WARMUP_S)
		fork_loop(FORKS_PER_CLOCK);
	start = now_s();
	do {
		fork_loop(FORKS_PER_CLOCK);
		forks += FORKS_PER_CLOCK;
	} while (now_s() < start + seconds);
	return forks / (now_s() - start);
}

int main(int argc, char **argv)
{
	int tasks = argc == 3 ? atoi(argv[1]) : 0;
	double rate, sum = 0, seconds = argc == 3 ? atof(argv[2]) : 0;
	int fds[2];

	if (tasks < 1 || seconds <= 0)
		errx(2, "usage: bare-fork TASKS SECONDS");
	if (pipe(fds))
		err(1, "pipe");
	for (int i = 0; i < tasks; i++) {
		pid_t pid = fork();

		if (pid < 0)
			err(1, "fork");
		if (pid)
			continue;
		rate = task(i, seconds);
		_exit(write(fds[1], &rate, sizeof(rate)) != sizeof(rate));
	}
	close(fds[1]);
	for (int i = 0; i < tasks; i++) {
		if (read(fds[0], &rate, sizeof(rate)) != sizeof(rate))
			errx(1, "a task failed");
		sum += rate;
	}
	while (wait(NULL) > 0)
		;
	printf("%.1f\n", sum);
	return 0;
}
