// SPDX-License-Identifier: GPL-2.0
/* Numbers in files, and numbers as they are printed for people. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "analysis/decimal.h"
#include "analysis/words.h"

static void assert_parsed(const char *text, double expected)
{
	double value = NAN;

	if (!decimal_parse(text, &value) || value != expected)
		fail_msg("'%s': expected %.17g, got %.17g", text, expected, value);
}

static void test_parse(void **state)
{
	(void)state;
	assert_parsed("0", 0);
	assert_parsed("12", 12);
	assert_parsed("0.1", 0.1);
	assert_parsed("2896.304", 2896.304);
	assert_parsed("-3.5", -3.5);
	assert_parsed("1e-05", 1e-05);
	assert_parsed("0.12345678901234567890", 0.12345678901234567890);
	assert_parsed("1000000000000000000", 1e18);
	assert_parsed("123456789012345.6", 123456789012345.6);
}

static void test_parse_refuses(void **state)
{
	static const char *const bad[] = { "",	  " 1",	   "1 ",   "nan", "NaN",
					   "inf", "-inf",  "0x1",  "1e",  "1.2.3",
					   "1,5", "1e400", "1e19", "-",	  "+",
					   ".",	  "e5",	   "--1",  "1\r", "9999999999999999999" };
	double value;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		if (decimal_parse(bad[i], &value))
			fail_msg("'%s' was taken for %g", bad[i], value);
}

static void assert_formatted(double value, const char *expected)
{
	char buffer[DECIMAL_BYTES];
	char *end = decimal_format(buffer, value);

	assert_string_equal(buffer, expected);
	assert_ptr_equal(end, buffer + __builtin_strlen(expected));
}

static void test_format(void **state)
{
	(void)state;
	assert_formatted(NAN, "-");
	assert_formatted(0, "0");
	assert_formatted(1, "1");
	assert_formatted(-0.25, "-0.25");
	assert_formatted(2896.5, "2896.5");
	assert_formatted(1234567.891, "1234567.89");
	assert_formatted(0.000123456789123, "0.000123456789");
	assert_formatted(9.9999999999, "10");
	assert_formatted(999999999.9, "1000000000");
	assert_formatted(123456789012345.0, "123456789012345");
	assert_formatted(1e18, "1000000000000000000");
	assert_formatted(1.5e-10, "0.00000000015");
	assert_formatted(ldexp(1, -60), "0.000000000000000000867361738");
}

/* What is written is what is read, to 9 digits, over the whole range. */
static void test_round_trip(void **state)
{
	char buffer[DECIMAL_BYTES];
	double value, back;

	(void)state;
	for (value = 1.23456789e-40; value < 1e18; value *= 1.7) {
		decimal_format(buffer, value);
		assert_true(decimal_parse(buffer, &back));
		if (!(fabs(back / value - 1) < 1e-8))
			fail_msg("%.17g was written as %s", value, buffer);
	}
}

static void test_words(void **state)
{
	const struct estimate slower = { 0.43, 0.396, 0.47 }, no_interval = { 1.018, NAN, NAN };

	(void)state;
	assert_string_equal(percent_interval_text(&slower), "-57 % [-60, -53]");
	assert_string_equal(percent_interval_text(&no_interval), "+1.8 %");
	assert_string_equal(percent_text(0.99999), "0.0 %");
	assert_string_equal(percent_text(0.9004), "-10 %");
	assert_string_equal(share_text(0.914), "91 %");
	assert_string_equal(share_text(0.017), "1.7 %");
	assert_string_equal(share_text(NAN), "-");
	assert_string_equal(number_text(24.3, 2), "24");
	assert_string_equal(number_text(2.13, 2), "2.1");
	assert_string_equal(number_text(1903, 2), "1903");
	assert_string_equal(number_text(0, 2), "0.0");
	assert_string_equal(ratio_text(0.446), "0.446");
	assert_string_equal(ratio_text(1.0183), "1.018");
	assert_string_equal(ratio_text(0.01234), "0.0123");
	assert_string_equal(count_text(1, "task"), "1 task");
	assert_string_equal(count_text(8, "task"), "8 tasks");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_parse),  cmocka_unit_test(test_parse_refuses),
		cmocka_unit_test(test_format), cmocka_unit_test(test_round_trip),
		cmocka_unit_test(test_words),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
