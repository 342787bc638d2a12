/* SPDX-License-Identifier: GPL-2.0 */
/* What is printed for people, and agree.tsv for the plot. */
#ifndef ANALYSIS_AGREE_AGREE_TABLE_H
#define ANALYSIS_AGREE_AGREE_TABLE_H

#include "../alike.h"
#include "matches.h"

#include <stdio.h>

/* Where both runs took place, and what only one of them has. */
void agree_header(const struct matches *matches, FILE *out);

/* The ratios, config by config; then how far their order agrees. */
void agree_tables(const struct matches *matches, FILE *out);

/* The answer in one sentence. */
void agree_sentence(const struct matches *matches, FILE *out);

/* objections: what --force overruled. */
void agree_tsv(const struct matches *matches, const struct objections *objections, FILE *out);

#endif /* ANALYSIS_AGREE_AGREE_TABLE_H */
