/* SPDX-License-Identifier: GPL-2.0 */
/*
 * How likely a verdict is, before the run: made-up runs are judged as real ones
 * are, by the same code (stats.h, verdict.h). Their log ratios are normal, with the
 * scatter that was estimated; that estimate has an error of its own, which is why
 * each made-up run draws its true scatter anew, s sqrt(df / chi-squared of df). The
 * config and the A/A twin share the baseline: their correlation is 1/2. Always the
 * same random numbers, so that the answer is the same, and smooth.
 */
#ifndef ANALYSIS_POWER_H
#define ANALYSIS_POWER_H

#include "looks.h"

#include <stddef.h>

/* 80 % is promised. What machines do from block to block is not normal: some more is planned for (bench/looks). */
#define POWER_WANTED 0.85

/* An effect beyond this, as ln(ratio), is not looked for: twice as fast. */
#define POWER_EFFECT_MOST 0.7

/* What is known of a comparison: standard deviations over blocks of ln(config / baseline), and of the A/A twin's. */
struct scatter {
	double config;
	double twin;
	double df; /* degrees of freedom behind both */
};

/* What is asked of one comparison. */
struct standard {
	double level; /* intervals are of 1 - level */
	double p; /* p has to be below this, Holm counted */
};

/* Of a run with `tests` comparisons of which it is the only one that differs: Holm then asks most of it. */
struct standard standard_of(const struct looks *looks, size_t tests);

/*
 * The share of runs of n blocks in which a config that truly differs by `effect`
 * (ln of the ratio) is called slower or faster.
 */
double power_of(const struct scatter *scatter, const struct standard *standard, double effect,
		size_t n);

/* The fewest blocks from `least` to `most` that have POWER_WANTED; 0 if even `most` have not. */
size_t power_blocks(const struct scatter *scatter, const struct standard *standard, double effect,
		    size_t least, size_t most);

/* The smallest effect, not below `least`, for which n blocks have POWER_WANTED; INFINITY if beyond POWER_EFFECT_MOST. */
double power_effect(const struct scatter *scatter, const struct standard *standard, double least,
		    size_t n);

#endif /* ANALYSIS_POWER_H */
