/* SPDX-License-Identifier: GPL-2.0 */
/* Numbers as the files hold them: plain decimal, `-` for what could not be had. */
#ifndef ANALYSIS_DECIMAL_H
#define ANALYSIS_DECIMAL_H

#include <stdbool.h>

/* Nothing that a run counts comes near this; beyond it a double would mislead. */
#define DECIMAL_MAX 1e18

#define DECIMAL_BYTES 400

/*
 * True and *value if text is a decimal number of size at most DECIMAL_MAX and
 * nothing else: no blanks, no hex, no nan, no inf.
 */
bool decimal_parse(const char *text, double *value);

/*
 * Writes value in plain decimal (never with an exponent), rounded to 9
 * significant digits, `-` for a NaN. buffer has DECIMAL_BYTES. Returns its end.
 */
char *decimal_format(char *buffer, double value);

#endif /* ANALYSIS_DECIMAL_H */
