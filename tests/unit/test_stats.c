// SPDX-License-Identifier: GPL-2.0
/*
 * The statistics against values worked out by hand or with R 4.2.2; each R
 * value has its command beside it.
 */
#include <float.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>

#include <gsl/gsl_sort.h>

#include "analysis/sort.h"
#include "analysis/stats.h"

#define LENGTH(array) (sizeof(array) / sizeof((array)[0]))

static void assert_close(double got, double expected)
{
	if (!(fabs(got - expected) <= 1e-9 * fmax(1, fabs(expected))))
		fail_msg("expected %.12g, got %.12g", expected, got);
}

/* x = c(-0.31, -0.12, 0.05, 0.08, 0.11, 0.23, 0.29, 0.41) */
static const double eight[] = { -0.31, -0.12, 0.05, 0.08, 0.11, 0.23, 0.29, 0.41 };

/* set.seed(7); y = round(exp(rnorm(30, 0, 0.2)), 4) */
static const double thirty[] = { 1.58,	 0.7871, 0.8704, 0.9208, 0.8235, 0.8274, 1.1614, 0.9769,
				 1.031,	 1.5496, 1.074,	 1.7218, 1.5782, 1.0669, 1.4611, 1.0981,
				 0.8363, 0.9404, 0.999,	 1.2185, 1.1829, 1.1515, 1.2985, 0.7576,
				 1.2899, 1.0375, 1.1624, 1.1256, 0.8215, 0.9463 };

/* R: qsignrank(0.025, n); for n < 6 there is no interval. */
static void test_k(void **state)
{
	static const size_t known[][2] = { { 1, 0 },	{ 5, 0 },      { 6, 1 },     { 7, 3 },
					   { 8, 4 },	{ 10, 9 },     { 15, 26 },   { 20, 53 },
					   { 30, 138 }, { 100, 1956 }, { 200, 8445 } };
	size_t i;

	(void)state;
	for (i = 0; i < LENGTH(known); i++)
		assert_int_equal(signed_rank_k(known[i][0], ALPHA), known[i][1]);
}

/* The normal limit, used beyond SIGNED_RANK_EXACT, against R's exact qsignrank(0.025, n). */
static void test_k_of_many(void **state)
{
	(void)state;
	assert_in_range(signed_rank_k(201, ALPHA), 8533 - 2, 8533 + 2);
	assert_in_range(signed_rank_k(1000, ALPHA), 232347 - 2, 232347 + 2);
}

/* R: wilcox.test(x)$p.value; wilcox.test(y - 1)$p.value */
static void test_p(void **state)
{
	double shifted[LENGTH(thirty)];
	size_t i;

	(void)state;
	for (i = 0; i < LENGTH(thirty); i++)
		shifted[i] = thirty[i] - 1;
	assert_close(signed_rank_p(eight, LENGTH(eight)), 0.3828125);
	assert_close(signed_rank_p(shifted, LENGTH(shifted)), 0.0879385676234961);
}

/* All of one sign: 2 of 2^n sign patterns are as extreme. */
static void test_p_all_of_one_sign(void **state)
{
	static const double down[] = { -1, -2, -3, -4, -5, -6, -7, -8, -9, -10 };

	(void)state;
	assert_close(signed_rank_p(down, 10), 2 / 1024.0);
	assert_close(signed_rank_p(down, 6), 2 / 64.0);
	assert_close(signed_rank_p(down, 10), 2 / 1024.0);
}

/*
 * R, all 2^n signs of the midranks of what is not 0:
 * r = rank(abs(x)); v = as.matrix(expand.grid(rep(list(0:1), n))) %*% r
 * min(1, 2 * mean(v <= min(sum(r[x > 0]), sum(r[x < 0]))))
 */
static void test_p_with_ties_and_zeros(void **state)
{
	static const double mixed[] = { 1, 1, -1, 2, 2, 3, 0, -2, 4 };
	static const double equal[] = { 0.5, 0.5, 0.5, 0.5, 0.5, 0.5 };
	static const double zeros[] = { 0, 0, 0, 0, 0, 0 };

	(void)state;
	assert_close(signed_rank_p(mixed, LENGTH(mixed)), 0.1640625);
	assert_close(signed_rank_p(equal, LENGTH(equal)), 0.03125);
	assert_close(signed_rank_p(zeros, LENGTH(zeros)), 1);
}

/* Beyond SIGNED_RANK_EXACT. R: x = 1:400 * c(-1, 1); wilcox.test(x, exact = FALSE)$p.value */
static void test_p_of_many(void **state)
{
	double x[400];
	size_t i;

	(void)state;
	for (i = 0; i < LENGTH(x); i++)
		x[i] = i % 2 ? i + 1.0 : -(i + 1.0);
	assert_true(fabs(signed_rank_p(x, LENGTH(x)) - 0.9656982) < 1e-6);
	for (i = 0; i < LENGTH(x); i++)
		x[i] = i + 1.0;
	assert_true(signed_rank_p(x, LENGTH(x)) < 1e-30);
}

/* R: wilcox.test(x, conf.int = TRUE) */
static void test_estimate(void **state)
{
	struct estimate e = hodges_lehmann(eight, LENGTH(eight), ALPHA);

	(void)state;
	assert_close(e.mid, 0.09);
	assert_close(e.low, -0.12);
	assert_close(e.high, 0.29);
}

/* R: w = sort(outer(y, y, "+")[lower.tri(diag(30), diag = TRUE)] / 2); median(w); w[c(138, 328)] */
static void test_estimate_of_thirty(void **state)
{
	double sorted[LENGTH(thirty)];
	struct estimate e;
	size_t i;

	(void)state;
	for (i = 0; i < LENGTH(thirty); i++)
		sorted[i] = thirty[i];
	gsl_sort(sorted, 1, LENGTH(sorted));
	e = hodges_lehmann(sorted, LENGTH(sorted), ALPHA);
	assert_close(e.mid, 1.08155);
	assert_close(e.low, 0.99195);
	assert_close(e.high, 1.20070);
}

/* By hand: the Walsh averages of 1, 2, 4 are 1, 1.5, 2, 2.5, 3, 4. */
static void test_estimate_of_few(void **state)
{
	static const double three[] = { 1, 2, 4 };
	static const double five[] = { 1, 2, 3, 4, 5 };
	struct estimate e = hodges_lehmann(three, 3, ALPHA);

	(void)state;
	assert_close(e.mid, 2.25);
	assert_true(isnan(e.low) && isnan(e.high));
	assert_true(isnan(hodges_lehmann(five, 5, ALPHA).low));
	assert_close(hodges_lehmann(three, 1, ALPHA).mid, 1);
}

static void check_estimate(const double *sorted, size_t n, double alpha)
{
	size_t i, j, used = 0, total = n * (n + 1) / 2, k = signed_rank_k(n, alpha);
	double *all = calloc(total, sizeof(*all));
	struct estimate e = hodges_lehmann(sorted, n, alpha);

	for (i = 0; i < n; i++)
		for (j = i; j < n; j++)
			all[used++] = (sorted[i] + sorted[j]) / 2;
	sort_doubles(all, total);
	if (e.mid != (all[(total - 1) / 2] + all[total / 2]) / 2)
		fail_msg("n=%zu: the estimate is wrong", n);
	if (k ? e.low != all[k - 1] || e.high != all[total - k] : !isnan(e.low) || !isnan(e.high))
		fail_msg("n=%zu, alpha=%g: average %zu, or that from the end, is wrong", n, alpha,
			 k);
	free(all);
}

/* From the outermost averages to those in the middle. */
static void check_estimates(const double *sorted, size_t n)
{
	double alpha;

	for (alpha = 1; alpha > 1e-70; alpha *= 0.4 * alpha)
		check_estimate(sorted, n, alpha);
}

/* Counting gives what sorting gives: smooth, tied, skewed, extreme values, two heaps. */
static void test_estimate_beside_sorting(void **state)
{
	double x[200];
	size_t n, i;

	(void)state;
	for (n = 1; n <= LENGTH(x); n += n < 30 ? 1 : 43) {
		for (i = 0; i < n; i++)
			x[i] = sqrt(i) + 0.01 * (i * 7919 % 13);
		gsl_sort(x, 1, n);
		check_estimates(x, n);
		for (i = 0; i < n; i++)
			x[i] = i / 7;
		check_estimates(x, n);
		for (i = 0; i < n; i++)
			x[i] = exp(i * 100.0 / n) - 50;
		check_estimates(x, n);
		for (i = 0; i < n; i++)
			x[i] = i < n / 2 ? 1 : i < n - 1 ? 1 + DBL_EPSILON : 1e18;
		check_estimates(x, n);
		for (i = 0; i < n; i++)
			x[i] = (i < n / 3 ? -1e9 : 1e9) + sqrt(i);
		check_estimates(x, n);
	}
}

/* Many ties among many averages: what is counted for one serves the others. */
static void test_estimate_of_many(void **state)
{
	size_t n = 3000, i, j, k = signed_rank_k(n, ALPHA), used = 0, total = n * (n + 1) / 2;
	double *x = calloc(n, sizeof(*x)), *all = calloc(total, sizeof(*all));
	struct estimate e;

	(void)state;
	for (i = 0; i < n; i++)
		x[i] = i % 3 ? sqrt(i) : i / 600;
	sort_doubles(x, n);
	for (i = 0; i < n; i++)
		for (j = i; j < n; j++)
			all[used++] = (x[i] + x[j]) / 2;
	gsl_sort(all, 1, total);
	e = hodges_lehmann(x, n, ALPHA);
	assert_true(e.mid == (all[(total - 1) / 2] + all[total / 2]) / 2);
	assert_true(e.low == all[k - 1]);
	assert_true(e.high == all[total - k]);
	free(x);
	free(all);
}

static void test_sort(void **state)
{
	double x[5000], y[5000];
	size_t n, i;

	(void)state;
	for (n = 0; n <= LENGTH(x); n += 1250) {
		for (i = 0; i < n; i++)
			x[i] = y[i] = sin(i * 7919.0) * exp(i % 600 - 300.0);
		if (n > 9) {
			x[3] = y[3] = -INFINITY;
			x[9] = y[9] = INFINITY;
		}
		sort_doubles(x, n);
		gsl_sort(y, 1, n);
		for (i = 0; i < n; i++)
			if (x[i] != y[i])
				fail_msg("n=%zu: value %zu is wrong", n, i);
	}
	for (i = 0; i < LENGTH(x); i++)
		x[i] = 5;
	sort_doubles(x, LENGTH(x));
	assert_close(x[0], 5);
	assert_close(x[LENGTH(x) - 1], 5);
}

/* By hand: of 3 x 3 pairs 1 ties, x is larger in 6 and smaller in 2. */
static void test_cliffs_delta(void **state)
{
	static const double x[] = { 2, 5, 7 }, y[] = { 1, 3, 5 }, high[] = { 8, 9 };

	(void)state;
	assert_close(cliffs_delta(x, 3, y, 3), (6 - 2) / 9.0);
	assert_close(cliffs_delta(high, 2, y, 3), 1);
	assert_close(cliffs_delta(y, 3, high, 2), -1);
	assert_close(cliffs_delta(x, 3, x, 3), 0);
}

/* R: p.adjust(p, "holm") */
static void test_holm(void **state)
{
	double p[] = { 0.01, 0.04, 0.03, 0.005, 0.5 }, one[] = { 0.04 };
	static const double expected[] = { 0.040, 0.090, 0.090, 0.025, 0.500 };
	size_t i;

	(void)state;
	holm(p, LENGTH(p));
	for (i = 0; i < LENGTH(p); i++)
		assert_close(p[i], expected[i]);
	holm(one, 1);
	assert_close(one[0], 0.04);
	holm(one, 0);
}

/* By hand: 18 comparisons need 2 / 2^n * 18 < 0.05, so n = 10; 25 still do, 26 need 11. */
static void test_holm_min_blocks(void **state)
{
	(void)state;
	assert_int_equal(holm_min_blocks(1, 0.05), 6);
	assert_int_equal(holm_min_blocks(18, 0.05), 10);
	assert_int_equal(holm_min_blocks(25, 0.05), 10);
	assert_int_equal(holm_min_blocks(26, 0.05), 11);
	assert_int_equal(holm_min_blocks(72, 0.05), 12);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_k),
		cmocka_unit_test(test_k_of_many),
		cmocka_unit_test(test_p),
		cmocka_unit_test(test_p_all_of_one_sign),
		cmocka_unit_test(test_p_with_ties_and_zeros),
		cmocka_unit_test(test_p_of_many),
		cmocka_unit_test(test_estimate),
		cmocka_unit_test(test_estimate_of_thirty),
		cmocka_unit_test(test_estimate_of_few),
		cmocka_unit_test(test_estimate_beside_sorting),
		cmocka_unit_test(test_estimate_of_many),
		cmocka_unit_test(test_sort),
		cmocka_unit_test(test_cliffs_delta),
		cmocka_unit_test(test_holm),
		cmocka_unit_test(test_holm_min_blocks),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
