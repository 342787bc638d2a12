// SPDX-License-Identifier: GPL-2.0
/*
 * shared_map: shared mappings only, so there is no anon_vma and every lock
 * taken is an i_mmap lock: by mmap, by fork for each mapping, by exit, by munmap.
 */
#include "areas.h"
#include "child.h"
#include "testcase.h"

#include <errno.h>
#include <string.h>
#include <sys/mman.h>

char *testcase_description = "map the file shared, fork a child that exits, wait for it, and unmap";

const struct knob testcase_knobs[] = { KNOB_FILE_MAPPINGS(8), KNOB_FILES(1), { 0 } };

static struct areas inherited;

void testcase_prepare(unsigned long nr_tasks)
{
	files_open(knob("files"));
	inherited = areas_map_shared(knob("file_mappings"));
}

void testcase_cleanup(void)
{
	areas_unmap(&inherited);
}

void testcase(unsigned long long *iterations, unsigned long nr)
{
	size_t bytes = area_bytes(0);

	task_keeps_counter();
	for (;;) {
		char *area = area_map_shared(nr, bytes);

		if (!area)
			task_fail("mmap of %zu bytes: %s", bytes, strerror(errno));
		child_fork_exit_wait();
		if (munmap(area, bytes))
			task_fail("munmap: %s", strerror(errno));
		(*iterations)++;
	}
}
