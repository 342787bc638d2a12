// SPDX-License-Identifier: GPL-2.0
#include "looks.h"

#include "error.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_integration.h>
#include <gsl/gsl_randist.h>
#include <math.h>

#define NODES 64 /* of Gauss and Legendre; with five looks, and c up to FAR, exact to 1e-8 */
#define FAR 6 /* beyond it looks hardly ever cross together: the sum of all is as good */
#define BISECTIONS 60

size_t looks_due(const struct looks *looks, size_t look)
{
	return (looks->blocks * look + looks->count - 1) / looks->count;
}

size_t looks_reached(const struct looks *looks, size_t blocks)
{
	size_t look = looks->count;

	while (look > 1 && looks_due(looks, look) > blocks)
		look--;
	return look;
}

static double share_at(const struct looks *looks, size_t look)
{
	return (double)looks_due(looks, look) / looks->blocks;
}

/* Of W between -c and c: where it may be at a look, and with what weight. */
struct inside {
	double at[NODES];
	double weight[NODES]; /* of the quadrature */
	double density[NODES]; /* of W there, not having crossed before */
};

static void start(struct inside *inside, double c, double t)
{
	gsl_integration_glfixed_table *table = gsl_integration_glfixed_table_alloc(NODES);
	size_t i;

	if (!table)
		fail("out of memory: run it on a machine with more");
	for (i = 0; i < NODES; i++) {
		gsl_integration_glfixed_point(-c, c, i, &inside->at[i], &inside->weight[i], table);
		inside->density[i] = gsl_ran_gaussian_pdf(inside->at[i], sqrt(t));
	}
	gsl_integration_glfixed_table_free(table);
}

/* To the next look, which is `dt` away (Armitage, McPherson and Rowe, 1969). */
static void advance(struct inside *inside, double dt)
{
	double next[NODES] = { 0 };
	size_t i, j;

	for (i = 0; i < NODES; i++)
		for (j = 0; j < NODES; j++)
			next[i] += inside->weight[j] * inside->density[j] *
				   gsl_ran_gaussian_pdf(inside->at[i] - inside->at[j], sqrt(dt));
	for (i = 0; i < NODES; i++)
		inside->density[i] = next[i];
}

static double mass(const struct inside *inside)
{
	double sum = 0;
	size_t i;

	for (i = 0; i < NODES; i++)
		sum += inside->weight[i] * inside->density[i];
	return sum;
}

static double tails(double z)
{
	return 2 * gsl_cdf_ugaussian_Q(z);
}

static double sum_of_crossings(const struct looks *looks, double c)
{
	double sum = 0;
	size_t look;

	for (look = 1; look <= looks->count; look++)
		sum += tails(c / sqrt(share_at(looks, look)));
	return sum;
}

double looks_crossing(const struct looks *looks, double c)
{
	struct inside inside;
	size_t look;

	if (c <= 0)
		return 1;
	if (looks->count == 1)
		return tails(c);
	if (c > FAR)
		return sum_of_crossings(looks, c);
	start(&inside, c, share_at(looks, 1));
	for (look = 2; look <= looks->count; look++)
		if (looks_due(looks, look) > looks_due(looks, look - 1))
			advance(&inside, share_at(looks, look) - share_at(looks, look - 1));
	return fmax(0, 1 - mass(&inside));
}

double looks_bound(const struct looks *looks, double alpha)
{
	double low = 0, high = 2 * FAR, middle;
	int i;

	for (i = 0; i < BISECTIONS; i++) {
		middle = (low + high) / 2;
		if (looks_crossing(looks, middle) > alpha)
			low = middle;
		else
			high = middle;
	}
	return high;
}

double looks_level(const struct looks *looks, double alpha)
{
	if (looks->count == 1)
		return alpha;
	return tails(looks_bound(looks, alpha) / sqrt(share_at(looks, looks->look)));
}

double looks_p(const struct looks *looks, double p)
{
	double z;

	if (looks->count == 1 || isnan(p))
		return p;
	z = gsl_cdf_ugaussian_Qinv(p / 2);
	return fmin(1, fmax(p, looks_crossing(looks, z * sqrt(share_at(looks, looks->look)))));
}
