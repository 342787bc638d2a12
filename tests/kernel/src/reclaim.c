// SPDX-License-Identifier: GPL-2.0
/*
 * reclaim SECONDS MIB: touch MIB of private memory, which is to be more than there is, share it with children that
 * fork and exit, page it out on purpose as well, and see that every page comes back as it was. Needs swap.
 */
#include "stress.h"

#define CHUNK_PAGES 512
#define SEED 0x5eed0000UL

static void child(char *memory, size_t pages, unsigned int seed, double end)
{
	do {
		size_t at = rand_r(&seed) % (pages - CHUNK_PAGES);
		pid_t pid;

		if (madvise(memory + at * PAGE, CHUNK_PAGES * PAGE, MADV_PAGEOUT))
			fail("MADV_PAGEOUT");
		pid = fork();
		if (pid < 0)
			fail("fork");
		if (pid == 0) {
			for (size_t p = at; p < at + CHUNK_PAGES; p++)
				check(memory, p, SEED);
			mark(memory, at, SEED); /* its own copy */
			_exit(0);
		}
		reap_all();
	} while (now() < end);
	_exit(0);
}

int main(int argc, char **argv)
{
	double end = now() + (argc > 1 ? atof(argv[1]) : 5);
	size_t pages = (argc > 2 ? atoi(argv[2]) : 64) * (1024 * 1024 / PAGE);
	char *memory = map(pages * PAGE, MAP_PRIVATE | MAP_ANONYMOUS, -1);

	for (size_t p = 0; p < pages; p++)
		mark(memory, p, SEED);
	for (int i = 0; i < 4; i++) {
		pid_t pid = fork();

		if (pid < 0)
			fail("fork");
		if (pid == 0)
			child(memory, pages, i + 1, end);
	}
	reap_all();
	for (size_t p = 0; p < pages; p++)
		check(memory, p, SEED);
	return 0;
}
