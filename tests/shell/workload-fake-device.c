// SPDX-License-Identifier: GPL-2.0
/*
 * A device that lies, for workload-device.t: preloaded into a workload that is
 * linked dynamically. open() of the path in FAKE_DEVICE gives memory; ioctl()
 * on it answers as kmod/uapi.h says, with figures from the environment that
 * become true once the window began:
 *
 *	FAKE_ABI, FAKE_FLAGS, FAKE_CONTENDED, FAKE_VIOLATIONS, FAKE_ALLOC_FAILURES,
 *	FAKE_ENTRIES (left at the end), FAKE_CHECK_ERRORS, FAKE_CHECK_ERRNO,
 *	FAKE_MMU_ERRNO (of registering a client), FAKE_RELEASES, FAKE_LATE (of clients)
 *
 * It demands the protocol: settings before a reset, oracle off in the window.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "../../kmod/uapi.h"

#define FAKE_BYTES (1l << 40)
#define MAX_FD 4096

static char is_fake[MAX_FD];
static unsigned int settings;
static int resets, checks;

static unsigned long number(const char *name, unsigned long otherwise)
{
	const char *text = getenv(name);

	return text ? strtoul(text, NULL, 0) : otherwise;
}

int open(const char *path, int flags, ...)
{
	int (*real)(const char *, int, ...) = dlsym(RTLD_NEXT, "open");
	const char *fake = getenv("FAKE_DEVICE");
	va_list args;
	int mode, fd;

	va_start(args, flags);
	mode = va_arg(args, int);
	va_end(args);
	if (!fake || strcmp(path, fake))
		return real(path, flags, mode);
	fd = memfd_create("fake", 0);
	if (fd < 0 || fd >= MAX_FD || ftruncate(fd, FAKE_BYTES))
		return -1;
	is_fake[fd] = 1;
	return fd;
}

static void fill_window(struct rmaplock_report *report)
{
	struct rmaplock_counters *fork =
		&report->counters[RMAPLOCK_ANON_VMA][RMAPLOCK_WRITE][RMAPLOCK_SITE_FORK];

	fork->acquired = 900;
	fork->contended = number("FAKE_CONTENDED", 250);
	report->counters[RMAPLOCK_I_MMAP][RMAPLOCK_READ][RMAPLOCK_SITE_WALK].acquired = 100;
	report->walks.trylock_hits = 77;
	if (settings & RMAPLOCK_TIMING) {
		fork->wait_ns = 12345;
		fork->hold_ns = 6789;
	}
	report->violations += number("FAKE_VIOLATIONS", 0);
	report->alloc_failures += number("FAKE_ALLOC_FAILURES", 0);
	/* two reports follow the window's: with the areas, and without them */
	report->entries += number("FAKE_ENTRIES", 0);
}

static int fake_report(struct rmaplock_report *report)
{
	struct rmaplock_histograms *histograms = (void *)(uintptr_t)report->histograms;

	memset(report, 0, sizeof(*report));
	report->abi = number("FAKE_ABI", RMAPLOCK_ABI);
	report->flags =
		settings | number("FAKE_FLAGS", RMAPLOCK_HAS_COUNTERS | RMAPLOCK_HAS_SHARED_LISTS);
	report->lock_bytes[RMAPLOCK_ANON_VMA] = 40;
	report->lock_bytes[RMAPLOCK_I_MMAP] = 4;
	report->anon_vma_bytes = 96;
	report->violations = 5; /* of an earlier run */
	report->alloc_failures = 6;
	report->entries = 7;
	if (resets)
		fill_window(report);
	if (histograms) {
		memset(histograms, 0, sizeof(*histograms));
		histograms->count[RMAPLOCK_ANON_VMA][RMAPLOCK_WRITE][RMAPLOCK_HIST_WAIT][3] = 17;
		histograms->count[RMAPLOCK_I_MMAP][RMAPLOCK_READ][RMAPLOCK_HIST_HOLD][111] = 4;
	}
	return 0;
}

static int fail_with(int error)
{
	errno = error;
	return -1;
}

static int fake_check(struct rmaplock_check *check)
{
	int error = number("FAKE_CHECK_ERRNO", 0);

	/* areas come and go for a moment, as in a module whose tasks just died */
	if (checks++ < 2)
		return fail_with(EAGAIN);
	if (error)
		return fail_with(error);
	check->errors = number("FAKE_CHECK_ERRORS", 0);
	return 0;
}

static int fake_mmu_state(struct rmaplock_mmu_state *state)
{
	memset(state, 0, sizeof(*state));
	state->calls[RMAPLOCK_MMU_RELEASE] = number("FAKE_RELEASES", 1);
	state->late = number("FAKE_LATE", 0);
	return 0;
}

int ioctl(int fd, unsigned long request, ...)
{
	int (*real)(int, unsigned long, ...) = dlsym(RTLD_NEXT, "ioctl");
	va_list args;
	void *arg;

	va_start(args, request);
	arg = va_arg(args, void *);
	va_end(args);
	if (fd < 0 || fd >= MAX_FD || !is_fake[fd])
		return real(fd, request, arg);
	switch (request) {
	case RMAPLOCK_IOC_REPORT:
		return fake_report(arg);
	case RMAPLOCK_IOC_SET_FLAGS:
		settings = (uintptr_t)arg;
		return settings & ~RMAPLOCK_SETTINGS ? fail_with(EINVAL) : 0;
	case RMAPLOCK_IOC_RESET:
		if (settings & RMAPLOCK_ORACLE)
			return fail_with(EPROTO);
		resets++;
		return 0;
	case RMAPLOCK_IOC_WALK:
		((struct rmaplock_walk *)arg)->visited = 1;
		((struct rmaplock_walk *)arg)->mapped = number("FAKE_MAPPED", 1);
		return 0;
	case RMAPLOCK_IOC_CHECK:
		return fake_check(arg);
	case RMAPLOCK_IOC_MMU_REGISTER:
		return number("FAKE_MMU_ERRNO", 0) ? fail_with(number("FAKE_MMU_ERRNO", 0)) : 0;
	case RMAPLOCK_IOC_MMU_UNREGISTER:
		return 0;
	case RMAPLOCK_IOC_MMU_STATE:
		return fake_mmu_state(arg);
	default:
		return fail_with(ENOTTY);
	}
}
