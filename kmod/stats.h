/* SPDX-License-Identifier: GPL-2.0 */
/* What the module reports about its locks. Context of all: a process, may sleep. */
#ifndef RMAPLOCK_STATS_H
#define RMAPLOCK_STATS_H

#include <linux/types.h>

struct rmaplock_report;

/* Returns 0 or -ENOMEM. */
int rmap_stats_init(void);
void rmap_stats_exit(void);

/* @settings: RMAPLOCK_SETTINGS. Returns 0 or -EINVAL. */
int rmap_stats_set(unsigned long settings);

/* Counters and histograms start at 0 again. */
void rmap_stats_reset(void);

/*
 * Fills @report, and the histograms at the user address report->histograms
 * unless that is 0. Returns 0, -ENOMEM or -EFAULT.
 */
int rmap_stats_report(struct rmaplock_report *report);

#endif /* RMAPLOCK_STATS_H */
