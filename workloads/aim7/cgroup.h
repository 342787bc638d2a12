/* SPDX-License-Identifier: GPL-2.0 */
/* What the control groups that we are in leave us. */
#ifndef RMAPLOCK_AIM7_CGROUP_H
#define RMAPLOCK_AIM7_CGROUP_H

/*
 * The least that our group and its ancestors leave of something: `max` less
 * `current`, files of cgroup v2, or of the v1 hierarchy `controller`. Without a
 * limit the largest number there is.
 */
unsigned long long cgroup_left(const char *controller, const char *max, const char *current);

#endif /* RMAPLOCK_AIM7_CGROUP_H */
