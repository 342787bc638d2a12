// SPDX-License-Identifier: GPL-2.0
#include "memory.h"

#include <err.h>
#include <fcntl.h>
#include <malloc.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/sysinfo.h>
#include <unistd.h>

#include "failure.h"

/* Less than what the kernel gives a stack at the start: never below its mapping. */
#define SHED_STACK_BYTES (64 << 10)

/* MemAvailable is the third line of /proc/meminfo; without /proc, what is free. */
unsigned long long memory_available(void)
{
	char text[256], *line = NULL;
	int fd = open("/proc/meminfo", O_RDONLY | O_CLOEXEC);
	unsigned long long kib;
	struct sysinfo info;
	ssize_t n;

	if (fd >= 0) {
		/* read(), as a FILE would leave pages behind that every fork copies */
		n = read(fd, text, sizeof(text) - 1);
		close(fd);
		text[n > 0 ? n : 0] = '\0';
		line = strstr(text, "MemAvailable:");
	}
	if (line && sscanf(line, "MemAvailable: %llu kB", &kib) == 1)
		return kib * 1024;
	return sysinfo(&info) ? 0 : (unsigned long long)info.freeram * info.mem_unit;
}

void memory_shed(void)
{
	size_t page = sysconf(_SC_PAGESIZE);
	uintptr_t here = (uintptr_t)__builtin_frame_address(0);
	/* the page below ours is in use too: the red zone, and the call to madvise */
	char *end = (char *)(here - here % page - page);

	malloc_trim(0);
	madvise(end - SHED_STACK_BYTES, SHED_STACK_BYTES, MADV_DONTNEED);
}

void memory_require(unsigned long long bytes, const char *what)
{
	unsigned long long available = memory_available();

	if (bytes > available)
		errx(EXIT_USAGE, "the %s need %llu MiB, but only %llu MiB of memory are available",
		     what, bytes >> 20, available >> 20);
}
