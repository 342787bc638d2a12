// SPDX-License-Identifier: GPL-2.0
#include "moderate.h"

#include "error.h"

#include <gsl/gsl_sf_psi.h>
#include <gsl/gsl_statistics.h>
#include <math.h>
#include <stdlib.h>

/* Blocks that are all alike to the last digit would have a logarithm without bounds. */
#define VARIANCE_LEAST 1e-12

#define NEWTON_STEPS 50

/* Newton's method on 1 / trigamma, which is convex and nearly a line: Smyth's appendix. */
double trigamma_inverse(double value)
{
	double x = 0.5 + 1 / value, trigamma, step;
	int i;

	for (i = 0; i < NEWTON_STEPS; i++) {
		trigamma = gsl_sf_psi_1(x);
		step = trigamma * (1 - trigamma / value) / gsl_sf_psi_n(2, x);
		x += step;
		if (-step / x < 1e-9)
			break;
	}
	return x;
}

/* ln of the variance, without the bias that so few degrees of freedom give it. */
static double unbiased_log(double variance, double df)
{
	return log(fmax(variance, VARIANCE_LEAST)) - gsl_sf_psi(df / 2) + log(df / 2);
}

struct moderated moderate(const double *variance, const double *df, size_t n)
{
	double *e = xcalloc(n, sizeof(*e)), chance = 0, more, half;
	struct moderated m = { .df = INFINITY };
	size_t i;

	for (i = 0; i < n; i++) {
		e[i] = unbiased_log(variance[i], df[i]);
		chance += gsl_sf_psi_1(df[i] / 2) / n;
		m.df_all += df[i];
	}
	m.variance = exp(gsl_stats_mean(e, 1, n));
	more = n > 1 ? gsl_stats_variance(e, 1, n) - chance : 0;
	if (more > 0) {
		half = trigamma_inverse(more);
		m.df = 2 * half;
		m.variance *= exp(gsl_sf_psi(half)) / half;
	}
	free(e);
	return m;
}

double moderated_variance(const struct moderated *m, double variance, double *df)
{
	double own = *df;

	*df = fmin(own + m->df, m->df_all);
	if (isinf(m->df))
		return m->variance;
	return (m->df * m->variance + own * variance) / (m->df + own);
}
