/* SPDX-License-Identifier: GPL-2.0 */
#ifndef RMAPLOCK_IMAGE_H
#define RMAPLOCK_IMAGE_H

/*
 * In a task: a file that holds what path does, and that nobody else maps, so that its
 * i_mmap lock is the task's own. Closed by exec. Calls task_fail() if that cannot be.
 */
int image_copy(const char *path);

#endif /* RMAPLOCK_IMAGE_H */
