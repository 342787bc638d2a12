// SPDX-License-Identifier: GPL-2.0
#include "mmu_client.h"

#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "clock.h"
#include "device.h"
#include "failure.h"
#include "kallsyms.h"
#include "testcase.h"

enum { NONE, USED };
enum { TASK, ANCESTOR };

static const char *const client_names[] = { "none", "used", "kvm", "gru", "xpmem", NULL };
static const char *const mm_names[] = { "task", "ancestor", NULL };

static unsigned long client, client_mm;
static struct rmaplock_mmu_register request;
static int *client_fd;
static unsigned long nr_fds;

const char *const *mmu_client_choices(const char *knob)
{
	if (!strcmp(knob, "client"))
		return client_names;
	return strcmp(knob, "client_mm") ? NULL : mm_names;
}

static void choose(void)
{
	const char *name;

	client = knob("client");
	client_mm = knob("client_mm");
	name = client_names[client == USED ? USED + 1 : client];
	strncpy(request.client, name, sizeof(request.client) - 1);
	request.delay_ns = knob("client_delay_us") * (NS_PER_MS / 1000);
	if (client != NONE && client_mm == ANCESTOR && knob("exec"))
		errx(EXIT_USAGE,
		     "client_mm=ancestor: tasks that exec have no memory of an ancestor's");
}

/* A file of Linux's own notifiers. */
static int open_real(void)
{
	struct rmaplock_report report = { 0 };
	int fd = open(RMAPLOCK_MMU_DEVICE, O_RDWR | O_CLOEXEC);

	if (fd < 0 && kernel_lacks(KALLSYMS, "mmu_notifier_register"))
		errx(EXIT_NOT_POSSIBLE,
		     "client=%s: this kernel is built without MMU notifiers (CONFIG_MMU_NOTIFIER), as one whose rmap locks spin must be: kernel/README.md",
		     request.client);
	if (fd < 0)
		err(EXIT_NOT_POSSIBLE,
		    "client=%s: %s: only a module has MMU notifiers to register: load rmaplock_real.ko (--module), or a config ...-mmu of the model (--device)",
		    request.client, RMAPLOCK_MMU_DEVICE);
	if (ioctl(fd, RMAPLOCK_IOC_REPORT, &report) || report.abi != RMAPLOCK_ABI)
		errx(EXIT_FAILED, "%s: is of another version: build both anew",
		     RMAPLOCK_MMU_DEVICE);
	return fd;
}

/* Once with our own mm, so that a refusal is one line and not a failed task. */
static void try_once(int fd)
{
	if (!ioctl(fd, RMAPLOCK_IOC_MMU_REGISTER, &request)) {
		ioctl(fd, RMAPLOCK_IOC_MMU_UNREGISTER);
		return;
	}
	if (errno == EOPNOTSUPP)
		errx(EXIT_NOT_POSSIBLE,
		     "client=%s: the module has no MMU notifiers, or the client sleeps and a lock spins: load a config ...-mmu, for xpmem one whose locks sleep",
		     request.client);
	err(EXIT_FAILED, "RMAPLOCK_IOC_MMU_REGISTER %s", request.client);
}

static bool join(int fd)
{
	return !ioctl(fd, RMAPLOCK_IOC_MMU_REGISTER, &request) &&
	       (client != USED || !ioctl(fd, RMAPLOCK_IOC_MMU_UNREGISTER));
}

void mmu_client_prepare(unsigned long nr_tasks)
{
	choose();
	if (client == NONE)
		return;
	nr_fds = client_mm == ANCESTOR ? 1 : nr_tasks;
	client_fd = calloc(nr_fds, sizeof(*client_fd));
	if (!client_fd)
		errx(EXIT_FAILED, "no memory for %lu tasks", nr_fds);
	for (unsigned long i = 0; i < nr_fds; i++)
		client_fd[i] = device_present() ? device_open_file() : open_real();
	try_once(client_fd[0]);
	if (client_mm == ANCESTOR && !join(client_fd[0]))
		err(EXIT_FAILED, "RMAPLOCK_IOC_MMU_REGISTER %s", request.client);
}

/* What a fork would have to copy, and nobody needs here: the ancestor has them, too. */
static void close_files(void)
{
	for (unsigned long i = 0; i < nr_fds; i++)
		close(client_fd[i]);
}

void mmu_client_start(unsigned long nr)
{
	if (client == NONE)
		return;
	if (client_mm == TASK && !join(client_fd[nr]))
		task_fail("RMAPLOCK_IOC_MMU_REGISTER %s: %s", request.client, strerror(errno));
	if (!knob("exec"))
		close_files();
}

static void check(int fd)
{
	struct rmaplock_mmu_state state;

	ioctl(fd, RMAPLOCK_IOC_MMU_UNREGISTER); /* if the mm is still there: the ancestor's */
	if (ioctl(fd, RMAPLOCK_IOC_MMU_STATE, &state)) {
		if (errno != ENOENT) /* a task that has not come so far */
			fail(EXIT_FAILED, "RMAPLOCK_IOC_MMU_STATE: %s", strerror(errno));
		return;
	}
	if (state.calls[RMAPLOCK_MMU_RELEASE] != 1 || state.late || state.open_ranges < 0)
		fail(EXIT_FAILED,
		     "client %s: released %llu times, called %llu times too late, %lld ranges open",
		     request.client, (unsigned long long)state.calls[RMAPLOCK_MMU_RELEASE],
		     (unsigned long long)state.late, (long long)state.open_ranges);
}

void mmu_client_cleanup(void)
{
	for (unsigned long i = 0; i < nr_fds; i++) {
		check(client_fd[i]);
		if (!device_present())
			close(client_fd[i]);
	}
	nr_fds = 0;
}
