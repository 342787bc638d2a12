// SPDX-License-Identifier: GPL-2.0
#include "checks.h"

#include "../error.h"

#include <stdlib.h>
#include <string.h>

static void compare_sides(struct objections *o, const struct side *a, const struct side *b)
{
	const struct circumstances of_a = { a->letter, &a->env, &a->run.plan };
	const struct circumstances of_b = { b->letter, &b->env, &b->run.plan };

	object_to_place(o, &of_a, &of_b);
	if (a->env.known && b->env.known && strcmp(a->env.subject, b->env.subject) != 0)
		object(o, "%c measures another subject, %s instead of %s", b->letter,
		       b->env.subject, a->env.subject);
	object_to_cells(o, &of_a, &of_b);
}

void check_sides(struct objections *o, const struct sides *sides, bool force)
{
	size_t i;

	*o = (struct objections){ 0 };
	for (i = 1; i < sides->count; i++) {
		compare_sides(o, &sides->side[0], &sides->side[i]);
		objections_raise(o, sides->side[i].folder, force);
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
