/* SPDX-License-Identifier: GPL-2.0 */
/* The difference that a plan wanted to be found, beside the one that its run can find. */
#ifndef ANALYSIS_REPORT_GOAL_H
#define ANALYSIS_REPORT_GOAL_H

#include "goal.h"
#include "samples.h"

#include <stdio.h>

/* A line, if the plan stated a difference. */
void report_goal(const struct goal *goal, const struct run *run, FILE *out);

#endif /* ANALYSIS_REPORT_GOAL_H */
