/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What may be said of a ratio to the baseline. doc/statistics.md gives the
 * reasons; the rules, in this order:
 *
 *   too-few       fewer than MIN_BLOCKS pairs, or than a look asks for (looks.h):
 *                 there is no interval
 *   slower,       the interval excludes 1, AND p_holm < ALPHA, AND the ratio is
 *   faster        further from 1 than the noise floor
 *   same          the whole interval lies within 1 +- margin, where margin is the
 *                 noise floor, at least MARGIN; never said above MARGIN_MAX
 *   inconclusive  anything else, and everything but too-few if there is no noise
 *                 floor, for want of an A/A pair
 *
 * The margin is fixed beforehand: were it the comparison's own MDE, the worst
 * measurement would most easily find everything the same.
 */
#ifndef ANALYSIS_VERDICT_H
#define ANALYSIS_VERDICT_H

#include "stats.h"

#include <stdbool.h>

/* Nobody chooses a lock for less; a measurement that is quiet resolves it. */
#define MARGIN 0.05

/* A machine on which one module differs from itself by more resolves nothing fine. */
#define MARGIN_MAX 0.10

enum verdict {
	VERDICT_NONE, /* not judged */
	VERDICT_BASELINE,
	VERDICT_SLOWER,
	VERDICT_FASTER,
	VERDICT_SAME,
	VERDICT_INCONCLUSIVE,
	VERDICT_TOO_FEW,
	VERDICTS
};

extern const char *const verdict_name[VERDICTS];

struct evidence {
	size_t pairs;
	struct estimate ratio;
	double p_holm; /* NaN for an A/A twin: it can be `same`, never slower or faster */
	double noise_floor; /* NaN if unknown */
};

enum verdict judge(const struct evidence *evidence);

/* The largest |ratio - 1| that the interval of an A/A pair reaches; NaN without one. */
double noise_floor(const struct estimate *aa_ratio);

/* The margin of `same`, as above; NaN if `same` cannot be said. */
double same_margin(double noise_floor);

/*
 * Smallest detectable effect, as ratio - 1: a true effect this large gives an
 * interval without 1, and an estimate beyond the noise floor (which may be NaN),
 * in 80 % of all runs like this one. The interval is of 1 - alpha. NaN without one.
 */
double detectable_effect(const struct estimate *ratio, double noise_floor, double alpha);

#endif /* ANALYSIS_VERDICT_H */
