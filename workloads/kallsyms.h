/* SPDX-License-Identifier: GPL-2.0 */
#ifndef RMAPLOCK_KALLSYMS_H
#define RMAPLOCK_KALLSYMS_H

#include <stdbool.h>

#define KALLSYMS "/proc/kallsyms"

/* Has the kernel been built without that function? False if the list (KALLSYMS) does not tell. */
bool kernel_lacks(const char *list, const char *function);

#endif /* RMAPLOCK_KALLSYMS_H */
