/* SPDX-License-Identifier: GPL-2.0 */
#ifndef RMAPLOCK_MEMORY_H
#define RMAPLOCK_MEMORY_H

/* Bytes that programs may still take without swapping. */
unsigned long long memory_available(void);

/*
 * Exit with one line if the machine has fewer bytes available than `what`
 * needs: better than to be found by the out-of-memory killer later.
 */
void memory_require(unsigned long long bytes, const char *what);

/*
 * Give back what the caller no longer uses of heap and stack: every page that
 * is left behind is copied by every fork that is measured.
 */
void memory_shed(void);

#endif /* RMAPLOCK_MEMORY_H */
