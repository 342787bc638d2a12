// SPDX-License-Identifier: GPL-2.0
/*
 * split: what brk did in 2008. In 2.6.25 each brk resized the heap's area
 * under the anon_vma lock that all its relatives share. A modern kernel gives
 * a forked process a heap area of its own instead, but splitting an inherited
 * area still takes the shared lock, several times for one fork.
 *
 * What is once split off or unmapped is never inherited again, so the areas
 * are restored the only way that keeps their lock shared: by another fork. A
 * child takes every second page of every area out of the middle of its
 * neighbours with mprotect, makes it writable again, and at last unmaps it.
 */
#include "areas.h"
#include "child.h"
#include "testcase.h"

#include <err.h>
#include <errno.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

char *testcase_description =
	"split a page off an inherited area (mprotect), restore it, and later unmap it";

const struct knob testcase_knobs[] = {
	KNOB_AREAS(8),
	{ "pages", 16, 2, AREA_PAGES_MAX, "pages of each area, every second one is split off" },
	KNOB_FILE_MAPPINGS(0),
	KNOB_FILES(1),
	{ 0 },
};

static unsigned long pages;
static size_t page_bytes;

void testcase_prepare(unsigned long nr_tasks)
{
	if (!knob("areas"))
		errx(2, "split needs at least one area: --knob areas=1");
	pages = knob("pages");
	page_bytes = sysconf(_SC_PAGESIZE);
	areas_prepare();
}

void testcase_cleanup(void)
{
	areas_cleanup();
}

/* In the child, whose exit status says how it went. */
static int split_area(char *area)
{
	for (unsigned long i = 1; i < pages; i += 2) {
		char *page = area + i * page_bytes;

		if (mprotect(page, page_bytes, PROT_READ) ||
		    mprotect(page, page_bytes, PROT_READ | PROT_WRITE))
			return -1;
	}
	for (unsigned long i = 1; i < pages; i += 2) {
		if (munmap(area + i * page_bytes, page_bytes))
			return -1;
	}
	return 0;
}

void testcase(unsigned long long *iterations, unsigned long nr)
{
	const struct areas *areas = areas_private();

	task_keeps_counter();
	for (;;) {
		pid_t pid = child_fork();

		if (pid == 0) {
			for (unsigned long i = 0; i < areas->nr; i++) {
				if (split_area(areas->address[i]))
					_exit(errno);
			}
			_exit(0);
		}
		child_wait(pid);
		*iterations += areas->nr * (pages / 2);
	}
}
