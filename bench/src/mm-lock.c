// SPDX-License-Identifier: GPL-2.0
/*
 * mm-lock CALLS SCAN_MAX AREAS_MAX, in the guest, with a module loaded: what
 * RMAPLOCK_IOC_MM_LOCK costs against the number of areas, each with an anon_vma of its
 * own, up to AREAS_MAX or as many as a process may have; a scan up to SCAN_MAX of them.
 * Prints tab-separated rows:
 *   lock AREAS WAY CALLS LOCK_NS UNLOCK_NS BYTES COMPARISONS	medians
 *   refused AREAS WAY ERRNO	what the module would not do
 *   kill AREAS WAY RAN_NS CALLS GONE_NS	killed after RAN_NS in which it ended CALLS calls
 *   memory AREAS FLAG ERRNO WAY_TAKEN	when an array could not be had
 */
#include "../../kmod/uapi.h"

#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdatomic.h>
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
#define KILLED_AT 16384 /* areas */
#define SLOWER 60 /* times as long as sorting takes a way is let run before it is killed */
#define FALLBACK_AT 256

static const char *const way_name[] = { "none", "sorted", "scan", "flags" };
static const int way_number[] = { RMAPLOCK_MM_LOCK_SORTED, RMAPLOCK_MM_LOCK_SCAN,
				  RMAPLOCK_MM_LOCK_FLAGS };

static int fd;
static char *window;
static unsigned long mapped;

static uint64_t now_ns(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * 1000000000ull + t.tv_nsec;
}

/* Areas of the device never merge, so they may touch. Fewer if no more fit. */
static void map_areas(unsigned long nr)
{
	for (; mapped < nr; mapped++) {
		char *p = mmap(window + mapped * PAGE, PAGE, PROT_READ | PROT_WRITE,
			       MAP_PRIVATE | MAP_FIXED, fd, 0);

		if (p == MAP_FAILED && errno == ENOMEM)
			return;
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

/* Returns the median of the time to lock; 0 if the module refuses. */
static uint64_t measure(int way, unsigned long calls)
{
	uint64_t lock_ns[MAX_CALLS], unlock_ns[MAX_CALLS];
	struct rmaplock_mm_lock m;

	for (unsigned long i = 0; i < calls; i++) {
		m = (struct rmaplock_mm_lock){ .way = way };
		if (ioctl(fd, RMAPLOCK_IOC_MM_LOCK, &m)) {
			printf("refused\t%lu\t%s\t%s\n", mapped, way_name[way], strerror(errno));
			return 0;
		}
		lock_ns[i] = m.lock_ns;
		unlock_ns[i] = m.unlock_ns;
	}
	qsort(lock_ns, calls, sizeof(*lock_ns), ascending);
	qsort(unlock_ns, calls, sizeof(*unlock_ns), ascending);
	printf("lock\t%lu\t%s\t%lu\t%llu\t%llu\t%llu\t%llu\n", mapped, way_name[way], calls,
	       (unsigned long long)lock_ns[calls / 2], (unsigned long long)unlock_ns[calls / 2],
	       (unsigned long long)m.bytes, (unsigned long long)m.comparisons);
	return lock_ns[calls / 2];
}

/* In a child with all the areas: call again and again, or (way 0) only wait to be killed. */
static void __attribute__((noreturn)) call_for_ever(int way, atomic_ulong *calls)
{
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	*calls = 0;
	for (;;) {
		struct rmaplock_mm_lock m = { .way = way };

		if (!way)
			pause();
		else if (ioctl(fd, RMAPLOCK_IOC_MM_LOCK, &m))
			_exit(1);
		else
			(*calls)++;
	}
}

/* How long after SIGKILL it is gone, with all that exit has to do for its areas. */
static void kill_after(int way, uint64_t ran_ns)
{
	atomic_ulong *calls =
		mmap(NULL, PAGE, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	struct timespec run = { ran_ns / 1000000000, ran_ns % 1000000000 };
	uint64_t killed_ns;
	int status;
	pid_t pid;

	if (calls == MAP_FAILED)
		err(1, "mmap");
	*calls = -1ul;
	pid = fork();
	if (!pid)
		call_for_ever(way, calls);
	if (pid < 0)
		err(1, "fork");
	while (*calls == -1ul)
		usleep(100);
	nanosleep(&run, NULL);
	killed_ns = now_ns();
	kill(pid, SIGKILL);
	if (waitpid(pid, &status, 0) != pid || !WIFSIGNALED(status))
		errx(1, "a child that calls mm_lock by way %d ended by itself", way);
	printf("kill\t%lu\t%s\t%llu\t%lu\t%llu\n", mapped, way_name[way],
	       (unsigned long long)ran_ns, (unsigned long)*calls,
	       (unsigned long long)(now_ns() - killed_ns));
	munmap(calls, PAGE);
}

static void fail_next_array(void)
{
	struct rmaplock_report report = { 0 };
	char path[128];
	FILE *param;

	if (ioctl(fd, RMAPLOCK_IOC_REPORT, &report))
		err(1, "RMAPLOCK_IOC_REPORT");
	for (char *c = report.config; *c; c++)
		if (*c == '-')
			*c = '_';
	snprintf(path, sizeof(path), "/sys/module/rmaplock_%s/parameters/fail_mm_lock_alloc",
		 report.config);
	param = fopen(path, "w");
	if (!param || fputs("1", param) < 0 || fclose(param))
		err(1, "%s", path);
}

static void without_memory(unsigned int flags)
{
	struct rmaplock_mm_lock m = { .way = RMAPLOCK_MM_LOCK_SORTED, .flags = flags };
	int error;

	fail_next_array();
	error = ioctl(fd, RMAPLOCK_IOC_MM_LOCK, &m) ? errno : 0;
	printf("memory\t%lu\t%s\t%s\t%s\n", mapped, flags ? "fallback" : "none",
	       error ? strerror(error) : "ok", way_name[error ? 0 : m.way_taken]);
}

static void at(unsigned long areas, unsigned long calls, unsigned long scan_max)
{
	uint64_t sorted_ns = 0;

	map_areas(areas);
	for (int i = 0; i < 3; i++)
		if (way_number[i] != RMAPLOCK_MM_LOCK_SCAN)
			sorted_ns += measure(way_number[i], calls) * !i;
		else if (mapped <= scan_max)
			measure(way_number[i], 1);
	if (areas == FALLBACK_AT) {
		without_memory(0);
		without_memory(RMAPLOCK_MM_LOCK_FALLBACK);
	}
	if (areas != KILLED_AT)
		return;
	kill_after(0, 1000000);
	for (int i = 0; i < 3; i++)
		kill_after(way_number[i], SLOWER * sorted_ns);
}

int main(int argc, char **argv)
{
	static const unsigned long nr[] = { 1,	  4,	16,   64,	 256,	1024,
					    2048, 4096, 8192, KILLED_AT, 32768, 65530 };
	unsigned long calls = argc == 4 ? strtoul(argv[1], NULL, 10) : 0;

	if (calls < 1 || calls > MAX_CALLS)
		errx(2, "usage: mm-lock CALLS SCAN_MAX AREAS_MAX, 1 to %d calls", MAX_CALLS);
	setvbuf(stdout, NULL, _IOLBF, 0);
	fd = open(RMAPLOCK_DEVICE, O_RDWR | O_CLOEXEC);
	if (fd < 0)
		err(1, RMAPLOCK_DEVICE);
	window = mmap(NULL, 65536 * PAGE, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	if (window == MAP_FAILED)
		err(1, "mmap");
	for (unsigned int i = 0;
	     i < sizeof(nr) / sizeof(nr[0]) && nr[i] <= strtoul(argv[3], NULL, 10); i++)
		at(nr[i], calls, strtoul(argv[2], NULL, 10));
	return 0;
}
