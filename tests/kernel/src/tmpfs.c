// SPDX-License-Identifier: GPL-2.0
/*
 * tmpfs SECONDS TASKS: tasks map one tmpfs file, page it out, fork and exit, while others truncate it and punch holes into
 * it. Paging out walks the file's reverse map; it needs swap. MADV_PAGEOUT passes over what more than one task has mapped, which
 * is nearly all of the file, so each of them has another one to itself.
 * What is read is a page's content or, where it was cut off, nothing (SIGBUS or zeroes).
 *
 * More tasks than CPUs want to run all the time, so need_resched() is true in the middle of many a truncation.
 */
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>

#include "stress.h"

#define PAGES 4096UL
#define OWN_PAGES 64UL
#define SEED 0xf11eUL

static sigjmp_buf cut_off;

static void on_sigbus(int sig)
{
	(void)sig;
	siglongjmp(cut_off, 1);
}

/* Static, for siglongjmp() leaves them as they are. */
static void touch_all(char *file, unsigned int step)
{
	static size_t page;

	for (page = 0; page < PAGES; page += step) {
		unsigned long *word = (unsigned long *)(file + page * PAGE);

		if (sigsetjmp(cut_off, 1))
			continue;
		if (*word != 0 && *word != (SEED ^ page)) {
			fprintf(stderr, "page %zu of the file holds %lx, wanted %lx or 0\n", page,
				*word, SEED ^ page);
			_exit(1);
		}
		*word = SEED ^ page;
	}
}

static char *map_own(void)
{
	int fd = memfd_create("own", 0);
	char *own;

	if (fd < 0 || ftruncate(fd, OWN_PAGES * PAGE))
		fail("memfd");
	own = map(OWN_PAGES * PAGE, MAP_SHARED, fd);
	close(fd);
	for (size_t page = 0; page < OWN_PAGES; page++)
		mark(own, page, SEED);
	return own;
}

static void page_out_own(char *own)
{
	if (madvise(own, OWN_PAGES * PAGE, MADV_PAGEOUT))
		fail("MADV_PAGEOUT");
	for (size_t page = 0; page < OWN_PAGES; page++)
		check(own, page, SEED);
}

static void mapper(int fd, double end, unsigned int seed)
{
	char *own = map_own();

	signal(SIGBUS, on_sigbus);
	do {
		char *file = map(PAGES * PAGE, MAP_SHARED, fd);
		pid_t pid;

		touch_all(file, 1);
		pid = fork();
		if (pid < 0)
			fail("fork");
		if (pid == 0) {
			touch_all(file, rand_r(&seed) % 7 + 1);
			_exit(0);
		}
		touch_all(file, 3);
		if (madvise(file, PAGES / 4 * PAGE, MADV_PAGEOUT))
			fail("MADV_PAGEOUT");
		reap_all();
		page_out_own(own);
		munmap(file, PAGES * PAGE);
	} while (now() < end);
	_exit(0);
}

static void cutter(int fd, double end, unsigned int seed)
{
	do {
		off_t at = rand_r(&seed) % PAGES;

		if (rand_r(&seed) % 2) {
			if (ftruncate(fd, at * PAGE) || ftruncate(fd, PAGES * PAGE))
				fail("ftruncate");
		} else if (fallocate(fd, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, at * PAGE / 2,
				     PAGES / 2 * PAGE)) {
			fail("fallocate");
		}
	} while (now() < end);
	_exit(0);
}

int main(int argc, char **argv)
{
	double end = now() + (argc > 1 ? atof(argv[1]) : 5);
	int tasks = argc > 2 ? atoi(argv[2]) : 6;
	int fd = memfd_create("tmpfs", 0);

	if (fd < 0 || ftruncate(fd, PAGES * PAGE))
		fail("memfd");
	for (int i = 0; i < tasks; i++) {
		pid_t pid = fork();

		if (pid < 0)
			fail("fork");
		if (pid == 0 && i % 3 == 0)
			cutter(fd, end, i + 1);
		if (pid == 0)
			mapper(fd, end, i + 1);
	}
	reap_all();
	return 0;
}
