/* SPDX-License-Identifier: GPL-2.0 */
/* How this program stops, and memory that cannot run out silently. */
#ifndef ANALYSIS_ERROR_H
#define ANALYSIS_ERROR_H

#include <stdarg.h>
#include <stddef.h>

enum exit_status { EXIT_OK = 0, EXIT_FAILED = 1, EXIT_BAD_INPUT = 2 };

/* Prints `path:line: what` (no line if 0) on stderr and exits 2. Says what to do, too. */
_Noreturn void bad_input(const char *path, unsigned long line, const char *what, ...)
	__attribute__((format(printf, 3, 4)));

/* Prints `PROGRAM: what` on stderr and exits 1. */
_Noreturn void fail(const char *what, ...) __attribute__((format(printf, 1, 2)));

/*
 * text with everything that a terminal could act on replaced by '?', cut to
 * 60 bytes. The result is static and good until four calls later.
 */
const char *printable(const char *text);

/* As printable(), at full length; the caller frees it. */
char *printable_copy(const char *text);

void *xcalloc(size_t count, size_t size);
void *xrealloc(void *old, size_t count, size_t size);
char *xstrdup(const char *text);
/* What vprintf() would print, to be freed. */
char *xvasprintf(const char *format, va_list args) __attribute__((format(printf, 1, 0)));

/* Makes room for one more element: doubles *capacity when count has reached it. */
void *grow(void *array, size_t count, size_t *capacity, size_t size);

/* DIR/NAME, to be freed. */
char *path_join(const char *dir, const char *name);

#endif /* ANALYSIS_ERROR_H */
