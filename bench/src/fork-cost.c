// SPDX-License-Identifier: GPL-2.0
/*
 * fork-cost AREAS FORKS [anonymous], in the guest: the time of each single fork, exit
 * and wait of a process with so many private areas, of the device of a loaded module as
 *   CONFIG LIFETIME LOCK_BYTES ANON_VMA_BYTES FILE_BYTES MIN MEDIAN
 * or of anonymous memory, which takes the kernel's own locks, as
 *   MIN MEDIAN
 * (tab-separated, ns; with RMAPLOCK_ACCEL=icount instructions). The smallest is that of
 * a fork that no timer interrupted and for which all memory was at hand.
 */
#include "../../kmod/uapi.h"

#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/personality.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define PAGE 4096l
#define WINDOW ((void *)(1ul << 32)) /* where a page table begins */

static unsigned long number(const char *text, unsigned long max)
{
	char *end;
	unsigned long value = strtoul(text, &end, 10);

	if (*end || end == text || value < 1 || value > max)
		errx(2, "'%s': a number from 1 to %lu is wanted", text, max);
	return value;
}

/* Of the device, or of anonymous memory if @fd is -1. No two areas touch, or fork would copy fewer. */
static void map_areas(int fd, unsigned long nr)
{
	char *window = mmap(WINDOW, 2 * nr * PAGE, PROT_NONE,
			    MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED_NOREPLACE, -1, 0);
	char *p;

	if (window == MAP_FAILED)
		err(1, "mmap");
	for (unsigned long i = 0; i < nr; i++) {
		p = mmap(window + 2 * i * PAGE, PAGE, PROT_READ | PROT_WRITE,
			 MAP_PRIVATE | MAP_FIXED | (fd < 0 ? MAP_ANONYMOUS : 0), fd, 0);
		if (p == MAP_FAILED)
			err(1, "mmap of an area");
		*p = 1;
	}
}

static uint64_t now_ns(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * 1000000000ull + t.tv_nsec;
}

static uint64_t fork_ns(void)
{
	uint64_t begin_ns = now_ns();
	pid_t pid = fork();
	int status;

	if (!pid)
		_exit(0);
	if (pid < 0 || waitpid(pid, &status, 0) != pid || status)
		err(1, "fork and wait");
	return now_ns() - begin_ns;
}

static int ascending(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return (x > y) - (x < y);
}

/* Where things are decides how many page tables a fork copies: the same each time. */
static void be_at_fixed_addresses(char **argv)
{
	int now = personality(0xffffffff);

	if (now & ADDR_NO_RANDOMIZE)
		return;
	if (now < 0 || personality(now | ADDR_NO_RANDOMIZE) < 0)
		err(1, "personality");
	execv("/proc/self/exe", argv);
	err(1, "/proc/self/exe");
}

/* What the lock costs in memory is the module's to say. */
static void print_config(int fd)
{
	struct rmaplock_report report = { 0 };

	if (ioctl(fd, RMAPLOCK_IOC_REPORT, &report))
		err(1, "RMAPLOCK_IOC_REPORT");
	printf("%s\t%s\t%u\t%u\t%u\t", report.config, report.lifetime,
	       report.lock_bytes[RMAPLOCK_ANON_VMA], report.anon_vma_bytes, report.file_bytes);
}

int main(int argc, char **argv)
{
	bool anonymous = argc == 4 && !strcmp(argv[3], "anonymous");
	unsigned long forks;
	uint64_t *ns;
	int fd = -1;

	if (argc != 3 && !anonymous)
		errx(2, "usage: fork-cost AREAS FORKS [anonymous]");
	be_at_fixed_addresses(argv);
	forks = number(argv[2], 1000000);
	ns = calloc(forks, sizeof(*ns));
	if (!ns)
		err(1, "%lu forks", forks);
	if (!anonymous && (fd = open(RMAPLOCK_DEVICE, O_RDWR | O_CLOEXEC)) < 0)
		err(1, RMAPLOCK_DEVICE);
	map_areas(fd, number(argv[1], 30000));
	for (unsigned long i = 0; i < forks; i++)
		ns[i] = fork_ns();
	qsort(ns, forks, sizeof(*ns), ascending);
	if (!anonymous)
		print_config(fd);
	printf("%llu\t%llu\n", (unsigned long long)ns[0], (unsigned long long)ns[forks / 2]);
	return 0;
}
