/* SPDX-License-Identifier: GPL-2.0 */
/* At a look: has a run still anything to find out? */
#ifndef ANALYSIS_UNDECIDED_H
#define ANALYSIS_UNDECIDED_H

#include "samples.h"

struct undecided {
	size_t tests; /* all comparisons */
	size_t count; /* of them undecided */
	const char *config; /* the first that is */
	const char *workload;
	const char *params;
	uint32_t tasks;
};

/*
 * A comparison is decided if the config is slower or faster, or if its interval lies
 * within 1 +- mde: it does not differ by as much as is to be found. Where that is
 * NaN, for want of a stated one, it is decided if it is called the same.
 */
struct undecided undecided_find(const struct run *run, double mde);

#endif /* ANALYSIS_UNDECIDED_H */
