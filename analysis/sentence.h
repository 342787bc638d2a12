/* SPDX-License-Identifier: GPL-2.0 */
/* One sentence per group that says what happened, the strongest effect first. */
#ifndef ANALYSIS_SENTENCE_H
#define ANALYSIS_SENTENCE_H

#include "results.h"

#include <stdbool.h>
#include <stdio.h>

/*
 * Lock convoy: tasks queue for a lock that is handed from sleeper to sleeper,
 * and each hand-off costs a wake-up. It is named only when all of this was seen:
 *  - the config is slower (the verdict, not the estimate);
 *  - it switches CONVOY_SWITCHES times as often per op as the baseline does: two
 *    or three switches more per op can be the scheduler's, a switch for most
 *    acquisitions is a hand-off;
 *  - at least CONVOY_CONTENDED of all acquisitions found a lock taken. A fork
 *    takes one lock that all tasks share and one that only relatives do for each
 *    area, and who queues for the first cannot meet anybody at the second: half
 *    is the most that a convoy can reach. Far below that the queue drains in
 *    between, and it is costly waiting but no convoy.
 */
#define CONVOY_SWITCHES 3
#define CONVOY_CONTENDED 0.2

bool is_convoy(enum verdict verdict, double switches_per_op, double baseline_switches_per_op,
	       double contended_share);

void sentence_print(const struct results *results, FILE *out);

#endif /* ANALYSIS_SENTENCE_H */
