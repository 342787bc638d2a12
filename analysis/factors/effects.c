// SPDX-License-Identifier: GPL-2.0
#include "effects.h"

#include "../error.h"
#include "../points.h"
#include "../matrix.h"
#include "../sort.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef double weights_t[MAX_LEVELS][MAX_LEVELS];

struct maker {
	const struct design *design;
	struct points points[MAX_LEVELS][MAX_LEVELS]; /* of each config; empty without cells */
	struct effect *effect;
	size_t effects;
};

/* The value in a block, or NaN. Both ascend; blocks of a config are few. */
static double value_in(const struct points *points, uint64_t block)
{
	size_t i;

	for (i = 0; i < points->n; i++)
		if (points->block[i] == block)
			return points->value[i];
	return NAN;
}

/* The weighted sum of ln(throughput) in a block; NaN if a cell is missing. */
static double contrast(const struct maker *m, weights_t weight, uint64_t block)
{
	double sum = 0;
	size_t a, b;

	for (a = 0; a < m->design->levels[0]; a++)
		for (b = 0; b < m->design->levels[1]; b++)
			if (weight[a][b] != 0)
				sum += weight[a][b] * log(value_in(&m->points[a][b], block));
	return sum;
}

/* Adds the effect; every contrast takes a cell of @some. */
static void add(struct maker *m, struct effect effect, weights_t weight, const struct points *some)
{
	double *value = xcalloc(some->n + 1, sizeof(*value));
	struct estimate e = { NAN, NAN, NAN };
	size_t i;

	for (i = 0; i < some->n; i++) {
		value[effect.n] = contrast(m, weight, some->block[i]);
		effect.n += !isnan(value[effect.n]);
	}
	if (effect.n) {
		sort_doubles(value, effect.n);
		e = hodges_lehmann(value, effect.n, some->alpha);
	}
	effect.ratio = (struct estimate){ exp(e.mid), exp(e.low), exp(e.high) };
	m->effect[m->effects++] = effect;
	free(value);
}

static double *cell(weights_t weight, int factor, size_t level, size_t other)
{
	return factor ? &weight[other][level] : &weight[level][other];
}

static void add_factor(struct maker *m, int factor)
{
	const struct design *d = m->design;
	size_t others = d->levels[!factor], level, other;

	for (level = 1; level < d->levels[factor]; level++) {
		struct effect effect = { .factor = factor, .level = d->level[factor][level] };
		weights_t all = { 0 };

		for (other = 0; other < others; other++) {
			weights_t weight = { 0 };

			*cell(weight, factor, level, other) = 1;
			*cell(weight, factor, 0, other) = -1;
			*cell(all, factor, level, other) = 1.0 / others;
			*cell(all, factor, 0, other) = -1.0 / others;
			effect.at = d->level[!factor][other];
			add(m, effect, weight,
			    factor ? &m->points[other][0] : &m->points[0][other]);
		}
		effect.at = NULL;
		add(m, effect, all, &m->points[0][0]);
	}
}

/* How much more, or less, both do together than each alone: 1 if they do not care for each other. */
static void add_interactions(struct maker *m)
{
	const struct design *d = m->design;
	size_t a, b;

	for (a = 1; a < d->levels[0]; a++)
		for (b = 1; b < d->levels[1]; b++) {
			weights_t weight = { 0 };

			weight[a][b] = weight[0][0] = 1;
			weight[a][0] = weight[0][b] = -1;
			add(m,
			    (struct effect){ .factor = INTERACTION,
					     .level = d->level[0][a],
					     .at = d->level[1][b] },
			    weight, &m->points[0][0]);
		}
}

static void read_points(struct maker *m, const struct run *run, const struct group *group)
{
	struct member *member;
	size_t count, a, b, i;

	member = group_members(run, group, &count);
	for (a = 0; a < m->design->levels[0]; a++)
		for (b = 0; b < m->design->levels[1]; b++) {
			i = find_member(run, member, count, m->design->config[a][b]);
			if (i < count)
				points_of_samples(&m->points[a][b], run, group, &member[i],
						  OPS_PER_SEC);
		}
	free(member);
}

size_t effects_make(struct effect effect[MAX_EFFECTS], const struct design *design,
		    const struct run *run, const struct group *group)
{
	struct maker *m = xcalloc(1, sizeof(*m));
	size_t effects, a, b;

	m->design = design;
	m->effect = effect;
	read_points(m, run, group);
	add_factor(m, 0);
	add_factor(m, 1);
	add_interactions(m);
	for (a = 0; a < MAX_LEVELS; a++)
		for (b = 0; b < MAX_LEVELS; b++)
			points_free(&m->points[a][b]);
	effects = m->effects;
	free(m);
	return effects;
}
