// SPDX-License-Identifier: GPL-2.0
/*
 * Scatter, and how many blocks it asks for. The expected powers are R's (wilcox.test
 * on 10 000 and more made-up samples), the moderated variances those of Smyth's
 * formulas, evaluated in R.
 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "analysis/moderate.h"
#include "analysis/power.h"

#define KNOWN 1e9 /* degrees of freedom of a scatter that is no estimate */
#define QUIET 1e-6

static void assert_near(double value, double expected, double tolerance)
{
	if (!(fabs(value - expected) <= tolerance)) {
		print_error("%.9g, expected %.9g\n", value, expected);
		fail();
	}
}

/* So many comparisons, and but one look. */
static const struct standard *of(size_t tests)
{
	static struct standard standard;

	standard = standard_of(&(struct looks){ 1, 10, 1 }, tests);
	return &standard;
}

static void test_trigamma(void **state)
{
	(void)state;
	assert_near(trigamma_inverse(M_PI * M_PI / 6), 1, 1e-9);
	assert_near(trigamma_inverse(0.1), 10.4916818211, 1e-8);
	assert_near(trigamma_inverse(1e4), 0.01, 1e-4);
}

static void test_moderate(void **state)
{
	const double variance[] = { 1, 2, 4, 30, 0.1, 8 }, df[] = { 5, 5, 5, 5, 5, 5 };
	struct moderated m = moderate(variance, df, 6);
	double one = 5;

	(void)state;
	assert_near(m.df, 1.271638106, 1e-8);
	assert_near(m.variance, 1.134058438, 1e-8);
	assert_near(moderated_variance(&m, 30, &one), 24.14713817, 1e-7);
	assert_near(one, 6.271638106, 1e-8);
}

/* Three that differ less than chance would have it are one, of all degrees of freedom. */
static void test_moderate_to_one(void **state)
{
	const double variance[] = { 1, 1.2, 0.9 }, df[] = { 5, 5, 5 };
	struct moderated m = moderate(variance, df, 3);
	double one = 5;

	(void)state;
	assert_true(isinf(m.df));
	assert_near(moderated_variance(&m, 1.2, &one), 1.26970904, 1e-8);
	assert_near(one, 15, 1e-12);
	m = moderate((const double[]){ 0, 0 }, df, 2); /* blocks without any scatter */
	one = 5;
	assert_true(isfinite(moderated_variance(&m, 0, &one)));
}

static void test_power_is_that_of_the_test(void **state)
{
	const struct scatter one = { 1, QUIET, KNOWN };

	(void)state;
	assert_near(power_of(&one, of(1), 1, 10), 0.782, 0.04);
	assert_near(power_of(&one, of(1), 0.7, 20), 0.826, 0.04);
	assert_near(power_of(&one, of(10), 1, 12), 0.479, 0.05); /* Holm: p < 0.005 */
}

static void test_power_counts_the_floor_and_the_pilot(void **state)
{
	const struct scatter known = { 0.03, 0.03, KNOWN }, estimated = { 0.03, 0.03, 5 };

	(void)state;
	assert_near(power_of(&known, of(1), 0.03, 15), 0.770, 0.04);
	assert_near(power_of(&estimated, of(1), 0.03, 20), 0.711, 0.04);
}

/* Without an effect it is the level, at most; too few blocks find nothing, whatever the effect. */
static void test_power_of_nothing(void **state)
{
	const struct scatter one = { 0.03, 0.03, KNOWN };

	(void)state;
	assert_true(power_of(&one, of(1), 0, 10) < 0.03);
	assert_near(power_of(&one, of(1), 0.5, 5), 0, 0);
	assert_near(power_of(&one, of(20), 0.5, 9), 0, 0); /* 20 * 2 / 2^9 > 0.05 */
	assert_near(power_of(&one, of(20), 0.5, 10), 1, 0.001);
}

static void test_blocks(void **state)
{
	const struct scatter s = { 0.03, 0.03, 5 };
	size_t n = power_blocks(&s, of(6), 0.03, 6, 100);

	(void)state;
	assert_in_range(n, 7, 99);
	assert_true(power_of(&s, of(6), 0.03, n) >= POWER_WANTED);
	assert_true(power_of(&s, of(6), 0.03, n - 1) < POWER_WANTED);
	assert_int_equal(power_blocks(&s, of(6), 0.03, n + 10, 100), n + 10);
	assert_int_equal(power_blocks(&s, of(6), 0.03, 6, n - 1), 0);
}

static void test_effect(void **state)
{
	const struct scatter s = { 0.03, 0.03, 5 };
	double effect = power_effect(&s, of(6), 0, 30);

	(void)state;
	assert_true(power_of(&s, of(6), effect, 30) >= POWER_WANTED);
	assert_true(power_of(&s, of(6), effect - 0.002, 30) < POWER_WANTED);
	assert_near(power_effect(&s, of(6), 0.5, 30), 0.5, 0);
	assert_true(isinf(power_effect(&s, of(6), 0, 5)));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_trigamma),
		cmocka_unit_test(test_moderate),
		cmocka_unit_test(test_moderate_to_one),
		cmocka_unit_test(test_power_is_that_of_the_test),
		cmocka_unit_test(test_power_counts_the_floor_and_the_pilot),
		cmocka_unit_test(test_power_of_nothing),
		cmocka_unit_test(test_blocks),
		cmocka_unit_test(test_effect),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
