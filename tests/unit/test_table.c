// SPDX-License-Identifier: GPL-2.0
/* The table for people: widths, alignment, and no blanks at the end of a line. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <cmocka.h>

#include "analysis/table.h"

static void assert_printed(struct table *table, const char *expected)
{
	char *text = NULL;
	size_t size;
	FILE *out = open_memstream(&text, &size);

	table_print(table, out);
	fclose(out);
	assert_string_equal(text, expected);
	free(text);
}

static void test_alignment(void **state)
{
	struct table table;

	(void)state;
	table_init(&table, "lrl");
	table_add(&table, "config");
	table_add(&table, "n");
	table_add(&table, "verdict");
	table_add(&table, "%s", "rwsem-fifo");
	table_add(&table, "%d", 10);
	table_add(&table, "slower");
	assert_printed(&table, "config       n  verdict\n"
			       "rwsem-fifo  10  slower\n");
	assert_printed(&table, ""); /* printing empties it */
}

static void test_empty_cells(void **state)
{
	struct table table;

	(void)state;
	table_init(&table, "lrll");
	table_add(&table, "a");
	table_add(&table, "%s", "");
	table_add(&table, "%s", "");
	table_add(&table, "z");
	table_add(&table, "a");
	table_add(&table, "22");
	table_add(&table, "333");
	table_add(&table, "%s", "");
	assert_printed(&table, "a           z\n"
			       "a  22  333\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_alignment),
		cmocka_unit_test(test_empty_cells),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
