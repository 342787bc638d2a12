/* SPDX-License-Identifier: GPL-2.0 */
/* Rows of two runs that are about the same config and group, side by side. */
#ifndef ANALYSIS_AGREE_MATCHES_H
#define ANALYSIS_AGREE_MATCHES_H

#include "order.h"
#include "side.h"

struct match {
	uint32_t config;
	bool differs[2]; /* from the baseline, in either run */
	struct estimate ratio[2];
	struct estimate effect; /* effect_ratio(); NaN unless it differs in both */
};

struct match_group {
	struct ratio_group of;
	double noise_floor[2];
	struct match *match; /* the baseline among them */
	size_t matches;
	size_t capacity;
	struct order order;
};

struct matches {
	const struct side *side[2];
	const struct names *names;
	struct match_group *group; /* metric by metric; else in the order of the first run */
	size_t groups;
	size_t capacity;
	size_t matches; /* of throughput, without baselines */
	struct order all[RATIO_METRICS];
};

void matches_make(struct matches *matches, const struct side *a, const struct side *b,
		  const struct names *names);

void matches_free(struct matches *matches);

#endif /* ANALYSIS_AGREE_MATCHES_H */
