// SPDX-License-Identifier: GPL-2.0
/*
 * The bounds of looks. Those of three looks at 5 % are the R package rpact's
 * (tests/testthat/test-f_design_group_sequential.R: critical values 3.4710914, 2.4544323
 * and 2.0040356, one-sided levels 0.00025917372, 0.0070553616 and 0.022533125). Those
 * of any number of looks are compared with another integration of the same walk, by
 * trapezoids on an even grid.
 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "analysis/looks.h"

#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>

static void assert_near(double value, double expected, double tolerance)
{
	if (!(fabs(value - expected) <= tolerance)) {
		print_error("%.9g, expected %.9g\n", value, expected);
		fail();
	}
}

static void test_published_bound(void **state)
{
	const struct looks looks = { 3, 30, 3 };

	(void)state;
	assert_near(looks_bound(&looks, 0.05), 2.0040356, 1e-5);
	assert_near(looks_bound(&looks, 0.05) * sqrt(3.0 / 2), 2.4544323, 1e-5);
	assert_near(looks_bound(&looks, 0.05) * sqrt(3), 3.4710914, 2e-5);
}

#define GRID 801

static double density(double x, double variance)
{
	return exp(-x * x / (2 * variance)) / sqrt(2 * M_PI * variance);
}

/* P(|W| >= c at any of so many even looks), step by step over a grid from -c to c. */
static double crossing_by_trapezoids(size_t looks, double c)
{
	double step = 2 * c / (GRID - 1), now[GRID], next[GRID], inside = 0;
	size_t look, i, j;

	for (i = 0; i < GRID; i++)
		now[i] = density(i * step - c, 1.0 / looks) * step;
	for (look = 2; look <= looks; look++) {
		now[0] /= 2;
		now[GRID - 1] /= 2;
		for (i = 0; i < GRID; i++)
			for (next[i] = 0, j = 0; j < GRID; j++)
				next[i] += now[j] * step *
					   density((i - (double)j) * step, 1.0 / looks);
		memcpy(now, next, sizeof(now));
	}
	for (i = 0; i < GRID; i++)
		inside += i == 0 || i == GRID - 1 ? now[i] / 2 : now[i];
	return 1 - inside;
}

static void test_bounds(void **state)
{
	const double alpha[] = { 0.01, 0.05, 0.10 };
	struct looks looks;
	size_t i;

	(void)state;
	for (looks.count = 2; looks.count <= LOOKS_MOST; looks.count++)
		for (i = 0; i < 3; i++) {
			looks.blocks = 60;
			assert_near(
				crossing_by_trapezoids(looks.count, looks_bound(&looks, alpha[i])),
				alpha[i], 1e-5);
		}
}

static void test_levels(void **state)
{
	struct looks looks = { 3, 30, 1 };

	(void)state;
	assert_near(looks_level(&looks, 0.05), 2 * 0.00025917372, 1e-7);
	looks.look = 2;
	assert_near(looks_level(&looks, 0.05), 2 * 0.0070553616, 1e-6);
	looks.look = 3;
	assert_near(looks_level(&looks, 0.05), 2 * 0.022533125, 1e-6);
	assert_near(looks_level(&(struct looks){ 1, 30, 1 }, 0.0123), 0.0123, 0);
}

/* A p value and the level are each other's inverse, also where alpha is Holm's. */
static void test_p(void **state)
{
	const double alpha[] = { 0.2, 0.05, 0.05 / 18, 1e-5 };
	struct looks looks = { 4, 40, 1 };
	size_t i;

	(void)state;
	for (looks.look = 1; looks.look <= 4; looks.look++)
		for (i = 0; i < 4; i++)
			assert_near(looks_p(&looks, looks_level(&looks, alpha[i])) / alpha[i], 1,
				    1e-4);
	looks.look = 2;
	assert_near(looks_p(&looks, 1), 1, 0);
	assert_true(isnan(looks_p(&looks, NAN)));
	assert_true(looks_p(&looks, 0.001) > 0.001);
	assert_true(looks_p(&looks, 1e-15) >= 1e-15);
	assert_near(looks_p(&(struct looks){ 1, 10, 1 }, 0.3), 0.3, 0);
}

/* Where whole blocks make looks uneven: against random walks. */
static void test_uneven_looks(void **state)
{
	const struct looks looks = { 3, 7, 3 }; /* due after 3, 5 and 7 blocks */
	const double c = looks_bound(&looks, 0.05);
	gsl_rng *rng = gsl_rng_alloc(gsl_rng_taus2);
	size_t walks = 200000, crossed = 0, walk, block, look;
	double w;

	(void)state;
	for (walk = 0; walk < walks; walk++) {
		for (block = 1, look = 1, w = 0; block <= 7; block++) {
			w += gsl_ran_gaussian_ziggurat(rng, 1 / sqrt(7));
			if (block != looks_due(&looks, look))
				continue;
			look++;
			if (fabs(w) >= c) {
				crossed++;
				break;
			}
		}
	}
	assert_near((double)crossed / walks, 0.05, 0.002);
	gsl_rng_free(rng);
}

static void test_due(void **state)
{
	const struct looks looks = { 3, 20, 1 };

	(void)state;
	assert_int_equal(looks_due(&looks, 1), 7);
	assert_int_equal(looks_due(&looks, 2), 14);
	assert_int_equal(looks_due(&looks, 3), 20);
	assert_int_equal(looks_reached(&looks, 2), 1);
	assert_int_equal(looks_reached(&looks, 13), 1);
	assert_int_equal(looks_reached(&looks, 14), 2);
	assert_int_equal(looks_reached(&looks, 19), 2);
	assert_int_equal(looks_reached(&looks, 20), 3);
	assert_int_equal(looks_reached(&looks, 25), 3);
}

/* More looks than blocks: some are due at once, and cost nothing. */
static void test_few_blocks(void **state)
{
	const struct looks one = { 5, 1, 5 };

	(void)state;
	assert_near(looks_bound(&one, 0.05), 1.960, 0.0005);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_published_bound), cmocka_unit_test(test_bounds),
		cmocka_unit_test(test_levels),		cmocka_unit_test(test_p),
		cmocka_unit_test(test_uneven_looks),	cmocka_unit_test(test_due),
		cmocka_unit_test(test_few_blocks),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
