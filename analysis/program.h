/* SPDX-License-Identifier: GPL-2.0 */
/* How every program of the analysis begins and ends: with argp, and with all output written. */
#ifndef ANALYSIS_PROGRAM_H
#define ANALYSIS_PROGRAM_H

#include <argp.h>

/* Reads the command line into `arguments`, the input of argp's parser; a wrong one ends with EXIT_BAD_INPUT. */
void program_begin(const struct argp *argp, int argc, char **argv, void *arguments);

/* For a parser: takes the one RUN that a program is for, wants it named, and knows no other key. */
error_t program_run_argument(const char **folder, int key, char *arg, struct argp_state *state);

/* What main() returns: EXIT_OK, or it fails, for a full disk must not pass for a result. */
int program_end(void);

#endif /* ANALYSIS_PROGRAM_H */
