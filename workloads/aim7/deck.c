// SPDX-License-Identifier: GPL-2.0
#include "aim7/deck.h"

#include "aim7/lcg.h"

void deck_fill(struct deck *deck, const struct mix *mix, unsigned long jobs, unsigned long seed,
	       unsigned long nr)
{
	deck->mix = mix;
	deck->jobs = mix_jobs(mix, jobs, deck->left);
	deck->random = seed + nr;
}

static size_t pick_left(struct deck *deck)
{
	size_t nonempty = 0, nth;

	for (size_t i = 0; i < deck->mix->nr; i++)
		nonempty += deck->left[i] > 0;
	nth = lcg_next(&deck->random) % nonempty;
	for (size_t i = 0;; i++) {
		if (deck->left[i] && !nth--)
			return i;
	}
}

const struct test *deck_draw(struct deck *deck)
{
	size_t i;

	if (!deck->jobs)
		return NULL;
	i = lcg_next(&deck->random) % deck->mix->nr;
	if (!deck->left[i])
		i = pick_left(deck);
	deck->left[i]--;
	deck->jobs--;
	return deck->mix->item[i].test;
}
