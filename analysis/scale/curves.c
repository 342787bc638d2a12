// SPDX-License-Identifier: GPL-2.0
#include "curves.h"

#include "../error.h"
#include "../points.h"
#include "../sort.h"

#include <gsl/gsl_rng.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define MAX_BLOCKS 1000 /* as in a plan */
#define SEED 1 /* the same numbers from the same run */

/* ln(throughput) of a config at one number of tasks, by block; NaN where a cell is missing. */
struct level {
	double tasks;
	double *by_block;
};

struct maker {
	const struct run *run;
	const struct group *group;
	size_t groups;
	size_t blocks;
	uint32_t *draw; /* of each resample, which blocks */
};

/* Each block is an index from here on: a number that no plan can have must not become one. */
static uint32_t last_block(const struct run *run, const char *dir)
{
	uint32_t last = 0;
	size_t i;

	for (i = 0; i < run->cells; i++)
		if (run->series[run->cell[i].series].collector == run->none &&
		    run->cell[i].block > last)
			last = run->cell[i].block;
	if (last > MAX_BLOCKS)
		bad_input(path_join(dir, "samples.tsv"), 0, "block %u: a plan has at most %d", last,
			  MAX_BLOCKS);
	return last;
}

static uint32_t *draw_blocks(size_t blocks)
{
	uint32_t *draw = xcalloc(RESAMPLES * blocks, sizeof(*draw));
	gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
	size_t i;

	gsl_rng_set(rng, SEED);
	for (i = 0; i < RESAMPLES * blocks; i++)
		draw[i] = gsl_rng_uniform_int(rng, blocks);
	gsl_rng_free(rng);
	return draw;
}

static bool read_level(const struct maker *m, const struct group *group, const char *config,
		       struct level *level)
{
	struct points points = { 0 };
	struct member *member;
	size_t count, i;

	*level = (struct level){ .tasks = group_series(m->run, group, 0)->tasks };
	member = group_members(m->run, group, &count);
	for (i = 0; i < count; i++)
		if (strcmp(run_name(m->run, member[i].config), config) == 0)
			points_of_samples(&points, m->run, group, &member[i], OPS_PER_SEC);
	free(member);
	if (points.n) {
		level->by_block = xcalloc(m->blocks, sizeof(double));
		for (i = 0; i < m->blocks; i++)
			level->by_block[i] = NAN;
		for (i = 0; i < points.n; i++)
			level->by_block[(uint32_t)points.block[i] - 1] = log(points.value[i]);
	}
	points_free(&points);
	return level->by_block;
}

/* One fit to the Hodges-Lehmann estimates of the drawn blocks; of all blocks if draw is NULL. */
static struct fit fit_blocks(const struct level *level, size_t levels, const uint32_t *draw,
			     size_t blocks)
{
	double *tasks = xcalloc(levels, sizeof(*tasks));
	double *log_rate = xcalloc(levels, sizeof(*log_rate));
	double *value = xcalloc(blocks, sizeof(*value));
	struct fit fit = { 0 };
	size_t i, j, n, used = 0;

	for (i = 0; i < levels; i++) {
		for (j = 0, n = 0; j < blocks; j++) {
			value[n] = level[i].by_block[draw ? draw[j] : j];
			n += !isnan(value[n]); /* else the next one takes its place */
		}
		if (!n)
			continue;
		sort_doubles(value, n);
		tasks[used] = level[i].tasks;
		log_rate[used++] = hodges_lehmann(value, n, ALPHA).mid;
	}
	fit.fitted = usl_fit(tasks, log_rate, used, &fit.usl);
	if (fit.fitted) {
		fit.log_first = log_rate[0];
		fit.log_last = log_rate[used - 1];
	}
	for (i = 0; fit.fitted && i < used; i++)
		fit.misfit = fmax(fit.misfit,
				  expm1(fabs(log_rate[i] - log(usl_rate(&fit.usl, tasks[i])))));
	free(tasks);
	free(log_rate);
	free(value);
	return fit;
}

static void make_curve(struct curve *curve, const struct maker *m, const char *config)
{
	struct level *level = xcalloc(m->groups, sizeof(*level));
	size_t i;

	*curve = (struct curve){ .config = config };
	for (i = 0; i < m->groups; i++)
		curve->points += read_level(m, &m->group[i], config, &level[curve->points]);
	curve->all = fit_blocks(level, curve->points, NULL, m->blocks);
	curve->resample = xcalloc(RESAMPLES, sizeof(*curve->resample));
	for (i = 0; curve->all.fitted && m->blocks >= MIN_BLOCKS && i < RESAMPLES; i++)
		curve->resample[i] =
			fit_blocks(level, curve->points, m->draw + i * m->blocks, m->blocks);
	for (i = 0; i < curve->points; i++)
		free(level[i].by_block);
	free(level);
}

static bool has_curve(const struct load *load, const char *config)
{
	size_t i;

	for (i = 0; i < load->curves; i++)
		if (strcmp(load->curve[i].config, config) == 0)
			return true;
	return false;
}

/* Groups are sorted by workload, params, tasks. */
static size_t count_groups(const struct run *run, size_t first)
{
	const struct series *a = group_series(run, &run->group[first], 0), *b;
	size_t i;

	for (i = first + 1; i < run->groups; i++) {
		b = group_series(run, &run->group[i], 0);
		if (a->workload != b->workload || a->params != b->params)
			break;
	}
	return i - first;
}

void load_make(struct load *load, const struct run *run, const char *dir, size_t *first)
{
	struct maker m = {
		.run = run,
		.group = &run->group[*first],
		.blocks = last_block(run, dir),
	};
	const struct series *s = group_series(run, m.group, 0);
	size_t i, j, capacity = 0;
	const char *config;

	*load = (struct load){
		.workload = run_name(run, s->workload),
		.params = run_params(run, s->params),
	};
	m.groups = count_groups(run, *first);
	*first += m.groups;
	load->fewest_tasks = s->tasks;
	load->most_tasks = group_series(run, &m.group[m.groups - 1], 0)->tasks;
	load->blocks = m.blocks;
	if (!m.blocks)
		return;
	m.draw = draw_blocks(m.blocks);
	for (i = 0; i < m.groups; i++) {
		for (j = 0; j < m.group[i].series; j++) {
			config = run_name(run, group_series(run, &m.group[i], j)->config);
			if (plan_twin_of(config) || has_curve(load, config))
				continue;
			load->curve =
				grow(load->curve, load->curves, &capacity, sizeof(*load->curve));
			make_curve(&load->curve[load->curves++], &m, config);
		}
	}
	free(m.draw);
}

void load_free(struct load *load)
{
	while (load->curves)
		free(load->curve[--load->curves].resample);
	free(load->curve);
}

struct estimate percentiles(double mid, double *value, size_t n)
{
	struct estimate e = { mid, NAN, NAN };

	if (n) {
		sort_doubles(value, n);
		e.low = value[(size_t)floor(ALPHA / 2 * (n - 1))];
		e.high = value[(size_t)ceil((1 - ALPHA / 2) * (n - 1))];
	}
	return e;
}

double usl_lambda(const struct usl *usl)
{
	return usl->lambda;
}

double usl_sigma(const struct usl *usl)
{
	return usl->sigma;
}

double usl_kappa(const struct usl *usl)
{
	return usl->kappa;
}

struct estimate curve_estimate(const struct curve *curve, double (*what)(const struct usl *))
{
	double value[RESAMPLES];
	size_t i, n = 0;

	for (i = 0; i < RESAMPLES; i++)
		if (curve->resample[i].fitted)
			value[n++] = what(&curve->resample[i].usl);
	return percentiles(what(&curve->all.usl), value, n);
}
