// SPDX-License-Identifier: GPL-2.0
#include "checks.h"

#include "../error.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void object(struct objections *o, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

static void object(struct objections *o, const char *format, ...)
{
	va_list args;
	char *text;

	va_start(args, format);
	text = xvasprintf(format, args);
	va_end(args);
	o->text = grow(o->text, o->count, &o->capacity, sizeof(*o->text));
	o->text[o->count++] = text;
}

static void compare_key(struct objections *o, const struct side *a, const struct side *b,
			const char *key)
{
	const char *of_a = plan_value(&a->run.plan, key), *of_b = plan_value(&b->run.plan, key);

	if (strcmp(of_a, of_b) != 0)
		object(o, "%c has %s = %s, %c has %s", b->letter, key, of_b, a->letter, of_a);
}

static bool says_accelerator(const struct side *side)
{
	return strcmp(side->env.accelerator, "unknown") != 0;
}

static bool is_icount(const struct side *side)
{
	return strcmp(side->env.accelerator, "icount") == 0;
}

/* In icount a second is a number of instructions, in tcg the host's: both are emulated, and not alike. */
static void compare_accelerators(struct objections *o, const struct side *a, const struct side *b)
{
	const struct side *mute = says_accelerator(a) ? b : a, *other = mute == a ? b : a;

	if (a->env.known != b->env.known)
		object(o, "%c has no env.json, %c has one", a->env.known ? b->letter : a->letter,
		       a->env.known ? a->letter : b->letter);
	else if (says_accelerator(a) != says_accelerator(b))
		object(o, "%c does not say its accelerator, %c has %s", mute->letter, other->letter,
		       other->env.accelerator);
	else if ((is_icount(a) || is_icount(b)) &&
		 strcmp(a->env.accelerator, b->env.accelerator) != 0)
		object(o, "%c has accelerator %s, %c has %s", b->letter, b->env.accelerator,
		       a->letter, a->env.accelerator);
}

static void compare_sides(struct objections *o, const struct side *a, const struct side *b)
{
	const struct env *x = &a->env, *y = &b->env;

	compare_accelerators(o, a, b);
	if (x->known && y->known && x->emulated != y->emulated)
		object(o, "%c is %s, %c is %s", b->letter,
		       y->emulated ? "emulated" : "not emulated", a->letter,
		       x->emulated ? "emulated" : "not");
	if (x->known && y->known && strcmp(x->subject, y->subject) != 0)
		object(o, "%c measures another subject, %s instead of %s", b->letter, y->subject,
		       x->subject);
	compare_key(o, a, b, "seconds");
	compare_key(o, a, b, "warmup_seconds");
	compare_key(o, a, b, "pin");
}

void check_sides(struct objections *o, const struct sides *sides, bool force)
{
	size_t i;

	*o = (struct objections){ 0 };
	for (i = 1; i < sides->count; i++) {
		compare_sides(o, &sides->side[0], &sides->side[i]);
		if (o->count && !force)
			bad_input(
				sides->side[i].folder, 0,
				"%s: what differs would be that; --force compares them all the same and says so",
				o->text[0]);
	}
}

static bool has_config(const struct run *run, const char *config)
{
	size_t i;

	for (i = 0; i < run->series_count; i++)
		if (strcmp(run_name(run, run->series[i].config), config) == 0)
			return true;
	return false;
}

void check_configs(const struct sides *sides, const char *configs)
{
	char *list = xstrdup(configs ? configs : ""), *config, *save;
	size_t i;

	for (config = strtok_r(list, ", ", &save); config; config = strtok_r(NULL, ", ", &save)) {
		for (i = 0; i < sides->count; i++)
			if (has_config(&sides->side[i].run, config))
				break;
		if (i == sides->count)
			bad_input(sides->side[0].folder, 0,
				  "no cell%s has the config '%s' that --configs names",
				  sides->count > 1 ? ", here or in the other runs," : "",
				  printable(config));
	}
	free(list);
}

void objections_free(struct objections *o)
{
	while (o->count)
		free(o->text[--o->count]);
	free(o->text);
}

/* Checksums change with every build, and say less than the version and the source's checksum. */
static bool is_of_interest(const char *key)
{
	return !fact_is_of_run(key) && (!strstr(key, "sha256") || strstr(key, "config_sha256"));
}

static bool is_known(const struct differences *d, const char *key)
{
	size_t i;

	for (i = 0; i < d->count; i++)
		if (strcmp(d->difference[i].key, key) == 0)
			return true;
	return false;
}

static void add_key(struct differences *d, const struct sides *sides, const char *key)
{
	const char **value = xcalloc(sides->count, sizeof(*value));
	bool differs = false;
	size_t i;

	for (i = 0; i < sides->count; i++) {
		value[i] = facts_value(&sides->side[i].facts, key);
		differs |= strcmp(value[i], value[0]) != 0;
	}
	if (!differs) {
		free(value);
		return;
	}
	d->difference = grow(d->difference, d->count, &d->capacity, sizeof(*d->difference));
	d->difference[d->count++] = (struct difference){ key, value };
}

void differences_find(struct differences *d, const struct sides *sides)
{
	const struct facts *facts;
	size_t i, j;

	*d = (struct differences){ .runs = sides->count };
	for (i = 0; i < sides->count; i++) {
		facts = &sides->side[i].facts;
		for (j = 0; j < facts->count; j++)
			if (is_of_interest(facts->fact[j].key) && !is_known(d, facts->fact[j].key))
				add_key(d, sides, facts->fact[j].key);
	}
}

void differences_free(struct differences *d)
{
	while (d->count)
		free(d->difference[--d->count].value);
	free(d->difference);
}
