/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What a case file defines and what it may call.
 *
 * The contract is will-it-scale's, so its own test files compile here without
 * a change (they include no header of ours). Only testcase_description and
 * testcase() are required; everything else is weak.
 */
#ifndef RMAPLOCK_TESTCASE_H
#define RMAPLOCK_TESTCASE_H

#include <stdbool.h>
#include "knobs.h"

#define WEAK __attribute__((weak))
#define NORETURN_PRINTF(fmt, args) __attribute__((noreturn, format(printf, fmt, args)))

/* Required. One line: what one iteration does. */
extern char *testcase_description;

/*
 * Required. The body of task nr: loops for ever and adds one to *iterations
 * for each iteration done. The task is killed when the measurement is over.
 */
void testcase(unsigned long long *iterations, unsigned long nr);

/*
 * Not required. Runs once, first of all, when knobs are set and nothing is
 * mapped, loaded or forked yet: to refuse what cannot go well.
 */
WEAK void testcase_begin(unsigned long nr_tasks);

/* Not required. Runs once, in the ancestor of all tasks, before they are forked. */
WEAK void testcase_prepare(unsigned long nr_tasks);

/* Not required. Runs once, in the same process as testcase_prepare(), after all tasks are dead. */
WEAK void testcase_cleanup(void);

/* Not required. The case's own knobs, ended by an entry whose name is NULL. */
extern WEAK const struct knob testcase_knobs[];

/* Not required. The names of which that knob is one, ended by NULL; NULL if it is a number. */
WEAK const char *const *testcase_choices(const char *knob);

/*
 * Not required. NULL if the iterations of task nr are the case's operations;
 * otherwise a name: they are kept out of `ops` and reported as this counter.
 */
WEAK const char *testcase_counts(unsigned long nr);

/*
 * Not required. Asked once, at the end: how many operations make a round of a task, after which it begins anew
 * with the same ones. How many whole rounds all tasks have done in the window is then the counter `rounds`.
 */
WEAK unsigned long testcase_round(void);

/*
 * Start a helper process of the calling task. It is killed with the task, and
 * its death before that fails the run.
 */
void new_task(void *(*func)(void *), void *arg);

/*
 * Not required. Called first in testcase(): no child of this task will touch
 * *iterations or call task_fail(). Children then do not inherit the memory
 * that all tasks share, whose own i_mmap lock every fork would take otherwise.
 */
void task_keeps_counter(void);

/* For what is left to chance: --seed, of which each block of a run has its own. Not for the measured loop. */
unsigned long run_seed(void);

/* End the calling task and the run: the text becomes the reason. */
void task_fail(const char *format, ...) NORETURN_PRINTF(1, 2);

#endif /* RMAPLOCK_TESTCASE_H */
