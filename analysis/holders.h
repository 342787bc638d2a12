/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Who waits for whom, and how locks go from hand to hand: the counters of the
 * collector holders (scripts/collect/lib/holders.awk), summed over cells and
 * divided by their operations.
 */
#ifndef ANALYSIS_HOLDERS_H
#define ANALYSIS_HOLDERS_H

#include "counters.h"
#include "samples.h"

#include <stdio.h>

#define HOLDERS_NAME 40

/* The waits of one place for another at one kind of lock. A place is MODE.SITE. */
struct holders_pair {
	const struct series *series;
	char lock[HOLDERS_NAME];
	char waiter[HOLDERS_NAME];
	char holder[HOLDERS_NAME];
	double waits_per_op;
	double share; /* of the series' waits for that lock */
};

/* How one kind of lock was passed on; all for each operation. */
struct holders_order {
	const struct series *series;
	char lock[HOLDERS_NAME];
	double acquired, waited, in_turn, steals, passed;
};

struct holders {
	struct holders_pair
		*pair; /* by series, lock, waiter, holder; series in the order of tables */
	size_t pairs;
	struct holders_order *order; /* by series, lock */
	size_t orders;
};

void holders_make(struct holders *holders, const struct run *run, const struct counters *counters);

/* holders.tsv */
void holders_write(const struct holders *holders, const struct run *run, FILE *out);

/* For people; nothing if there is nothing. In holders_report.c. */
void holders_report(const struct holders *holders, const struct run *run, FILE *out);

void holders_free(struct holders *holders);

#endif /* ANALYSIS_HOLDERS_H */
