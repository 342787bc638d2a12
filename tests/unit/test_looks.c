// SPDX-License-Identifier: GPL-2.0
/*
 * The bounds of looks. Published: Jennison and Turnbull, Group Sequential Methods
 * (2000), table 2.3, the constants C_B(K, alpha) of O'Brien and Fleming's two-sided
 * tests; the levels of three looks at 5 % as in every textbook: 0.0005, 0.014, 0.045.
 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
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

static void test_published_bounds(void **state)
{
	static const struct {
		size_t looks;
		double c[3]; /* at 1 %, 5 %, 10 % */
	} table[] = {
		{ 1, { 2.576, 1.960, 1.645 } }, { 2, { 2.580, 1.977, 1.678 } },
		{ 3, { 2.595, 2.004, 1.710 } }, { 4, { 2.609, 2.024, 1.733 } },
		{ 5, { 2.621, 2.040, 1.751 } },
	};
	struct looks looks;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(table) / sizeof(table[0]); i++) {
		looks = (struct looks){ table[i].looks, 60, table[i].looks };
		assert_near(looks_bound(&looks, 0.01), table[i].c[0], 0.0005);
		assert_near(looks_bound(&looks, 0.05), table[i].c[1], 0.0005);
		assert_near(looks_bound(&looks, 0.10), table[i].c[2], 0.0005);
	}
}

static void test_levels(void **state)
{
	struct looks looks = { 3, 30, 1 };

	(void)state;
	assert_near(looks_level(&looks, 0.05), 0.0005, 0.00005);
	looks.look = 2;
	assert_near(looks_level(&looks, 0.05), 0.0141, 0.00005);
	looks.look = 3;
	assert_near(looks_level(&looks, 0.05), 0.0451, 0.00005);
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
		cmocka_unit_test(test_published_bounds),
		cmocka_unit_test(test_levels),
		cmocka_unit_test(test_p),
		cmocka_unit_test(test_uneven_looks),
		cmocka_unit_test(test_due),
		cmocka_unit_test(test_few_blocks),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
