// SPDX-License-Identifier: GPL-2.0
/*
 * storm SECONDS TASKS: tasks of one ancestor fork and exit, and their children split, merge, move and unmap what they
 * inherited, write to some of it and grow their stacks. A perf event asks to be told of mappings all the while, which
 * makes stack growth call into perf with the anon_vma lock held (as root; elsewhere it goes without).
 */
#include <linux/perf_event.h>
#include <sys/syscall.h>

#include "stress.h"

#define AREAS 48
#define AREA_PAGES 8

static char *areas[AREAS];

static void watch_mappings(void)
{
	struct perf_event_attr attr = {
		.type = PERF_TYPE_SOFTWARE,
		.size = sizeof(attr),
		.config = PERF_COUNT_SW_DUMMY,
		.mmap = 1,
		.mmap_data = 1,
	};
	int fd = syscall(SYS_perf_event_open, &attr, -1, 0, -1, 0);
	char *ring;

	if (fd < 0)
		fail("perf_event_open");
	ring = mmap(NULL, 9 * PAGE, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	if (ring == MAP_FAILED)
		fail("mmap of a perf event");
}

/* Deep enough to leave the pages that exec has set up. */
static __attribute__((noinline)) unsigned long grow_stack(int frames)
{
	volatile char frame[8 * PAGE];

	frame[0] = frames;
	frame[sizeof(frame) - 1] = frames;
	return frames ? grow_stack(frames - 1) + frame[0] : 0;
}

static void child(unsigned int seed)
{
	for (int i = 0; i < AREAS; i++) {
		char *area = areas[i];
		unsigned int page = rand_r(&seed) % (AREA_PAGES - 1) + 1;

		for (size_t p = 0; p < AREA_PAGES; p++)
			check(area, p, i);
		switch (rand_r(&seed) % 5) {
		case 0: /* split, and merge again */
			if (mprotect(area, page * PAGE, PROT_READ) ||
			    mprotect(area, page * PAGE, PROT_READ | PROT_WRITE))
				fail("mprotect");
			break;
		case 1:
			if (munmap(area + page * PAGE, PAGE))
				fail("munmap");
			break;
		case 2: /* with its pages, to where nothing is */
			area = mremap(area, AREA_PAGES * PAGE, 2 * AREA_PAGES * PAGE,
				      MREMAP_MAYMOVE);
			if (area == MAP_FAILED)
				fail("mremap");
			for (size_t p = 0; p < AREA_PAGES; p++)
				check(area, p, i);
			break;
		case 3: /* a private copy */
			mark(area, page, i);
			break;
		}
	}
	grow_stack(rand_r(&seed) % 24 + 8);
	_exit(0);
}

static void task(double end, unsigned int seed)
{
	do {
		for (int i = 0; i < 4; i++) {
			pid_t pid = fork();

			if (pid < 0)
				fail("fork");
			if (pid == 0)
				child(rand_r(&seed) + i);
			rand_r(&seed);
		}
		reap_all();
	} while (now() < end);
	_exit(0);
}

int main(int argc, char **argv)
{
	double end = now() + (argc > 1 ? atof(argv[1]) : 5);
	int tasks = argc > 2 ? atoi(argv[2]) : 8;

	watch_mappings();
	for (int i = 0; i < AREAS; i++) {
		/* the gap keeps neighbours from merging */
		areas[i] = map((AREA_PAGES + 1) * PAGE, MAP_PRIVATE | MAP_ANONYMOUS, -1);
		if (mprotect(areas[i] + AREA_PAGES * PAGE, PAGE, PROT_NONE))
			fail("mprotect");
		for (size_t p = 0; p < AREA_PAGES; p++)
			mark(areas[i], p, i);
	}
	for (int i = 0; i < tasks; i++) {
		pid_t pid = fork();

		if (pid < 0)
			fail("fork");
		if (pid == 0)
			task(end, i * 7919 + 1);
	}
	reap_all();
	return 0;
}
