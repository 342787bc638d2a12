/* SPDX-License-Identifier: GPL-2.0 */
/* RMAPLOCK_IOC_MMU_* on a file of a device: the one client that it has registered. */
#ifndef RMAPLOCK_MMU_FILE_H
#define RMAPLOCK_MMU_FILE_H

#include <linux/errno.h>
#include <linux/mutex.h>

struct mmu_registration;

#ifdef CONFIG_RMAPLOCK_MMU_NOTIFIER

struct mmu_file {
	struct mutex mutex; /* protects the one below */
	struct mmu_registration *registration; /* the last one, NULL: none yet */
};

/* The file is opened, and closed. */
void mmu_file_open(struct mmu_file *file);
void mmu_file_close(struct mmu_file *file);
/* @command is one of RMAPLOCK_IOC_MMU_*, or -ENOTTY. */
long mmu_file_ioctl(struct mmu_file *file, unsigned int command, void __user *argument);

#else

struct mmu_file {
	/* nothing */
};

static inline void mmu_file_open(struct mmu_file *file)
{
}

static inline void mmu_file_close(struct mmu_file *file)
{
}

static inline long mmu_file_ioctl(struct mmu_file *file, unsigned int command,
				  void __user *argument)
{
	return -EOPNOTSUPP;
}

#endif /* CONFIG_RMAPLOCK_MMU_NOTIFIER */
#endif /* RMAPLOCK_MMU_FILE_H */
