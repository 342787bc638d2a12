// SPDX-License-Identifier: GPL-2.0
/* The levels of two runs that are compared, each of which may have ended at any of its looks. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "analysis/two_looks.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>

#define WALKS 100000

static void assert_near(double value, double expected, double tolerance)
{
	if (!(fabs(value - expected) <= tolerance)) {
		print_error("%.9g, expected %.9g\n", value, expected);
		fail();
	}
}

static double level_of(const struct looks *a, const struct looks *b, double alpha)
{
	struct two_looks two;
	double level;

	two_looks_init(&two, a, b);
	level = two_looks_level(&two, alpha);
	two_looks_free(&two);
	return level;
}

static void test_last_looks_alone(void **state)
{
	const struct looks a = { 1, 30, 1 }, b = { 1, 7, 1 };
	struct two_looks two;

	(void)state;
	two_looks_init(&two, &a, &b);
	assert_null(two.reached);
	assert_near(two_looks_level(&two, 0.0123), 0.0123, 0);
	assert_near(two_looks_p(&two, 0.3), 0.3, 0);
	two_looks_free(&two);
}

/* Beside a run in which nothing is left to chance another is as it is alone, whose levels are had otherwise. */
static void test_beside_a_run_without_chance(void **state)
{
	const struct looks endless = { 1, 1000000000, 1 };
	struct looks looks = { 3, 30, 1 };

	(void)state;
	for (looks.look = 1; looks.look <= 3; looks.look++) {
		assert_near(level_of(&looks, &endless, 0.05) / looks_level(&looks, 0.05), 1, 0.04);
		assert_near(level_of(&endless, &looks, 0.05) / looks_level(&looks, 0.05), 1, 0.04);
	}
}

/* Means of 1 to n standard normal blocks, those that are due at looks. */
static void walk(gsl_rng *rng, const struct looks *looks, double *mean)
{
	double sum = 0;
	size_t block, look = 1;

	for (block = 1; block <= looks->blocks; block++) {
		sum += gsl_ran_gaussian_ziggurat(rng, 1);
		for (; look <= looks->count && looks_due(looks, look) == block; look++)
			mean[look - 1] = sum / block;
	}
}

static bool crosses_anywhere(const double *mean_a, const double *mean_b, const struct looks *a,
			     const struct looks *b, double level[LOOKS_MOST][LOOKS_MOST])
{
	size_t i, j;
	double variance, p;

	for (i = 0; i < a->count; i++)
		for (j = 0; j < b->count; j++) {
			variance = 1.0 / looks_due(a, i + 1) + 1.0 / looks_due(b, j + 1);
			p = 2 * gsl_cdf_ugaussian_Q(fabs(mean_a[i] - mean_b[j]) / sqrt(variance));
			if (p < level[i][j])
				return true;
		}
	return false;
}

/* How often anything is found where there is nothing, by who looks at all pairs, at these levels. */
static double error_rate(const struct looks *a, const struct looks *b,
			 double level[LOOKS_MOST][LOOKS_MOST])
{
	gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
	double mean_a[LOOKS_MOST], mean_b[LOOKS_MOST];
	size_t i, wrong = 0;

	for (i = 0; i < WALKS; i++) {
		walk(rng, a, mean_a);
		walk(rng, b, mean_b);
		wrong += crosses_anywhere(mean_a, mean_b, a, b, level);
	}
	gsl_rng_free(rng);
	return (double)wrong / WALKS;
}

static void test_error_rate(void **state)
{
	const struct looks pair[][2] = { { { 3, 30, 1 }, { 3, 30, 1 } },
					 { { 4, 22, 1 }, { 2, 12, 1 } },
					 { { 1, 10, 1 }, { 5, 33, 1 } } };
	double level[LOOKS_MOST][LOOKS_MOST];
	struct looks a, b;
	size_t i, j, k;

	(void)state;
	for (k = 0; k < 3; k++) {
		a = pair[k][0];
		b = pair[k][1];
		for (i = 0; i < a.count; i++)
			for (j = 0; j < b.count; j++) {
				a.look = i + 1;
				b.look = j + 1;
				level[i][j] = level_of(&a, &b, 0.05);
			}
		assert_near(error_rate(&a, &b, level), 0.05, 0.0025);
		for (i = 0; i < a.count; i++)
			for (j = 0; j < b.count; j++)
				level[i][j] = 0.05;
		assert_true(error_rate(&a, &b, level) > 0.07); /* what they are there for */
	}
}

/* A p value and the level are each other's inverse, also where hardly a walk comes. */
static void test_p(void **state)
{
	const double alpha[] = { 0.2, 0.05, 0.01, 0.05 / 18, 1e-6 };
	const struct looks a = { 4, 40, 2 }, b = { 3, 30, 3 };
	struct two_looks two;
	double least = 1, p, adjusted;
	size_t i;

	(void)state;
	two_looks_init(&two, &a, &b);
	for (i = 0; i < sizeof(alpha) / sizeof(alpha[0]); i++)
		assert_near(two_looks_p(&two, two_looks_level(&two, alpha[i])) / alpha[i], 1, 0.01);
	for (p = 1; p > 1e-9; p /= 1.1) {
		adjusted = two_looks_p(&two, p);
		assert_true(adjusted >= p && adjusted <= least);
		least = adjusted;
	}
	assert_near(two_looks_p(&two, 1), 1, 0);
	assert_true(isnan(two_looks_p(&two, NAN)));
	two_looks_free(&two);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_last_looks_alone),
		cmocka_unit_test(test_beside_a_run_without_chance),
		cmocka_unit_test(test_error_rate),
		cmocka_unit_test(test_p),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
