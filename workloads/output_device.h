/* SPDX-License-Identifier: GPL-2.0 */
/* The module's part of the results. */
#ifndef RMAPLOCK_OUTPUT_DEVICE_H
#define RMAPLOCK_OUTPUT_DEVICE_H

#include <stdbool.h>

#include "measure.h"

/* The sample columns that the module knows; `-` without a device. */
void output_device_samples(const struct measurement *m, bool oracle);

/* Counters that are not zero, facts, and with --timing histograms. */
void output_device_counters(const struct measurement *m);

/*
 * Bucket b of the module's histograms holds values in [low, high) ns; the
 * last bucket also holds everything longer.
 */
void histogram_bounds(unsigned int bucket, unsigned long long *low_ns, unsigned long long *high_ns);

#endif /* RMAPLOCK_OUTPUT_DEVICE_H */
