/* SPDX-License-Identifier: GPL-2.0 */
/* What a run says of each group: rows of summary.tsv, and a table and a sentence for people. */
#ifndef ANALYSIS_GROUPS_H
#define ANALYSIS_GROUPS_H

#include "counters.h"
#include "flags.h"
#include "matrix.h"
#include "samples.h"

#include <stdio.h>

struct groups {
	const struct run *run;
	const struct counters *counters;
	const struct matrix *matrix;
	const struct flags *flags;
};

/* Of a large run a second process does half of the groups, where there is a second CPU for it. */
void groups_write(const struct groups *groups, FILE *rows, FILE *text);

#endif /* ANALYSIS_GROUPS_H */
