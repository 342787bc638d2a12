/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The module whose device a run uses, where the run itself loads and removes it.
 * Two processes less between the cells of a plan: each takes milliseconds under
 * an emulator.
 */
#ifndef RMAPLOCK_MODULE_H
#define RMAPLOCK_MODULE_H

#include <stdbool.h>

/*
 * Load FILE (rmaplock_CONFIG.ko), or exit. It is removed when this process
 * exits, after device_stop(); a case that keeps a mapping of the device leaves
 * that to whoever comes after it, and a line on stderr.
 *
 * expedite: do not wait for ordinary RCU grace periods while a module is loaded
 * or removed; for that time it sets /sys/kernel/rcu_expedited, which is then 0
 * again: for guests only.
 */
void module_load(const char *file, bool expedite);

#endif /* RMAPLOCK_MODULE_H */
