/* SPDX-License-Identifier: GPL-2.0 */
/* What the iterations of all tasks between two snapshots amount to. */
#ifndef RMAPLOCK_WINDOW_H
#define RMAPLOCK_WINDOW_H

struct window_stats {
	unsigned long long ops;
	unsigned long long task_min;
	unsigned long long task_max;
	/*
	 * Jain's fairness index (sum x)^2 / (n * sum x^2): 1 if all tasks did
	 * the same, 1/n if one did everything; NAN if none did anything.
	 */
	double jain;
};

/*
 * ops[i]: iterations of task i inside the window; n >= 1.
 */
struct window_stats window_stats(const unsigned long long *ops, unsigned long n);

#endif /* RMAPLOCK_WINDOW_H */
