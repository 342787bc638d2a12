/* SPDX-License-Identifier: GPL-2.0 */
/* What is printed for people: where the run took place, a table a group, what failed. */
#ifndef ANALYSIS_REPORT_H
#define ANALYSIS_REPORT_H

#include "env.h"
#include "matrix.h"
#include "results.h"

#include <stdio.h>

void report_header(const struct env *env, const struct run *run, const struct matrix *matrix,
		   FILE *out);

void report_group(const struct results *results, const struct looks *looks, FILE *out);

/* Every cell that failed and was not made good, with its reason. */
void report_failed(const struct run *run, FILE *out);

#endif /* ANALYSIS_REPORT_H */
