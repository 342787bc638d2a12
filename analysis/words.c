// SPDX-License-Identifier: GPL-2.0
#include "words.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#define TEXT_BYTES 96

static char *next_buffer(void)
{
	static char buffers[8][TEXT_BYTES];
	static unsigned int next;

	return buffers[next++ % 8];
}

/* A case that counts something better named than "op" is named here. */
const char *op_name(const char *workload)
{
	if (strcmp(workload, "aim7") == 0)
		return "job";
	return strcmp(workload, "fork_exit") == 0 ? "fork" : "op";
}

const char *number_text(double value, int digits)
{
	char *text = next_buffer();
	int decimals;

	if (isnan(value))
		return "-";
	decimals = digits - (value == 0 ? 1 : (int)floor(log10(fabs(value))) + 1);
	if (decimals < 0)
		decimals = 0;
	if (decimals > 6)
		decimals = 6;
	snprintf(text, TEXT_BYTES, "%.*f", decimals, value);
	return text;
}

const char *ratio_text(double ratio)
{
	return number_text(ratio, ratio < 1 ? 3 : 4);
}

/* Below 10 % one decimal. A zero has no sign. */
static int percent_digits(char *text, double ratio)
{
	double percent = 100 * (ratio - 1);
	int decimals = fabs(percent) < 9.95;

	if (fabs(percent) < 0.05)
		return snprintf(text, TEXT_BYTES, "0.0");
	return snprintf(text, TEXT_BYTES, "%+.*f", decimals, percent);
}

const char *percent_text(double ratio)
{
	char *text = next_buffer();

	if (isnan(ratio))
		return "-";
	strcpy(text + percent_digits(text, ratio), " %");
	return text;
}

const char *percent_interval_text(const struct estimate *ratio)
{
	char *text = next_buffer();
	char low[TEXT_BYTES], high[TEXT_BYTES];

	if (isnan(ratio->low))
		return percent_text(ratio->mid);
	percent_digits(low, ratio->low);
	percent_digits(high, ratio->high);
	snprintf(text, TEXT_BYTES, "%s [%.20s, %.20s]", percent_text(ratio->mid), low, high);
	return text;
}

const char *share_text(double share)
{
	char *text = next_buffer();

	if (isnan(share))
		return "-";
	snprintf(text, TEXT_BYTES, "%.*f %%", share < 0.0995, 100 * share);
	return text;
}

const char *confidence_text(double level)
{
	char *text = next_buffer();

	snprintf(text, TEXT_BYTES, "%.*g %%", (int)fmax(3, 1 - ceil(log10(level))),
		 100 * (1 - level));
	return text;
}

const char *count_text(uint64_t count, const char *noun)
{
	char *text = next_buffer();

	snprintf(text, TEXT_BYTES, "%" PRIu64 " %s%s", count, noun, count == 1 ? "" : "s");
	return text;
}
