// SPDX-License-Identifier: GPL-2.0
#include "points.h"

#include "error.h"
#include "sort.h"
#include "stats.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

struct member *group_members(const struct run *run, const struct group *group, size_t *count)
{
	struct member *member = xcalloc(group->series, sizeof(*member));
	const struct series *s;
	uint32_t i;

	*count = 0;
	for (i = 0; i < group->series; i++) {
		s = group_series(run, group, i);
		if (!*count || member[*count - 1].config != s->config)
			member[(*count)++] = (struct member){ .config = s->config, .first = i };
		member[*count - 1].series++;
	}
	return member;
}

static void clear(struct points *points, double alpha)
{
	points->n = 0;
	points->failed = 0;
	points->alpha = alpha;
}

/* Room for so many more. */
static void reserve(struct points *points, size_t more)
{
	if (points->n + more <= points->capacity)
		return;
	points->capacity = 2 * points->capacity + more;
	points->block = xrealloc(points->block, points->capacity, sizeof(*points->block));
	points->value = xrealloc(points->value, points->capacity, sizeof(*points->value));
	points->sorted = xrealloc(points->sorted, points->capacity, sizeof(*points->sorted));
}

static void add(struct points *points, const struct series *s, const struct cell *cell,
		double value)
{
	if (isnan(value))
		return;
	points->block[points->n] = (uint64_t)s->collector << 32 | cell->block;
	points->value[points->n++] = value;
}

static void sort(struct points *points)
{
	if (!points->n)
		return;
	memcpy(points->sorted, points->value, points->n * sizeof(*points->sorted));
	sort_doubles(points->sorted, points->n);
}

/* Within a group series come by the collector's name, the same order for every config. */
void points_of_samples(struct points *points, const struct run *run, const struct group *group,
		       const struct member *member, enum sample_metric metric)
{
	const struct series *s;
	const struct cell *cell;
	uint32_t i, j;

	clear(points, run->level);
	for (i = 0; i < member->series; i++) {
		s = group_series(run, group, member->first + i);
		if (s->collector != run->none)
			continue;
		points->failed = s->failed;
		reserve(points, s->cells);
		for (j = 0; j < s->cells; j++) {
			cell = series_cell(run, s, j);
			if (!cell->failed)
				add(points, s, cell, cell->value[metric]);
		}
	}
	sort(points);
}

/* Where the series' values of that metric begin, or would. */
static size_t find_values(const struct counters *counters, size_t low, size_t high, uint32_t metric)
{
	size_t middle;

	while (low < high) {
		middle = low + (high - low) / 2;
		if (counters->value[middle].metric < metric)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* The cells of s and the values of the metric in them, which both ascend by block. */
static void add_series(struct points *points, const struct run *run, const struct series *s,
		       const struct counters *counters, uint32_t metric)
{
	const struct counter_metric *m = &counters->metric[metric];
	size_t end = counters->first[s - run->series + 1];
	size_t v = find_values(counters, counters->first[s - run->series], end, metric);
	const struct cell *cell;
	bool leaves_zeros_out;
	uint32_t i;

	reserve(points, s->cells);
	for (i = 0; i < s->cells; i++) {
		cell = series_cell(run, s, i);
		leaves_zeros_out = m->timing ? cell->timing : m->module && cell->module;
		if (cell->failed)
			continue;
		if (v < end && counters->value[v].metric == metric &&
		    cell == &run->cell[counters->value[v].cell])
			add(points, s, cell, counters->value[v++].per_op);
		else if (leaves_zeros_out)
			add(points, s, cell, 0);
	}
}

void points_of_counter(struct points *points, const struct run *run, const struct group *group,
		       const struct member *member, const struct counters *counters,
		       uint32_t metric)
{
	const struct series *s;
	uint32_t i;

	clear(points, ALPHA); /* which says why and decides nothing */
	for (i = 0; i < member->series; i++) {
		s = group_series(run, group, member->first + i);
		if ((s->collector == run->none) != counters->metric[metric].measured)
			continue;
		points->failed += s->failed;
		add_series(points, run, s, counters, metric);
	}
	sort(points);
}

void points_free(struct points *points)
{
	free(points->block);
	free(points->value);
	free(points->sorted);
}
