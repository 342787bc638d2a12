// SPDX-License-Identifier: GPL-2.0
#include "areas.h"

#include <err.h>
#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "device.h"
#include "failure.h"
#include "memory.h"

static int *fds;
static unsigned long nr_fds;
static struct areas private_areas, shared_areas;

static size_t page_size(void)
{
	return sysconf(_SC_PAGESIZE);
}

static int open_memory_file(void)
{
	int fd = memfd_create("rmaplock", MFD_CLOEXEC);

	/* any offset that a mapping uses exists; untouched pages take no memory */
	if (fd < 0 || ftruncate(fd, (off_t)AREAS_MAX * area_bytes(AREA_PAGES_MAX)))
		err(EXIT_FAILED, "cannot make a memory file");
	return fd;
}

void files_open(unsigned long files)
{
	fds = calloc(files, sizeof(*fds));
	if (!fds)
		errx(EXIT_FAILED, "no memory for %lu files", files);
	for (nr_fds = 0; nr_fds < files; nr_fds++)
		fds[nr_fds] = device_present() ? device_open_file() : open_memory_file();
}

int area_fd(unsigned long nr)
{
	return fds[nr % nr_fds];
}

size_t area_bytes(unsigned long pages)
{
	/* two pages at least, so that every area can be split */
	return (pages < 2 ? 2 : pages) * page_size();
}

/* at: NULL for anywhere. */
static char *map(char *at, unsigned long nr, size_t bytes, bool shared)
{
	int flags = shared ? MAP_SHARED : MAP_PRIVATE;
	bool file = shared || device_present();
	off_t offset = file ? (off_t)(nr / nr_fds * bytes) : 0;
	char *address;

	if (at)
		flags |= MAP_FIXED_NOREPLACE;
	if (!file)
		flags |= MAP_ANONYMOUS;
	address = mmap(at, bytes, PROT_READ | PROT_WRITE, flags, file ? area_fd(nr) : -1, offset);
	if (address == MAP_FAILED)
		return NULL;
	/* a page is a page; fails harmlessly in a kernel without huge pages */
	if (!file)
		madvise(address, bytes, MADV_NOHUGEPAGE);
	return address;
}

char *area_map_private(unsigned long nr, size_t bytes)
{
	return map(NULL, nr, bytes, false);
}

char *area_map_shared(unsigned long nr, size_t bytes)
{
	return map(NULL, nr, bytes, true);
}

void area_write(char *address, unsigned long pages)
{
	for (unsigned long i = 0; i < pages; i++)
		*(volatile char *)(address + i * page_size()) = 1;
}

/* Find room for all areas with a hole of one page behind each. */
static char *find_room(unsigned long nr, size_t bytes)
{
	size_t total = nr * (bytes + page_size());
	char *room =
		mmap(NULL, total, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);

	if (room == MAP_FAILED)
		err(EXIT_USAGE, "no address space for %lu areas of %zu bytes", nr, bytes);
	/* given back at once: holes that stay mapped would be copied by every fork */
	munmap(room, total);
	return room;
}

static struct areas map_areas(unsigned long nr, size_t bytes, bool shared)
{
	struct areas areas = { .bytes = bytes };
	char *room;

	if (!nr)
		return areas;
	areas.address = calloc(nr, sizeof(*areas.address));
	if (!areas.address)
		errx(EXIT_FAILED, "no memory for %lu areas", nr);
	room = find_room(nr, bytes);
	for (; areas.nr < nr; areas.nr++) {
		char *at = room + areas.nr * (bytes + page_size());

		areas.address[areas.nr] = map(at, areas.nr, bytes, shared);
		if (!areas.address[areas.nr])
			err(EXIT_USAGE, "cannot map area %lu of %lu (see vm.max_map_count)",
			    areas.nr, nr);
	}
	return areas;
}

struct areas areas_map_private(unsigned long nr, unsigned long pages)
{
	struct areas areas;

	memory_require((unsigned long long)nr * pages * page_size(), "areas");
	areas = map_areas(nr, area_bytes(pages), false);
	for (unsigned long i = 0; i < areas.nr; i++)
		area_write(areas.address[i], pages);
	return areas;
}

struct areas areas_map_shared(unsigned long nr)
{
	return map_areas(nr, area_bytes(0), true);
}

void areas_unmap(struct areas *areas)
{
	for (unsigned long i = 0; i < areas->nr; i++)
		munmap(areas->address[i], areas->bytes);
	free(areas->address);
	*areas = (struct areas){ 0 };
}

/* Neighbours must differ, or the kernel makes one area of them again. */
static void cut(char *area, size_t bytes, unsigned long pieces)
{
	for (unsigned long i = 1; i < pieces; i += 2) {
		if (mprotect(area + i * (bytes / pieces), bytes / pieces, PROT_READ))
			err(EXIT_USAGE, "cannot cut an area into %lu (see vm.max_map_count)",
			    pieces);
	}
}

void areas_prepare_cut(unsigned long pieces)
{
	unsigned long pages = knob("pages") * pieces;

	if (pieces > 1 && (pages < pieces || pages > AREA_PAGES_MAX))
		errx(EXIT_USAGE,
		     "%lu pieces of %lu pages: an area has %d pages at most, and a piece one at least",
		     pieces, knob("pages"), AREA_PAGES_MAX);
	files_open(knob("files"));
	private_areas = areas_map_private(knob("areas"), pages);
	for (unsigned long i = 0; i < private_areas.nr; i++)
		cut(private_areas.address[i], private_areas.bytes, pieces);
	shared_areas = areas_map_shared(knob("file_mappings"));
}

void areas_prepare(void)
{
	areas_prepare_cut(1);
}

void areas_cleanup(void)
{
	areas_unmap(&private_areas);
	areas_unmap(&shared_areas);
}

const struct areas *areas_private(void)
{
	return &private_areas;
}

/* As find_room() lays them out: at equal distances, in ascending order. */
bool areas_hold(const void *address)
{
	const struct areas *areas = &private_areas;
	size_t distance = areas->bytes + page_size();
	uintptr_t offset;

	if (!areas->nr || (const char *)address < areas->address[0])
		return false;
	offset = (const char *)address - areas->address[0];
	return offset / distance < areas->nr && offset % distance < areas->bytes;
}

const struct areas *areas_shared(void)
{
	return &shared_areas;
}
