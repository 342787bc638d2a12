// SPDX-License-Identifier: GPL-2.0
/* Two independent samples, against R 4.2.2; each value has its command beside it. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "analysis/sort.h"
#include "analysis/stats.h"

#define LENGTH(array) (sizeof(array) / sizeof((array)[0]))

static void assert_close(double got, double expected, double within)
{
	if (!(fabs(got - expected) <= within * fmax(1, fabs(expected))))
		fail_msg("expected %.12g, got %.12g", expected, got);
}

/* ascending, as everything here must be */
static const double x[] = { 0.11, 0.35, 0.42, 0.57, 0.73, 0.81, 0.96, 1.20 };
static const double y[] = { 0.50, 0.61, 0.88, 1.05, 1.13, 1.31, 1.46, 1.52, 1.77, 2.10 };

/* R: qwilcox(alpha / 2, nx, ny); where it is 0 there is no interval */
static void test_k(void **state)
{
	static const size_t known[][3] = {
		{ 3, 3, 0 },   { 3, 4, 0 },   { 3, 5, 1 },     { 4, 4, 1 },	{ 6, 6, 6 },
		{ 8, 10, 18 }, { 10, 8, 18 }, { 20, 20, 128 }, { 50, 50, 966 }, { 0, 9, 0 },
	};
	size_t i;

	(void)state;
	for (i = 0; i < LENGTH(known); i++)
		assert_int_equal(rank_sum_k(known[i][0], known[i][1], ALPHA), known[i][2]);
	assert_int_equal(rank_sum_k(12, 12, 0.01), 28);
	assert_int_equal(rank_sum_k(10, 12, 0.0003), 9);
	assert_int_equal(rank_sum_k(6, 6, 0.0003), 0);
	assert_in_range(rank_sum_k(100, 100, 0.001), 3661 - 10,
			3661); /* further out less near, and too wide */
	assert_in_range(rank_sum_k(51, 60, ALPHA), 1199 - 2, 1199 + 2); /* the normal limit */
	assert_in_range(rank_sum_k(100, 100, ALPHA), 4198 - 2, 4198 + 2);
}

/* R: wilcox.test(y, x, conf.int = TRUE) */
static void test_shift(void **state)
{
	struct estimate e = shift_estimate(x, LENGTH(x), y, LENGTH(y), ALPHA);

	(void)state;
	assert_close(e.mid, 0.565, 1e-9);
	assert_close(e.low, 0.11, 1e-9);
	assert_close(e.high, 1.04, 1e-9);
	assert_close(rank_sum_p(x, LENGTH(x), y, LENGTH(y)), 0.0155400155400155, 1e-9);
	assert_close(rank_sum_p(y, LENGTH(y), x, LENGTH(x)), 0.0155400155400155, 1e-9);
	e = shift_estimate(x, 3, y, 3, ALPHA);
	assert_true(isnan(e.low) && isnan(e.high));
	assert_close(e.mid, 0.39, 1e-9); /* by hand: the fifth of nine */
}

/*
 * R, all draws of the midranks: r = rank(c(a, b)); s = sum(r[1:5]);
 * w = combn(length(r), 5, function(i) sum(r[i])); 2 * min(mean(w <= s), mean(w >= s))
 */
static void test_ties(void **state)
{
	static const double a[] = { 1, 1, 2, 2, 3 }, b[] = { 2, 3, 3, 4, 5, 5 };
	static const double same[] = { 4, 4, 4, 4, 4, 4 };

	(void)state;
	assert_close(rank_sum_p(a, LENGTH(a), b, LENGTH(b)), 0.0432900432900433, 1e-9);
	assert_close(rank_sum_p(b, LENGTH(b), a, LENGTH(a)), 0.0432900432900433, 1e-9);
	assert_close(rank_sum_p(same, 6, same, 6), 1, 0);
	assert_close(shift_estimate(same, 6, same, 6, ALPHA).high, 0, 0);
}

/* R: i = 1:60; wilcox.test(sqrt(i), sqrt(i) + 0.6, exact = FALSE)$p.value; round() of both: ties */
static void test_many(void **state)
{
	double a[60], b[60];
	size_t i;

	(void)state;
	for (i = 0; i < LENGTH(a); i++) {
		a[i] = sqrt(i + 1);
		b[i] = a[i] + 0.6;
	}
	assert_close(rank_sum_p(a, LENGTH(a), b, LENGTH(b)), 0.0635400093147511, 1e-9);
	for (i = 0; i < LENGTH(a); i++) {
		a[i] = round(a[i]);
		b[i] = round(b[i]);
	}
	assert_close(rank_sum_p(a, LENGTH(a), b, LENGTH(b)), 0.0667604936612159, 1e-9);
}

/* The k-th difference is what sorting all of them gives, with ties and without. */
static void test_select(void **state)
{
	double a[30], b[40], all[LENGTH(a) * LENGTH(b)];
	size_t i, j, turn, k = rank_sum_k(LENGTH(a), LENGTH(b), ALPHA), used;
	struct estimate e;

	(void)state;
	for (turn = 0; turn < 2; turn++) {
		for (i = 0; i < LENGTH(a); i++)
			a[i] = turn ? i / 5 : sin(i * 7919.0) * exp(i % 7);
		for (i = 0; i < LENGTH(b); i++)
			b[i] = turn ? i / 9 : cos(i * 104729.0) * exp(i % 5);
		sort_doubles(a, LENGTH(a));
		sort_doubles(b, LENGTH(b));
		for (i = 0, used = 0; i < LENGTH(a); i++)
			for (j = 0; j < LENGTH(b); j++)
				all[used++] = b[j] - a[i];
		sort_doubles(all, used);
		e = shift_estimate(a, LENGTH(a), b, LENGTH(b), ALPHA);
		assert_true(e.mid == (all[used / 2 - 1] + all[used / 2]) / 2);
		assert_true(e.low == all[k - 1]);
		assert_true(e.high == all[used - k]);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_k),      cmocka_unit_test(test_shift),
		cmocka_unit_test(test_ties),   cmocka_unit_test(test_many),
		cmocka_unit_test(test_select),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
