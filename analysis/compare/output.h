/* SPDX-License-Identifier: GPL-2.0 */
/* The same comparisons for people and for two kinds of programs; doc/formats.md has the schemas. */
#ifndef ANALYSIS_COMPARE_OUTPUT_H
#define ANALYSIS_COMPARE_OUTPUT_H

#include "checks.h"
#include "rows.h"

#include <stdio.h>

struct comparison_result {
	const struct sides *sides;
	const struct objections *objections; /* that --force overruled: every output names them */
	const struct differences *differences;
	const struct rows *rows;
};

void output_text(const struct comparison_result *result, FILE *out);
void output_tsv(const struct comparison_result *result, FILE *out);
void output_json(const struct comparison_result *result, FILE *out);

/* "forks/s", "share of spinlock's". */
const char *row_unit(const struct row *row);

/* Are all runs, or some of them, emulated? */
bool any_emulated(const struct sides *sides);

#endif /* ANALYSIS_COMPARE_OUTPUT_H */
