// SPDX-License-Identifier: GPL-2.0
#include "aim7/deck.h"

#include "aim7/lcg.h"

/* SplitMix64's step and output (Steele, Lea, Flood: Fast Splittable Pseudorandom Number Generators, 2014). */
static uint64_t mixed(uint64_t value)
{
	value += 0x9e3779b97f4a7c15u;
	value = (value ^ value >> 30) * 0xbf58476d1ce4e5b9u;
	value = (value ^ value >> 27) * 0x94d049bb133111ebu;
	return value ^ value >> 31;
}

/*
 * The original adds the user's number to the seed, or takes the process's: users of neighbouring seeds are then the
 * same ones, and so are a user's repetitions. Here each part stirs the ones before it.
 */
uint32_t origin_state(const struct origin *origin)
{
	return mixed(mixed(mixed(mixed(origin->seed) ^ origin->users) ^ origin->repetition) ^
		     origin->nr);
}

void deck_fill(struct deck *deck, const struct mix *mix, unsigned long jobs, uint32_t state)
{
	deck->mix = mix;
	deck->jobs = mix_jobs(mix, jobs, deck->left);
	deck->random = state;
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
