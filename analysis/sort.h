/* SPDX-License-Identifier: GPL-2.0 */
/* Sorting of many doubles. */
#ifndef ANALYSIS_SORT_H
#define ANALYSIS_SORT_H

#include <stddef.h>

/*
 * Ascending; no value is NaN. gsl_sort() is a heapsort, which is fine for few
 * values and five times as slow as this for ten thousand.
 */
void sort_doubles(double *value, size_t n);

#endif /* ANALYSIS_SORT_H */
