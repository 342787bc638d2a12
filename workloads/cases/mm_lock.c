// SPDX-License-Identifier: GPL-2.0
/*
 * mm_lock: what it costs to take every anon_vma and i_mmap lock of a process,
 * as an MMU notifier that registers has to, against the number of areas. The
 * module counts locks, bytes, comparisons and the time of lock and unlock.
 */
#include "areas.h"
#include "device.h"
#include "failure.h"
#include "testcase.h"

#include <err.h>
#include <errno.h>
#include <string.h>
#include <sys/ioctl.h>

char *testcase_description = "take every lock of the process's areas (mm_lock), and drop them";

const struct knob testcase_knobs[] = {
	KNOB_AREAS(1000),
	KNOB_PAGES(1),
	KNOB_FILE_MAPPINGS(0),
	KNOB_FILES(1),
	{ "way", RMAPLOCK_MM_LOCK_SORTED, RMAPLOCK_MM_LOCK_SORTED, RMAPLOCK_MM_LOCK_FLAGS,
	  "1: sorted arrays, 2: scan for the next one (N*N), 3: flags, as mainline" },
	{ 0 },
};

static unsigned long way;

void testcase_prepare(unsigned long nr_tasks)
{
	way = knob("way");
	if (!device_present())
		errx(EXIT_NOT_POSSIBLE, "only the device has mm_lock: load a module");
	areas_prepare();
}

void testcase_cleanup(void)
{
	areas_cleanup();
}

void testcase(unsigned long long *iterations, unsigned long nr)
{
	for (;;) {
		struct rmaplock_mm_lock request = { .way = way };

		if (ioctl(area_fd(0), RMAPLOCK_IOC_MM_LOCK, &request))
			task_fail("RMAPLOCK_IOC_MM_LOCK: %s", strerror(errno));
		(*iterations)++;
	}
}
