// SPDX-License-Identifier: GPL-2.0
#include "knobs.h"

#include <err.h>
#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

static struct {
	const struct knob *knob;
	unsigned long value;
	bool given;
} knobs[MAX_KNOBS];
static unsigned int nr_knobs;
static const char *const *(*choices_of)(const char *name);

static int knob_index(const char *name, size_t len)
{
	for (unsigned int i = 0; i < nr_knobs; i++) {
		if (strlen(knobs[i].knob->name) == len && !strncmp(knobs[i].knob->name, name, len))
			return i;
	}
	return -1;
}

void knobs_add(const struct knob *table)
{
	for (; table && table->name; table++) {
		if (nr_knobs == MAX_KNOBS)
			errx(1, "more than %d knobs", MAX_KNOBS);
		if (knob_index(table->name, strlen(table->name)) >= 0)
			errx(1, "knob %s is declared twice", table->name);
		knobs[nr_knobs].knob = table;
		knobs[nr_knobs].value = table->value;
		knobs[nr_knobs].given = false;
		nr_knobs++;
	}
}

void knobs_choices(const char *const *(*of)(const char *name))
{
	choices_of = of;
}

void knobs_reset(void)
{
	nr_knobs = 0;
	choices_of = NULL;
}

/* NULL: it is a number. */
static const char *const *choices(const struct knob *knob)
{
	return choices_of ? choices_of(knob->name) : NULL;
}

static void knobs_names(char *text, size_t size)
{
	size_t used = 0;

	text[0] = '\0';
	for (unsigned int i = 0; i < nr_knobs && used < size; i++)
		used += snprintf(text + used, size - used, "%s%s", i ? ", " : "",
				 knobs[i].knob->name);
}

static int knob_parse(const char *text, int len, unsigned long *value)
{
	char *end;

	if (len == 0 || strspn(text, "0123456789") < (size_t)len)
		return -1;
	errno = 0;
	*value = strtoul(text, &end, 10);
	return errno || end != text + len ? -1 : 0;
}

/* The number of a choice, or -1 with the reason in why. */
static int choice_parse(const struct knob *knob, const char *text, int len, unsigned long *value,
			char *why, size_t size)
{
	const char *const *names = choices(knob);
	size_t used;

	for (*value = 0; names[*value]; (*value)++) {
		const char *name = names[*value];

		if (strlen(name) == (size_t)len && !strncmp(name, text, len))
			return 0;
	}
	used = snprintf(why, size, "knob %s: no '%.*s'; there are:", knob->name, len, text);
	for (size_t i = 0; names[i] && used < size; i++)
		used += snprintf(why + used, size - used, " %s", names[i]);
	return -1;
}

static int value_parse(const struct knob *knob, const char *text, int len, unsigned long *value,
		       char *why, size_t size)
{
	if (choices(knob))
		return choice_parse(knob, text, len, value, why, size);
	if (!knob_parse(text, len, value) && *value >= knob->min && *value <= knob->max)
		return 0;
	snprintf(why, size, "knob %s=%.*s: must be a whole number from %lu to %lu", knob->name, len,
		 text, knob->min, knob->max);
	return -1;
}

static int knob_set(const char *item, int len, char *why, size_t size)
{
	const char *equals = memchr(item, '=', len);
	int name_len = equals ? equals - item : len;
	char names[256];
	unsigned long value;
	const struct knob *knob;
	int i;

	if (!equals) {
		snprintf(why, size, "knob '%.*s': expected name=value", len, item);
		return -1;
	}
	i = knob_index(item, name_len);
	if (i < 0) {
		knobs_names(names, sizeof(names));
		snprintf(why, size, "unknown knob '%.*s'; this workload has: %s", name_len, item,
			 names);
		return -1;
	}
	knob = knobs[i].knob;
	if (value_parse(knob, equals + 1, len - name_len - 1, &value, why, size))
		return -1;
	if (knobs[i].given) {
		snprintf(why, size, "knob %s is given twice", knob->name);
		return -1;
	}
	knobs[i].value = value;
	knobs[i].given = true;
	return 0;
}

int knobs_set(const char *text, char *why, size_t size)
{
	for (;;) {
		size_t len = strcspn(text, ",");

		if (knob_set(text, len, why, size))
			return -1;
		if (text[len] == '\0')
			return 0;
		text += len + 1;
	}
}

unsigned long knob(const char *name)
{
	int i = knob_index(name, strlen(name));

	if (i < 0)
		errx(1, "the case reads knob %s but does not declare it", name);
	return knobs[i].value;
}

static void choice_describe(FILE *out, const struct knob *knob, const char *const *names)
{
	unsigned long last = 0;

	while (names[last + 1])
		last++;
	fprintf(out, "knob\t%s\t%s\t%s\t%s\t%s:", knob->name, names[knob->value], names[0],
		names[last], knob->help);
	for (unsigned long i = 0; i <= last; i++)
		fprintf(out, " %s", names[i]);
	fprintf(out, "\n");
}

void knobs_describe(FILE *out)
{
	for (unsigned int i = 0; i < nr_knobs; i++) {
		const struct knob *knob = knobs[i].knob;

		if (choices(knob)) {
			choice_describe(out, knob, choices(knob));
			continue;
		}
		fprintf(out, "knob\t%s\t%lu\t%lu\t%lu\t%s\n", knob->name, knob->value, knob->min,
			knob->max, knob->help);
	}
}
