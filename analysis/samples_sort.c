// SPDX-License-Identifier: GPL-2.0
#include "samples_sort.h"

#include "error.h"

#include <stdlib.h>
#include <string.h>

static void make_series(struct run *run)
{
	struct series_key key;
	size_t i;

	run->series_count = run->keys.count;
	run->series = xcalloc(run->series_count, sizeof(*run->series));
	for (i = 0; i < run->series_count; i++) {
		memcpy(&key, names_key(&run->keys, i), sizeof(key));
		run->series[i] = (struct series){
			.workload = key.workload,
			.params = key.params,
			.tasks = key.tasks,
			.collector = key.collector,
			.config = key.config,
		};
	}
}

/* A counting sort by series: each one's cells, still as they were in the file. */
static void gather_cells(struct run *run)
{
	uint32_t i, first = 0;
	struct series *s;

	for (i = 0; i < run->cells; i++)
		run->series[run->cell[i].series].cells++;
	for (i = 0; i < run->series_count; i++) {
		run->series[i].first = first;
		first += run->series[i].cells;
		run->series[i].cells = 0;
	}
	run->order = xcalloc(run->cells, sizeof(*run->order));
	for (i = 0; i < run->cells; i++) {
		s = &run->series[run->cell[i].series];
		run->order[s->first + s->cells++] = i;
	}
}

/* By block; of one block ok comes first, then the later row. */
static int compare_cells(const void *a, const void *b, void *arg)
{
	const struct run *run = arg;
	const struct cell *x = &run->cell[*(const uint32_t *)a];
	const struct cell *y = &run->cell[*(const uint32_t *)b];

	if (x->block != y->block)
		return x->block < y->block ? -1 : 1;
	if (x->failed != y->failed)
		return x->failed ? 1 : -1;
	return x->line > y->line ? -1 : x->line < y->line;
}

/* As rows mostly are: a run takes block after block. */
static bool ascend(const struct run *run, const uint32_t *order, uint32_t cells)
{
	uint32_t i;

	for (i = 1; i < cells; i++)
		if (run->cell[order[i - 1]].block >= run->cell[order[i]].block)
			return false;
	return true;
}

/* Keeps the first row of every block. */
static void settle_series(struct run *run, struct series *s, const char *path)
{
	uint32_t *order = run->order + s->first;
	uint32_t i, kept = 0;
	struct cell *cell, *before = NULL;

	if (!ascend(run, order, s->cells))
		qsort_r(order, s->cells, sizeof(*order), compare_cells, run);
	for (i = 0; i < s->cells; i++) {
		cell = &run->cell[order[i]];
		if (!before || cell->block != before->block) {
			order[kept++] = order[i];
			s->failed += cell->failed;
			before = cell;
		} else if (!cell->failed) {
			bad_input(path, before->line,
				  "the same cell as line %u, and both are ok: delete one",
				  cell->line);
		}
	}
	s->cells = kept;
}

static int compare_groups(const struct run *run, const struct series *x, const struct series *y)
{
	if (x->workload != y->workload)
		return strcmp(run_name(run, x->workload), run_name(run, y->workload));
	if (x->params != y->params) /* areas=8 before areas=64 */
		return strverscmp(run_params(run, x->params), run_params(run, y->params));
	return x->tasks < y->tasks ? -1 : x->tasks > y->tasks;
}

struct ranks {
	const struct run *run;
	size_t *of; /* a name, as a config: plan_rank() */
};

static int compare_series(const void *a, const void *b, void *arg)
{
	const struct ranks *rank = arg;
	const struct run *run = rank->run;
	const struct series *x = &run->series[*(const uint32_t *)a];
	const struct series *y = &run->series[*(const uint32_t *)b];
	int order = compare_groups(run, x, y);

	if (order)
		return order;
	if (x->config == y->config)
		return strcmp(run_name(run, x->collector), run_name(run, y->collector));
	if (rank->of[x->config] != rank->of[y->config])
		return rank->of[x->config] < rank->of[y->config] ? -1 : 1;
	return strcmp(run_name(run, x->config), run_name(run, y->config));
}

static void sort_series(struct run *run)
{
	struct ranks rank = { run, xcalloc(run->names.count, sizeof(*rank.of)) };
	uint32_t i;

	for (i = 0; i < run->names.count; i++)
		rank.of[i] = plan_rank(&run->plan, run_name(run, i));
	qsort_r(run->sorted, run->series_count, sizeof(*run->sorted), compare_series, &rank);
	free(rank.of);
}

static void make_groups(struct run *run)
{
	size_t capacity = 0;
	const struct series *first = NULL, *s;
	uint32_t i;

	for (i = 0; i < run->series_count; i++) {
		s = &run->series[run->sorted[i]];
		if (!first || compare_groups(run, first, s) != 0) {
			run->group = grow(run->group, run->groups, &capacity, sizeof(*run->group));
			run->group[run->groups++] = (struct group){ .first = i };
			first = s;
		}
		run->group[run->groups - 1].series++;
	}
}

void run_sort(struct run *run, const char *path)
{
	uint32_t i;

	make_series(run);
	gather_cells(run);
	run->sorted = xcalloc(run->series_count, sizeof(*run->sorted));
	for (i = 0; i < run->series_count; i++) {
		settle_series(run, &run->series[i], path);
		run->sorted[i] = i;
	}
	sort_series(run);
	make_groups(run);
}

const char *run_name(const struct run *run, uint32_t name)
{
	return names_key(&run->names, name);
}

const char *run_params(const struct run *run, uint32_t params)
{
	return names_key(&run->params, params);
}

struct series *group_series(const struct run *run, const struct group *group, uint32_t i)
{
	return &run->series[run->sorted[group->first + i]];
}

struct cell *series_cell(const struct run *run, const struct series *series, uint32_t i)
{
	return &run->cell[run->order[series->first + i]];
}

static const struct series *find_series(const struct run *run, const char *collector,
					const char *config, const char *workload,
					const char *params, uint32_t tasks)
{
	const struct series_key key = {
		.workload = names_find_text(&run->names, workload),
		.params = names_find_text(&run->params, params),
		.tasks = tasks,
		.collector = names_find_text(&run->names, collector),
		.config = names_find_text(&run->names, config),
	};
	uint32_t id = names_find(&run->keys, &key, sizeof(key));

	return id == NAMES_NONE ? NULL : &run->series[id];
}

struct cell *run_find(const struct run *run, const char *collector, const char *config,
		      const char *workload, const char *params, uint32_t tasks, uint32_t block)
{
	const struct series *s = find_series(run, collector, config, workload, params, tasks);
	uint32_t low = 0, high, middle;
	struct cell *cell;

	if (!s)
		return NULL;
	for (high = s->cells; low < high;) {
		middle = low + (high - low) / 2;
		if (series_cell(run, s, middle)->block < block)
			low = middle + 1;
		else
			high = middle;
	}
	if (low == s->cells)
		return NULL;
	cell = series_cell(run, s, low);
	return cell->block == block && !cell->failed ? cell : NULL;
}
