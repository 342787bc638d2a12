/* SPDX-License-Identifier: GPL-2.0 */
/* Collectors that follow events have room for so many: where a window did not fit in, its beginning stands for all of it. */
#ifndef ANALYSIS_LOST_H
#define ANALYSIS_LOST_H

#include "counters.h"

#include <stdio.h>

/* A line, if cells of the collector lost events, below what is reported of it. */
void lost_report(const struct run *run, const struct counters *counters, const char *collector,
		 FILE *out);

#endif /* ANALYSIS_LOST_H */
