/* SPDX-License-Identifier: GPL-2.0 */
/* The fits as a table for programs: scale.tsv of doc/formats.md. */
#ifndef ANALYSIS_SCALE_TSV_H
#define ANALYSIS_SCALE_TSV_H

#include "curves.h"

#include <stdio.h>

/* A row for each config of the load that could be fitted; the header before the first. */
void scale_tsv(const struct load *load, bool header, FILE *out);

#endif /* ANALYSIS_SCALE_TSV_H */
