/* SPDX-License-Identifier: GPL-2.0 */
/* What the machine shows when nothing differs. */
#ifndef ANALYSIS_NOISE_H
#define ANALYSIS_NOISE_H

#include "samples.h"

/*
 * noise_floor() of throughput, the widest of all A/A pairs of the group, each a
 * twin against the config that it doubles. NaN without one of MIN_BLOCKS.
 */
double group_noise_floor(const struct run *run, const struct group *group);

/* The same of how far throughput scatters over blocks. */
double group_spread_floor(const struct run *run, const struct group *group);

#endif /* ANALYSIS_NOISE_H */
