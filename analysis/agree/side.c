// SPDX-License-Identifier: GPL-2.0
#include "side.h"

#include "../error.h"
#include "../id_columns.h"
#include "../tsv.h"
#include "../verdict.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

const char *const ratio_metric_name[RATIO_METRICS] = {
	[THROUGHPUT] = "ops_per_sec",
	[SWITCHES] = "switches_per_op",
};

struct reader {
	struct tsv tsv;
	struct side *side;
	struct names *names;
	int config, baseline, workload, params, tasks, metric, ratio, low, high, floor;
};

static void find_columns(struct reader *r)
{
	r->config = tsv_column(&r->tsv, "config");
	r->baseline = tsv_column(&r->tsv, "baseline");
	r->workload = tsv_column(&r->tsv, "workload");
	r->params = tsv_column(&r->tsv, "params");
	r->tasks = tsv_column(&r->tsv, "tasks");
	r->metric = tsv_column(&r->tsv, "metric");
	r->ratio = tsv_column(&r->tsv, "ratio");
	r->low = tsv_column(&r->tsv, "ratio_low");
	r->high = tsv_column(&r->tsv, "ratio_high");
	r->floor = tsv_column(&r->tsv, "noise_floor");
}

static uint32_t intern(struct reader *r, int column)
{
	return names_intern_text(r->names, r->tsv.field[column]);
}

/* params are printed, and are no name: nothing in them may move a terminal. */
static void check_words(struct reader *r)
{
	tsv_check_name(&r->tsv, r->config);
	tsv_check_name(&r->tsv, r->baseline);
	tsv_check_name(&r->tsv, r->workload);
	id_check_params(&r->tsv, r->params);
}

static uint32_t add_group(struct side *side, const struct ratio_group *group)
{
	uint32_t known = side->groups.count;
	uint32_t number = names_intern(&side->groups, group, sizeof(*group));

	if (number == known) {
		side->twin_floor = grow(side->twin_floor, known, &side->groups_capacity,
					sizeof(*side->twin_floor));
		side->twin_floor[number] = NAN;
	}
	return number;
}

static void add_row(struct reader *r, const struct ratio_row *row)
{
	struct side *side = r->side;
	uint32_t rows = side->keys.count;

	if (names_intern(&side->keys, &row->key, sizeof(row->key)) != rows)
		tsv_bad(&r->tsv,
			"a second row for this config, workload, params, tasks and metric");
	side->row = grow(side->row, rows, &side->capacity, sizeof(*side->row));
	side->row[rows] = *row;
}

static double read_ratio(struct reader *r, int column)
{
	double ratio = tsv_number(&r->tsv, column);

	if (ratio == 0)
		tsv_bad(&r->tsv, "%s is 0, expected a ratio above 0", r->tsv.name[column]);
	return ratio;
}

static void read_estimate(struct reader *r, struct estimate *ratio)
{
	*ratio = (struct estimate){
		.mid = read_ratio(r, r->ratio),
		.low = read_ratio(r, r->low),
		.high = read_ratio(r, r->high),
	};
	if (isnan(ratio->low) != isnan(ratio->high) || ratio->low > ratio->mid ||
	    ratio->high < ratio->mid)
		tsv_bad(&r->tsv, "ratio_low and ratio_high are no interval around ratio");
}

static void read_row(struct reader *r, enum ratio_metric metric)
{
	struct ratio_row row = { .key.group.metric = metric };
	uint32_t baseline = intern(r, r->baseline);
	const char *twin_of;
	uint32_t group;

	check_words(r);
	if (r->side->keys.count && baseline != r->side->baseline)
		tsv_bad(&r->tsv, "a second baseline, '%s'", r->tsv.field[r->baseline]);
	r->side->baseline = baseline;
	row.key.group.workload = intern(r, r->workload);
	row.key.group.params = intern(r, r->params);
	row.key.group.tasks = tsv_index(&r->tsv, r->tasks, 1);
	row.key.config = intern(r, r->config);
	read_estimate(r, &row.ratio);
	row.noise_floor = tsv_number(&r->tsv, r->floor);
	group = add_group(r->side, &row.key.group);
	twin_of = plan_twin_of(r->tsv.field[r->config]);
	if (!twin_of && !isnan(row.ratio.mid))
		add_row(r, &row);
	else if (twin_of && names_find_text(r->names, twin_of) == baseline)
		r->side->twin_floor[group] = noise_floor(&row.ratio);
}

/* Only throughput has a noise floor in the file; of the rest, the baseline's twin tells. */
static void complete_floors(struct side *side)
{
	struct ratio_row *row;
	uint32_t i, group;

	for (i = 0; i < side->keys.count; i++) {
		row = &side->row[i];
		group = names_find(&side->groups, &row->key.group, sizeof(row->key.group));
		if (isnan(row->noise_floor))
			row->noise_floor = side->twin_floor[group];
	}
}

void side_read(struct side *side, const char *dir, struct names *names)
{
	struct reader r = { .side = side, .names = names };
	size_t metric;

	*side = (struct side){ 0 };
	env_read(&side->env, dir);
	side->planned = plan_is_there(dir);
	if (side->planned)
		plan_read(&side->plan, dir);
	if (!tsv_open(&r.tsv, dir, "summary"))
		bad_input(dir, 0, "has no summary.tsv: analyse the run first");
	find_columns(&r);
	while (tsv_next(&r.tsv))
		for (metric = 0; metric < RATIO_METRICS; metric++)
			if (strcmp(r.tsv.field[r.metric], ratio_metric_name[metric]) == 0)
				read_row(&r, metric);
	tsv_close(&r.tsv);
	complete_floors(side);
}

const struct ratio_row *side_find(const struct side *side, const struct ratio_key *key)
{
	uint32_t row = names_find(&side->keys, key, sizeof(*key));

	return row == NAMES_NONE ? NULL : &side->row[row];
}

bool side_has_group(const struct side *side, const struct ratio_group *group)
{
	return names_find(&side->groups, group, sizeof(*group)) != NAMES_NONE;
}

void side_free(struct side *side)
{
	env_free(&side->env);
	if (side->planned)
		plan_free(&side->plan);
	names_free(&side->keys);
	names_free(&side->groups);
	free(side->row);
	free(side->twin_floor);
}
