/* SPDX-License-Identifier: GPL-2.0 */
/* All judged comparisons of a run: ops_per_sec of every config and group against the baseline. */
#ifndef ANALYSIS_MATRIX_H
#define ANALYSIS_MATRIX_H

#include "points.h"

struct matrix {
	double *p; /* of the member that begins at run->sorted[i]: p[i], of all looks; NaN: not judged */
	double *p_holm; /* adjusted over all tests */
	size_t tests;
	size_t min_pairs; /* the fewest pairs behind a test; 0 without tests */
};

/* Which of the members is that config; `count` if none. */
size_t find_member(const struct run *run, const struct member *member, size_t count,
		   const char *config);

void matrix_make(struct matrix *matrix, const struct run *run);

void matrix_free(struct matrix *matrix);

#endif /* ANALYSIS_MATRIX_H */
