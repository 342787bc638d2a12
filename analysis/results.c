// SPDX-License-Identifier: GPL-2.0
#include "results.h"

#include "error.h"
#include "noise.h"
#include "words.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct maker {
	struct results *results;
	const struct run *run;
	const struct group *group;
	const struct counters *counters;
	const struct matrix *matrix;
	const struct flags *flags;
	struct member *member;
	size_t baseline; /* of member; results->configs if it is missing */
	struct points x;
	struct points y;
	size_t capacity;
};

static struct result *add_row(struct maker *m, size_t i, const char *metric)
{
	struct results *r = m->results;
	struct result *result;

	r->result = grow(r->result, r->count, &m->capacity, sizeof(*r->result));
	result = &r->result[r->count++];
	*result = (struct result){
		.config = run_name(m->run, m->member[i].config),
		.metric = metric,
		.n = m->x.n,
		.failed = m->x.failed,
		.p = NAN,
		.p_holm = NAN,
		.noise_floor = NAN,
		.mde = NAN,
	};
	return result;
}

static const struct estimate one = { 1, 1, 1 }; /* the baseline's ratio: exactly, and no estimate */
static const struct estimate none = { NAN, NAN, NAN };

static struct comparison of_baseline(const struct points *points)
{
	return (struct comparison){
		.pairs = points->n,
		.ratio = points->n ? one : none,
		.cliffs_delta = points->n ? 0 : NAN,
	};
}

static struct result *add_result(struct maker *m, size_t i, const char *metric)
{
	struct result *result = add_row(m, i, metric);

	result->values = describe(&m->x);
	if (i == m->baseline)
		result->against_baseline = of_baseline(&m->x);
	else
		result->against_baseline = compare(&m->x, &m->y);
	return result;
}

static void sample_points(struct maker *m, struct points *points, size_t i, enum sample_metric k)
{
	points_of_samples(points, m->run, m->group, &m->member[i], k);
}

static void judge_result(struct maker *m, struct result *result, size_t i)
{
	size_t at = m->group->first + m->member[i].first;
	const struct comparison *c = &result->against_baseline;

	result->flags = &m->flags[at];
	result->noise_floor = m->results->noise_floor;
	if (i == m->baseline) {
		result->verdict = VERDICT_BASELINE;
		return;
	}
	result->p = m->matrix->p[at];
	result->p_holm = m->matrix->p_holm[at];
	result->mde = detectable_effect(&c->ratio, result->noise_floor, m->run->level);
	result->verdict = judge(&(struct evidence){
		.pairs = c->pairs,
		.ratio = c->ratio,
		.p_holm = result->p_holm,
		.noise_floor = result->noise_floor,
	});
}

static void write_unit(char *unit, size_t size, enum sample_metric metric, const char *workload)
{
	const char *op = op_name(workload);

	switch (metric) {
	case OPS_PER_SEC:
		snprintf(unit, size, "%ss/s", op);
		break;
	case SWITCHES_PER_OP:
		snprintf(unit, size, "switches/%s", op);
		break;
	case CONTENDED_SHARE:
	case JAIN:
		snprintf(unit, size, "share");
		break;
	default:
		snprintf(unit, size, "%ss", op);
	}
}

static void add_sample_metric(struct maker *m, enum sample_metric metric)
{
	struct result *result;
	char unit[sizeof(result->unit)];
	size_t i;

	write_unit(unit, sizeof(unit), metric, m->results->workload);
	m->y.n = 0;
	if (m->baseline < m->results->configs)
		sample_points(m, &m->y, m->baseline, metric);
	for (i = 0; i < m->results->configs; i++) {
		sample_points(m, &m->x, i, metric);
		result = add_result(m, i, sample_metric_name[metric]);
		strcpy(result->unit, unit);
		if (metric == OPS_PER_SEC)
			judge_result(m, result, i);
	}
}

/* Rows that say how far throughput scatters from block to block. Their noise floor is had as that of throughput. */
static void add_spread(struct maker *m)
{
	double floor = group_spread_floor(m->run, m->group);
	struct result *result;
	size_t i;

	m->y.n = 0;
	if (m->baseline < m->results->configs)
		sample_points(m, &m->y, m->baseline, OPS_PER_SEC);
	for (i = 0; i < m->results->configs; i++) {
		sample_points(m, &m->x, i, OPS_PER_SEC);
		result = add_row(m, i, SPREAD_METRIC);
		strcpy(result->unit, "share");
		result->values =
			(struct description){ NAN, NAN, NAN, { log_spread(&m->x), NAN, NAN } };
		result->against_baseline.cliffs_delta = NAN;
		if (i == m->baseline)
			result->against_baseline.ratio = m->x.n ? one : none;
		else
			result->against_baseline.ratio = compare_spread(&m->x, &m->y);
		result->noise_floor = floor;
	}
}

static void add_counter_metric(struct maker *m, uint32_t metric)
{
	struct result *result;
	size_t i;

	m->y.n = 0;
	if (m->baseline < m->results->configs)
		points_of_counter(&m->y, m->run, m->group, &m->member[m->baseline], m->counters,
				  metric);
	for (i = 0; i < m->results->configs; i++) {
		points_of_counter(&m->x, m->run, m->group, &m->member[i], m->counters, metric);
		result = add_result(m, i, names_key(&m->counters->names, metric));
		snprintf(result->unit, sizeof(result->unit), "%.50s/%s",
			 m->counters->metric[metric].unit, op_name(m->results->workload));
	}
}

static int compare_names(const void *a, const void *b, void *names)
{
	return strcmp(names_key(names, *(const uint32_t *)a),
		      names_key(names, *(const uint32_t *)b));
}

/* Every counter that some config of this group has, by name. */
static void add_counter_metrics(struct maker *m)
{
	const struct counters *c = m->counters;
	bool *here = xcalloc(c->names.count, sizeof(*here));
	uint32_t *metric = xcalloc(c->names.count, sizeof(*metric));
	size_t i, v, used = 0;

	for (i = 0; i < m->group->series; i++) {
		size_t s = m->run->sorted[m->group->first + i];

		for (v = c->first[s]; v < c->first[s + 1]; v++)
			here[c->value[v].metric] = !c->metric[c->value[v].metric].hidden;
	}
	for (i = 0; i < c->names.count; i++)
		if (here[i])
			metric[used++] = i;
	qsort_r(metric, used, sizeof(*metric), compare_names, (void *)&c->names);
	for (i = 0; i < used; i++)
		add_counter_metric(m, metric[i]);
	free(here);
	free(metric);
}

void results_make(struct results *results, const struct run *run, const struct group *group,
		  const struct counters *counters, const struct matrix *matrix,
		  const struct flags *flags)
{
	const struct series *s = group_series(run, group, 0);
	struct maker m = {
		.results = results,
		.run = run,
		.group = group,
		.counters = counters,
		.matrix = matrix,
		.flags = flags,
	};
	enum sample_metric metric;

	*results = (struct results){
		.baseline = run->plan.baseline,
		.workload = run_name(run, s->workload),
		.params = run_params(run, s->params),
		.tasks = s->tasks,
		.min_blocks = holm_min_blocks(1, run->level),
	};
	m.member = group_members(run, group, &results->configs);
	m.baseline = find_member(run, m.member, results->configs, run->plan.baseline);
	results->noise_floor = group_noise_floor(run, group);
	for (metric = 0; metric < SAMPLE_METRICS; metric++)
		add_sample_metric(&m, metric);
	add_spread(&m);
	add_counter_metrics(&m);
	points_free(&m.x);
	points_free(&m.y);
	free(m.member);
}

const struct result *results_of(const struct results *results, enum sample_metric metric, size_t i)
{
	return &results->result[metric * results->configs + i];
}

void results_free(struct results *results)
{
	free(results->result);
}
