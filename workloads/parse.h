/* SPDX-License-Identifier: GPL-2.0 */
/* Values of options. Each exits 2 with one line if the text is none. */
#ifndef RMAPLOCK_PARSE_H
#define RMAPLOCK_PARSE_H

#include <stdint.h>

#include "placement.h"

/* A whole number from 1 to max; name is the option's, without dashes. */
unsigned long parse_count(const char *name, const char *text, unsigned long max);

/* A number from min to max of what the text says, in plain decimals. */
double parse_number(const char *name, const char *text, const char *what, double min, double max);

/* Seconds from min to a day, in nanoseconds. */
uint64_t parse_seconds(const char *name, const char *text, double min);

/* Set knobs. */
void parse_knobs(const char *text);

void parse_pin(const char *text, struct placement *placement);

#endif /* RMAPLOCK_PARSE_H */
