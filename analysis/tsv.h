/* SPDX-License-Identifier: GPL-2.0 */
/* Tables as doc/formats.md has them: a version line, a line of column names, rows. */
#ifndef ANALYSIS_TSV_H
#define ANALYSIS_TSV_H

#include "lines.h"

#include <stdbool.h>
#include <stdint.h>

#define TSV_MAX_COLUMNS 256

struct tsv {
	struct lines lines;
	int columns;
	char *name[TSV_MAX_COLUMNS]; /* of the columns */
	char *field[TSV_MAX_COLUMNS]; /* of the current row */
};

/*
 * Opens DIR/FORMAT.tsv and reads its two header lines. False if there is no
 * such file. Anything unexpected, here and below, ends in bad_input().
 */
bool tsv_open(struct tsv *tsv, const char *dir, const char *format);

/* The column of that name. */
int tsv_column(struct tsv *tsv, const char *name);

/* Reads the next row into tsv->field; false after the last. */
bool tsv_next(struct tsv *tsv);

/* The number >= 0 in a field; NaN for `-`. */
double tsv_number(struct tsv *tsv, int column);

/* The whole number from low to UINT32_MAX in a field. */
uint32_t tsv_index(struct tsv *tsv, int column, uint32_t low);

/* The whole number in a field. */
uint64_t tsv_count(struct tsv *tsv, int column);

/* Is it what names look like in tables and plans: [a-z0-9][a-z0-9_-]*? */
bool is_name(const char *text);

/* Wants a name. */
void tsv_check_name(struct tsv *tsv, int column);

/* Wants text that is printable ASCII: it is shown as it is, and nothing in it may move a terminal. */
void tsv_check_text(struct tsv *tsv, int column);

/* bad_input() with the file and line of the current row. */
_Noreturn void tsv_bad(struct tsv *tsv, const char *what, ...)
	__attribute__((format(printf, 2, 3)));

void tsv_close(struct tsv *tsv);

#endif /* ANALYSIS_TSV_H */
