/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Reads a text file line by line, in bounded memory, and refuses what is not
 * text: NUL bytes, endless lines, a last line that was cut off.
 */
#ifndef ANALYSIS_LINES_H
#define ANALYSIS_LINES_H

#include <stdbool.h>
#include <stddef.h>

#define LINE_MAX_BYTES (64 * 1024)

struct lines {
	char *path;
	unsigned long number; /* of the line last returned, from 1 */
	int fd;
	bool at_end;
	char *buffer;
	size_t start; /* what is not yet returned: buffer[start, end) */
	size_t end;
};

/* False if the file does not exist; every other trouble ends in bad_input(). */
bool lines_open(struct lines *lines, const char *dir, const char *name);

/*
 * The next line without its newline, or NULL at the end. It may be written to
 * and is good until the next call.
 */
char *lines_next(struct lines *lines);

void lines_close(struct lines *lines);

#endif /* ANALYSIS_LINES_H */
