/* SPDX-License-Identifier: GPL-2.0 */
/* What the original prints, of points and of single tests. */
#ifndef RMAPLOCK_AIM7_REPORT_H
#define RMAPLOCK_AIM7_REPORT_H

#include <stdio.h>

#include "aim7/generator/point.h"
#include "aim7/metrics.h"

/* Of one repetition of a point, or the mean of all. */
struct report_row {
	unsigned long users;
	struct metrics metrics;
	double user_s, system_s;
};

struct report_row report_row(const struct point *point);

/* The mean of each figure; the job timing index is rounded. */
struct report_row report_mean(const struct report_row *rows, unsigned long n);

void report_header(FILE *table, FILE *csv);
void report_point(FILE *table, FILE *csv, const struct report_row *row);
void report_max(FILE *table, double jobs_per_min);

/* To stderr: who took long; and how repetitions differ. */
void report_stragglers(const struct point *point);
void report_spread(const struct report_row *rows, unsigned long n);

/* The header comes before the first of them. */
void report_single(const struct test *test, const struct point *point, unsigned long ops);

/* The last of all: 0, or, with a line, an exit status if any of the output was lost. */
int report_end(void);

#endif /* RMAPLOCK_AIM7_REPORT_H */
