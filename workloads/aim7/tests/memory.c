// SPDX-License-Identifier: GPL-2.0
/*
 * Blocks of memory and the allocator: user time, but for what malloc() asks the
 * kernel for. Numbers and sizes are the original's.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "aim7/test.h"
#include "aim7/user.h"

#define MEMBERS(array) (sizeof(array) / sizeof((array)[0]))

/* What programs ask for: mostly little, now and then much. */
static const size_t sizes[] = {
	1, 3, 5, 7, 9, 11, 33, 65, 129, 1024, 1025, 1023, 8192, 4096, 4095, 11, 33, 65, 129, 1024,
};

static size_t size_nr(unsigned long nr)
{
	return sizes[nr % MEMBERS(sizes)];
}

#define TRIPLES 100

static void *allocated(void *block)
{
	must(block);
	return block;
}

/* A triple: a string, a block, and a block of zeros. They are freed from the last to the first. */
TEST(mem_rtns_1, 30000, "Dynamic Memory Operations", 0)
{
	static const char text[] = "A string that is about as long as most are.";
	static char *block[TRIPLES][3];
	static volatile unsigned long sum;

	for (int round = 0; round < 100; round++) {
		for (int i = 0; i < TRIPLES; i++) {
			block[i][0] = strcpy(allocated(malloc(sizeof(text))), text);
			block[i][1] = allocated(malloc(size_nr(i)));
			block[i][2] = allocated(calloc(size_nr(i + 1), 1));
			sum += strlen(block[i][0]);
		}
		for (int i = 0; i < TRIPLES * 3; i++)
			sum += *(volatile char *)block[i / 3][i % 3];
		for (int i = TRIPLES - 1; i >= 0; i--) {
			free(block[i][0]);
			free(block[i][2]);
			free(block[i][1]);
		}
	}
}

#define LARGEST 8192

/* At all offsets within a word, against each other. */
TEST(mem_rtns_2, 100, "Block Memory Operations", 0)
{
	static char from[LARGEST + sizeof(double)], to[LARGEST + sizeof(double)];

	for (unsigned int i = 0; i < 100; i++) {
		size_t size = size_nr(i), near = i % sizeof(double), far = i / 8 % sizeof(double);
		char *odd;

		memset(from + near, 'a', size);
		memset(to + far, 'a', size);
		from[near + i % size] = 'z';
		odd = memchr(from + near, 'z', size);
		if (memcmp(from + near, to + far, size) > 0)
			*odd = 'a';
		memcpy(from + near, to + far, size);
		memmove(to + near, from + far, size);
	}
}

#define TINY 1, 2, 3, 4, 5, 6
#define SEVENS 7, 7, 7, 7, 7, 7
#define SMALL 8, 9, 11, 17, 33, 63
#define MEDIUM 127, 256, 1001, 1200, 1492, 1500
#define LARGE 1024, 2048, 3172, 4096, 8192, 16384, 32768, 65536, 512

/* Bytes of each copy: 100, most of them small. */
static const unsigned int copies[] = {
	TINY, SEVENS, SMALL, SEVENS, TINY, SEVENS, MEDIUM, LARGE, SEVENS,
	TINY, SEVENS, SMALL, SEVENS, TINY, SEVENS, TINY,   7,
};

#define LARGEST_COPY 65536

/* The published rate counts 250 bytes for each and 20 for all, whatever their sizes. */
TEST(ram_copy, 25020, "Memory to Memory Copy", 0)
{
	static char from[LARGEST_COPY + sizeof(double)], to[LARGEST_COPY + sizeof(double)];

	unsigned int n = user_argument("100");

	for (unsigned int i = 0; i < n; i++)
		memcpy(to + i % sizeof(double), from + i / 8 % sizeof(double),
		       copies[i % MEMBERS(copies)]);
}

#define SORTED 10000

static int ascending(const void *a, const void *b)
{
	return *(const int *)a - *(const int *)b;
}

static int descending(const void *a, const void *b)
{
	return *(const int *)b - *(const int *)a;
}

/* In order, turned round and back; then every tenth number is looked for, and as many that are not there. */
TEST(sort_rtns_1, 10, "Sort Operations", 0)
{
	static int numbers[SORTED];
	unsigned int found = 0;

	for (int i = 0; !numbers[SORTED - 1] && i < SORTED; i++)
		numbers[i] = i;
	for (int i = 0; i < 2; i++) {
		qsort(numbers, SORTED, sizeof(*numbers), ascending);
		qsort(numbers, SORTED, sizeof(*numbers), descending);
		qsort(numbers, SORTED, sizeof(*numbers), ascending);
		for (int wanted = 0; wanted < 2 * SORTED; wanted += 10)
			found += bsearch(&wanted, numbers, SORTED, sizeof(*numbers), ascending) !=
				 NULL;
	}
	must(found == 2 * SORTED / 10);
}
