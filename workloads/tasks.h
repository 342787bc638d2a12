/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The processes of a run: fork them, hold them at the gate, watch them, kill
 * and reap them.
 *
 *	main -- task 0..n-1				depth 1
 *	main -- keeper -- task 0..n-1			depth 2, and so on
 *
 * A keeper is a generation between the ancestor that mapped the areas and the
 * tasks. It only lives, holding its copies of the areas. Tasks and all they
 * fork are one process group, killed together; whatever outlives its parent
 * becomes main's child (subreaper), so main can reap everything before it
 * reports. If main itself is killed, so is everything else (PDEATHSIG).
 */
#ifndef RMAPLOCK_TASKS_H
#define RMAPLOCK_TASKS_H

#include <stdbool.h>
#include <stdint.h>

#include "board.h"
#include "knobs.h"

/* A knob of every case, made by this file. */
extern const struct knob tasks_knobs[];

/* Before anything is forked: from now on signals and deaths are only seen by tasks_wait(). */
void tasks_init(void);

/* Fork and bind all tasks, wait until all are at the gate. False: fail() was called. */
bool tasks_start(struct board *board);

/* Let them run. */
void tasks_open_gate(void);

/* Wait until the given time of CLOCK_MONOTONIC. False if the run failed before: fail() was called. */
bool tasks_wait(struct board *board, uint64_t until_ns);

/* Kill and reap every process that descends from main. */
void tasks_stop(struct board *board);

#endif /* RMAPLOCK_TASKS_H */
