/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Many standard deviations, each of few blocks, help each other: Smyth's moderated
 * variances (Linear models and empirical Bayes methods, Statistical Applications in
 * Genetics and Molecular Biology 3, 2004). Where all that they differ by is chance
 * they become one; where some truly differ they hardly move.
 */
#ifndef ANALYSIS_MODERATE_H
#define ANALYSIS_MODERATE_H

#include <stddef.h>

struct moderated {
	double variance; /* of all, to which each is drawn */
	double df; /* how strongly: as so many degrees of freedom; INFINITY if nothing but chance tells them apart */
	double df_all; /* of all estimates together: no moderated one can have more */
};

/* Of variance[n], each of df[n] degrees of freedom (1 or more). n >= 1. */
struct moderated moderate(const double *variance, const double *df, size_t n);

/* One of them, moderated; *df becomes what it has now. */
double moderated_variance(const struct moderated *m, double variance, double *df);

/* The x > 0 whose trigamma function is `value` > 0. */
double trigamma_inverse(double value);

#endif /* ANALYSIS_MODERATE_H */
