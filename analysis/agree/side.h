/* SPDX-License-Identifier: GPL-2.0 */
/*
 * One of the two runs that are compared: where it took place, and the ratios to
 * the baseline that its summary.tsv has. Names are numbers in one `struct names`
 * that both sides share.
 */
#ifndef ANALYSIS_AGREE_SIDE_H
#define ANALYSIS_AGREE_SIDE_H

#include "../env.h"
#include "../names.h"
#include "../plan.h"
#include "../stats.h"

#include <stdbool.h>
#include <stdint.h>

enum ratio_metric { THROUGHPUT, SWITCHES, RATIO_METRICS };

extern const char *const ratio_metric_name[RATIO_METRICS]; /* as in summary.tsv */

struct ratio_group { /* no padding: its bytes are a key */
	uint32_t metric;
	uint32_t workload;
	uint32_t params;
	uint32_t tasks;
};

struct ratio_key { /* no padding */
	struct ratio_group group;
	uint32_t config;
};

struct ratio_row {
	struct ratio_key key;
	struct estimate ratio;
	double noise_floor; /* NaN if not known */
};

struct side {
	struct env env;
	bool planned; /* there is a plan */
	struct plan plan;
	uint32_t baseline;
	struct names keys; /* of rows; row[i] has key i */
	struct ratio_row *row; /* in the order of the file, without A/A twins */
	size_t capacity;
	struct names groups;
	double *twin_floor; /* of group i: what the baseline's twin shows, or NaN */
	size_t groups_capacity;
};

void side_read(struct side *side, const char *dir, struct names *names);

/* The row with that key, or NULL. */
const struct ratio_row *side_find(const struct side *side, const struct ratio_key *key);

bool side_has_group(const struct side *side, const struct ratio_group *group);

void side_free(struct side *side);

#endif /* ANALYSIS_AGREE_SIDE_H */
