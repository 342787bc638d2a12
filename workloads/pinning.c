// SPDX-License-Identifier: GPL-2.0
#include "pinning.h"

#include <err.h>
#include <errno.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "failure.h"
#include "testcase.h"

#define BITS (8 * sizeof(unsigned long))

/* A topology and the sets of nr_tasks tasks, or exit with one line. */
static hwloc_bitmap_t *choose(const struct placement *placement, unsigned long nr_tasks,
			      hwloc_topology_t *topology)
{
	hwloc_bitmap_t *sets = calloc(nr_tasks, sizeof(*sets));
	char why[256];

	if (!sets)
		errx(EXIT_FAILED, "no memory to place %lu tasks", nr_tasks);
	if (placement_load(topology, why, sizeof(why)) ||
	    placement_sets(*topology, placement, nr_tasks, sets, why, sizeof(why)))
		errx(EXIT_USAGE, "%s", why);
	return sets;
}

static void choose_for_board(const struct placement *placement, struct board *board)
{
	hwloc_topology_t topology;
	hwloc_bitmap_t *sets = choose(placement, board->nr_tasks, &topology);

	/* hwloc binds to PUs of another machine without an error, and without effect */
	if (!hwloc_topology_is_thissystem(topology))
		errx(EXIT_USAGE,
		     "HWLOC_XMLFILE or HWLOC_SYNTHETIC describes another machine: unset it, or use --show-placement");
	for (unsigned long i = 0; i < board->nr_tasks; i++) {
		if (hwloc_bitmap_last(sets[i]) >= PLACEMENT_MAX_PUS)
			errx(EXIT_NOT_POSSIBLE, "PU %d: no more than %d PUs are supported",
			     hwloc_bitmap_last(sets[i]), PLACEMENT_MAX_PUS);
		hwloc_bitmap_to_ulongs(sets[i], CPUS_LONGS, board->info[i].cpus);
	}
}

void pinning_choose(const struct placement *placement, struct board *board)
{
	int status;
	pid_t pid;

	if (!placement_binds(placement))
		return;
	pid = fork();
	if (pid < 0)
		err(EXIT_USAGE, "cannot fork");
	if (pid == 0) {
		choose_for_board(placement, board);
		_exit(0);
	}
	while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
		;
	if (WIFSIGNALED(status))
		errx(EXIT_FAILED, "reading the topology was killed by signal %d", WTERMSIG(status));
	if (WEXITSTATUS(status))
		exit(WEXITSTATUS(status));
}

/* The mask as a list such as "0,2,4", cut to size. */
static const char *cpus_text(const unsigned long *cpus, char *text, size_t size)
{
	size_t used = 0;

	text[0] = '\0';
	for (unsigned int cpu = 0; cpu < PLACEMENT_MAX_PUS && used < size; cpu++) {
		if (cpus[cpu / BITS] >> cpu % BITS & 1)
			used += snprintf(text + used, size - used, "%s%u", used ? "," : "", cpu);
	}
	return text;
}

void pinning_bind(const struct task_info *info)
{
	static const unsigned long none[CPUS_LONGS];
	unsigned long now[CPUS_LONGS];
	char text[64], text_now[64];
	int cpu;

	if (!memcmp(info->cpus, none, sizeof(none)))
		return;
	cpus_text(info->cpus, text, sizeof(text));
	if (sched_setaffinity(0, CPUS_BYTES, (const cpu_set_t *)info->cpus))
		task_fail("cannot be bound to PU %s: %s", text, strerror(errno));
	memset(now, 0, sizeof(now));
	if (sched_getaffinity(0, CPUS_BYTES, (cpu_set_t *)now))
		task_fail("bound to PU %s, but the binding cannot be read: %s", text,
			  strerror(errno));
	/* the kernel silently leaves out PUs that a cpuset forbids */
	if (memcmp(now, info->cpus, sizeof(now)))
		task_fail("asked for PU %s but bound to PU %s", text,
			  cpus_text(now, text_now, sizeof(text_now)));
	cpu = sched_getcpu();
	if (cpu < 0 || cpu >= PLACEMENT_MAX_PUS || !(now[cpu / BITS] >> cpu % BITS & 1))
		task_fail("bound to PU %s but runs on PU %d", text, cpu);
}

int pinning_show(const struct placement *placement, unsigned long nr_tasks)
{
	hwloc_topology_t topology;
	hwloc_bitmap_t *sets = choose(placement, nr_tasks, &topology);

	for (unsigned long i = 0; i < nr_tasks; i++) {
		char *text;

		if (hwloc_bitmap_list_asprintf(&text, sets[i]) < 0)
			errx(EXIT_FAILED, "no memory");
		printf("%lu\t%s\n", i, *text ? text : "-");
		free(text);
		hwloc_bitmap_free(sets[i]);
	}
	free(sets);
	hwloc_topology_destroy(topology);
	return fflush(stdout) ? EXIT_FAILED : 0;
}

int pinning_export(const char *file)
{
	hwloc_topology_t topology;
	char why[256];

	if (placement_load(&topology, why, sizeof(why)))
		errx(EXIT_USAGE, "%s", why);
	if (hwloc_topology_export_xml(topology, file, 0))
		errx(EXIT_FAILED, "%s: cannot write the topology: %s", file, strerror(errno));
	hwloc_topology_destroy(topology);
	return 0;
}
