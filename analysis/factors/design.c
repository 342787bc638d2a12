// SPDX-License-Identifier: GPL-2.0
#include "design.h"

#include "../error.h"
#include "../tsv.h"

#include <stdlib.h>
#include <string.h>

enum { CONFIG_COLUMN, FIRST_FACTOR };

static size_t level_of(struct design *design, int factor, struct tsv *tsv)
{
	const char *name = tsv->field[FIRST_FACTOR + factor];
	size_t i;

	for (i = 0; i < design->levels[factor]; i++)
		if (!strcmp(design->level[factor][i], name))
			return i;
	if (i == MAX_LEVELS)
		tsv_bad(tsv, "more than %d levels of %s", MAX_LEVELS, design->factor[factor]);
	design->level[factor][i] = xstrdup(name);
	design->levels[factor]++;
	return i;
}

static void read_row(struct design *design, struct tsv *tsv)
{
	size_t a = level_of(design, 0, tsv), b = level_of(design, 1, tsv);

	tsv_check_name(tsv, CONFIG_COLUMN);
	if (design->config[a][b])
		tsv_bad(tsv, "%s and %s are alike in both factors", design->config[a][b],
			printable(tsv->field[CONFIG_COLUMN]));
	design->config[a][b] = xstrdup(tsv->field[CONFIG_COLUMN]);
}

static void swap(char **x, char **y)
{
	char *z = *x;

	*x = *y;
	*y = z;
}

/* What all is compared with comes first. */
static void put_first(struct design *design, size_t a, size_t b)
{
	size_t i;

	swap(&design->level[0][0], &design->level[0][a]);
	swap(&design->level[1][0], &design->level[1][b]);
	for (i = 0; i < MAX_LEVELS; i++)
		swap(&design->config[0][i], &design->config[a][i]);
	for (i = 0; i < MAX_LEVELS; i++)
		swap(&design->config[i][0], &design->config[i][b]);
}

static void check(struct design *design, const char *path, const char *baseline)
{
	size_t a, b, first_a = MAX_LEVELS, first_b = 0;

	if (design->levels[0] < 2 || design->levels[1] < 2)
		bad_input(path, 0,
			  "each factor needs two levels: name configs that differ in both");
	for (a = 0; a < design->levels[0]; a++)
		for (b = 0; b < design->levels[1]; b++) {
			if (!design->config[a][b])
				bad_input(
					path, 0,
					"no config is %s with %s: each of one with each of the other is needed",
					printable(design->level[0][a]),
					printable(design->level[1][b]));
			if (!strcmp(design->config[a][b], baseline))
				first_a = a, first_b = b;
		}
	if (first_a == MAX_LEVELS)
		bad_input(path, 0, "the run's baseline %s is not among the configs",
			  printable(baseline));
	put_first(design, first_a, first_b);
}

void design_read(struct design *design, const char *dir, const struct plan *plan)
{
	char *path = path_join(dir, "design.tsv");
	struct tsv tsv;
	int i;

	*design = (struct design){ 0 };
	if (!tsv_open(&tsv, dir, "design"))
		bad_input(path, 0, "cannot be read: 'rmaplock factors' makes it");
	if (tsv.columns != FIRST_FACTOR + FACTORS)
		tsv_bad(&tsv, "%d columns: a config and two factors are wanted", tsv.columns);
	for (i = 0; i < FACTORS; i++)
		design->factor[i] = xstrdup(tsv.name[FIRST_FACTOR + i]);
	while (tsv_next(&tsv))
		read_row(design, &tsv);
	tsv_close(&tsv);
	check(design, path, plan->baseline);
	free(path);
}

void design_free(struct design *design)
{
	size_t i, j;

	for (i = 0; i < FACTORS; i++) {
		free(design->factor[i]);
		for (j = 0; j < design->levels[i]; j++)
			free(design->level[i][j]);
	}
	for (i = 0; i < MAX_LEVELS; i++)
		for (j = 0; j < MAX_LEVELS; j++)
			free(design->config[i][j]);
}
