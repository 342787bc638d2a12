/* SPDX-License-Identifier: GPL-2.0 */
/* A table for people: columns as wide as what is in them. */
#ifndef ANALYSIS_TABLE_H
#define ANALYSIS_TABLE_H

#include <stddef.h>
#include <stdio.h>

struct table {
	int columns;
	const char *align; /* one letter a column: 'l' or 'r' */
	char **cell; /* row by row */
	size_t cells;
	size_t capacity;
};

void table_init(struct table *table, const char *align);

/* Adds the next cell, row by row. */
void table_add(struct table *table, const char *format, ...) __attribute__((format(printf, 2, 3)));
void table_add_text(struct table *table, const char *text);

/* Prints the table, without trailing blanks, and empties it. */
void table_print(struct table *table, FILE *out);

#endif /* ANALYSIS_TABLE_H */
