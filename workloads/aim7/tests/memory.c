// SPDX-License-Identifier: GPL-2.0
/*
 * Strings, blocks and the allocator: user time, but for what malloc() asks the
 * kernel for. The numbers of operations are the original's, their sizes ours.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "aim7/test.h"
#include "aim7/user.h"

/* For all that the compiler knows, somebody looks at what is there, and changes it. */
#define look_at(memory) __asm__ volatile("" : : "r"(memory) : "memory")

#define STRING_BYTES (64 << 10)

TEST(string_rtns, 100, "String Manipulations", 0)
{
	char *a = malloc(2 * STRING_BYTES), *b = malloc(2 * STRING_BYTES);
	size_t length = 0;

	must(a && b);
	memset(a, 'a', STRING_BYTES - 1);
	a[STRING_BYTES - 1] = '\0';
	for (int i = 0; i < 100 / 5; i++) {
		strcpy(b, a);
		look_at(b);
		strcat(b, a);
		look_at(b);
		length += strlen(b);
		length += strncmp(a, b, STRING_BYTES - 1) == 0;
		length += strchr(b, 'b' + i % 8) != NULL;
	}
	must(length);
	free(a);
	free(b);
}

#define BLOCKS 1000

/* 1000 blocks: allocated, some made larger, freed in another order; ten times. */
TEST(mem_rtns_1, 30000, "Dynamic Memory Operations", 0)
{
	static void *block[BLOCKS];

	for (int round = 0; round < 10; round++) {
		for (int i = 0; i < BLOCKS; i++) {
			block[i] = malloc(16 + i % 61 * 8);
			must(block[i]);
			*(volatile char *)block[i] = 1;
		}
		for (int i = 0; i < BLOCKS; i++) {
			void *larger = realloc(block[i], 32 + i % 67 * 16);

			must(larger);
			block[i] = larger;
		}
		for (int i = 0; i < BLOCKS; i++)
			free(block[i * 7 % BLOCKS]);
	}
}

#define BLOCK_BYTES 4096

TEST(mem_rtns_2, 100, "Block Memory Operations", 0)
{
	static char a[BLOCK_BYTES], b[BLOCK_BYTES];
	int same = 0;

	for (int i = 0; i < 100 / 5; i++) {
		memset(a, i, sizeof(a));
		look_at(a);
		memcpy(b, a, sizeof(b));
		look_at(b);
		same += memcmp(a, b, sizeof(a)) == 0;
		same += memchr(b, i + 1, sizeof(b)) == NULL;
		memmove(a, a + 8, sizeof(a) - 8);
		look_at(a);
	}
	must(same);
}

#define COPIED_BYTES 25020

TEST(ram_copy, COPIED_BYTES, "Memory to Memory Copy", 0)
{
	static char from[COPIED_BYTES], to[COPIED_BYTES];

	look_at(from);
	memcpy(to, from, sizeof(to));
	look_at(to);
}

#define SORTED 10000

static int compare(const void *a, const void *b)
{
	int x = *(const int *)a, y = *(const int *)b;

	return (x > y) - (x < y);
}

TEST(sort_rtns_1, 10, "Sort Operations", 0)
{
	int *numbers = malloc(SORTED * sizeof(*numbers));

	must(numbers);
	for (int i = 0; i < 10; i++) {
		for (int j = 0; j < SORTED; j++)
			numbers[j] = user_random(1u << 30);
		qsort(numbers, SORTED, sizeof(*numbers), compare);
	}
	free(numbers);
}
