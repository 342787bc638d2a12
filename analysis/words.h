/* SPDX-License-Identifier: GPL-2.0 */
/* Numbers and nouns as people read them. Results are static, good until eight calls later. */
#ifndef ANALYSIS_WORDS_H
#define ANALYSIS_WORDS_H

#include "stats.h"

#include <stdint.h>

/* What one operation of a workload is called: "fork", "op". */
const char *op_name(const char *workload);

/* At least `digits` significant digits, no exponent; "-" for a NaN. */
const char *number_text(double value, int digits);

/* A ratio: three decimals, more below 0.1. */
const char *ratio_text(double ratio);

/* A ratio as its distance from 1: "-57 %", "+1.8 %". */
const char *percent_text(double ratio);

/* "-57 % [-60, -53]"; no brackets without an interval. */
const char *percent_interval_text(const struct estimate *ratio);

/* A share: "91 %". */
const char *share_text(double share);

/* Of what intervals of 1 - level are, never "100 %": "95 %", "99.95 %". */
const char *confidence_text(double level);

/* "8 tasks", "1 task". */
const char *count_text(uint64_t count, const char *noun);

#endif /* ANALYSIS_WORDS_H */
