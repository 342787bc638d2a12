// SPDX-License-Identifier: GPL-2.0
#include "window.h"

#include <math.h>

struct window_stats window_stats(const unsigned long long *ops, unsigned long n)
{
	struct window_stats stats = { .task_min = ops[0], .task_max = ops[0], .jain = NAN };
	double sum = 0, squares = 0;

	for (unsigned long i = 0; i < n; i++) {
		stats.ops += ops[i];
		if (ops[i] < stats.task_min)
			stats.task_min = ops[i];
		if (ops[i] > stats.task_max)
			stats.task_max = ops[i];
		sum += (double)ops[i];
		squares += (double)ops[i] * (double)ops[i];
	}
	if (squares > 0)
		stats.jain = sum * sum / ((double)n * squares);
	return stats;
}
