/* SPDX-License-Identifier: GPL-2.0 */
/*
 * A client of the module's MMU notifiers for each task of a case, as the knobs
 * `client` and `client_delay_us` say. Does nothing for `none`.
 */
#ifndef RMAPLOCK_MMU_CLIENT_H
#define RMAPLOCK_MMU_CLIENT_H

#include "knobs.h"

/* Rows for a case's testcase_knobs[]. */
#define KNOB_CLIENT() KNOB("client", 0, 0, 0, "MMU notifier that each forking task registers")
#define KNOB_CLIENT_DELAY() \
	KNOB("client_delay_us", 10, 0, 10000, "what the client needs for each invalidation")

/* The names of the knob `client`: none, used (one that has unregistered), and the module's clients. */
extern const char *const mmu_client_names[];

/* In testcase_prepare(): open a file for each task; exits if the module would refuse the client. */
void mmu_client_prepare(unsigned long nr_tasks);

/* In task nr: register with the task's mm. */
void mmu_client_start(unsigned long nr);

#endif /* RMAPLOCK_MMU_CLIENT_H */
