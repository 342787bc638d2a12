// SPDX-License-Identifier: GPL-2.0
/* Scatter and the ratio of two, against R 4.2.2 and a published example. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "analysis/stats.h"

#define LENGTH(array) (sizeof(array) / sizeof((array)[0]))

static void assert_close(double got, double expected, double within)
{
	if (!(fabs(got - expected) <= within * fmax(1, fabs(expected))))
		fail_msg("expected %.12g, got %.12g", expected, got);
}

/* The example of R's statpsych, ci.ratio.mad.ps(.05, first, second): 12.71429 7.5 1.695238 1.109176 2.590961 */
static const double first[] = { 67, 28, 30, 28, 52, 40, 25, 37, 44, 10, 14, 20, 28, 40, 51 };
static const double second[] = { 21, 4, 9, 12, 35, 18, 10, 22, 24, 1, 6, 8, 13, 16, 19 };

static void test_spread(void **state)
{
	(void)state;
	assert_close(spread(first, LENGTH(first)), 12.71429, 1e-6);
	assert_close(spread(second, LENGTH(second)), 7.5, 1e-12);
	assert_true(isnan(spread(first, 1)));
	assert_close(spread((double[]){ 3, 1 }, 2), 2,
		     1e-12); /* by hand: 1 from the median, times 2 / 1 */
}

/* Theirs has the normal quantile, qnorm(.975); ours qt(.975, 14), on the same standard error. */
static void test_ratio(void **state)
{
	struct estimate e = spread_ratio(first, second, LENGTH(first));
	double wider = 2.144786687917804 / 1.959963984540054;

	(void)state;
	assert_close(e.mid, 1.695238, 1e-6);
	assert_close(e.low, 1.695238 * pow(1.109176 / 1.695238, wider), 2e-6);
	assert_close(e.high, 1.695238 * pow(2.590961 / 1.695238, wider), 2e-6);
}

/* What both share says nothing of the ratio, but makes the interval narrower; the scale of both is no matter. */
static void test_pairs(void **state)
{
	double x[LENGTH(first)], y[LENGTH(first)];
	struct estimate e, inverse;
	size_t i;

	(void)state;
	for (i = 0; i < LENGTH(first); i++) {
		x[i] = 5 + 2 * first[i];
		y[i] = -3 * first[i];
	}
	e = spread_ratio(x, y, LENGTH(x));
	assert_close(e.mid, 2 / 3.0, 1e-12);
	assert_close(e.low, 2 / 3.0, 1e-6);
	assert_close(e.high, 2 / 3.0, 1e-6);
	e = spread_ratio(first, second, LENGTH(first));
	inverse = spread_ratio(second, first, LENGTH(first));
	assert_close(inverse.low, 1 / e.high, 1e-12);
	assert_close(inverse.high, 1 / e.low, 1e-12);
}

static void test_none(void **state)
{
	static const double still[] = { 1, 1, 1, 1, 1, 1, 1 }, two[] = { 1, 1, 1, 2, 2, 2 };
	struct estimate e = spread_ratio(first, second, MIN_BLOCKS - 1);

	(void)state;
	assert_true(isnan(e.mid) && isnan(e.low) && isnan(e.high));
	assert_true(isnan(spread_ratio(first, still, LENGTH(still)).mid));
	assert_true(isnan(spread_ratio(still, first, LENGTH(still)).low));
	assert_true(isnan(spread_ratio(first, two, LENGTH(two)).low)); /* all distances are 0.5 */
	assert_false(isnan(spread_ratio(first, second, MIN_BLOCKS).low));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_spread),
		cmocka_unit_test(test_ratio),
		cmocka_unit_test(test_pairs),
		cmocka_unit_test(test_none),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
