// SPDX-License-Identifier: GPL-2.0
/*
 * file_walk: one lock that all tasks share, held long. Every operation visits all mappings of a page of one
 * file under the i_mmap lock, for reading, as truncate and reclaim do: as long as there are mappings, with
 * no delay put in. Locks without a shared mode let one task in at a time.
 *
 * It stands for two things: those readers, among tasks that map the file (`writers`, throttled, or they take
 * the CPU from the readers); and, under an exclusive lock, a global one around longer sections, which the big
 * kernel lock was.
 *
 * The mappings are the ancestor's and not inherited: a section is as long with many tasks as with few. With
 * exec=1 each task has a file, a lock and mappings of its own.
 */
#include "areas.h"
#include "clock.h"
#include "device.h"
#include "failure.h"
#include "testcase.h"

#include <err.h>
#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>

char *testcase_description = "visit all mappings of a page of the file that all tasks share";

const struct knob testcase_knobs[] = {
	{ "entries", 64, 1, AREAS_MAX, "mappings that are visited: how long the lock is held" },
	{ "parallel", 0, 0, 1000000000,
	  "steps of arithmetic between two visits, without the lock" },
	{ "writers", 0, 0, 65536, "tasks 0..writers-1 map and unmap the file, the others visit" },
	{ "writer_rate", 100, 1, 1000000, "maps per second of each writer" },
	{ 0 },
};

static unsigned long entries, parallel, writers, writer_rate;
static bool shared_lists;
static char **mapping; /* of the page, `entries` times; the first one is inherited */

static void map_entries(void)
{
	mapping = calloc(entries, sizeof(*mapping));
	if (!mapping)
		errx(EXIT_FAILED, "no memory for %lu mappings", entries);
	for (unsigned long i = 0; i < entries; i++) {
		mapping[i] = area_map_shared(0, area_bytes(0));
		if (!mapping[i] || (i && madvise(mapping[i], area_bytes(0), MADV_DONTFORK)))
			err(EXIT_USAGE,
			    "cannot map the file a time more, %lu of %lu (see vm.max_map_count)",
			    i + 1, entries);
	}
}

void testcase_prepare(unsigned long nr_tasks)
{
	struct rmaplock_report report = { 0 };

	entries = knob("entries");
	parallel = knob("parallel");
	writers = knob("writers");
	writer_rate = knob("writer_rate");
	if (writers >= nr_tasks)
		errx(EXIT_USAGE, "%lu writers of %lu tasks: at least one task must visit", writers,
		     nr_tasks);
	if (!device_present())
		errx(EXIT_NOT_POSSIBLE, "only the device has walks on demand: load a module");
	device_report(&report, NULL);
	shared_lists = report.flags & RMAPLOCK_HAS_SHARED_LISTS;
	files_open(1);
	map_entries();
}

void testcase_cleanup(void)
{
	for (unsigned long i = 0; i < entries; i++)
		munmap(mapping[i], area_bytes(0));
	free(mapping);
}

const char *testcase_counts(unsigned long nr)
{
	return nr < writers ? "maps" : NULL;
}

static void __attribute__((noreturn)) write_side(unsigned long long *iterations)
{
	uint64_t next_ns = now_ns(), period_ns = NS_PER_S / writer_rate;

	for (;;) {
		char *page = area_map_shared(0, area_bytes(0));

		if (!page)
			task_fail("mmap of the file: %s", strerror(errno));
		if (munmap(page, area_bytes(0)))
			task_fail("munmap: %s", strerror(errno));
		(*iterations)++;
		next_ns += period_ns;
		if (next_ns < now_ns()) /* late ones are dropped: no bursts */
			next_ns = now_ns();
		sleep_until(next_ns);
	}
}

static void compute(void)
{
	unsigned int x = 1;

	for (unsigned long i = 0; i < parallel; i++) {
		x = x * 1664525 + 1013904223;
		/* or the compiler does it in one step */
		__asm__ volatile("" : "+r"(x));
	}
}

static void visit(void)
{
	struct rmaplock_walk walk = { .address = (uintptr_t)mapping[0],
				      .kind = RMAPLOCK_WALK_FILE };

	if (ioctl(area_fd(0), RMAPLOCK_IOC_WALK, &walk))
		task_fail("RMAPLOCK_IOC_WALK: %s", strerror(errno));
	if (shared_lists && walk.visited < entries)
		task_fail("RMAPLOCK_IOC_WALK visited %llu of %lu mappings",
			  (unsigned long long)walk.visited, entries);
}

void testcase(unsigned long long *iterations, unsigned long nr)
{
	if (nr < writers)
		write_side(iterations);
	for (;;) {
		visit();
		compute();
		(*iterations)++;
	}
}
