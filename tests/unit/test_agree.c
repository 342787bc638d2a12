// SPDX-License-Identifier: GPL-2.0
/* Two runs compared: values worked out by hand, or by R 4.2 where that is said. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "analysis/agree/order.h"

static const double floors[2] = { 0.02, 0.02 };
static const struct estimate one = { 1, 1, 1 };

static void assert_near(double x, double expected)
{
	if (!(fabs(x - expected) < 1e-9))
		fail_msg("%.12g, expected %.12g", x, expected);
}

static void test_apart(void **state)
{
	struct estimate slow = { 0.80, 0.78, 0.82 };
	struct estimate slower = { 0.75, 0.73, 0.77 };

	(void)state;
	assert_true(ratios_apart(&slow, &slower, 0.02));
	assert_true(ratios_apart(&slower, &slow, 0.02));
	assert_true(ratios_apart(&slow, &one, 0.02));
	assert_true(ratios_apart(&one, &slow, 0.02));
	assert_false(ratios_apart(&slow, &slow, 0));
}

static void test_apart_needs_everything(void **state)
{
	struct estimate slow = { 0.80, 0.78, 0.82 };
	struct estimate overlaps = { 0.76, 0.74, 0.78 }; /* touching is enough */
	struct estimate without = { 0.5, NAN, NAN };

	(void)state;
	assert_false(ratios_apart(&slow, &overlaps, 0.02));
	assert_false(ratios_apart(&overlaps, &slow, 0.02));
	assert_false(ratios_apart(&slow, &without, 0.02));
	assert_false(ratios_apart(&without, &slow, 0.02));
	assert_false(ratios_apart(&slow, &one, 0.21)); /* within the noise floor */
	assert_false(ratios_apart(&slow, &one, NAN)); /* which must be known */
	/* 1.25 is 20 % above, taken from the larger: 25 % would be laxer than verdict.h */
	assert_false(ratios_apart(&(struct estimate){ 1.25, 1.22, 1.28 }, &one, 0.2));
}

/* Four configs: clear, clear, reversed, and one that only b tells from the first. */
static void test_order(void **state)
{
	const struct estimate a[] = {
		{ 1, 1, 1 },
		{ 0.8, 0.78, 0.82 },
		{ 0.6, 0.58, 0.62 },
		{ 0.99, 0.97, 1.01 },
	};
	const struct estimate b[] = {
		{ 1, 1, 1 },
		{ 0.5, 0.48, 0.52 },
		{ 0.7, 0.68, 0.72 },
		{ 0.9, 0.88, 0.92 },
	};
	struct order order = compare_order(a, b, 4, floors), sum = { 0 };

	(void)state;
	assert_int_equal(order.configs, 4);
	assert_int_equal(order.pairs, 6);
	assert_int_equal(order.apart, 5); /* all but the first and the last */
	assert_int_equal(order.same, 4); /* 0.8 and 0.6 have changed places */
	assert_int_equal(order.apart_in[0], 0);
	assert_int_equal(order.apart_in[1], 1);
	assert_int_equal(order.alike, 5);
	assert_near(order.rank_correlation, 0.8); /* 1 - 6 * 2 / (4 * 15) */
	add_pairs(&sum, &order);
	add_pairs(&sum, &order);
	assert_int_equal(sum.pairs, 12);
	assert_int_equal(sum.apart, 10);
	assert_int_equal(sum.same, 8);
	assert_int_equal(sum.apart_in[1], 2);
	assert_int_equal(sum.alike, 10);
}

static void test_order_without_intervals(void **state)
{
	const struct estimate a[] = { { 1, 1, 1 }, { 0.8, NAN, NAN }, { 0.6, NAN, NAN } };
	struct order order = compare_order(a, a, 3, floors);

	(void)state;
	assert_int_equal(order.pairs, 3);
	assert_int_equal(order.apart, 0);
	assert_int_equal(order.same, 0);
	assert_int_equal(order.alike, 3);
	assert_near(order.rank_correlation, 1);
}

static void test_rank_correlation(void **state)
{
	/* R: cor(a, b, method = "spearman"), with ties in both */
	const struct estimate a[] = { { .mid = 1 },  { .mid = .5 },  { .mid = .5 },
				      { .mid = .9 }, { .mid = 1.1 }, { .mid = .45 } };
	const struct estimate b[] = { { .mid = 1 },   { .mid = .3 },  { .mid = .35 },
				      { .mid = 1.2 }, { .mid = 1.2 }, { .mid = .2 } };

	(void)state;
	assert_near(rank_correlation(a, b, 6), 0.88235294117647);
	assert_true(isnan(rank_correlation(a, b, 2)));
	assert_true(isnan(rank_correlation(a, b, 0)));
}

static void assert_estimate(struct estimate e, double mid, double low, double high)
{
	assert_near(e.mid, mid);
	assert_near(e.low, low);
	assert_near(e.high, high);
}

static void test_effect_ratio(void **state)
{
	const struct estimate half = { .5, .45, .55 }, quarter = { .25, .20, .30 };
	const struct estimate twice = { 2, 1 / .55, 1 / .45 };
	const struct estimate symmetric[] = { { 2, 2 * exp(-.1), 2 * exp(.1) },
					      { 4, 4 * exp(-.2), 4 * exp(.2) } };

	(void)state;
	/* R, from the formula of the paper as it is printed */
	assert_estimate(effect_ratio(&half, &quarter), 2, 1.63783163173885, 2.46773649966360);
	/* the same effect upwards; and against each other */
	assert_estimate(effect_ratio(&twice, &quarter), -2, -2.46773649966360, -1.63783163173885);
	/* symmetric intervals: Fieller's, by R as the roots of his polynomial */
	assert_estimate(effect_ratio(&symmetric[0], &symmetric[1]), 2, 1.62795684997278,
			2.45706758140849);
}

static void test_effect_ratio_of_lopsided_intervals(void **state)
{
	/* the interval of the logarithm reaches beyond twice its estimate */
	const struct estimate lopsided = { .9, .7, .99 }, half = { .5, .45, .55 };
	struct estimate e = effect_ratio(&lopsided, &half);

	(void)state;
	assert_true(e.low > 0 && e.low < e.mid && e.mid < e.high && isfinite(e.high));
	e = effect_ratio(&half, &lopsided);
	assert_true(e.low > 0 && e.low < e.mid && e.mid < e.high && isfinite(e.high));
	/* exact ratios have an exact ratio of effects */
	assert_estimate(effect_ratio(&(struct estimate){ .5, .5, .5 },
				     &(struct estimate){ .125, .125, .125 }),
			3, 3, 3);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_apart),
		cmocka_unit_test(test_apart_needs_everything),
		cmocka_unit_test(test_order),
		cmocka_unit_test(test_order_without_intervals),
		cmocka_unit_test(test_rank_correlation),
		cmocka_unit_test(test_effect_ratio),
		cmocka_unit_test(test_effect_ratio_of_lopsided_intervals),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
