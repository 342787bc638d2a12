/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What the guest's test programs share: the device, and failing loudly.
 * Every helper ends the test (cmocka's fail_msg) when the call fails.
 */
#ifndef RMAPLOCK_TEST_DEVICE_H
#define RMAPLOCK_TEST_DEVICE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdbool.h>
#include <sys/types.h>

#include "../../../kmod/uapi.h"

#define PAGE ((size_t)4096)

int device_open(void);

struct rmaplock_report device_report(int fd);
void device_reset(int fd);
void device_set_flags(int fd, unsigned long flags);
bool device_shares_lists(int fd);

/* The loaded module's parameter of that name, which has the config's in it. */
void device_set_parameter(int fd, const char *name, unsigned int value);

/* Who keeps the loaded module from being unloaded. */
unsigned int device_references(int fd);

/* Opens the device with the oracle on; for a group's setup. */
int device_open_watched(void);

/* Fails the test unless nothing is linked any more; for a group's teardown. */
void device_check_empty(int fd);

/* Fails the test unless the file's lists and tree are sound. */
void device_check(int fd);

/*
 * The entries of @fd's file, sorted by pid and start, in a new array that the
 * caller frees; *@count of them.
 */
struct rmaplock_entry *device_entries(int fd, size_t *count);

/* @pages of @fd at offset @pgoff; @flags: MAP_SHARED or MAP_PRIVATE and more. */
char *device_map(int fd, size_t pages, off_t pgoff, int flags);

/* Waits for @pid and fails the test unless it exited with 0. */
void wait_ok(pid_t pid);

#endif /* RMAPLOCK_TEST_DEVICE_H */
