// SPDX-License-Identifier: GPL-2.0
#include "goal.h"

#include "decimal.h"
#include "error.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MDE_LEAST 0.1 /* %, as scripts/lib/plan.awk has them */
#define MDE_MOST 50

static double read_mde(const char *text, const char *path)
{
	char number[32];
	size_t length = strlen(text);
	double value;

	if (strcmp(text, "-") == 0 || strcmp(text, "none") == 0)
		return NAN;
	if (length < 2 || length > sizeof(number) || text[length - 1] != '%')
		bad_input(path, 0, "mde is '%s', expected none or a difference such as 3%%",
			  printable(text));
	snprintf(number, sizeof(number), "%.*s", (int)length - 1, text);
	if (!decimal_parse(number, &value) || !(value >= MDE_LEAST && value <= MDE_MOST))
		bad_input(path, 0, "mde is '%s', expected a difference from 0.1%% to 50%%",
			  printable(text));
	return value / 100;
}

void goal_read(struct goal *goal, const struct plan *plan, const char *dir)
{
	char *path = path_join(dir, "plan");

	*goal = (struct goal){ .mde = read_mde(plan_value(plan, "mde"), path) };
	if (!isnan(goal->mde)) {
		goal->blocks = plan_count(plan, dir, "reps", MOST_BLOCKS, 0);
		goal->most = plan_count(plan, dir, "max_reps", MOST_BLOCKS, 0);
	}
	free(path);
}
