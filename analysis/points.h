/* SPDX-License-Identifier: GPL-2.0 */
/* What is compared: one config's values of one metric in one group, by block. */
#ifndef ANALYSIS_POINTS_H
#define ANALYSIS_POINTS_H

#include "counters.h"
#include "samples.h"

/* One config in a group: its series of measured cells and of each collector's. */
struct member {
	uint32_t config;
	uint32_t first; /* of the group's series */
	uint32_t series;
};

struct points {
	size_t n;
	double alpha; /* their intervals are of 1 - alpha */
	size_t failed; /* cells that have no value because they failed */
	size_t capacity;
	uint64_t *block; /* ascends; distinct over collectors */
	double *value;
	double *sorted; /* the values, ascending */
};

/* The group's configs in the order of tables; the array is freed by the caller. */
struct member *group_members(const struct run *run, const struct group *group, size_t *count);

/* These two fill *points, whose memory is used again and again. */
void points_of_samples(struct points *points, const struct run *run, const struct group *group,
		       const struct member *member, enum sample_metric metric);
void points_of_counter(struct points *points, const struct run *run, const struct group *group,
		       const struct member *member, const struct counters *counters,
		       uint32_t metric);

void points_free(struct points *points);

#endif /* ANALYSIS_POINTS_H */
