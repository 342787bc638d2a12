// SPDX-License-Identifier: GPL-2.0
#include "rows.h"

#include "../compare.h"
#include "../error.h"
#include "../matrix.h"

#include <gsl/gsl_sf_gamma.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

const char *const row_metric_name[ROW_METRICS] = {
	[ROW_OPS_PER_SEC] = "ops_per_sec",
	[ROW_RATIO] = "ratio",
};

/* One config in a group of a run. */
struct place {
	const struct side *side;
	const struct group *group;
	struct member *member;
	size_t members;
	size_t i; /* of member */
	double noise_floor;
};

static const char *config_at(const struct place *place)
{
	return run_name(&place->side->run, place->member[place->i].config);
}

static void points_at(struct points *points, const struct place *place, size_t i)
{
	points_of_samples(points, &place->side->run, place->group, &place->member[i], OPS_PER_SEC);
}

static bool go_to_group(struct place *place, const struct side *side, const char *key)
{
	*place = (struct place){ .side = side };
	place->group = side_group(side, key, &place->noise_floor);
	if (place->group)
		place->member = group_members(&side->run, place->group, &place->members);
	return place->group;
}

static bool go_to_config(struct place *place, const char *config)
{
	place->i = find_member(&place->side->run, place->member, place->members, config);
	return place->i < place->members;
}

static struct row *add_row(struct rows *rows, const struct place *a, const struct place *b,
			   enum row_metric metric)
{
	const struct series *s = group_series(&a->side->run, a->group, 0);

	rows->row = grow(rows->row, rows->count, &rows->capacity, sizeof(*rows->row));
	rows->row[rows->count] = (struct row){
		.side = { a->side, b->side },
		.config = { config_at(a), config_at(b) },
		.workload = run_name(&a->side->run, s->workload),
		.params = run_params(&a->side->run, s->params),
		.tasks = s->tasks,
		.metric = metric,
		.mid = { NAN, NAN },
		.ratio = { NAN, NAN, NAN },
		.cliffs_delta = NAN,
		.p = NAN,
		.p_holm = NAN,
		.p_least = NAN,
		.alpha = b->side->level,
		.noise_floor = fmax(a->noise_floor, b->noise_floor),
	};
	/* both must be known: fmax() passes a NaN over */
	if (isnan(a->noise_floor) || isnan(b->noise_floor))
		rows->row[rows->count].noise_floor = NAN;
	return &rows->row[rows->count++];
}

static void add_paired(struct rows *rows, const struct place *a, const struct place *b,
		       struct points *x, struct points *y)
{
	struct row *row = add_row(rows, a, b, ROW_OPS_PER_SEC);
	struct comparison c;
	size_t pairs;

	points_at(x, a, a->i);
	points_at(y, b, b->i);
	c = compare(y, x);
	row->paired = true;
	row->n[0] = x->n;
	row->n[1] = y->n;
	row->mid[0] = describe(x).mid.mid;
	row->mid[1] = describe(y).mid.mid;
	row->ratio = c.ratio;
	row->cliffs_delta = c.cliffs_delta;
	row->p = looks_p(&a->side->run.looks, compare_p(y, x, &pairs));
	row->p_least = looks_p(&a->side->run.looks, exp2(1 - (double)c.pairs));
}

bool rows_config_is_chosen(const char *configs, const char *config)
{
	size_t length = strlen(config), item_length;
	const char *item = configs;

	if (!item)
		return !plan_twin_of(config);
	for (; *item; item += item_length) {
		item += strspn(item, ", ");
		item_length = strcspn(item, ", ");
		if (item_length == length && strncmp(item, config, length) == 0)
			return true;
	}
	return false;
}

static bool is_chosen(const struct rows *rows, const struct place *place)
{
	return rows_config_is_chosen(rows->configs, config_at(place));
}

static bool is_first_of_pairs(const struct rows *rows, const struct place *place)
{
	if (rows->all_pairs)
		return is_chosen(rows, place);
	return strcmp(config_at(place), place->side->run.plan.baseline) == 0;
}

/* The configs against the baseline, or every two of them, in the order of tables. */
static void add_group(struct rows *rows, const struct side *side, const char *key)
{
	struct points x = { 0 }, y = { 0 };
	struct place a, b;

	go_to_group(&a, side, key);
	b = a;
	for (a.i = 0; a.i < a.members; a.i++) {
		if (!is_first_of_pairs(rows, &a))
			continue;
		for (b.i = rows->all_pairs ? a.i + 1 : 0; b.i < b.members; b.i++)
			if (b.i != a.i && is_chosen(rows, &b))
				add_paired(rows, &a, &b, &x, &y);
	}
	points_free(&x);
	points_free(&y);
	free(a.member);
}

/* Values whose differences are compared: logarithms, ascending. */
static double *sample_of(const struct place *place, enum row_metric metric, struct points *x,
			 struct points *y, size_t *n)
{
	size_t i, baseline = find_member(&place->side->run, place->member, place->members,
					 place->side->run.plan.baseline);
	double *log_value;

	*n = 0;
	points_at(x, place, place->i);
	if (metric == ROW_RATIO) {
		if (baseline == place->members || baseline == place->i)
			return NULL;
		points_at(y, place, baseline);
		return sorted_log_ratios(x, y, n);
	}
	log_value = xcalloc(x->n, sizeof(*log_value));
	for (i = 0; i < x->n; i++) /* none is 0: such a cell has failed */
		log_value[i] = log(x->sorted[i]);
	*n = x->n;
	return log_value;
}

static void compare_samples(struct row *row, const double *a, size_t na, const double *b, size_t nb)
{
	const struct two_looks *looks = &row->side[1]->two_looks;
	struct estimate shift = shift_estimate(a, na, b, nb, row->alpha);

	row->n[0] = na;
	row->n[1] = nb;
	row->mid[0] = exp(hodges_lehmann(a, na, ALPHA).mid);
	row->mid[1] = exp(hodges_lehmann(b, nb, ALPHA).mid);
	row->ratio = (struct estimate){ exp(shift.mid), exp(shift.low), exp(shift.high) };
	row->cliffs_delta = cliffs_delta(b, nb, a, na);
	if (!isnan(shift.low))
		row->p = two_looks_p(looks, rank_sum_p(a, na, b, nb));
	row->p_least =
		two_looks_p(looks, fmin(1, 2 * exp(gsl_sf_lngamma(na + 1) + gsl_sf_lngamma(nb + 1) -
						   gsl_sf_lngamma(na + nb + 1))));
}

static void add_unpaired(struct rows *rows, const struct place *a, const struct place *b,
			 enum row_metric metric, struct points *x, struct points *y)
{
	size_t na, nb;
	double *of_a = sample_of(a, metric, x, y, &na);
	double *of_b = sample_of(b, metric, x, y, &nb);

	if (na && nb)
		compare_samples(add_row(rows, a, b, metric), of_a, na, of_b, nb);
	free(of_a);
	free(of_b);
}

static bool has_same_baseline(const struct place *a, const struct place *b)
{
	return strcmp(a->side->run.plan.baseline, b->side->run.plan.baseline) == 0;
}

/* A config of the first run in every other one that has it. */
static void add_config(struct rows *rows, const struct sides *sides, struct place *place,
		       enum row_metric metric, struct points *x, struct points *y)
{
	const char *config = config_at(&place[0]);
	size_t i;

	for (i = 1; i < sides->count; i++) {
		if (!place[i].group || !go_to_config(&place[i], config))
			continue;
		if (metric == ROW_OPS_PER_SEC || has_same_baseline(&place[0], &place[i]))
			add_unpaired(rows, &place[0], &place[i], metric, x, y);
	}
}

static void add_groups(struct rows *rows, const struct sides *sides, const char *key)
{
	struct place *place = xcalloc(sides->count, sizeof(*place));
	struct points x = { 0 }, y = { 0 };
	enum row_metric metric;
	size_t i;

	for (i = 0; i < sides->count; i++)
		go_to_group(&place[i], &sides->side[i], key);
	for (metric = 0; metric < ROW_METRICS; metric++)
		for (place[0].i = 0; place[0].i < place[0].members; place[0].i++)
			if (is_chosen(rows, &place[0]))
				add_config(rows, sides, place, metric, &x, &y);
	for (i = 0; i < sides->count; i++)
		free(place[i].member);
	points_free(&x);
	points_free(&y);
	free(place);
}

static void adjust(struct rows *rows)
{
	double *p = xcalloc(rows->count, sizeof(*p));
	size_t i, used = 0;

	for (i = 0; i < rows->count; i++)
		if (!isnan(rows->row[i].p))
			p[rows->tests++] = rows->row[i].p;
	holm(p, rows->tests);
	for (i = 0; i < rows->count; i++)
		if (!isnan(rows->row[i].p))
			rows->row[i].p_holm = p[used++];
	free(p);
}

static void judge_row(struct row *row)
{
	bool enough = row->paired || (row->n[0] >= MIN_SAMPLE && row->n[1] >= MIN_SAMPLE);

	row->mde = detectable_effect(&row->ratio, row->noise_floor, row->alpha);
	row->verdict = judge(&(struct evidence){
		.pairs = enough && !isnan(row->ratio.low) ? MIN_BLOCKS : 0,
		.ratio = row->ratio,
		.p_holm = row->p_holm,
		.noise_floor = row->noise_floor,
	});
}

void rows_make(struct rows *rows, const struct sides *sides, const char *configs, bool all_pairs)
{
	const struct names *groups = &sides->side[0].groups;
	size_t i;

	*rows = (struct rows){ .configs = configs, .all_pairs = all_pairs };
	for (i = 0; i < groups->count; i++)
		if (sides->count == 1)
			add_group(rows, &sides->side[0], names_key(groups, i));
		else
			add_groups(rows, sides, names_key(groups, i));
	adjust(rows);
	for (i = 0; i < rows->count; i++)
		judge_row(&rows->row[i]);
}

void rows_free(struct rows *rows)
{
	free(rows->row);
}
