/* SPDX-License-Identifier: GPL-2.0 */
/*
 * A user's jobs, in an order of its own: drawn without replacement, as AIM7
 * does it. A number picks a test; if that has no job left, another one picks
 * among those that have. The same seed gives the same order.
 */
#ifndef RMAPLOCK_AIM7_DECK_H
#define RMAPLOCK_AIM7_DECK_H

#include <stdint.h>

#include "aim7/mix.h"

struct deck {
	const struct mix *mix;
	unsigned long left[MIX_TESTS_MAX];
	unsigned long jobs; /* left of all tests */
	uint32_t random;
};

/* All jobs of the mix for user nr, counted from 0. */
void deck_fill(struct deck *deck, const struct mix *mix, unsigned long jobs, unsigned long seed,
	       unsigned long nr);

/* The next job; NULL when all are drawn. */
const struct test *deck_draw(struct deck *deck);

#endif /* RMAPLOCK_AIM7_DECK_H */
