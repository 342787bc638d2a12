// SPDX-License-Identifier: GPL-2.0
#include "outfile.h"

#include "error.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define BUFFER_BYTES (256 * 1024) /* a table may have 100 MB */

_Noreturn static void give_up(struct outfile *out)
{
	int error = errno;

	if (out->aside)
		unlink(out->aside);
	fail("cannot write %s: %s: free some space or check who owns the folder", out->path,
	     strerror(error));
}

/* mkstemp() makes files private; these are to be read as any other. */
static int set_usual_mode(int fd)
{
	mode_t mask = umask(0);

	umask(mask);
	return fchmod(fd, 0666 & ~mask);
}

void outfile_open(struct outfile *out, const char *dir, const char *name)
{
	char *pattern;
	int fd;

	*out = (struct outfile){ .path = path_join(dir, name) };
	if (asprintf(&pattern, "%s.XXXXXX", out->path) < 0)
		give_up(out);
	fd = mkostemp(pattern, O_CLOEXEC);
	if (fd < 0)
		give_up(out);
	out->aside = pattern;
	out->stream = fdopen(fd, "w");
	if (!out->stream || setvbuf(out->stream, NULL, _IOFBF, BUFFER_BYTES) ||
	    set_usual_mode(fd) < 0)
		give_up(out);
}

static void sync_folder(struct outfile *out)
{
	char *slash = strrchr(out->path, '/');
	int fd;

	*slash = '\0';
	fd = open(out->path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	*slash = '/';
	if (fd < 0 || fsync(fd) < 0)
		give_up(out);
	close(fd);
}

void outfile_commit(struct outfile *out)
{
	if (fflush(out->stream) || ferror(out->stream) || fsync(fileno(out->stream)) ||
	    fclose(out->stream) || rename(out->aside, out->path))
		give_up(out);
	free(out->aside);
	out->aside = NULL;
	sync_folder(out);
	free(out->path);
}
