// SPDX-License-Identifier: GPL-2.0
#include "aim7/test.h"

#include <string.h>

/* The linker puts the entries of all files in a row, and these two at its ends. */
extern const struct test *const __start_aim7_tests[];
extern const struct test *const __stop_aim7_tests[];

#define NR_TESTS ((size_t)(__stop_aim7_tests - __start_aim7_tests))

const struct test *test_find(const char *name)
{
	for (size_t i = 0; i < NR_TESTS; i++) {
		if (!strcmp(__start_aim7_tests[i]->name, name))
			return __start_aim7_tests[i];
	}
	return NULL;
}

/* How many tests come before this one? The row is short and this is not often asked. */
static size_t rank_of(const struct test *test)
{
	size_t before = 0;

	for (size_t i = 0; i < NR_TESTS; i++)
		before += strcmp(__start_aim7_tests[i]->name, test->name) < 0;
	return before;
}

const struct test *test_nr(size_t nr)
{
	for (size_t i = 0; i < NR_TESTS; i++) {
		if (rank_of(__start_aim7_tests[i]) == nr)
			return __start_aim7_tests[i];
	}
	return NULL;
}

unsigned long test_ops(const struct test *test, unsigned long file_kib)
{
	return test->ops ? test->ops : test->file_ops(file_kib);
}
