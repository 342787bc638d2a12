// SPDX-License-Identifier: GPL-2.0
#include "decimal.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define DIGITS 9 /* significant, written */
#define FAST_DECIMALS 15
#define FAST_MAX 1e9

static const double power_of_ten[] = { 1e0, 1e1, 1e2,  1e3,  1e4,  1e5,	 1e6,  1e7,
				       1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15 };

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* The digits at *text as one number, which is wrong if there are more than 19; *text moves behind them. */
static uint64_t read_digits(const char **text, uint64_t before)
{
	for (; is_digit(**text); ++*text)
		before = before * 10 + (**text - '0');
	return before;
}

/*
 * Up to 15 digits and 10^15 are exact in a double, so that one division rounds
 * correctly; strtod() is several times slower and does the rest.
 */
static bool parse_short(const char *text, double *value)
{
	const char *start = text, *point = NULL;
	uint64_t digits = read_digits(&text, 0);
	size_t decimals = 0;

	if (text == start)
		return false;
	if (*text == '.') {
		point = text++;
		digits = read_digits(&text, digits);
		decimals = text - point - 1;
	}
	if (*text || text - start - !!point > FAST_DECIMALS)
		return false;
	*value = decimals ? digits / power_of_ten[decimals] : digits;
	return true;
}

bool decimal_parse(const char *text, double *value)
{
	char *end;

	if (parse_short(text, value))
		return true;
	if (!*text || text[strspn(text, "+-.0123456789eE")])
		return false;
	*value = strtod(text, &end);
	return *end == '\0' && fabs(*value) <= DECIMAL_MAX;
}

static char *trim_zeros(char *start, char *end)
{
	if (memchr(start, '.', end - start)) {
		while (end[-1] == '0')
			end--;
		if (end[-1] == '.')
			end--;
	}
	*end = '\0';
	return end;
}

/* scaled / 10^decimals, without zeros at its end. */
static char *format_scaled(char *buffer, uint32_t scaled, int decimals)
{
	char digits[32], *end = digits + sizeof(digits), *start = end;

	for (; decimals && scaled % 10 == 0; decimals--)
		scaled /= 10;
	if (decimals) {
		for (; decimals; decimals--, scaled /= 10)
			*--start = '0' + scaled % 10;
		*--start = '.';
	}
	do {
		*--start = '0' + scaled % 10;
		scaled /= 10;
	} while (scaled);
	buffer = mempcpy(buffer, start, end - start);
	*buffer = '\0';
	return buffer;
}

/* value in [1e-7, 1e9): a scaled integer, since printf() is slow for 10^7 numbers. */
static char *format_fast(char *buffer, double value)
{
	int decimals = DIGITS, whole = 0;

	if (value == (uint32_t)value)
		return format_scaled(buffer, value, 0);
	while (value >= power_of_ten[whole]) {
		whole++;
		decimals--;
	}
	while (value * power_of_ten[decimals] < 1e8 && decimals < FAST_DECIMALS)
		decimals++;
	return format_scaled(buffer, value * power_of_ten[decimals] + 0.5, decimals);
}

char *decimal_format(char *buffer, double value)
{
	int decimals;

	if (isnan(value))
		return stpcpy(buffer, "-");
	if (value == 0)
		return stpcpy(buffer, "0");
	if (value < 0) {
		*buffer = '-';
		return decimal_format(buffer + 1, -value);
	}
	if (value >= 1e-7 && value < FAST_MAX)
		return format_fast(buffer, value);
	decimals = DIGITS - 1 - (int)floor(log10(value));
	if (decimals < 0)
		decimals = 0;
	return trim_zeros(buffer,
			  buffer + snprintf(buffer, DECIMAL_BYTES - 1, "%.*f", decimals, value));
}
