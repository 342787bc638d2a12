/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The areas that a case maps before the tasks are forked, so that all tasks
 * inherit them: mappings of the device, or of memory without a device.
 */
#ifndef RMAPLOCK_AREAS_H
#define RMAPLOCK_AREAS_H

#include <stdbool.h>
#include <stddef.h>

#include "knobs.h"

#define AREAS_MAX 65000 /* vm.max_map_count allows 65530 of all kinds */
#define AREA_PAGES_MAX 65536

/* Rows for a case's testcase_knobs[]; the argument is the default value. */
#define KNOB_AREAS(value) \
	KNOB("areas", value, 0, AREAS_MAX, "private areas that every task inherits")
#define KNOB_PAGES(value) \
	KNOB("pages", value, 0, AREA_PAGES_MAX, "pages written to in each private area")
#define KNOB_PIECES(value)                  \
	KNOB("pieces", value, 1, AREAS_MAX, \
	     "areas into which each private one is cut, of `pages` pages each; they share its anon_vma")
#define KNOB_FILE_MAPPINGS(value) \
	KNOB("file_mappings", value, 0, AREAS_MAX, "shared mappings that every task inherits")
#define KNOB_FILES(value) \
	KNOB("files", value, 1, 1024, "opens of the device over which the mappings are spread")

struct areas {
	char **address;
	unsigned long nr;
	size_t bytes; /* of each */
};

/* Open `files` files of the device, or as many memory files without one. */
void files_open(unsigned long files);

/* Map and unmap one area of file nr modulo files, anywhere; NULL with errno. */
char *area_map_private(unsigned long nr, size_t bytes);
char *area_map_shared(unsigned long nr, size_t bytes);

/* Bytes of an area in which `pages` pages are written to. */
size_t area_bytes(unsigned long pages);

/* Write to the first `pages` pages. */
void area_write(char *address, unsigned long pages);

/*
 * Map nr private areas and write to `pages` pages of each; or nr shared ones.
 * No two areas touch: the kernel merges neighbouring anonymous mappings into
 * one, and one mapping is one lock acquisition in fork. Exits if impossible.
 */
struct areas areas_map_private(unsigned long nr, unsigned long pages);
struct areas areas_map_shared(unsigned long nr);

void areas_unmap(struct areas *areas);

/* What most cases do: open `files`, map `areas` of `pages` and `file_mappings`, as knobs say. */
void areas_prepare(void);
void areas_cleanup(void);

/*
 * The same, and each private area cut into so many: VMAs of their own, but relatives under one anon_vma, whose
 * lock a fork takes once for each. It is what a heap looks like after brk, mprotect or munmap in its middle.
 */
void areas_prepare_cut(unsigned long pieces);

/* The private areas of areas_prepare(). */
const struct areas *areas_private(void);
const struct areas *areas_shared(void);

/* Is the address in one of areas_private()? */
bool areas_hold(const void *address);

/* The file that holds the given area of areas_prepare(). */
int area_fd(unsigned long nr);

#endif /* RMAPLOCK_AREAS_H */
