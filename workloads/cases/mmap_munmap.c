// SPDX-License-Identifier: GPL-2.0
/*
 * mmap_munmap: no fork at all. The tasks share the file, so they meet at its
 * i_mmap lock; each area gets an anon_vma of its own, which nobody else uses. A client
 * of MMU notifiers, if there is one, is told of each munmap.
 */
#include "areas.h"
#include "mmu_client.h"
#include "testcase.h"

#include <errno.h>
#include <string.h>
#include <sys/mman.h>

char *testcase_description = "map a private area, write to it, and unmap it";

const struct knob testcase_knobs[] = {
	KNOB_PAGES(1), KNOB_FILES(1), KNOB_CLIENT(), KNOB_CLIENT_MM(), KNOB_CLIENT_DELAY(), { 0 },
};

const char *const *testcase_choices(const char *name)
{
	return mmu_client_choices(name);
}

static unsigned long pages;

void testcase_prepare(unsigned long nr_tasks)
{
	pages = knob("pages");
	files_open(knob("files"));
	mmu_client_prepare(nr_tasks);
}

void testcase_cleanup(void)
{
	mmu_client_cleanup();
}

void testcase(unsigned long long *iterations, unsigned long nr)
{
	size_t bytes = area_bytes(pages);

	mmu_client_start(nr);
	for (;;) {
		char *area = area_map_private(nr, bytes);

		if (!area)
			task_fail("mmap of %zu bytes: %s", bytes, strerror(errno));
		area_write(area, pages);
		if (munmap(area, bytes))
			task_fail("munmap: %s", strerror(errno));
		(*iterations)++;
	}
}
