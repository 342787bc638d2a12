// SPDX-License-Identifier: GPL-2.0
#include "usl.h"

#include "error.h"

#include <gsl/gsl_multifit_nlinear.h>
#include <gsl/gsl_poly.h>
#include <math.h>

#define PARAMETERS 3 /* ln lambda, sigma, kappa */
#define STEPS 200
#define TOLERANCE 1e-10
#define FORBIDDEN 1e3 /* residual where the law gives no throughput at all */

struct points {
	const double *tasks;
	const double *log_rate;
	size_t n;
};

static double divisor(double sigma, double kappa, double n)
{
	return 1 + sigma * (n - 1) + kappa * n * (n - 1);
}

double usl_rate(const struct usl *usl, double tasks)
{
	return usl->lambda * tasks / divisor(usl->sigma, usl->kappa, tasks);
}

static int residuals(const gsl_vector *parameter, void *data, gsl_vector *residual)
{
	const struct points *points = data;
	double d;
	size_t i;

	for (i = 0; i < points->n; i++) {
		d = divisor(gsl_vector_get(parameter, 1), gsl_vector_get(parameter, 2),
			    points->tasks[i]);
		gsl_vector_set(residual, i,
			       d > 0 ? gsl_vector_get(parameter, 0) + log(points->tasks[i] / d) -
					       points->log_rate[i]
				     : FORBIDDEN);
	}
	return GSL_SUCCESS;
}

/* From the first point as if nothing were in the way. */
static void guess(const struct points *points, gsl_vector *parameter)
{
	gsl_vector_set(parameter, 0, points->log_rate[0] - log(points->tasks[0]));
	gsl_vector_set(parameter, 1, 0.1);
	gsl_vector_set(parameter, 2, 0.001);
}

bool usl_fit(const double *tasks, const double *log_rate, size_t n, struct usl *usl)
{
	gsl_multifit_nlinear_parameters how = gsl_multifit_nlinear_default_parameters();
	struct points points = { tasks, log_rate, n };
	gsl_multifit_nlinear_fdf law = {
		.f = residuals, .n = n, .p = PARAMETERS, .params = &points
	};
	gsl_multifit_nlinear_workspace *work;
	gsl_error_handler_t *handler;
	gsl_vector *parameter;
	int status, why;

	if (n < USL_MIN_POINTS)
		return false;
	handler = gsl_set_error_handler_off();
	parameter = gsl_vector_alloc(PARAMETERS);
	work = gsl_multifit_nlinear_alloc(gsl_multifit_nlinear_trust, &how, n, PARAMETERS);
	if (!parameter || !work)
		fail("out of memory: run it on a machine with more");
	guess(&points, parameter);
	gsl_multifit_nlinear_init(parameter, &law, work);
	status =
		gsl_multifit_nlinear_driver(STEPS, TOLERANCE, TOLERANCE, 0, NULL, NULL, &why, work);
	*usl = (struct usl){
		.lambda = exp(gsl_vector_get(work->x, 0)),
		.sigma = gsl_vector_get(work->x, 1),
		.kappa = gsl_vector_get(work->x, 2),
	};
	gsl_multifit_nlinear_free(work);
	gsl_vector_free(parameter);
	gsl_set_error_handler(handler);
	/* GSL_ENOPROG: it cannot get better, as when the points lie on a law exactly */
	return (status == GSL_SUCCESS || status == GSL_ENOPROG) && isfinite(usl->lambda);
}

double usl_knee(const struct usl *usl)
{
	if (usl->kappa < USL_KAPPA_MIN)
		return INFINITY;
	return usl->sigma < 1 ? fmax(1, sqrt((1 - usl->sigma) / usl->kappa)) : 1;
}

/* lambda_a divisor_b(N) = lambda_b divisor_a(N) is quadratic in N. */
double usl_crossover(const struct usl *a, const struct usl *b, double from, double to)
{
	double x = a->lambda, y = b->lambda, root[2];
	int i, roots = gsl_poly_solve_quadratic(
		       x * b->kappa - y * a->kappa,
		       x * (b->sigma - b->kappa) - y * (a->sigma - a->kappa),
		       x * (1 - b->sigma) - y * (1 - a->sigma), &root[0], &root[1]);

	for (i = 0; i < roots; i++)
		if (root[i] >= from && root[i] <= to)
			return root[i];
	return NAN;
}
