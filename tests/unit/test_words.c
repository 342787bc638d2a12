// SPDX-License-Identifier: GPL-2.0
/* Numbers as people read them; that there may be none. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "analysis/words.h"

static void test_number(void **state)
{
	(void)state;
	assert_string_equal(number_text(0.4567, 3), "0.457");
	assert_string_equal(number_text(12.345, 3), "12.3");
	assert_string_equal(number_text(-1234.5, 3), "-1234");
	assert_string_equal(number_text(0, 3), "0.00");
}

static void test_confidence(void **state)
{
	(void)state;
	assert_string_equal(confidence_text(0.05), "95 %");
	assert_string_equal(confidence_text(0.0451), "95.5 %");
	assert_string_equal(confidence_text(0.00052), "99.95 %");
	assert_string_equal(confidence_text(4e-6), "99.9996 %");
}

static void test_no_number(void **state)
{
	const struct estimate none = { NAN, NAN, NAN };

	(void)state;
	assert_string_equal(number_text(NAN, 3), "-");
	assert_string_equal(ratio_text(NAN), "-");
	assert_string_equal(percent_text(NAN), "-");
	assert_string_equal(percent_interval_text(&none), "-");
	assert_string_equal(share_text(NAN), "-");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_number),
		cmocka_unit_test(test_confidence),
		cmocka_unit_test(test_no_number),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
