/* SPDX-License-Identifier: GPL-2.0 */
/*
 * A run may be looked at before its last block, and end there, if every look pays
 * for the others: O'Brien and Fleming's bounds (A multiple testing procedure for
 * clinical trials, Biometrics 35, 1979), as repeated intervals and p values (Jennison
 * and Turnbull, Group Sequential Methods, 2000, chapter 9), which hold at whatever
 * look a run ends, and for whatever reason.
 *
 * With t the share of the blocks at a look, the statistic there is W(t) / sqrt(t), W
 * being Brownian motion where nothing differs; the bound is |W| = c at every look.
 */
#ifndef ANALYSIS_LOOKS_H
#define ANALYSIS_LOOKS_H

#include <stddef.h>

#define LOOKS_MOST 5

struct looks {
	size_t count; /* 1: there is but the last */
	size_t blocks; /* at the last look */
	size_t look; /* at which the run is judged: 1 to count */
};

/* After how many blocks a look is due: as evenly as whole blocks allow. */
size_t looks_due(const struct looks *looks, size_t look);

/* The look of a run that has so many blocks: the last that was due, or the first, which asks most. */
size_t looks_reached(const struct looks *looks, size_t blocks);

/* The probability that |W| reaches c at any of the looks. */
double looks_crossing(const struct looks *looks, double c);

/* The c that is reached with probability alpha. */
double looks_bound(const struct looks *looks, double alpha);

/* The two-sided level at this look, if all looks together are to have alpha. */
double looks_level(const struct looks *looks, double alpha);

/* The contrary: the alpha of all looks whose bound a p value, two-sided, just reaches at this one. */
double looks_p(const struct looks *looks, double p);

#endif /* ANALYSIS_LOOKS_H */
