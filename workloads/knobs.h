/* SPDX-License-Identifier: GPL-2.0 */
/* Knobs: a case's named whole numbers, or choices, set on the command line by name=value. */
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
 * Tell which knobs are choices: of() gives the names, ended by NULL, of which one
 * is to be given for that knob, whose value is then its number; NULL if it is a number.
 */
void knobs_choices(const char *const *(*of)(const char *name));

/*
 * Set from `name=value[,name=value]...`. 0, or -1 with the reason in why.
 */
int knobs_set(const char *text, char *why, size_t size);

/* The value of a declared knob: for prepare, never for the measured loop. Of a choice, its number. */
unsigned long knob(const char *name);

/* One line a knob: `knob<TAB>name<TAB>default<TAB>min<TAB>max<TAB>help`; of a choice, names. */
void knobs_describe(FILE *out);

/* Forget all tables and values. */
void knobs_reset(void);

#endif /* RMAPLOCK_KNOBS_H */
