// SPDX-License-Identifier: GPL-2.0
#include "needs.h"

#include "compare.h"
#include "error.h"
#include "matrix.h"
#include "moderate.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_statistics.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define PLAIN 0.995

/* A config against its baseline, or an A/A twin, with its variance over blocks. */
struct compared {
	const char *config;
	const struct group *group;
	size_t pairs;
	double mean; /* of ln(ratio); it and the variance are NaN below NEEDS_MIN_PAIRS */
	double variance;
	double df;
};

struct maker {
	const struct run *run;
	struct compared *compared; /* group by group */
	size_t count;
	size_t capacity;
};

static void add_compared(struct maker *m, const struct group *group, const struct member *member,
			 const struct points *x, const struct points *baseline)
{
	struct compared *c;
	double *d;

	m->compared = grow(m->compared, m->count, &m->capacity, sizeof(*m->compared));
	c = &m->compared[m->count++];
	*c = (struct compared){ .config = run_name(m->run, member->config), .group = group };
	d = log_ratios_in_time(x, baseline, &c->pairs);
	c->mean = c->variance = NAN;
	if (c->pairs >= NEEDS_MIN_PAIRS) {
		c->mean = gsl_stats_mean(d, 1, c->pairs);
		c->variance = gsl_stats_variance(d, 1, c->pairs);
		c->df = c->pairs - 1.0;
	}
	free(d);
}

static void add_group(struct maker *m, const struct group *group)
{
	struct points x = { 0 }, baseline = { 0 };
	struct member *member;
	size_t count, i, b;

	member = group_members(m->run, group, &count);
	b = find_member(m->run, member, count, m->run->plan.baseline);
	if (b < count)
		points_of_samples(&baseline, m->run, group, &member[b], OPS_PER_SEC);
	for (i = 0; i < count; i++) {
		if (i == b)
			continue;
		points_of_samples(&x, m->run, group, &member[i], OPS_PER_SEC);
		add_compared(m, group, &member[i], &x, &baseline);
	}
	points_free(&x);
	points_free(&baseline);
	free(member);
}

static struct need need_of(const struct run *run, const struct group *group)
{
	const struct series *s = group_series(run, group, 0);

	return (struct need){
		.workload = run_name(run, s->workload),
		.params = run_params(run, s->params),
		.tasks = s->tasks,
	};
}

static bool find_missing(const struct maker *m, struct need *missing)
{
	size_t i, twins;
	const struct group *group;
	const struct compared *c = m->compared, *end = c + m->count;

	for (i = 0; i < m->run->groups; i++) {
		group = &m->run->group[i];
		*missing = need_of(m->run, group);
		for (twins = 0; c < end && c->group == group; c++) {
			missing->config = c->config;
			missing->pairs = c->pairs;
			if (isnan(c->variance))
				return true;
			twins += plan_twin_of(c->config) != NULL;
		}
		missing->config = NULL;
		if (!twins)
			return true;
	}
	return false;
}

static struct moderated moderate_all(const struct maker *m)
{
	double *variance = xcalloc(m->count, sizeof(*variance)),
	       *df = xcalloc(m->count, sizeof(*df));
	struct moderated moderated;
	size_t i;

	for (i = 0; i < m->count; i++) {
		variance[i] = m->compared[i].variance;
		df[i] = m->compared[i].df;
	}
	moderated = moderate(variance, df, m->count);
	free(variance);
	free(df);
	return moderated;
}

/* Student's lower limit of |ln(ratio)|. */
static double plain_effect(const struct compared *c, double deviation, double df)
{
	double width = gsl_cdf_tdist_Pinv(PLAIN, df) * deviation / sqrt(c->pairs);

	return fmax(0, fabs(c->mean) - width);
}

/* Blocks are needed as the square of this. */
static double difficulty(const struct need *need, double effect)
{
	return need->scatter.config / fmax(effect, need->beyond);
}

static void consider(struct need *need, const struct compared *c, const struct moderated *moderated,
		     double effect)
{
	double df = c->df, deviation = sqrt(moderated_variance(moderated, c->variance, &df));
	struct need this = *need;

	if (plan_twin_of(c->config)) {
		need->scatter.twin = fmax(need->scatter.twin, deviation);
		return;
	}
	this.config = c->config;
	this.pairs = c->pairs;
	this.scatter.config = deviation;
	this.scatter.df = df;
	this.beyond = plain_effect(c, deviation, df);
	if (!need->config || difficulty(&this, effect) > difficulty(need, effect))
		*need = this;
}

static void fill(struct needs *needs, const struct maker *m)
{
	struct moderated moderated = moderate_all(m);
	const struct compared *c = m->compared, *end = c + m->count;
	struct need *need;
	size_t i;

	needs->need = xcalloc(m->run->groups, sizeof(*needs->need));
	for (i = 0; i < m->run->groups; i++) {
		need = &needs->need[needs->count];
		*need = need_of(m->run, &m->run->group[i]);
		for (; c < end && c->group == &m->run->group[i]; c++) {
			needs->tests += !plan_twin_of(c->config);
			consider(need, c, &moderated, needs->effect);
		}
		needs->count += need->config != NULL;
	}
}

bool needs_make(struct needs *needs, const struct run *run, const struct looks *looks,
		double effect, struct need *missing)
{
	struct maker m = { .run = run };
	bool complete;
	size_t i;

	*needs = (struct needs){ .effect = effect };
	for (i = 0; i < run->groups; i++)
		add_group(&m, &run->group[i]);
	complete = !find_missing(&m, missing);
	if (complete)
		fill(needs, &m);
	if (needs->tests)
		needs->standard = standard_of(looks, needs->tests);
	free(m.compared);
	return complete;
}

static const struct need *hardest(const struct needs *needs)
{
	const struct need *hard = needs->need, *end = needs->need + needs->count, *need;

	for (need = hard; need < end; need++)
		if (difficulty(need, needs->effect) > difficulty(hard, needs->effect))
			hard = need;
	return hard;
}

size_t needs_blocks(const struct needs *needs, size_t least, size_t most, const struct need **worst)
{
	const struct need *need;
	size_t i, blocks = least, more;

	*worst = hardest(needs);
	for (i = 0; i < needs->count && blocks; i++) {
		need = &needs->need[i];
		more = power_blocks(&need->scatter, &needs->standard,
				    fmax(needs->effect, need->beyond), blocks, most);
		if (more != blocks)
			*worst = need;
		blocks = more;
	}
	return blocks;
}

double needs_effect(const struct needs *needs, size_t n, const struct need **worst)
{
	const struct need *need;
	double effect = 0, larger;
	size_t i, blocks;

	*worst = hardest(needs);
	for (i = 0; i < needs->count && isfinite(effect); i++) {
		need = &needs->need[i];
		blocks = n ? n : need->pairs;
		if (need->beyond > effect && power_of(&need->scatter, &needs->standard,
						      need->beyond, blocks) >= POWER_WANTED)
			continue;
		larger = power_effect(&need->scatter, &needs->standard, effect, blocks);
		if (larger != effect)
			*worst = need;
		effect = larger;
	}
	return effect;
}

void needs_free(struct needs *needs)
{
	free(needs->need);
}
