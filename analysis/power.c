// SPDX-License-Identifier: GPL-2.0
#include "power.h"

#include "error.h"
#include "sort.h"
#include "verdict.h"

#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>
#include <math.h>
#include <stdlib.h>

#define RUNS 1000 /* the error of a power of 80 % is then 1.3 % */
#define SEED 1
#define EFFECT_STEPS 10 /* halvings: to a thousandth of the range */

struct made_up {
	gsl_rng *rng;
	size_t n;
	double *config; /* ln(config / baseline) of each block, less the effect */
	double *twin;
};

static double draw_scatter(gsl_rng *rng, double estimated, double df)
{
	return estimated * sqrt(df / gsl_ran_chisq(rng, df));
}

static void draw_blocks(struct made_up *run, const struct scatter *scatter)
{
	double config = draw_scatter(run->rng, scatter->config, scatter->df) * M_SQRT1_2;
	double twin = draw_scatter(run->rng, scatter->twin, scatter->df) * M_SQRT1_2;
	double baseline;
	size_t i;

	for (i = 0; i < run->n; i++) {
		baseline = gsl_ran_gaussian_ziggurat(run->rng, 1);
		run->config[i] = config * (gsl_ran_gaussian_ziggurat(run->rng, 1) - baseline);
		run->twin[i] = twin * (gsl_ran_gaussian_ziggurat(run->rng, 1) - baseline);
	}
}

static struct estimate ratio_of(double *d, size_t n, double level)
{
	struct estimate e;

	sort_doubles(d, n);
	e = hodges_lehmann(d, n, level);
	return (struct estimate){ exp(e.mid), exp(e.low), exp(e.high) };
}

static bool is_found(struct made_up *run, const struct standard *standard, double effect)
{
	struct evidence evidence = { .pairs = run->n };
	struct estimate twin = ratio_of(run->twin, run->n, standard->level);
	enum verdict verdict;
	size_t i;

	for (i = 0; i < run->n; i++)
		run->config[i] += effect;
	evidence.p_holm = fmin(1, signed_rank_p(run->config, run->n) * ALPHA / standard->p);
	evidence.ratio = ratio_of(run->config, run->n, standard->level);
	evidence.noise_floor = noise_floor(&twin);
	verdict = judge(&evidence);
	return verdict == VERDICT_SLOWER || verdict == VERDICT_FASTER;
}

struct standard standard_of(const struct looks *looks, size_t tests)
{
	return (struct standard){
		.level = looks_level(looks, ALPHA),
		.p = looks_level(looks, ALPHA / tests),
	};
}

double power_of(const struct scatter *scatter, const struct standard *standard, double effect,
		size_t n)
{
	struct made_up run = {
		.rng = gsl_rng_alloc(gsl_rng_taus2),
		.n = n,
		.config = xcalloc(n, sizeof(*run.config)),
		.twin = xcalloc(n, sizeof(*run.twin)),
	};
	size_t i, found = 0;

	gsl_rng_set(run.rng, SEED);
	for (i = 0; i < RUNS; i++) {
		draw_blocks(&run, scatter);
		found += is_found(&run, standard, effect);
	}
	gsl_rng_free(run.rng);
	free(run.config);
	free(run.twin);
	return (double)found / RUNS;
}

/* Many blocks take long to make up, so that they are not tried unless they are needed. */
size_t power_blocks(const struct scatter *scatter, const struct standard *standard, double effect,
		    size_t least, size_t most)
{
	size_t too_few = least - 1, n = least;

	while (power_of(scatter, standard, effect, n) < POWER_WANTED) {
		if (n >= most)
			return 0;
		too_few = n;
		n = 2 * n < most ? 2 * n : most;
	}
	while (n - too_few > 1) {
		least = too_few + (n - too_few) / 2;
		if (power_of(scatter, standard, effect, least) >= POWER_WANTED)
			n = least;
		else
			too_few = least;
	}
	return n;
}

double power_effect(const struct scatter *scatter, const struct standard *standard, double least,
		    size_t n)
{
	double middle, most = POWER_EFFECT_MOST;
	int i;

	if (power_of(scatter, standard, least, n) >= POWER_WANTED)
		return least;
	if (power_of(scatter, standard, most, n) < POWER_WANTED)
		return INFINITY;
	for (i = 0; i < EFFECT_STEPS; i++) {
		middle = (least + most) / 2;
		if (power_of(scatter, standard, middle, n) >= POWER_WANTED)
			most = middle;
		else
			least = middle;
	}
	return most;
}
