// SPDX-License-Identifier: GPL-2.0
#include "device.h"

#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "clock.h"
#include "failure.h"

#define CHECK_TRIES 100
#define CHECK_PAUSE_MS 10

static const char *path;
static int control = -1;
static int *files;
static unsigned int nr_files;

static int open_device(void)
{
	int fd = open(path, O_RDWR | O_CLOEXEC);

	if (fd >= 0)
		return fd;
	if (errno == EACCES || errno == EPERM)
		errx(EXIT_NOT_POSSIBLE, "%s: %s: needs root or CAP_SYS_ADMIN", path,
		     strerror(errno));
	if (errno == ENOENT || errno == ENODEV || errno == ENXIO)
		errx(EXIT_NOT_POSSIBLE,
		     "%s: %s: load a module (insmod rmaplock_CONFIG.ko) or give --device none",
		     path, strerror(errno));
	err(EXIT_FAILED, "%s", path);
}

void device_start(const char *device)
{
	struct rmaplock_report report = { 0 };

	if (!strcmp(device, "none"))
		return;
	path = device;
	control = open_device();
	if (ioctl(control, RMAPLOCK_IOC_REPORT, &report))
		err(EXIT_USAGE, "%s: is not rmaplock's device (RMAPLOCK_IOC_REPORT)", path);
	if (report.abi != RMAPLOCK_ABI)
		errx(EXIT_FAILED, "%s: the module has ABI %u, this program %u: build both anew",
		     path, report.abi, RMAPLOCK_ABI);
}

void device_stop(void)
{
	for (unsigned int i = 0; i < nr_files; i++)
		close(files[i]);
	nr_files = 0;
	if (control >= 0)
		close(control);
	control = -1;
}

bool device_present(void)
{
	return control >= 0;
}

int device_open_file(void)
{
	int *more = realloc(files, (nr_files + 1) * sizeof(*files));

	if (!more)
		errx(EXIT_FAILED, "no memory for %u files", nr_files + 1);
	files = more;
	files[nr_files] = open_device();
	return files[nr_files++];
}

bool device_set_flags(unsigned int flags)
{
	if (!device_present() || !ioctl(control, RMAPLOCK_IOC_SET_FLAGS, (unsigned long)flags))
		return true;
	fail(EXIT_FAILED, "%s: RMAPLOCK_IOC_SET_FLAGS: %s", path, strerror(errno));
	return false;
}

bool device_reset(void)
{
	if (!device_present() || !ioctl(control, RMAPLOCK_IOC_RESET))
		return true;
	fail(EXIT_FAILED, "%s: RMAPLOCK_IOC_RESET: %s", path, strerror(errno));
	return false;
}

bool device_report(struct rmaplock_report *report, struct rmaplock_histograms *histograms)
{
	if (!device_present())
		return true;
	memset(report, 0, sizeof(*report));
	report->histograms = (uintptr_t)histograms;
	if (!ioctl(control, RMAPLOCK_IOC_REPORT, report))
		return true;
	fail(EXIT_FAILED, "%s: RMAPLOCK_IOC_REPORT: %s", path, strerror(errno));
	return false;
}

static void check_file(int fd)
{
	struct rmaplock_check check;

	for (int i = 0; i < CHECK_TRIES; i++) {
		if (!ioctl(fd, RMAPLOCK_IOC_CHECK, &check)) {
			if (check.errors)
				fail(EXIT_FAILED,
				     "%s: %llu broken invariants of the lists or the tree after the run",
				     path, (unsigned long long)check.errors);
			return;
		}
		if (errno == EOPNOTSUPP) /* a config without shared lists has nothing to check */
			return;
		if (errno != EAGAIN)
			break;
		sleep_until(now_ns() + CHECK_PAUSE_MS * NS_PER_MS);
	}
	fail(EXIT_FAILED, "%s: RMAPLOCK_IOC_CHECK: %s", path, strerror(errno));
}

void device_check(void)
{
	for (unsigned int i = 0; i < nr_files; i++)
		check_file(files[i]);
}
