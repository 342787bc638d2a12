// SPDX-License-Identifier: GPL-2.0
/*
 * mmu-register CALLS AREAS_MAX CLIENT, in the guest, with a module loaded that has MMU
 * notifiers: what a client costs a process against the number of its areas, each with an
 * anon_vma of its own. Prints tab-separated rows of medians:
 *   register AREAS NS	takes every lock of the mm
 *   unregister AREAS NS	takes none
 *   killed AREAS WHO NS	from SIGKILL until it is gone; WHO is CLIENT or none
 */
#include "../../kmod/uapi.h"

#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define PAGE 4096l
#define MAX_CALLS 100
#define MAX_AREAS 16384

static int fd; /* whose areas they are */
static const char *client;

static uint64_t now_ns(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * 1000000000ull + t.tv_nsec;
}

/* Areas of the device never merge, so they may touch. */
static void map_areas(unsigned long nr)
{
	static unsigned long mapped;
	static char *window;
	char *p;

	if (!window)
		window =
			mmap(NULL, MAX_AREAS * PAGE, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	if (window == MAP_FAILED)
		err(1, "mmap");
	for (; mapped < nr; mapped++) {
		p = mmap(window + mapped * PAGE, PAGE, PROT_READ | PROT_WRITE,
			 MAP_PRIVATE | MAP_FIXED, fd, 0);
		if (p == MAP_FAILED)
			err(1, "mmap of the device");
		*p = 1;
	}
}

static int ascending(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return (x > y) - (x < y);
}

static unsigned long long median(uint64_t *ns, unsigned long calls)
{
	qsort(ns, calls, sizeof(*ns), ascending);
	return ns[calls / 2];
}

static void register_client(int file)
{
	struct rmaplock_mmu_register request = { .delay_ns = 0 };

	strncpy(request.client, client, sizeof(request.client) - 1);
	if (ioctl(file, RMAPLOCK_IOC_MMU_REGISTER, &request))
		err(1, "RMAPLOCK_IOC_MMU_REGISTER %s", client);
}

static void measure_register(unsigned long areas, unsigned long calls)
{
	uint64_t register_ns[MAX_CALLS], unregister_ns[MAX_CALLS], begin_ns;

	for (unsigned long i = 0; i < calls; i++) {
		begin_ns = now_ns();
		register_client(fd);
		register_ns[i] = now_ns() - begin_ns;
		begin_ns = now_ns();
		if (ioctl(fd, RMAPLOCK_IOC_MMU_UNREGISTER))
			err(1, "RMAPLOCK_IOC_MMU_UNREGISTER");
		unregister_ns[i] = now_ns() - begin_ns;
	}
	printf("register\t%lu\t%llu\n", areas, median(register_ns, calls));
	printf("unregister\t%lu\t%llu\n", areas, median(unregister_ns, calls));
}

static void __attribute__((noreturn)) wait_for_death(bool registered, atomic_int *ready)
{
	int file = open(RMAPLOCK_DEVICE, O_RDWR | O_CLOEXEC);

	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (file < 0)
		err(1, RMAPLOCK_DEVICE);
	if (registered)
		register_client(file);
	*ready = 1;
	for (;;)
		pause();
}

static uint64_t kill_ns(bool registered)
{
	atomic_int *ready =
		mmap(NULL, PAGE, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	uint64_t begin_ns;
	int status;
	pid_t pid;

	if (ready == MAP_FAILED)
		err(1, "mmap");
	pid = fork();
	if (!pid)
		wait_for_death(registered, ready);
	if (pid < 0)
		err(1, "fork");
	while (!*ready)
		if (waitpid(pid, &status, WNOHANG))
			errx(1, "the child ended before it was killed");
		else
			usleep(1000);
	usleep(1000); /* it pauses by now */
	begin_ns = now_ns();
	kill(pid, SIGKILL);
	if (waitpid(pid, &status, 0) != pid || !WIFSIGNALED(status))
		errx(1, "the child was not killed");
	begin_ns = now_ns() - begin_ns;
	munmap(ready, PAGE);
	return begin_ns;
}

static void measure_kill(unsigned long areas, unsigned long calls)
{
	uint64_t ns[MAX_CALLS];

	for (int registered = 0; registered < 2; registered++) {
		for (unsigned long i = 0; i < calls; i++)
			ns[i] = kill_ns(registered);
		printf("killed\t%lu\t%s\t%llu\n", areas, registered ? client : "none",
		       median(ns, calls));
	}
}

int main(int argc, char **argv)
{
	unsigned long calls = argc == 4 ? strtoul(argv[1], NULL, 10) : 0;
	unsigned long max = argc == 4 ? strtoul(argv[2], NULL, 10) : 0;

	if (calls < 1 || calls > MAX_CALLS || max < 1 || max > MAX_AREAS)
		errx(2, "usage: mmu-register CALLS AREAS_MAX CLIENT, 1 to %d calls, 1 to %d areas",
		     MAX_CALLS, MAX_AREAS);
	client = argv[3];
	setvbuf(stdout, NULL, _IOLBF, 0);
	fd = open(RMAPLOCK_DEVICE, O_RDWR | O_CLOEXEC);
	if (fd < 0)
		err(1, RMAPLOCK_DEVICE);
	for (unsigned long areas = 1; areas <= max; areas *= 4) {
		map_areas(areas);
		measure_register(areas, calls);
		measure_kill(areas, calls);
	}
	return 0;
}
