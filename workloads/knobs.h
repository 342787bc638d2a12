/* SPDX-License-Identifier: GPL-2.0 */
/* Knobs: a case's named whole numbers, set on the command line by name=value. */
#ifndef RMAPLOCK_KNOBS_H
#define RMAPLOCK_KNOBS_H

#include <stddef.h>
#include <stdio.h>

struct knob {
	const char *name;
	unsigned long value; /* default */
	unsigned long min;
	unsigned long max;
	const char *help;
};

/* One row of a table; the arguments are the fields above, in that order. */
#define KNOB(...) ((struct knob){ __VA_ARGS__ })

#define MAX_KNOBS 32

/* Add a table that ends with a NULL name; NULL for no table. */
void knobs_add(const struct knob *table);

/*
 * Set from `name=value[,name=value]...`. 0, or -1 with the reason in why.
 */
int knobs_set(const char *text, char *why, size_t size);

/* The value of a declared knob: for prepare, never for the measured loop. */
unsigned long knob(const char *name);

/* One line a knob: `knob<TAB>name<TAB>default<TAB>min<TAB>max<TAB>help`. */
void knobs_describe(FILE *out);

/* Forget all tables and values. */
void knobs_reset(void);

#endif /* RMAPLOCK_KNOBS_H */
