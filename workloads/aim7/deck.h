/* SPDX-License-Identifier: GPL-2.0 */
/*
 * A user's jobs, in an order of its own: drawn without replacement, as AIM7
 * does it. A number picks a test; if that has no job left, another one picks
 * among those that have. The same origin gives the same order.
 */
#ifndef RMAPLOCK_AIM7_DECK_H
#define RMAPLOCK_AIM7_DECK_H

#include <stdint.h>

#include "aim7/mix.h"

/* What an order follows from, and nothing else: whoever differs in one of these has another one. */
struct origin {
	unsigned long seed; /* the user's choice */
	unsigned long users; /* of the point */
	unsigned long repetition; /* of the point, or the user's round; from 0 */
	unsigned long nr; /* of the user, from 0 */
};

/* Where the generator of random numbers starts. */
uint32_t origin_state(const struct origin *origin);

struct deck {
	const struct mix *mix;
	unsigned long left[MIX_TESTS_MAX];
	unsigned long jobs; /* left of all tests */
	uint32_t random;
};

/* All jobs of the mix, in the order that a state of the generator gives. */
void deck_fill(struct deck *deck, const struct mix *mix, unsigned long jobs, uint32_t state);

/* The next job; NULL when all are drawn. */
const struct test *deck_draw(struct deck *deck);

#endif /* RMAPLOCK_AIM7_DECK_H */
