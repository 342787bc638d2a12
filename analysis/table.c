// SPDX-License-Identifier: GPL-2.0
#include "table.h"

#include "error.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

void table_init(struct table *table, const char *align)
{
	*table = (struct table){ .align = align, .columns = strlen(align) };
}

static void add(struct table *table, char *text)
{
	table->cell = grow(table->cell, table->cells, &table->capacity, sizeof(*table->cell));
	table->cell[table->cells++] = text;
}

void table_add(struct table *table, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	add(table, xvasprintf(format, args));
	va_end(args);
}

void table_add_text(struct table *table, const char *text)
{
	add(table, xstrdup(text));
}

static int width(const struct table *table, int column)
{
	size_t i, length, widest = 0;

	for (i = column; i < table->cells; i += table->columns) {
		length = strlen(table->cell[i]);
		if (length > widest)
			widest = length;
	}
	return widest;
}

static void print_row(const struct table *table, size_t row, const int *widths, FILE *out)
{
	int column, gap, pad = 0; /* pad: blanks that the next text needs before it */
	const char *text;

	for (column = 0; column < table->columns; column++) {
		text = table->cell[row * table->columns + column];
		gap = widths[column] - (int)strlen(text);
		pad += (column ? 2 : 0) + (table->align[column] == 'r' ? gap : 0);
		if (*text) {
			for (; pad > 0; pad--)
				putc_unlocked(' ', out);
			fputs_unlocked(text, out);
		}
		pad += table->align[column] == 'r' ? 0 : gap;
	}
	fputc('\n', out);
}

void table_print(struct table *table, FILE *out)
{
	int *widths = xcalloc(table->columns, sizeof(*widths));
	size_t row, i;
	int column;

	for (column = 0; column < table->columns; column++)
		widths[column] = width(table, column);
	for (row = 0; row < table->cells / table->columns; row++)
		print_row(table, row, widths, out);
	for (i = 0; i < table->cells; i++)
		free(table->cell[i]);
	free(table->cell);
	free(widths);
	table_init(table, table->align);
}
