// SPDX-License-Identifier: GPL-2.0
#include "sort.h"

#include "error.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define FEW 100 /* up to here merging is as fast */
#define RUN 8 /* so many are sorted by insertion */
#define DIGIT_BITS 8
#define DIGITS 8 /* of 64 bits */
#define BINS (1 << DIGIT_BITS)
#define SIGN (UINT64_C(1) << 63)

/* IEEE 754 numbers sort as their bits do, once negative ones are turned round. */
static uint64_t key_of(double value)
{
	uint64_t bits;

	memcpy(&bits, &value, sizeof(bits));
	return bits & SIGN ? ~bits : bits | SIGN;
}

static double value_of(uint64_t key)
{
	uint64_t bits = key & SIGN ? key & ~SIGN : ~key;
	double value;

	memcpy(&value, &bits, sizeof(value));
	return value;
}

static size_t digit(uint64_t key, int i)
{
	return key >> (i * DIGIT_BITS) & (BINS - 1);
}

/* Moves from[n] to to[n] by one digit, stably; false if all have the same. */
static bool move_by_digit(const uint64_t *from, uint64_t *to, size_t n, int i, uint32_t *bin)
{
	uint32_t slot = 0, count, b;

	if (bin[digit(from[0], i)] == n)
		return false;
	for (b = 0; b < BINS; b++) {
		count = bin[b];
		bin[b] = slot;
		slot += count;
	}
	for (slot = 0; slot < n; slot++)
		to[bin[digit(from[slot], i)]++] = from[slot];
	return true;
}

/* Radix sort, the lowest digit first. */
static void sort_many(double *value, size_t n)
{
	uint64_t *from = xcalloc(n, sizeof(*from)), *to = xcalloc(n, sizeof(*to)), *swap;
	uint32_t bin[DIGITS][BINS] = { 0 };
	size_t i;
	int d;

	for (i = 0; i < n; i++) {
		from[i] = key_of(value[i]);
		for (d = 0; d < DIGITS; d++)
			bin[d][digit(from[i], d)]++;
	}
	for (d = 0; d < DIGITS; d++) {
		if (!move_by_digit(from, to, n, d, bin[d]))
			continue;
		swap = from;
		from = to;
		to = swap;
	}
	for (i = 0; i < n; i++)
		value[i] = value_of(from[i]);
	free(from);
	free(to);
}

static void insert_each(double *value, size_t n)
{
	size_t i, slot;
	double moved;

	for (i = 1; i < n; i++) {
		moved = value[i];
		for (slot = i; slot && value[slot - 1] > moved; slot--)
			value[slot] = value[slot - 1];
		value[slot] = moved;
	}
}

/* Both halves ascend. The choice is arithmetic, since no processor can guess it. */
static void merge(const double *from, size_t half, size_t n, double *to)
{
	size_t i = 0, j = half, k = 0;
	bool second;

	while (i < half && j < n) {
		second = from[j] < from[i];
		to[k++] = from[second ? j : i];
		i += !second;
		j += second;
	}
	memcpy(to + k, i < half ? from + i : from + j, (n - k) * sizeof(*to));
}

static void sort_few(double *value, size_t n)
{
	double room[FEW], *from = value, *to = room, *swap;
	size_t i, width;

	for (i = 0; i < n; i += RUN)
		insert_each(value + i, n - i < RUN ? n - i : RUN);
	for (width = RUN; width < n; width *= 2) {
		for (i = 0; i < n; i += 2 * width)
			merge(from + i, n - i < width ? n - i : width,
			      n - i < 2 * width ? n - i : 2 * width, to + i);
		swap = from;
		from = to;
		to = swap;
	}
	if (from != value)
		memcpy(value, from, n * sizeof(*value));
}

void sort_doubles(double *value, size_t n)
{
	if (n > FEW)
		sort_many(value, n);
	else
		sort_few(value, n);
}
