// SPDX-License-Identifier: GPL-2.0
/*
 * anon_walk: nothing but walks of one anon_vma's list, for reading, as page_referenced() does: what a walk
 * costs, by whichever way it comes to the lock (rmap_walk.c of the module has them). Every operation visits
 * all pieces of the ancestor's area and of all tasks'. Nobody writes: readers that share do not wait.
 */
#include "areas.h"
#include "device.h"
#include "failure.h"
#include "testcase.h"

#include <err.h>
#include <errno.h>
#include <stdint.h>
#include <string.h>
#include <sys/ioctl.h>

char *testcase_description = "visit all areas of the anon_vma that all tasks share";

const struct knob testcase_knobs[] = {
	KNOB_AREAS(1),
	KNOB_PIECES(1),
	KNOB_FILE_MAPPINGS(0),
	KNOB_FILES(1),
	{ "pages", 1, 1, AREA_PAGES_MAX, "pages written to in each private area" },
	{ 0 },
};

static bool shared_lists;

void testcase_prepare(unsigned long nr_tasks)
{
	struct rmaplock_report report = { 0 };

	(void)nr_tasks;
	if (!device_present())
		errx(EXIT_NOT_POSSIBLE, "only the device has walks on demand: load a module");
	if (!knob("areas"))
		errx(EXIT_USAGE, "a walk needs an area: --knob areas=1");
	device_report(&report, NULL);
	shared_lists = report.flags & RMAPLOCK_HAS_SHARED_LISTS;
	areas_prepare_cut(knob("pieces"));
}

void testcase_cleanup(void)
{
	areas_cleanup();
}

void testcase(unsigned long long *iterations, unsigned long nr)
{
	const struct areas *areas = areas_private();
	unsigned long area = nr % areas->nr;
	struct rmaplock_walk walk = {
		.address = (uintptr_t)areas->address[area],
		.kind = RMAPLOCK_WALK_ANON,
	};

	for (;;) {
		if (ioctl(area_fd(area), RMAPLOCK_IOC_WALK, &walk))
			task_fail("RMAPLOCK_IOC_WALK: %s", strerror(errno));
		if (shared_lists && !walk.mapped)
			task_fail(
				"RMAPLOCK_IOC_WALK found the page nowhere, not even in its own area");
		(*iterations)++;
	}
}
