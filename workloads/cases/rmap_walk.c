// SPDX-License-Identifier: GPL-2.0
/*
 * rmap_walk: forkers (writers) beside readers that walk the reverse map as
 * page_referenced() does. Readers are throttled: unthrottled ones take the CPU
 * from the forkers, and the fall in forks would say nothing about the lock.
 * Only the forkers' iterations are operations; the walks are a counter.
 * A forker may have a client of MMU notifiers, which a walk calls with the lock held.
 */
#include "areas.h"
#include "child.h"
#include "clock.h"
#include "device.h"
#include "failure.h"
#include "mmu_client.h"
#include "testcase.h"

#include <err.h>
#include <errno.h>
#include <stdint.h>
#include <string.h>
#include <sys/ioctl.h>
#include <time.h>

char *testcase_description = "fork a child that exits, and wait for it, beside reverse map walks";

const struct knob testcase_knobs[] = {
	KNOB_AREAS(8),
	{ "pages", 1, 1, AREA_PAGES_MAX, "pages written to in each private area" },
	KNOB_FILE_MAPPINGS(0),
	KNOB_FILES(1),
	{ "readers", 1, 0, 65536, "tasks 0..readers-1 walk, the others fork" },
	{ "reader_rate", 1000, 1, 1000000, "walks per second of each reader" },
	{ "walk_kind", RMAPLOCK_WALK_ANON, RMAPLOCK_WALK_ANON, RMAPLOCK_WALK_FILE,
	  "1: walk the anon_vma's list, 2: walk the file's i_mmap tree" },
	{ "walk_unmaps", 0, 0, 1,
	  "0: walks ask for the age of the page, 1: they unmap it, as reclaim does" },
	KNOB_CLIENT(),
	KNOB_CLIENT_MM(),
	KNOB_CLIENT_DELAY(),
	{ 0 },
};

const char *const *testcase_choices(const char *name)
{
	return mmu_client_choices(name);
}

static unsigned long readers, reader_rate, walk_kind, walk_flags;
static bool shared_lists;

void testcase_prepare(unsigned long nr_tasks)
{
	struct rmaplock_report report = { 0 };

	readers = knob("readers");
	reader_rate = knob("reader_rate");
	walk_kind = knob("walk_kind");
	walk_flags = knob("walk_unmaps") ? RMAPLOCK_WALK_UNMAP : 0;
	if (readers >= nr_tasks)
		errx(EXIT_USAGE, "%lu readers of %lu tasks: at least one task must fork", readers,
		     nr_tasks);
	if (readers && !device_present())
		errx(EXIT_NOT_POSSIBLE,
		     "only the device can walk a reverse map on demand: load a module, or --knob readers=0");
	if (readers && !knob("areas"))
		errx(EXIT_USAGE, "readers need an area to walk: --knob areas=1");
	device_report(&report, NULL);
	shared_lists = report.flags & RMAPLOCK_HAS_SHARED_LISTS;
	areas_prepare();
	mmu_client_prepare(nr_tasks);
}

void testcase_cleanup(void)
{
	mmu_client_cleanup();
	areas_cleanup();
}

const char *testcase_counts(unsigned long nr)
{
	return nr < readers ? "walks" : NULL;
}

static void __attribute__((noreturn)) read_side(unsigned long long *iterations, unsigned long nr)
{
	const struct areas *areas = areas_private();
	unsigned long area = nr % areas->nr;
	uint64_t next_ns = now_ns(), period_ns = NS_PER_S / reader_rate;

	for (;;) {
		struct rmaplock_walk walk = {
			.address = (uintptr_t)areas->address[area],
			.kind = walk_kind,
			.flags = walk_flags,
		};

		if (ioctl(area_fd(area), RMAPLOCK_IOC_WALK, &walk))
			task_fail("RMAPLOCK_IOC_WALK: %s", strerror(errno));
		if (shared_lists && !walk.visited)
			task_fail(
				"RMAPLOCK_IOC_WALK visited nothing, not even the reader's own area");
		(*iterations)++;
		next_ns += period_ns;
		if (next_ns < now_ns()) /* late walks are dropped: no bursts */
			next_ns = now_ns();
		sleep_until(next_ns);
	}
}

void testcase(unsigned long long *iterations, unsigned long nr)
{
	if (nr < readers)
		read_side(iterations, nr);
	task_keeps_counter();
	mmu_client_start(nr);
	for (;;) {
		child_fork_exit_wait();
		(*iterations)++;
	}
}
