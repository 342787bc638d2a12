/* SPDX-License-Identifier: GPL-2.0 */
/* A file that appears whole or not at all: written aside, synced, renamed. */
#ifndef ANALYSIS_OUTFILE_H
#define ANALYSIS_OUTFILE_H

#include <stdio.h>

struct outfile {
	FILE *stream; /* write here */
	char *path;
	char *aside;
};

/* Failure of any of these leaves nothing behind and ends in fail(). */
void outfile_open(struct outfile *out, const char *dir, const char *name);
void outfile_commit(struct outfile *out);

#endif /* ANALYSIS_OUTFILE_H */
