/* SPDX-License-Identifier: GPL-2.0 */
/*
 * From a placement to bound tasks. fork() copies the page tables of what a
 * process has written, so a topology in the tasks' ancestor would make every
 * measured fork slower: hwloc runs in a process of its own that leaves only
 * CPU masks on the board, and a task binds itself with the system call that
 * hwloc would use.
 */
#ifndef RMAPLOCK_PINNING_H
#define RMAPLOCK_PINNING_H

#include "board.h"
#include "placement.h"

/* Fill info[].cpus. Prints the reason and exits if that is not possible. */
void pinning_choose(const struct placement *placement, struct board *board);

/* Bind the calling task and prove that the kernel did it. task_fail()s if not. */
void pinning_bind(const struct task_info *info);

/* Print `task<TAB>PUs` (OS numbers) for nr_tasks tasks; an exit status. */
int pinning_show(const struct placement *placement, unsigned long nr_tasks);

/* Write the topology as XML; an exit status. */
int pinning_export(const char *file);

#endif /* RMAPLOCK_PINNING_H */
