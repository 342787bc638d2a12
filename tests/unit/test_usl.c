// SPDX-License-Identifier: GPL-2.0
/* The scalability law: curves that are known, and what is read off them by hand. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "analysis/usl.h"

#define LENGTH(array) (sizeof(array) / sizeof((array)[0]))

static const double tasks[] = { 1, 2, 4, 8, 16, 32 };

static void assert_near(double got, double expected, double within)
{
	if (!(fabs(got - expected) <= within))
		fail_msg("expected %.12g, got %.12g", expected, got);
}

static void check_fit(const struct usl *law)
{
	double log_rate[LENGTH(tasks)];
	struct usl usl;
	size_t i;

	for (i = 0; i < LENGTH(tasks); i++)
		log_rate[i] = log(usl_rate(law, tasks[i]));
	assert_true(usl_fit(tasks, log_rate, LENGTH(tasks), &usl));
	assert_near(usl.lambda / law->lambda, 1, 1e-6);
	assert_near(usl.sigma, law->sigma, 1e-6);
	assert_near(usl.kappa, law->kappa, 1e-6);
}

static void test_fit(void **state)
{
	(void)state;
	check_fit(&(struct usl){ 1000, 0.05, 0.002 });
	check_fit(&(struct usl){ 0.01, 0.9, 0.1 });
	check_fit(&(struct usl){ 1e6, 0, 0 });
	check_fit(&(struct usl){ 500, -0.01, 0.0005 });
}

/* R: nls(log(x) ~ a + log(n / (1 + s * (n - 1) + k * n * (n - 1))), start = list(a = 6.9, s = .02, k = .003),
 * algorithm = "port") */
static void test_fit_of_noise(void **state)
{
	static const double rate[] = { 1010, 1850, 3600, 5900, 8100, 7400 };
	double log_rate[LENGTH(rate)];
	struct usl usl;
	size_t i;

	(void)state;
	for (i = 0; i < LENGTH(rate); i++)
		log_rate[i] = log(rate[i]);
	assert_true(usl_fit(tasks, log_rate, LENGTH(rate), &usl));
	assert_near(log(usl.lambda), 6.892304893, 1e-5);
	assert_near(usl.sigma, 0.02561725224, 1e-5);
	assert_near(usl.kappa, 0.00245976889, 1e-5);
	assert_false(usl_fit(tasks, log_rate, 3, &usl));
}

static void test_rate_and_knee(void **state)
{
	(void)state;
	assert_near(usl_rate(&(struct usl){ 100, 0.5, 0.25 }, 2), 100,
		    1e-9); /* 200 / (1 + .5 + .5) */
	assert_near(usl_knee(&(struct usl){ 100, 0.19, 0.01 }), 9, 1e-9);
	assert_near(usl_knee(&(struct usl){ 100, 1.2, 0.01 }), 1, 0);
	assert_near(usl_knee(&(struct usl){ 100, 0.5, 5 }), 1, 0);
	assert_true(isinf(usl_knee(&(struct usl){ 100, 0.5, 0 })));
	assert_true(isinf(usl_knee(&(struct usl){ 100, 0.5, -0.1 })));
	assert_true(isinf(usl_knee(&(struct usl){ 100, 0.05, 6e-11 }))); /* else at 125 831 */
}

/* By hand: 2 / (1 + (N - 1)) and 1 meet at 2 / N = 1 / 1. */
static void test_crossover(void **state)
{
	const struct usl serial = { 2, 1, 0 }, parallel = { 1, 0, 0 }, slower = { 0.5, 0, 0 };
	const struct usl a = { 1000, 0.05, 0.002 }, b = { 700, 0.02, 0.0005 };
	double at = usl_crossover(&a, &b, 1, 100);

	(void)state;
	assert_near(usl_crossover(&serial, &parallel, 1, 10), 2, 1e-9);
	assert_near(usl_crossover(&parallel, &serial, 1, 10), 2, 1e-9);
	assert_true(isnan(usl_crossover(&serial, &parallel, 1, 1.9)));
	assert_true(isnan(usl_crossover(&serial, &parallel, 2.1, 10)));
	assert_true(isnan(usl_crossover(&parallel, &slower, 1, 1e6)));
	assert_true(isnan(usl_crossover(&parallel, &parallel, 1, 1e6)));
	assert_true(at > 1 && at < 100);
	assert_near(usl_rate(&a, at) / usl_rate(&b, at), 1, 1e-9);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_fit),
		cmocka_unit_test(test_fit_of_noise),
		cmocka_unit_test(test_rate_and_knee),
		cmocka_unit_test(test_crossover),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
