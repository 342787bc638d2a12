// SPDX-License-Identifier: GPL-2.0
/* Every rule of verdict.h, each with the one thing changed that it is about. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "analysis/sentence.h"
#include "analysis/verdict.h"

static const struct evidence convincing = {
	.pairs = 10,
	.ratio = { 0.80, 0.78, 0.82 },
	.p_holm = 0.03,
	.noise_floor = 0.02,
};

static void test_differs(void **state)
{
	struct evidence e = convincing;

	(void)state;
	assert_int_equal(judge(&e), VERDICT_SLOWER);
	e.ratio = (struct estimate){ 1.25, 1.22, 1.28 };
	assert_int_equal(judge(&e), VERDICT_FASTER);
}

static void test_differs_needs_everything(void **state)
{
	struct evidence e = convincing;

	(void)state;
	e.p_holm = 0.05;
	assert_int_equal(judge(&e), VERDICT_INCONCLUSIVE);
	e = convincing;
	e.p_holm = NAN;
	assert_int_equal(judge(&e), VERDICT_INCONCLUSIVE);
	e = convincing;
	e.ratio.high = 1.0;
	assert_int_equal(judge(&e), VERDICT_INCONCLUSIVE);
	e = convincing;
	e.noise_floor = 0.21;
	assert_int_equal(judge(&e), VERDICT_INCONCLUSIVE);
	e = convincing;
	e.noise_floor = NAN;
	assert_int_equal(judge(&e), VERDICT_INCONCLUSIVE);
	e = convincing;
	e.pairs = MIN_BLOCKS - 1;
	assert_int_equal(judge(&e), VERDICT_TOO_FEW);
}

static void test_same(void **state)
{
	struct evidence e = { 10, { 1.00, 0.96, 1.04 }, 1, 0.02 };

	(void)state;
	assert_int_equal(judge(&e), VERDICT_SAME);
	e.ratio.low = 0.94; /* reaches beyond MARGIN */
	assert_int_equal(judge(&e), VERDICT_INCONCLUSIVE);
	e.noise_floor = 0.07; /* and yet no further than A/A does */
	assert_int_equal(judge(&e), VERDICT_SAME);
	e.noise_floor = 0.11; /* on a machine this noisy nothing is the same */
	assert_int_equal(judge(&e), VERDICT_INCONCLUSIVE);
	e.noise_floor = NAN;
	assert_int_equal(judge(&e), VERDICT_INCONCLUSIVE);
}

/* A poor measurement must not find everything the same. */
static void test_wide_interval_is_not_same(void **state)
{
	const struct evidence e = { 10, { 1.00, 0.6, 1.6 }, 1, 0.02 };

	(void)state;
	assert_int_equal(judge(&e), VERDICT_INCONCLUSIVE);
}

static void test_noise_floor(void **state)
{
	const struct estimate aa = { 1.00, 0.97, 1.01 }, few = { 1.02, NAN, NAN };

	(void)state;
	assert_true(fabs(noise_floor(&aa) - 0.03) < 1e-12);
	assert_true(isnan(noise_floor(&few)));
}

/*
 * By hand: half-width log(1.1 / 0.9) / 2 = 0.100335, times 1.95961, exp, - 1 = 0.217279;
 * 1.2 exp(0.95961 * 0.100335) - 1 = 0.321285.
 */
static void test_detectable_effect(void **state)
{
	const struct estimate wide = { 1.00, 0.9, 1.1 }, few = { 1.02, NAN, NAN };

	(void)state;
	assert_true(fabs(detectable_effect(&wide, 0.02, ALPHA) - 0.217279) < 1e-6);
	assert_true(fabs(detectable_effect(&wide, NAN, ALPHA) - 0.217279) < 1e-6);
	assert_true(fabs(detectable_effect(&wide, 0.2, ALPHA) - 0.321285) < 1e-6);
	assert_true(isnan(detectable_effect(&few, 0.2, ALPHA)));
}

static void test_convoy(void **state)
{
	(void)state;
	assert_true(is_convoy(VERDICT_SLOWER, 24, 2.1, 0.91));
	assert_false(is_convoy(VERDICT_INCONCLUSIVE, 24, 2.1, 0.91));
	assert_false(is_convoy(VERDICT_SLOWER, 6.2, 2.1, 0.91));
	assert_false(is_convoy(VERDICT_SLOWER, 58, 2.1, 0.12));
	assert_false(is_convoy(VERDICT_SLOWER, 24, 2.1, NAN));
	assert_false(is_convoy(VERDICT_SLOWER, 24, NAN, 0.91));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_differs),
		cmocka_unit_test(test_differs_needs_everything),
		cmocka_unit_test(test_same),
		cmocka_unit_test(test_wide_interval_is_not_same),
		cmocka_unit_test(test_noise_floor),
		cmocka_unit_test(test_detectable_effect),
		cmocka_unit_test(test_convoy),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
