/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Tasks without anything in common: a negative control. With the knob exec=1 each
 * task replaces itself by a fresh copy of this program, from a file of its own,
 * and maps areas of its own. All else is the same, but no two tasks share a lock
 * of an anon_vma, or the i_mmap lock of the program that they run.
 */
#ifndef RMAPLOCK_EXEC_TASK_H
#define RMAPLOCK_EXEC_TASK_H

#include "board.h"
#include "options.h"

/* What exec_task() needs to start this program again. */
void exec_task_init(char **argv, int board_fd);

/* Become the copy that is task nr; the gate is as in task.h. Calls task_fail() if that cannot be. */
void exec_task(struct board *board, unsigned long nr, int gate_fd) __attribute__((noreturn));

/* The copy's main: options->exec_task is what exec_task() passed. */
void exec_task_main(const struct options *options) __attribute__((noreturn));

#endif /* RMAPLOCK_EXEC_TASK_H */
