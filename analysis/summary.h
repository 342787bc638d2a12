/* SPDX-License-Identifier: GPL-2.0 */
/* Writes summary.tsv. */
#ifndef ANALYSIS_SUMMARY_H
#define ANALYSIS_SUMMARY_H

#include "results.h"

#include <stdio.h>

void summary_header(FILE *out);

/* One row per config and metric; none for a metric that a config has no value of. */
void summary_rows(FILE *out, const struct results *results);

#endif /* ANALYSIS_SUMMARY_H */
