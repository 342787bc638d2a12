/* SPDX-License-Identifier: GPL-2.0 */
/* design.tsv: which config is which level of which of two factors, each level of one with each of the other. */
#ifndef ANALYSIS_FACTORS_DESIGN_H
#define ANALYSIS_FACTORS_DESIGN_H

#include "../samples.h"

#define FACTORS 2
#define MAX_LEVELS 8

struct design {
	char *factor[FACTORS];
	char *level[FACTORS][MAX_LEVELS]; /* the baseline's first, then as in the file */
	size_t levels[FACTORS];
	char *config[MAX_LEVELS][MAX_LEVELS]; /* by level of the first and of the second */
};

/* Reads DIR/design.tsv; bad_input() unless it is a full crossing with the plan's baseline in it. */
void design_read(struct design *design, const char *dir, const struct plan *plan);

void design_free(struct design *design);

#endif /* ANALYSIS_FACTORS_DESIGN_H */
