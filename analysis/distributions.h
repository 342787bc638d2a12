/* SPDX-License-Identifier: GPL-2.0 */
/*
 * histograms.tsv, added up over blocks and collectors, and written as
 * complementary cumulative distributions: distributions.tsv.
 */
#ifndef ANALYSIS_DISTRIBUTIONS_H
#define ANALYSIS_DISTRIBUTIONS_H

#include "counters.h"
#include "samples.h"

#include <stdio.h>

/* One curve: what a collector saw of a config in a group, which is named by its first series there (in run->sorted). */
struct curve {
	uint32_t owner;
	uint32_t histogram; /* in distributions->names */
	uint32_t collector; /* that took it, in run->names */
};

struct bucket {
	uint32_t curve; /* in distributions->curves */
	uint32_t cell;
	uint64_t low_ns;
	uint64_t high_ns;
	uint64_t count;
	unsigned long line;
};

struct distributions {
	char *path; /* of histograms.tsv, NULL if it is absent */
	struct names curves; /* keys: struct curve */
	struct names names; /* of histograms */
	struct bucket *bucket; /* by curve and low_ns, disjoint */
	size_t buckets;
};

/* Reads DIR/histograms.tsv, which may be absent. Sets cell->histograms. */
void distributions_read(struct distributions *d, struct run *run, const char *dir);

/* For each series its owner; freed by the caller. */
uint32_t *find_owners(const struct run *run);

/* counters has the acquisitions that `wait` is a share of. In distributions_write.c. */
void distributions_write(const struct distributions *d, const struct run *run,
			 const struct counters *counters, FILE *out);

void distributions_free(struct distributions *d);

#endif /* ANALYSIS_DISTRIBUTIONS_H */
