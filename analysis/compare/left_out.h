/* SPDX-License-Identifier: GPL-2.0 */
/* What one of several runs has and another has not: it is compared with nothing, and that is said. */
#ifndef ANALYSIS_COMPARE_LEFT_OUT_H
#define ANALYSIS_COMPARE_LEFT_OUT_H

#include "side.h"

#include <stdio.h>

/* Lines of the first run against each other one; configs as rows_make() takes them. Nothing for one run. */
void left_out_print(const struct sides *sides, const char *configs, FILE *out);

#endif /* ANALYSIS_COMPARE_LEFT_OUT_H */
