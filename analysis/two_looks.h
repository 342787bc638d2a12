/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Two independent runs, each of which may have ended at any of its looks (looks.h), compared. What ended a run
 * is in its own samples: one that ended early had a larger effect, by chance, than it would have had later, and
 * at a level for whole runs the two are called different too often. So every pair of looks at which the two may
 * have ended pays for all others: whatever ends either run, all pairs together err with probability alpha.
 *
 * At look i of the one and j of the other, n_i and m_j blocks, the difference of both has the information
 * 1 / (1/n_i + 1/m_j), if they scatter alike; t is its share of that of all blocks of both, and the bound is
 * O'Brien and Fleming's: |Z| = c / sqrt(t). Pairs of looks are no Brownian motion in one time (a first look
 * beside a last is neither before nor after a last beside a first), so that c comes from simulated pairs of
 * walks, always with the same random numbers.
 */
#ifndef ANALYSIS_TWO_LOOKS_H
#define ANALYSIS_TWO_LOOKS_H

#include "looks.h"

struct two_looks {
	struct looks looks[2]; /* with the look at which each run is judged */
	double *reached; /* of each pair of walks the largest |Z| sqrt(t), ascending; NULL if there are but last looks */
};

void two_looks_init(struct two_looks *two, const struct looks *a, const struct looks *b);

/* The two-sided level at this pair of looks, if all pairs together are to have alpha. */
double two_looks_level(const struct two_looks *two, double alpha);

/* The contrary: the alpha of all pairs whose bound a p value, two-sided, just reaches at this one. */
double two_looks_p(const struct two_looks *two, double p);

void two_looks_free(struct two_looks *two);

#endif /* ANALYSIS_TWO_LOOKS_H */
