// SPDX-License-Identifier: GPL-2.0
#include "alike.h"

#include "error.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

void object(struct objections *o, const char *format, ...)
{
	va_list args;
	char *text;

	va_start(args, format);
	text = xvasprintf(format, args);
	va_end(args);
	o->text = grow(o->text, o->count, &o->capacity, sizeof(*o->text));
	o->text[o->count++] = text;
}

static bool says_accelerator(const struct circumstances *run)
{
	return strcmp(run->env->accelerator, "unknown") != 0;
}

static bool is_icount(const struct circumstances *run)
{
	return strcmp(run->env->accelerator, "icount") == 0;
}

/* In icount a second is a number of instructions, in tcg the host's: both are emulated, and not alike. */
static void object_to_accelerators(struct objections *o, const struct circumstances *a,
				   const struct circumstances *b)
{
	const struct circumstances *mute = says_accelerator(a) ? b : a;
	const struct circumstances *other = mute == a ? b : a;

	if (a->env->known != b->env->known)
		object(o, "%c has no env.json, %c has one", a->env->known ? b->letter : a->letter,
		       a->env->known ? a->letter : b->letter);
	else if (says_accelerator(a) != says_accelerator(b))
		object(o, "%c does not say its accelerator, %c has %s", mute->letter, other->letter,
		       other->env->accelerator);
	else if ((is_icount(a) || is_icount(b)) &&
		 strcmp(a->env->accelerator, b->env->accelerator) != 0)
		object(o, "%c has accelerator %s, %c has %s", b->letter, b->env->accelerator,
		       a->letter, a->env->accelerator);
}

void object_to_place(struct objections *o, const struct circumstances *a,
		     const struct circumstances *b)
{
	object_to_accelerators(o, a, b);
	if (a->env->known && b->env->known && a->env->emulated != b->env->emulated)
		object(o, "%c is %s, %c is %s", b->letter,
		       b->env->emulated ? "emulated" : "not emulated", a->letter,
		       a->env->emulated ? "emulated" : "not");
}

static void compare_key(struct objections *o, const struct circumstances *a,
			const struct circumstances *b, const char *key)
{
	const char *of_a = plan_value(a->plan, key), *of_b = plan_value(b->plan, key);

	if (strcmp(of_a, of_b) != 0)
		object(o, "%c has %s = %s, %c has %s", b->letter, key, of_b, a->letter, of_a);
}

void object_to_cells(struct objections *o, const struct circumstances *a,
		     const struct circumstances *b)
{
	if (a->plan && b->plan) {
		compare_key(o, a, b, "seconds");
		compare_key(o, a, b, "warmup_seconds");
		compare_key(o, a, b, "pin");
	} else if (a->plan || b->plan) {
		object(o, "%c has no plan, %c has one", a->plan ? b->letter : a->letter,
		       a->plan ? a->letter : b->letter);
	}
}

void objections_raise(const struct objections *o, const char *folder, bool force)
{
	if (o->count && !force)
		bad_input(
			folder, 0,
			"%s: what differs would be that; --force compares them all the same and says so",
			o->text[0]);
}

void objections_print(const struct objections *o, FILE *out)
{
	size_t i;

	for (i = 0; i < o->count; i++)
		fprintf(out, "FORCED: %s: no verdict below is about the locks alone\n", o->text[i]);
}

const char *marks_text(bool emulated, const struct objections *o)
{
	if (o->count)
		return emulated ? "emulated,forced" : "forced";
	return emulated ? "emulated" : "-";
}

void objections_free(struct objections *o)
{
	while (o->count)
		free(o->text[--o->count]);
	free(o->text);
}
