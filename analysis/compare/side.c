// SPDX-License-Identifier: GPL-2.0
#include "side.h"

#include "../error.h"
#include "../noise.h"
#include "../stats.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

static bool is_same_folder(const char *a, const char *b)
{
	struct stat x, y;

	return stat(a, &x) == 0 && stat(b, &y) == 0 && x.st_dev == y.st_dev && x.st_ino == y.st_ino;
}

static void index_groups(struct side *side)
{
	const struct run *run = &side->run;
	const struct series *s;
	char *key;
	size_t i;

	side->noise_floor = xcalloc(run->groups, sizeof(*side->noise_floor));
	for (i = 0; i < run->groups; i++) {
		s = group_series(run, &run->group[i], 0);
		if (asprintf(&key, "%s %s %u", run_name(run, s->workload),
			     run_params(run, s->params), s->tasks) < 0)
			fail("out of memory: run it on a machine with more");
		names_intern_text(&side->groups, key);
		free(key);
		side->noise_floor[i] = group_noise_floor(run, &run->group[i]);
	}
}

static void end_together(struct side *side, const struct side *first)
{
	side->level = side->run.level;
	if (side == first)
		return;
	two_looks_init(&side->two_looks, &first->run.looks, &side->run.looks);
	side->level = two_looks_level(&side->two_looks, ALPHA);
}

void sides_read(struct sides *sides, char *const *folder, size_t count)
{
	struct side *side;
	size_t i, j;

	sides->side = xcalloc(count, sizeof(*sides->side));
	sides->count = count;
	for (i = 0; i < count; i++) {
		for (j = 0; j < i; j++)
			if (is_same_folder(folder[i], folder[j]))
				bad_input(folder[i], 0, "is the same run twice: name each once");
		side = &sides->side[i];
		side->letter = 'A' + i;
		side->folder = folder[i];
		run_read(&side->run, folder[i]);
		env_read(&side->env, folder[i]);
		facts_read(&side->facts, folder[i]);
		index_groups(side);
		end_together(side, &sides->side[0]);
	}
}

const struct group *side_group(const struct side *side, const char *key, double *noise_floor)
{
	uint32_t i = names_find_text(&side->groups, key);

	if (i == NAMES_NONE)
		return NULL;
	*noise_floor = side->noise_floor[i];
	return &side->run.group[i];
}

void sides_free(struct sides *sides)
{
	struct side *side;

	while (sides->count) {
		side = &sides->side[--sides->count];
		run_free(&side->run);
		env_free(&side->env);
		facts_free(&side->facts);
		names_free(&side->groups);
		free(side->noise_floor);
		two_looks_free(&side->two_looks);
	}
	free(sides->side);
}
