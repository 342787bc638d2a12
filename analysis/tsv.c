// SPDX-License-Identifier: GPL-2.0
#include "tsv.h"

#include "decimal.h"
#include "error.h"
#include "words.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define TSV_VERSION 1
#define NAME_CHARACTERS "abcdefghijklmnopqrstuvwxyz0123456789_-"

void tsv_bad(struct tsv *tsv, const char *what, ...)
{
	char text[512];
	va_list args;

	va_start(args, what);
	vsnprintf(text, sizeof(text), what, args);
	va_end(args);
	bad_input(tsv->lines.path, tsv->lines.number, "%s", text);
}

/* Cuts line at its tabs; the number of fields, of which `max` are kept. */
static int split(char *line, char **field, int max)
{
	int count = 0;

	for (;;) {
		if (count < max)
			field[count] = line;
		count++;
		line = strchrnul(line, '\t');
		if (!*line)
			return count;
		*line++ = '\0';
	}
}

static void read_version(struct tsv *tsv, const char *format)
{
	const char *line = lines_next(&tsv->lines);
	char expected[64];

	snprintf(expected, sizeof(expected), "# rmaplock %s %d", format, TSV_VERSION);
	if (!line)
		bad_input(tsv->lines.path, 0, "is empty: expected the line '%s'", expected);
	if (strcmp(line, expected) != 0)
		tsv_bad(tsv,
			"the line is '%s', expected '%s': use the rmaplock that wrote this run",
			printable(line), expected);
}

static void read_names(struct tsv *tsv)
{
	char *line = lines_next(&tsv->lines);
	char *copy;
	int i, j;

	if (!line)
		bad_input(tsv->lines.path, 0, "ends before the column names: the file is damaged");
	copy = xstrdup(line);
	tsv->columns = split(copy, tsv->name, TSV_MAX_COLUMNS);
	if (tsv->columns > TSV_MAX_COLUMNS)
		tsv_bad(tsv, "%d columns, at most %d are expected: the file is damaged",
			tsv->columns, TSV_MAX_COLUMNS);
	for (i = 0; i < tsv->columns; i++)
		for (j = 0; j < i; j++)
			if (strcmp(tsv->name[i], tsv->name[j]) == 0)
				tsv_bad(tsv,
					"column '%s' is there twice: leave one with the right values",
					printable(tsv->name[i]));
}

bool tsv_open(struct tsv *tsv, const char *dir, const char *format)
{
	char file[64];

	snprintf(file, sizeof(file), "%s.tsv", format);
	*tsv = (struct tsv){ 0 };
	if (!lines_open(&tsv->lines, dir, file))
		return false;
	read_version(tsv, format);
	read_names(tsv);
	return true;
}

int tsv_column(struct tsv *tsv, const char *name)
{
	int i;

	for (i = 0; i < tsv->columns; i++)
		if (strcmp(tsv->name[i], name) == 0)
			return i;
	bad_input(tsv->lines.path, 2,
		  "column '%s' is missing: use the rmaplock that wrote this run", name);
}

bool tsv_next(struct tsv *tsv)
{
	char *line = lines_next(&tsv->lines);
	int fields;

	if (!line)
		return false;
	fields = split(line, tsv->field, tsv->columns);
	if (fields != tsv->columns)
		tsv_bad(tsv,
			"%s where the header has %s: delete the line and complete the run with --resume",
			count_text(fields, "field"), count_text(tsv->columns, "column"));
	return true;
}

double tsv_number(struct tsv *tsv, int column)
{
	const char *field = tsv->field[column];
	double value;

	if (field[0] == '-' && field[1] == '\0')
		return NAN;
	if (!decimal_parse(field, &value))
		tsv_bad(tsv, "%s is '%s', expected a decimal number of at most 1e18 or '-'",
			tsv->name[column], printable(field));
	if (value < 0)
		tsv_bad(tsv, "%s is '%s', expected a number that is not negative",
			tsv->name[column], printable(field));
	return value;
}

uint64_t tsv_count(struct tsv *tsv, int column)
{
	const char *field = tsv->field[column];
	uint64_t value = 0;

	if (!*field || strlen(field) > 18 || field[strspn(field, "0123456789")])
		tsv_bad(tsv, "%s is '%s', expected a whole number below 1e18", tsv->name[column],
			printable(field));
	for (; *field; field++)
		value = value * 10 + (*field - '0');
	return value;
}

uint32_t tsv_index(struct tsv *tsv, int column, uint32_t low)
{
	uint64_t value = tsv_count(tsv, column);

	if (value < low || value > UINT32_MAX)
		tsv_bad(tsv, "%s is '%s', expected a whole number from %u to %u", tsv->name[column],
			printable(tsv->field[column]), low, UINT32_MAX);
	return value;
}

bool is_name(const char *text)
{
	return *text && !strchr("_-", *text) && !text[strspn(text, NAME_CHARACTERS)];
}

void tsv_check_name(struct tsv *tsv, int column)
{
	const char *field = tsv->field[column];

	if (!is_name(field))
		tsv_bad(tsv, "%s is '%s', expected a name of a-z, 0-9, '_' and '-'",
			tsv->name[column], printable(field));
}

void tsv_check_text(struct tsv *tsv, int column)
{
	const char *c;

	for (c = tsv->field[column]; *c; c++)
		if (*c < ' ' || *c > '~')
			tsv_bad(tsv, "%s is '%s', expected printable ASCII", tsv->name[column],
				printable(tsv->field[column]));
}

void tsv_close(struct tsv *tsv)
{
	free(tsv->name[0]);
	lines_close(&tsv->lines);
}
