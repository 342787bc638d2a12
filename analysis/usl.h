/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Gunther's Universal Scalability Law,
 *
 *   X(N) = lambda N / (1 + sigma (N - 1) + kappa N (N - 1)),
 *
 * of the throughput X of N tasks: sigma is the share that is serial (waiting for
 * the lock), kappa the cost of coherence that each pair of tasks adds. Pure, as
 * stats.h is.
 */
#ifndef ANALYSIS_USL_H
#define ANALYSIS_USL_H

#include <stdbool.h>
#include <stddef.h>

#define USL_MIN_POINTS 4 /* one more than it has parameters */

/* A kappa below this is 0 but for arithmetic: it would put the knee beyond a thousand tasks. */
#define USL_KAPPA_MIN 5e-7

struct usl {
	double lambda; /* of one task, the unit of X */
	double sigma;
	double kappa;
};

/*
 * Least squares on ln X, since noise is a factor (GSL's Levenberg-Marquardt). No
 * bounds: a sigma or kappa a little below 0 is noise about 0. False if there are
 * fewer than USL_MIN_POINTS or it does not converge.
 */
bool usl_fit(const double *tasks, const double *log_rate, size_t n, struct usl *usl);

double usl_rate(const struct usl *usl, double tasks);

/* The number of tasks of the largest throughput; infinite if it only grows. */
double usl_knee(const struct usl *usl);

/* Where the two curves meet between `from` and `to` tasks, the first if twice; NaN if nowhere. */
double usl_crossover(const struct usl *a, const struct usl *b, double from, double to);

#endif /* ANALYSIS_USL_H */
