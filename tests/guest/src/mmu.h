/* SPDX-License-Identifier: GPL-2.0 */
/* The ioctls of MMU notifiers: 0, or -1 with errno, unless they say that they fail the test. */
#ifndef RMAPLOCK_TEST_MMU_H
#define RMAPLOCK_TEST_MMU_H

#include "../../../kmod/uapi.h"

int mmu_register(int file, const char *client, unsigned int delay_ns);
int mmu_unregister(int file);
int mmu_fault(int file, const char *p);

/* A thread that forks children, who exit, until *stop (an atomic_bool) is true. */
void *fork_until(void *stop);

/* These two fail the test. */
struct rmaplock_mmu_state mmu_state(int file);
void assert_registered(int file, const char *client, unsigned int delay_ns);

#endif /* RMAPLOCK_TEST_MMU_H */
