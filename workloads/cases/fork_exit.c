// SPDX-License-Identifier: GPL-2.0
/*
 * fork_exit: the fork/exit storm of AIM7. All tasks descend from one process
 * that mapped and wrote to the areas, so each fork and each exit takes every
 * area's lock for writing (the model's once), and the lock is the same one in all tasks.
 * Areas that are pieces of one take the lock of one anon_vma, all of them. A task may
 * have a client of MMU notifiers, which each fork tells of every private area.
 */
#include "areas.h"
#include "child.h"
#include "mmu_client.h"
#include "testcase.h"

char *testcase_description = "fork a child that exits, and wait for it";

const struct knob testcase_knobs[] = {
	KNOB_AREAS(8),	       KNOB_PAGES(1),	    KNOB_PIECES(1),
	KNOB_FILE_MAPPINGS(0), KNOB_FILES(1),	    KNOB_CLIENT(),
	KNOB_CLIENT_MM(),      KNOB_CLIENT_DELAY(), { 0 },
};

const char *const *testcase_choices(const char *name)
{
	return mmu_client_choices(name);
}

void testcase_prepare(unsigned long nr_tasks)
{
	areas_prepare_cut(knob("pieces"));
	mmu_client_prepare(nr_tasks);
}

void testcase_cleanup(void)
{
	mmu_client_cleanup();
	areas_cleanup();
}

void testcase(unsigned long long *iterations, unsigned long nr)
{
	task_keeps_counter();
	mmu_client_start(nr);
	for (;;) {
		child_fork_exit_wait();
		(*iterations)++;
	}
}
