// SPDX-License-Identifier: GPL-2.0
#include "mmu_client.h"

#include <err.h>
#include <errno.h>
#include <string.h>
#include <stdlib.h>
#include <sys/ioctl.h>

#include "clock.h"
#include "device.h"
#include "failure.h"
#include "testcase.h"

enum { NONE, USED };

const char *const mmu_client_names[] = { "none", "used", "kvm", "gru", "xpmem", NULL };

static unsigned long client;
static struct rmaplock_mmu_register request;
static int *task_fd;

static void choose(void)
{
	const char *name;

	client = knob("client");
	name = mmu_client_names[client == USED ? USED + 1 : client];
	strncpy(request.client, name, sizeof(request.client) - 1);
	request.delay_ns = knob("client_delay_us") * (NS_PER_MS / 1000);
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

void mmu_client_prepare(unsigned long nr_tasks)
{
	choose();
	if (client == NONE)
		return;
	if (!device_present())
		errx(EXIT_NOT_POSSIBLE, "only the device has MMU notifiers: load a module");
	task_fd = calloc(nr_tasks, sizeof(*task_fd));
	if (!task_fd)
		errx(EXIT_FAILED, "no memory for %lu tasks", nr_tasks);
	for (unsigned long i = 0; i < nr_tasks; i++)
		task_fd[i] = device_open_file();
	try_once(task_fd[0]);
}

void mmu_client_start(unsigned long nr)
{
	if (client == NONE)
		return;
	if (ioctl(task_fd[nr], RMAPLOCK_IOC_MMU_REGISTER, &request))
		task_fail("RMAPLOCK_IOC_MMU_REGISTER %s: %s", request.client, strerror(errno));
	if (client == USED && ioctl(task_fd[nr], RMAPLOCK_IOC_MMU_UNREGISTER))
		task_fail("RMAPLOCK_IOC_MMU_UNREGISTER: %s", strerror(errno));
}
