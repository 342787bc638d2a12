/* SPDX-License-Identifier: GPL-2.0 */
/* The memory that main and all tasks share: counters, and how each task ended. */
#ifndef RMAPLOCK_BOARD_H
#define RMAPLOCK_BOARD_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#include "placement.h"

#define CPUS_BYTES (PLACEMENT_MAX_PUS / 8)
#define CPUS_LONGS (CPUS_BYTES / sizeof(unsigned long))

/* Two pairs of 64-byte lines: no task's counter shares a line, or a prefetch, with another's. */
struct task_line {
	unsigned long long iterations;
} __attribute__((aligned(256)));

struct switches {
	unsigned long long voluntary;
	unsigned long long involuntary;
	unsigned long long minor_faults;
};

struct task_info {
	pid_t pid;
	bool dead;
	int wait_status; /* once dead */
	struct switches switches; /* once dead: its own and its reaped descendants' */
	char reason[200]; /* by task_fail() */
	unsigned long cpus[CPUS_LONGS]; /* to be bound to; all 0: not bound */
};

struct board {
	size_t bytes; /* of all of this mapping */
	unsigned long nr_tasks;
	pid_t main_pid; /* parent of last resort of all processes (subreaper) */
	pid_t group; /* process group of the tasks and all they fork */
	unsigned long ready; /* tasks at the start gate */
	long first_dead; /* task whose death its parent saw first, or -1 */
	bool stopping; /* from now on tasks die because main kills them */
	int spawn_errno; /* why task number `spawned` could not be forked, or 0 */
	unsigned long spawned;
	struct switches orphans; /* of processes that outlived the task that forked them */
	struct task_info *info; /* [nr_tasks] */
	struct task_line *line; /* [nr_tasks] */
};

/* A new board, or NULL with errno. fd: a descriptor for board_map(); NULL: nobody will. */
struct board *board_create(unsigned long nr_tasks, int *fd);

/* Map a board at the address that it has in main, whose pointers it holds; NULL with errno. */
struct board *board_map(int fd, void *address, size_t bytes);

struct rusage;
/* Note the death of a process; the task's number, or -1 if it is no task. */
long board_record_death(struct board *board, pid_t pid, int wait_status,
			const struct rusage *usage);

/* Copy all iteration counters as they are now. */
void board_snapshot(const struct board *board, unsigned long long *iterations);

#endif /* RMAPLOCK_BOARD_H */
