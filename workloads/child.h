/* SPDX-License-Identifier: GPL-2.0 */
/* Children that a task forks as its operation. A failure ends the task. */
#ifndef RMAPLOCK_CHILD_H
#define RMAPLOCK_CHILD_H

#include <sys/types.h>

/* fork(): 0 in the child, its pid in the task. */
pid_t child_fork(void);

/* Wait for the child and demand that it exited with status 0. */
void child_wait(pid_t pid);

/* Fork a child that only exits, and wait for it. */
void child_fork_exit_wait(void);

#endif /* RMAPLOCK_CHILD_H */
