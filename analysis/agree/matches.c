// SPDX-License-Identifier: GPL-2.0
#include "matches.h"

#include "../error.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const struct estimate one = { 1, 1, 1 };

static struct match_group *find_group(struct matches *m, const struct ratio_group *of)
{
	struct match_group *last = m->groups ? &m->group[m->groups - 1] : NULL;

	if (last && memcmp(&last->of, of, sizeof(*of)) == 0)
		return last;
	m->group = grow(m->group, m->groups, &m->capacity, sizeof(*m->group));
	m->group[m->groups] = (struct match_group){ .of = *of };
	return &m->group[m->groups++];
}

static void add_match(struct matches *m, const struct ratio_row *a, const struct ratio_row *b)
{
	struct match_group *group = find_group(m, &a->key.group);
	struct match match = {
		.config = a->key.config,
		.ratio = { a->ratio, b->ratio },
		.differs = { ratios_apart(&a->ratio, &one, a->noise_floor),
			     ratios_apart(&b->ratio, &one, b->noise_floor) },
		.effect = { NAN, NAN, NAN },
	};

	if (match.differs[0] && match.differs[1])
		match.effect = effect_ratio(&a->ratio, &b->ratio);
	group->noise_floor[0] = a->noise_floor;
	group->noise_floor[1] = b->noise_floor;
	group->match = grow(group->match, group->matches, &group->capacity, sizeof(*group->match));
	group->match[group->matches++] = match;
	if (a->key.group.metric == THROUGHPUT && match.config != m->side[0]->baseline)
		m->matches++;
}

/* Ratios that are to be ranked, in either run. */
struct ranked {
	struct estimate *ratio[2];
	size_t count;
	size_t capacity[2];
};

static void rank(struct ranked *ranked, const struct estimate *a, const struct estimate *b)
{
	const struct estimate *ratio[2] = { a, b };
	int i;

	for (i = 0; i < 2; i++) {
		ranked->ratio[i] = grow(ranked->ratio[i], ranked->count, &ranked->capacity[i],
					sizeof(*ranked->ratio[i]));
		ranked->ratio[i][ranked->count] = *ratio[i];
	}
	ranked->count++;
}

static void compare_group(struct match_group *group, struct ranked *ranked)
{
	size_t i;

	ranked->count = 0;
	for (i = 0; i < group->matches; i++)
		rank(ranked, &group->match[i].ratio[0], &group->match[i].ratio[1]);
	group->order = compare_order(ranked->ratio[0], ranked->ratio[1], ranked->count,
				     group->noise_floor);
}

/* Over all groups. The baseline is 1 in each of them and counts once. */
static void compare_all(struct matches *m, uint32_t metric, struct ranked *ranked)
{
	struct order *all = &m->all[metric];
	size_t i, j;

	ranked->count = 0;
	rank(ranked, &one, &one);
	for (i = 0; i < m->groups; i++) {
		const struct match_group *group = &m->group[i];

		if (group->of.metric != metric)
			continue;
		add_pairs(all, &group->order);
		for (j = 0; j < group->matches; j++)
			if (group->match[j].config != m->side[0]->baseline)
				rank(ranked, &group->match[j].ratio[0], &group->match[j].ratio[1]);
	}
	all->configs = ranked->count;
	all->rank_correlation = rank_correlation(ranked->ratio[0], ranked->ratio[1], ranked->count);
}

static void match_metric(struct matches *m, uint32_t metric)
{
	const struct ratio_row *row, *other;
	uint32_t i;

	for (i = 0; i < m->side[0]->keys.count; i++) {
		row = &m->side[0]->row[i];
		other = row->key.group.metric == metric ? side_find(m->side[1], &row->key) : NULL;
		if (other)
			add_match(m, row, other);
	}
}

void matches_make(struct matches *m, const struct side *a, const struct side *b,
		  const struct names *names)
{
	struct ranked ranked = { 0 };
	uint32_t metric;
	size_t i;

	*m = (struct matches){ .side = { a, b }, .names = names };
	for (metric = 0; metric < RATIO_METRICS; metric++)
		match_metric(m, metric);
	for (i = 0; i < m->groups; i++)
		compare_group(&m->group[i], &ranked);
	for (metric = 0; metric < RATIO_METRICS; metric++)
		compare_all(m, metric, &ranked);
	free(ranked.ratio[0]);
	free(ranked.ratio[1]);
}

void matches_free(struct matches *m)
{
	while (m->groups)
		free(m->group[--m->groups].match);
	free(m->group);
}
