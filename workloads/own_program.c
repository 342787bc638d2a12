// SPDX-License-Identifier: GPL-2.0
#include "own_program.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <ucontext.h>
#include <unistd.h>

#include "areas.h"
#include "image.h"
#include "testcase.h"

#define MAPPINGS_MAX 256
#define PATH_BYTES 4096 /* PATH_MAX */
#define LINE_BYTES (PATH_BYTES + 128)

struct mapping {
	char *address;
	size_t bytes;
	int protection;
	int flags; /* for mmap() */
	int image; /* a copy of the file; -1: anonymous */
	off_t offset; /* in it */
};

/*
 * What the copying needs for itself. It copies its caller's stack, so it runs on another;
 * and all this is in shared memory, which is not copied.
 */
struct workbench {
	struct mapping mappings[MAPPINGS_MAX];
	size_t nr_mappings;
	char path[PATH_BYTES]; /* of the last file */
	int image; /* and its copy, or -1 */
	ucontext_t caller, copier;
	char stack[64 << 10] __attribute__((aligned(64)));
};

static struct workbench *bench;

/* The program's segments follow each other in the list, and so do those of each library. */
static int image_of(const char *path)
{
	if (bench->image < 0 || strcmp(path, bench->path)) {
		snprintf(bench->path, sizeof(bench->path), "%s", path);
		bench->image = image_copy(path);
	}
	return bench->image;
}

/* Take a line of /proc/self/maps into the list, if it is private memory that tasks share but no area. */
static void note(const char *line)
{
	struct mapping *mapping = &bench->mappings[bench->nr_mappings];
	unsigned long start, end, offset;
	char rights[5], path[PATH_BYTES] = "";

	if (sscanf(line, "%lx-%lx %4s %lx %*s %*s %4095[^\n]", &start, &end, rights, &offset,
		   path) < 4)
		task_fail("/proc/self/maps has a line without its fields: %s", line);
	mapping->address = (char *)start;
	if (rights[3] != 'p' || rights[0] != 'r' || areas_hold(mapping->address) ||
	    !strncmp(path, "[v", 2))
		return; /* "[v": vdso, vvar, vsyscall have no lock */
	if (++bench->nr_mappings == MAPPINGS_MAX)
		task_fail("own_program: a task has more than %d mappings beside its areas",
			  MAPPINGS_MAX - 1);
	mapping->bytes = end - start;
	mapping->protection = PROT_READ | (rights[1] == 'w' ? PROT_WRITE : 0) |
			      (rights[2] == 'x' ? PROT_EXEC : 0);
	mapping->image = path[0] == '/' ? image_of(path) : -1;
	mapping->offset = mapping->image < 0 ? 0 : offset;
	mapping->flags = MAP_PRIVATE | (mapping->image < 0 ? MAP_ANONYMOUS : 0) |
			 (strcmp(path, "[stack]") ? 0 : MAP_GROWSDOWN);
}

/* With read(): a FILE would leave pages in the heap that every fork copies. */
static void note_all(void)
{
	char text[LINE_BYTES * 2 + 1];
	int maps = open("/proc/self/maps", O_RDONLY | O_CLOEXEC);
	size_t have = 0;
	ssize_t n = 0;
	char *line, *end;

	while (maps >= 0 && (n = read(maps, text + have, sizeof(text) - 1 - have)) > 0) {
		text[have + n] = '\0';
		for (line = text; (end = strchr(line, '\n')); line = end + 1) {
			*end = '\0';
			note(line);
		}
		have = strlen(line);
		memmove(text, line, have);
	}
	if (maps < 0 || n < 0 || have)
		task_fail("cannot read /proc/self/maps: %s", strerror(errno));
	close(maps);
}

/* Only pages that differ from the file, or from zeroes, become memory of the copy. */
static void copy_pages(char *to, const char *from, size_t bytes)
{
	size_t page = sysconf(_SC_PAGESIZE);

	for (size_t at = 0; at < bytes; at += page) {
		if (memcmp(to + at, from + at, page))
			memcpy(to + at, from + at, page);
	}
}

/*
 * A copy of the mapping in the mapping's place. The kernel puts it there in one call, before
 * and after which the bytes are the same: the program, this function too, may run from it. If
 * the call fails half way, as without memory, text may be gone, and the task dies of that.
 */
static bool replace(const struct mapping *mapping)
{
	char *copy = mmap(NULL, mapping->bytes, PROT_READ | PROT_WRITE, mapping->flags,
			  mapping->image, mapping->offset);

	if (copy == MAP_FAILED)
		return false;
	copy_pages(copy, mapping->address, mapping->bytes);
	return !mprotect(copy, mapping->bytes, mapping->protection) &&
	       mremap(copy, mapping->bytes, mapping->bytes, MREMAP_MAYMOVE | MREMAP_FIXED,
		      mapping->address) != MAP_FAILED;
}

/*
 * Writes to no memory but its stack until all is replaced: what is copied must not change. The
 * kernel writes, too, to the rseq of a task that it moves to another CPU, and again the next time.
 */
static void replace_all(void)
{
	for (size_t i = 0; i < bench->nr_mappings; i++) {
		if (!replace(&bench->mappings[i]))
			task_fail("own_program: cannot replace %zu bytes at %p: %s",
				  bench->mappings[i].bytes, (void *)bench->mappings[i].address,
				  strerror(errno));
	}
}

static void close_images(void)
{
	int last = -1;

	for (size_t i = 0; i < bench->nr_mappings; i++) {
		int image = bench->mappings[i].image;

		if (image >= 0 && image != last)
			close(last = image);
	}
}

void own_program(void)
{
	bench = mmap(NULL, sizeof(*bench), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1,
		     0);
	if (bench == MAP_FAILED)
		task_fail("own_program: no memory: %s", strerror(errno));
	bench->image = -1;
	note_all();
	getcontext(&bench->copier);
	bench->copier.uc_stack.ss_sp = bench->stack;
	bench->copier.uc_stack.ss_size = sizeof(bench->stack);
	bench->copier.uc_link = &bench->caller;
	makecontext(&bench->copier, replace_all, 0);
	swapcontext(&bench->caller, &bench->copier);
	close_images();
	munmap(bench, sizeof(*bench));
}
