/* SPDX-License-Identifier: GPL-2.0 */
/* The life of one task, from its fork to the case's loop. */
#ifndef RMAPLOCK_TASK_H
#define RMAPLOCK_TASK_H

#include <signal.h>
#include <sys/types.h>

#include "board.h"

/*
 * Run in the child that is to be task nr. gate: a pipe that main opens by
 * closing its write end. mask: the signal mask for the case.
 */
void task_main(struct board *board, unsigned long nr, const int gate[2], const sigset_t *mask,
	       pid_t parent) __attribute__((noreturn));

/*
 * The two halves of the above, for a task that starts anew (exec_task.h): whose
 * task_fail() it is; and to be at the gate, whose read end gate_fd is, and run.
 */
void task_init(struct board *board, unsigned long nr);
void task_run(int gate_fd) __attribute__((noreturn));

/* Have the kernel kill the caller when its parent dies; exit if it has. */
void die_with(pid_t parent);

#endif /* RMAPLOCK_TASK_H */
