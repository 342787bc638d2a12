/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The module's device as a run uses it: one open for control, and one for
 * each file over which the case spreads its areas. Until the first task is
 * forked errors exit with one line; later ones call fail().
 */
#ifndef RMAPLOCK_DEVICE_H
#define RMAPLOCK_DEVICE_H

#include <stdbool.h>

#include "../kmod/uapi.h"

/* Open path, or "none" for a run without a device, and check its ABI. */
void device_start(const char *path);

bool device_present(void);

/* Close every descriptor, after the last of the functions below. */
void device_stop(void);

/* A new file of the device, for mmap() and for RMAPLOCK_IOC_WALK. */
int device_open_file(void);

/* The functions below do nothing without a device. */

/* RMAPLOCK_TIMING, RMAPLOCK_ORACLE, or 0. False: fail() was called. */
bool device_set_flags(unsigned int flags);

/* Zero the counters. */
bool device_reset(void);

/* histograms may be NULL. */
bool device_report(struct rmaplock_report *report, struct rmaplock_histograms *histograms);

/* Check the lists and the tree of every file; fail() if one is broken. */
void device_check(void);

#endif /* RMAPLOCK_DEVICE_H */
