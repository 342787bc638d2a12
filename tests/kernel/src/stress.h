/* SPDX-License-Identifier: GPL-2.0 */
/* What the stress programs share. Each exits 0, or 1 with one line on stderr that says what went wrong. */
#ifndef STRESS_H
#define STRESS_H

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define PAGE 4096UL

#ifndef MADV_PAGEOUT
#define MADV_PAGEOUT 21
#endif

static inline _Noreturn void fail(const char *what)
{
	fprintf(stderr, "%s: %s\n", what, strerror(errno));
	_exit(1);
}

static inline double now(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return ts.tv_sec + ts.tv_nsec / 1e9;
}

static inline void *map(size_t bytes, int flags, int fd)
{
	void *p = mmap(NULL, bytes, PROT_READ | PROT_WRITE, flags, fd, 0);

	if (p == MAP_FAILED)
		fail("mmap");
	return p;
}

/* Every page says which one it is, in its first and its last word. */
static inline void mark(char *base, size_t page, unsigned long seed)
{
	unsigned long *words = (unsigned long *)(base + page * PAGE);

	words[0] = seed ^ page;
	words[PAGE / sizeof(*words) - 1] = ~(seed ^ page);
}

static inline void check(const char *base, size_t page, unsigned long seed)
{
	const unsigned long *words = (const unsigned long *)(base + page * PAGE);

	if (words[0] != (seed ^ page) || words[PAGE / sizeof(*words) - 1] != ~(seed ^ page)) {
		fprintf(stderr, "page %zu has lost its content: %lx, wanted %lx\n", page, words[0],
			seed ^ page);
		_exit(1);
	}
}

/* Wait for all children: did every one of them end well? */
static inline void reap_all(void)
{
	int status;
	int bad = 0;

	while (wait(&status) > 0)
		bad |= status;
	if (bad) {
		fprintf(stderr, "a child ended with status %#x\n", bad);
		_exit(1);
	}
}

#endif
