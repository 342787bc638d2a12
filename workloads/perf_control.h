/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Lets `perf stat -D -1 --control fifo:CTL,ACK` count the window and nothing
 * else: perf starts with its counters off, and we ask it to switch them. Other
 * collectors answer the same words (scripts/collect/lib/control.sh), and learn
 * from the two pings when no task runs.
 */
#ifndef RMAPLOCK_PERF_CONTROL_H
#define RMAPLOCK_PERF_CONTROL_H

#include <stdbool.h>

/* @fifos: "CTL,ACK", paths of two FIFOs that perf has open; NULL: do nothing. */
bool perf_control_open(const char *fifos);

/*
 * Return when perf has done it. False with a reason (failure.h). Ping: the module
 * is loaded and there is no task, not yet or not any more; perf ignores it.
 */
bool perf_control_ping(void);
bool perf_control_enable(void);
bool perf_control_disable(void);

#endif /* RMAPLOCK_PERF_CONTROL_H */
