// SPDX-License-Identifier: GPL-2.0
#include "lines.h"

#include "error.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define BUFFER_BYTES (4 * LINE_MAX_BYTES)

bool lines_open(struct lines *lines, const char *dir, const char *name)
{
	*lines = (struct lines){ .path = path_join(dir, name) };
	lines->fd = open(lines->path, O_RDONLY | O_CLOEXEC);
	if (lines->fd < 0 && errno == ENOENT) {
		free(lines->path);
		return false;
	}
	if (lines->fd < 0)
		bad_input(lines->path, 0, "cannot be opened: %s", strerror(errno));
	lines->buffer = xcalloc(BUFFER_BYTES, 1);
	return true;
}

/* Moves what is left to the front and reads behind it. */
static void refill(struct lines *lines)
{
	ssize_t got;

	memmove(lines->buffer, lines->buffer + lines->start, lines->end - lines->start);
	lines->end -= lines->start;
	lines->start = 0;
	do {
		got = read(lines->fd, lines->buffer + lines->end, BUFFER_BYTES - lines->end);
	} while (got < 0 && errno == EINTR);
	if (got < 0)
		bad_input(lines->path, 0, "cannot be read: %s", strerror(errno));
	lines->end += got;
	lines->at_end = got == 0;
}

static char *find_newline(struct lines *lines)
{
	size_t left;
	char *newline;

	for (;;) {
		left = lines->end - lines->start;
		newline = memchr(lines->buffer + lines->start, '\n', left);
		if (newline || lines->at_end)
			return newline;
		if (left > LINE_MAX_BYTES)
			return NULL;
		refill(lines);
	}
}

char *lines_next(struct lines *lines)
{
	char *newline = find_newline(lines);
	char *line = lines->buffer + lines->start;
	size_t length = (newline ? newline : lines->buffer + lines->end) - line;

	if (!newline && lines->at_end && length == 0)
		return NULL;
	lines->number++;
	if (length > LINE_MAX_BYTES)
		bad_input(lines->path, lines->number,
			  "the line is longer than %d bytes: this is not the file it should be",
			  LINE_MAX_BYTES);
	if (memchr(line, '\0', length))
		bad_input(lines->path, lines->number,
			  "holds a NUL byte: the file is damaged, restore it or delete this line");
	if (!newline)
		bad_input(
			lines->path, lines->number,
			"the last line was cut off: delete it and complete the run with --resume");
	*newline = '\0';
	lines->start = newline + 1 - lines->buffer;
	return line;
}

void lines_close(struct lines *lines)
{
	close(lines->fd);
	free(lines->buffer);
	free(lines->path);
}
