// SPDX-License-Identifier: GPL-2.0
#include "parse.h"

#include <err.h>
#include <stdlib.h>
#include <string.h>

#include "clock.h"
#include "failure.h"
#include "knobs.h"

#define MAX_SECONDS 86400

unsigned long parse_count(const char *name, const char *text, unsigned long max)
{
	/* strtoul() would take signs, blanks and hexadecimal */
	size_t digits = strspn(text, "0123456789");
	unsigned long value;

	if (digits == 0 || digits > 9 || text[digits])
		errx(EXIT_USAGE, "--%s %s: must be a whole number from 1 to %lu", name, text, max);
	value = strtoul(text, NULL, 10);
	if (value < 1 || value > max)
		errx(EXIT_USAGE, "--%s %s: must be a whole number from 1 to %lu", name, text, max);
	return value;
}

double parse_number(const char *name, const char *text, const char *what, double min, double max)
{
	double value = -1;
	char *end;

	if (*text && strspn(text, "0123456789.") == strlen(text)) {
		value = strtod(text, &end);
		if (*end)
			value = -1;
	}
	if (value < min || value > max)
		errx(EXIT_USAGE, "--%s %s: must be %s from %g to %.0f", name, text, what, min, max);
	return value;
}

uint64_t parse_seconds(const char *name, const char *text, double min)
{
	return parse_number(name, text, "seconds", min, MAX_SECONDS) * NS_PER_S;
}

void parse_knobs(const char *text)
{
	char why[512];

	if (knobs_set(text, why, sizeof(why)))
		errx(EXIT_USAGE, "%s", why);
}

void parse_pin(const char *text, struct placement *placement)
{
	char why[256];

	placement_free(placement);
	if (placement_parse(text, placement, why, sizeof(why)))
		errx(EXIT_USAGE, "%s", why);
}
