/* SPDX-License-Identifier: GPL-2.0 */
/*
 * A client of MMU notifiers for each task of a case, or for their ancestor, as the knobs
 * `client`, `client_mm` and `client_delay_us` say. With a device they are the model's,
 * without one Linux's own, through kmod/real/. Does nothing for `none`.
 */
#ifndef RMAPLOCK_MMU_CLIENT_H
#define RMAPLOCK_MMU_CLIENT_H

#include "knobs.h"

/* Rows for a case's testcase_knobs[]. */
#define KNOB_CLIENT() KNOB("client", 0, 0, 0, "MMU notifier that is registered")
#define KNOB_CLIENT_MM() KNOB("client_mm", 0, 0, 0, "with whose memory it is registered")
#define KNOB_CLIENT_DELAY() \
	KNOB("client_delay_us", 10, 0, 10000, "what the client needs for each invalidation")

/*
 * testcase_choices() of these knobs. client: none, used (one that has unregistered), and
 * the modules' clients. client_mm: task (each its own), or ancestor (the tasks' alone,
 * which does nothing while they run; its reverse map is theirs).
 */
const char *const *mmu_client_choices(const char *knob);

/*
 * In testcase_prepare(): open a file for each task, register the ancestor; exits if the
 * module would refuse the client.
 */
void mmu_client_prepare(unsigned long nr_tasks);

/* In task nr: register with the task's mm. */
void mmu_client_start(unsigned long nr);

/*
 * In testcase_cleanup(): fail() unless each client that was registered by a task of ours
 * (not one that has executed a file) has been released once; then unregister.
 */
void mmu_client_cleanup(void);

#endif /* RMAPLOCK_MMU_CLIENT_H */
