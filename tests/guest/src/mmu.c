// SPDX-License-Identifier: GPL-2.0
#include "mmu.h"

#include <errno.h>
#include <stdatomic.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "device.h"

int mmu_register(int file, const char *client, unsigned int delay_ns)
{
	struct rmaplock_mmu_register request = { .delay_ns = delay_ns };

	strncpy(request.client, client, sizeof(request.client) - 1);
	return ioctl(file, RMAPLOCK_IOC_MMU_REGISTER, &request);
}

int mmu_unregister(int file)
{
	return ioctl(file, RMAPLOCK_IOC_MMU_UNREGISTER);
}

int mmu_fault(int file, const char *p)
{
	struct rmaplock_mmu_fault request = { .address = (uintptr_t)p };

	return ioctl(file, RMAPLOCK_IOC_MMU_FAULT, &request);
}

struct rmaplock_mmu_state mmu_state(int file)
{
	struct rmaplock_mmu_state state;

	if (ioctl(file, RMAPLOCK_IOC_MMU_STATE, &state))
		fail_msg("RMAPLOCK_IOC_MMU_STATE: %s", strerror(errno));
	return state;
}

void assert_registered(int file, const char *client, unsigned int delay_ns)
{
	if (mmu_register(file, client, delay_ns))
		fail_msg("registering %s: %s", client, strerror(errno));
}

void *fork_until(void *stop)
{
	while (!atomic_load((atomic_bool *)stop)) {
		pid_t pid = fork();

		if (!pid)
			_exit(0);
		if (pid > 0)
			waitpid(pid, NULL, 0);
	}
	return NULL;
}
