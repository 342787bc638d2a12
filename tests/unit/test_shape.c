// SPDX-License-Identifier: GPL-2.0
/* Two modes and drift: p values that were worked out by hand, and Kendall's as R's cor.test() has them. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "analysis/shape.h"

#define LENGTH(array) (sizeof(array) / sizeof((array)[0]))
#define MODES_P(...) two_modes_p((const double[]){ __VA_ARGS__ }, COUNT(__VA_ARGS__))
#define DRIFT_P(...) drift_p((const double[]){ __VA_ARGS__ }, COUNT(__VA_ARGS__))
#define COUNT(...) LENGTH(((const double[]){ __VA_ARGS__ }))

static void assert_near(double got, double expected)
{
	if (!(fabs(got - expected) <= 1e-9))
		fail_msg("expected %.12g, got %.12g", expected, got);
}

static void test_widest_gap(void **state)
{
	static const double two[] = { 0, 1, 2, 3, 7, 8, 9, 10 };
	static const double lone[] = { 0, 1, 2, 3, 4, 5, 100, 101 };
	struct gap gap = widest_gap(two, LENGTH(two));

	(void)state;
	assert_int_equal(gap.below, 4);
	assert_near(gap.share, 0.4);
	/* what two values keep away from the others is no mode */
	gap = widest_gap(lone, LENGTH(lone));
	assert_near(gap.share, 1 / 101.0);
	assert_int_equal(widest_gap(two, MODES_MIN_VALUES - 1).below, 0);
	assert_int_equal(widest_gap((const double[]){ 5, 5, 5, 5, 5, 5, 5, 5 }, 8).below, 0);
}

static void test_two_modes(void **state)
{
	(void)state;
	/* m = 3 gaps inside of 8 values: 3 (1 - g)^6 - 3 (1 - 2 g)^6 + (1 - 3 g)^6, where positive */
	assert_near(MODES_P(0, 1, 2, 3, 7, 8, 9, 10), 3 * pow(0.6, 6) - 3 * pow(0.2, 6));
	assert_near(MODES_P(0, 1, 2, 3, 9, 10, 11, 12), 3 / 64.0);
	/* m = 5 of 10 */
	assert_near(MODES_P(0, 1, 1, 1, 2, 8, 9, 9, 9, 10), 5 * pow(0.4, 8));
	/* of 20 values a mode has at least 4: m = 13, and three are not enough */
	assert_near(MODES_P(0, 0, 0, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2, 8, 9, 10, 10),
		    13 * pow(0.4, 18));
	assert_near(MODES_P(0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 9, 10, 10), 1);
	/* no gap that is worth the name; one value; not enough of them */
	assert_near(MODES_P(0, 1, 2, 3, 4, 5, 6, 7), 1);
	assert_near(MODES_P(5, 5, 5, 5, 5, 5, 5, 5), 1);
	assert_near(MODES_P(0, 0, 0, 9, 9, 9, 9), 1);
	/* neither scale nor place matter */
	assert_near(MODES_P(-3, -2.9, -2.8, -2.7, -2.3, -2.2, -2.1, -2),
		    3 * pow(0.6, 6) - 3 * pow(0.2, 6));
}

static void test_drift(void **state)
{
	double up[DRIFT_EXACT + 1];
	size_t i;

	(void)state;
	assert_near(DRIFT_P(1, 2, 3), 2 / 6.0);
	assert_near(DRIFT_P(4, 3, 2, 1), 2 / 24.0);
	assert_near(DRIFT_P(1, 2, 4, 3, 5), 2 * (1 + 4) / 120.0);
	assert_near(
		DRIFT_P(2, 1, 4, 3),
		2 * 9 / 24.0); /* 2 of 6 pairs are the wrong way: 1 + 3 + 5 orders have no more */
	assert_near(DRIFT_P(1, 2, 4, 3, 5, 7, 6, 9, 8), 0.000854276895944); /* R, exact */
	assert_near(DRIFT_P(1, 1, 2, 2, 3, 3), 0.0288537897); /* R, with continuity */
	assert_near(DRIFT_P(7, 7, 7, 7), 1);
	assert_near(DRIFT_P(7), 1);
	/* where the normal limit takes over, both are next to 0 */
	for (i = 0; i < LENGTH(up); i++)
		up[i] = i;
	assert_near(drift_p(up, DRIFT_EXACT), 0);
	assert_near(drift_p(up, DRIFT_EXACT + 1), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_widest_gap),
		cmocka_unit_test(test_two_modes),
		cmocka_unit_test(test_drift),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
