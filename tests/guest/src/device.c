// SPDX-License-Identifier: GPL-2.0
#include "device.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/wait.h>

int device_open(void)
{
	int fd = open(RMAPLOCK_DEVICE, O_RDWR | O_CLOEXEC);

	if (fd < 0)
		fail_msg("%s: %s", RMAPLOCK_DEVICE, strerror(errno));
	return fd;
}

struct rmaplock_report device_report(int fd)
{
	struct rmaplock_report report = { 0 };

	if (ioctl(fd, RMAPLOCK_IOC_REPORT, &report))
		fail_msg("RMAPLOCK_IOC_REPORT: %s", strerror(errno));
	assert_int_equal(report.abi, RMAPLOCK_ABI);
	return report;
}

void device_reset(int fd)
{
	if (ioctl(fd, RMAPLOCK_IOC_RESET))
		fail_msg("RMAPLOCK_IOC_RESET: %s", strerror(errno));
}

void device_set_flags(int fd, unsigned long flags)
{
	if (ioctl(fd, RMAPLOCK_IOC_SET_FLAGS, flags))
		fail_msg("RMAPLOCK_IOC_SET_FLAGS %lu: %s", flags, strerror(errno));
}

/* /sys/module/NAME/FILE of the loaded module, which has the config's name in its own. */
static FILE *open_module_file(int fd, const char *name, const char *mode)
{
	struct rmaplock_report report = device_report(fd);
	char path[128];
	FILE *file;

	for (char *c = report.config; *c; c++)
		if (*c == '-')
			*c = '_';
	snprintf(path, sizeof(path), "/sys/module/rmaplock_%s/%s", report.config, name);
	file = fopen(path, mode);
	if (!file)
		fail_msg("%s: %s", path, strerror(errno));
	return file;
}

void device_set_parameter(int fd, const char *name, unsigned int value)
{
	char path[64];
	FILE *file;

	snprintf(path, sizeof(path), "parameters/%s", name);
	file = open_module_file(fd, path, "w");
	fprintf(file, "%u", value);
	if (fclose(file))
		fail_msg("%s: %u: %s", path, value, strerror(errno));
}

unsigned int device_references(int fd)
{
	FILE *file = open_module_file(fd, "refcnt", "r");
	unsigned int references;

	assert_int_equal(fscanf(file, "%u", &references), 1);
	fclose(file);
	return references;
}

int device_open_watched(void)
{
	int fd = device_open();

	device_set_flags(fd, RMAPLOCK_ORACLE);
	return fd;
}

void device_check_empty(int fd)
{
	struct rmaplock_report report = device_report(fd);

	assert_int_equal(report.entries, 0);
	assert_int_equal(report.anon_vmas, 0);
}

bool device_shares_lists(int fd)
{
	return device_report(fd).flags & RMAPLOCK_HAS_SHARED_LISTS;
}

void device_check(int fd)
{
	struct rmaplock_check check;

	if (!device_shares_lists(fd))
		return;
	if (ioctl(fd, RMAPLOCK_IOC_CHECK, &check))
		fail_msg("RMAPLOCK_IOC_CHECK: %s", strerror(errno));
	assert_int_equal(check.errors, 0);
}

static int by_pid_and_start(const void *a, const void *b)
{
	const struct rmaplock_entry *x = a, *y = b;

	if (x->pid != y->pid)
		return x->pid < y->pid ? -1 : 1;
	return (x->start > y->start) - (x->start < y->start);
}

struct rmaplock_entry *device_entries(int fd, size_t *count)
{
	struct rmaplock_entries request = { .capacity = 4096 };
	struct rmaplock_entry *entries = calloc(request.capacity, sizeof(*entries));

	assert_non_null(entries);
	request.entries = (uintptr_t)entries;
	if (ioctl(fd, RMAPLOCK_IOC_ENTRIES, &request))
		fail_msg("RMAPLOCK_IOC_ENTRIES: %s", strerror(errno));
	assert_true(request.count <= request.capacity);
	*count = request.count;
	qsort(entries, *count, sizeof(*entries), by_pid_and_start);
	return entries;
}

char *device_map(int fd, size_t pages, off_t pgoff, int flags)
{
	char *p = mmap(NULL, pages * PAGE, PROT_READ | PROT_WRITE, flags, fd, pgoff * (off_t)PAGE);

	if (p == MAP_FAILED)
		fail_msg("mmap %zu pages: %s", pages, strerror(errno));
	return p;
}

void wait_ok(pid_t pid)
{
	int status;

	if (waitpid(pid, &status, 0) != pid)
		fail_msg("waitpid %d: %s", pid, strerror(errno));
	if (!WIFEXITED(status) || WEXITSTATUS(status))
		fail_msg("child %d ended with status 0x%x", pid, status);
}
