// SPDX-License-Identifier: GPL-2.0
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "../../workloads/output_device.h"
#include "../../workloads/window.h"

static void assert_near(double value, double expected)
{
	if (!(fabs(value - expected) <= 1e-12 * expected))
		fail_msg("expected %.17g, got %.17g", expected, value);
}

/* By hand: (1+2+3)^2 / (3 * (1+4+9)) = 36/42. */
static void test_unequal(void **state)
{
	static const unsigned long long ops[] = { 2, 1, 3 };
	struct window_stats stats = window_stats(ops, 3);

	(void)state;
	assert_int_equal(stats.ops, 6);
	assert_int_equal(stats.task_min, 1);
	assert_int_equal(stats.task_max, 3);
	assert_near(stats.jain, 36.0 / 42.0);
}

static void test_equal_and_unfair(void **state)
{
	static const unsigned long long equal[] = { 7, 7, 7, 7 };
	static const unsigned long long unfair[] = { 0, 0, 9, 0 };
	static const unsigned long long one[] = { 5 };

	(void)state;
	assert_near(window_stats(equal, 4).jain, 1);
	assert_near(window_stats(unfair, 4).jain, 0.25);
	assert_int_equal(window_stats(unfair, 4).task_min, 0);
	assert_near(window_stats(one, 1).jain, 1);
}

static void test_nothing_done(void **state)
{
	static const unsigned long long none[] = { 0, 0 };
	struct window_stats stats = window_stats(none, 2);

	(void)state;
	assert_int_equal(stats.ops, 0);
	assert_true(isnan(stats.jain));
}

/* Squares of such counts do not fit into 64 bits. */
static void test_large(void **state)
{
	static const unsigned long long ops[] = { 1000000000000ull, 3000000000000ull };

	(void)state;
	assert_near(window_stats(ops, 2).jain, 16.0 / 20.0);
	assert_int_equal(window_stats(ops, 2).ops, 4000000000000ull);
}

/* uapi.h: exact below 16 ns, then 16 equal buckets for each power of two, no holes. */
static void test_histogram_bounds(void **state)
{
	unsigned long long low, high, end = 0;

	(void)state;
	for (unsigned int bucket = 0; bucket < RMAPLOCK_HIST_BUCKETS; bucket++) {
		histogram_bounds(bucket, &low, &high);
		assert_int_equal(low, end);
		assert_true(high > low);
		assert_true((high - low) * 16 <= low || high - low == 1);
		end = high;
	}
	assert_int_equal(end, 1ull << RMAPLOCK_HIST_MAX_BITS);
	histogram_bounds(5, &low, &high);
	assert_int_equal(low, 5);
	/* by hand: 1000 ns lie in [512, 1024), cut into steps of 32 ns */
	histogram_bounds(16 + 5 * 16 + (1000 - 512) / 32, &low, &high);
	assert_int_equal(low, 992);
	assert_int_equal(high, 1024);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_unequal),		 cmocka_unit_test(test_equal_and_unfair),
		cmocka_unit_test(test_nothing_done),	 cmocka_unit_test(test_large),
		cmocka_unit_test(test_histogram_bounds),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
