// SPDX-License-Identifier: GPL-2.0
/*
 * disk_*: a file is written, read, copied, in order or at random. Four kinds:
 * plain; b (bufcache), the same, but that the original has the plain ones sync
 * the machine's disks unless told not to (-y), which ours never do; sync_, whose
 * writes that count are O_SYNC, half as many; dio_, with O_DIRECT. The size is
 * the user's file's, as the mix says.
 *
 * disk_cp and disk_brd read a file that is kept from job to job; the others
 * write theirs first, and that does not count.
 */
#include <fcntl.h>
#include <stdbool.h>
#include <stdlib.h>
#include <unistd.h>

#include "aim7/test.h"
#include "aim7/user.h"

static unsigned long whole_file(unsigned long kib)
{
	return kib;
}

/* Cut to whole blocks, as the original's; of one there is no half. */
static unsigned long half_file(unsigned long kib)
{
	return kib > 1 ? kib / 2 : 1;
}

struct way {
	size_t block; /* bytes of a read or write */
	int flags; /* of open() for what counts */
	unsigned long (*used)(unsigned long kib); /* of the file */
};

static const struct way plain = { 1024, 0, whole_file };
static const struct way o_sync = { 1024, O_SYNC, half_file };

#define BUFFER_BYTES 4096
static char buffer[BUFFER_BYTES] __attribute__((aligned(BUFFER_BYTES)));

static unsigned long blocks(const struct way *way)
{
	unsigned long bytes = way->used(user_self()->file_kib) * 1024;

	return (bytes + way->block - 1) / way->block;
}

static void write_block(int fd, const struct way *way)
{
	must(write(fd, buffer, way->block) == (ssize_t)way->block);
}

static void read_block(int fd, const struct way *way)
{
	must(read(fd, buffer, way->block) == (ssize_t)way->block);
}

static int opened(const char *name, int flags)
{
	int fd = open(name, flags | O_CLOEXEC, 0600);

	must(fd >= 0);
	return fd;
}

static void done(int fd, const char *name)
{
	must(!close(fd));
	must(!unlink(name));
}

static bool takes_directly(size_t block)
{
	int fd = opened("disk.new", O_WRONLY | O_CREAT | O_DIRECT);
	bool taken = write(fd, buffer, block) == (ssize_t)block;

	done(fd, "disk.new");
	return taken;
}

/* Some disks take no less than 4 KiB. */
static const struct way *o_direct(void)
{
	static struct way way = { 0, O_DIRECT, whole_file };

	if (!way.block)
		way.block = takes_directly(1024) ? 1024 : BUFFER_BYTES;
	return &way;
}

static void write_file(const char *name, int flags, const struct way *way, unsigned long n)
{
	int fd = opened(name, O_WRONLY | O_CREAT | O_TRUNC | flags);

	for (unsigned long i = 0; i < n; i++)
		write_block(fd, way);
	must(!close(fd));
}

static void read_file(const char *name, const struct way *way)
{
	int fd = opened(name, O_RDONLY | way->flags);

	for (unsigned long i = 0; i < blocks(way); i++)
		read_block(fd, way);
	must(!close(fd));
}

/* The file that is kept; whole blocks of any way. */
static const char *kept(void)
{
	static const struct way whole = { BUFFER_BYTES, 0, whole_file };

	if (access("disk", F_OK))
		write_file("disk", 0, &whole, blocks(&whole));
	return "disk";
}

static void sequential_write(const struct way *way)
{
	write_file("disk.new", way->flags, way, blocks(way));
	must(!unlink("disk.new"));
}

static void sequential_read(const struct way *way)
{
	write_file("disk.new", 0, way, blocks(way));
	read_file("disk.new", way);
	must(!unlink("disk.new"));
}

static void copy(const struct way *way)
{
	int from = opened(kept(), O_RDONLY | (way->flags & O_DIRECT));
	int to = opened("disk.new", O_WRONLY | O_CREAT | O_TRUNC | way->flags);

	for (unsigned long i = 0; i < blocks(way); i++) {
		read_block(from, way);
		write_block(to, way);
	}
	must(!close(from));
	done(to, "disk.new");
}

static void seek_anywhere(int fd, const struct way *way, unsigned long n)
{
	off_t at = (off_t)user_random(n) * way->block;

	must(lseek(fd, at, SEEK_SET) == at);
}

static void at_random_within(unsigned long reach, const struct way *way, int access,
			     void (*operate)(int fd, const struct way *way))
{
	unsigned long n = blocks(way);
	int fd;

	write_file("disk.new", 0, way, n);
	fd = opened("disk.new", access | way->flags);
	for (unsigned long i = 0; i < n; i++) {
		seek_anywhere(fd, way, reach < n ? reach : n);
		operate(fd, way);
	}
	done(fd, "disk.new");
}

static void at_random(const struct way *way, int access,
		      void (*operate)(int fd, const struct way *way))
{
	at_random_within(blocks(way), way, access, operate);
}

/* A block of the whole file is read and the one behind it written, for half as many as there are. */
static void update(void)
{
	unsigned long n = user_self()->file_kib;
	int fd;

	write_file("disk.new", 0, &plain, n);
	fd = opened("disk.new", O_RDWR | O_SYNC);
	for (unsigned long i = 0; i < half_file(n); i++) {
		seek_anywhere(fd, &plain, n);
		read_block(fd, &plain);
		write_block(fd, &plain);
	}
	done(fd, "disk.new");
}

TEST_OF_FILE(disk_rr, 0, "Random Disk Reads (K)", 0, whole_file)
{
	at_random(&plain, O_RDONLY, read_block);
}

TEST_OF_FILE(disk_rw, 0, "Random Disk Writes (K)", 0, whole_file)
{
	at_random(&plain, O_WRONLY, write_block);
}

TEST_OF_FILE(disk_rd, 0, "Sequential Disk Reads (K)", 0, whole_file)
{
	sequential_read(&plain);
}

TEST_OF_FILE(disk_wrt, 0, "Sequential Disk Writes (K)", 0, whole_file)
{
	sequential_write(&plain);
}

TEST_OF_FILE(disk_cp, 0, "Disk Copies (K)", 0, whole_file)
{
	copy(&plain);
}

TEST_OF_FILE(disk_brr, 0, "Random Bufcache Disk Reads (K)", 0, whole_file)
{
	at_random(&plain, O_RDONLY, read_block);
}

TEST_OF_FILE(disk_brw, 0, "Random Bufcache Disk Writes (K)", 0, whole_file)
{
	at_random(&plain, O_WRONLY, write_block);
}

TEST_OF_FILE(disk_brd, 0, "Sequential Bufcache Disk Reads (K)", 0, whole_file)
{
	read_file(kept(), &plain);
}

TEST_OF_FILE(disk_bwrt, 0, "Sequential Bufcache Disk Writes (K)", 0, whole_file)
{
	sequential_write(&plain);
}

TEST_OF_FILE(disk_bcp, 0, "Bufcache Disk Copies (K)", 0, whole_file)
{
	copy(&plain);
}

TEST_OF_FILE(sync_disk_rw, 0, "Sync Random Disk Writes (K)", 0, half_file)
{
	at_random(&o_sync, O_WRONLY, write_block);
}

TEST_OF_FILE(sync_disk_wrt, 0, "Sync Sequential Disk Writes (K)", 0, half_file)
{
	sequential_write(&o_sync);
}

TEST_OF_FILE(sync_disk_cp, 0, "Sync Disk Copies (K)", 0, half_file)
{
	copy(&o_sync);
}

TEST_OF_FILE(sync_disk_update, 0, "Sync Disk Updates (K)", 0, half_file)
{
	update();
}

/* The original draws a byte out of 15 bits here, where the others draw a block. */
TEST_OF_FILE(disk_dio_rr, 0, "Direct Random Disk Reads (K)", NEEDS_O_DIRECT, whole_file)
{
	const struct way *way = o_direct();

	at_random_within((1 << 15) / way->block, way, O_RDONLY, read_block);
}

TEST_OF_FILE(disk_dio_rw, 0, "Direct Random Disk Writes (K)", NEEDS_O_DIRECT, whole_file)
{
	at_random(o_direct(), O_WRONLY, write_block);
}

TEST_OF_FILE(disk_dio_rd, 0, "Direct Sequential Disk Reads (K)", NEEDS_O_DIRECT, whole_file)
{
	read_file(kept(), o_direct());
}

TEST_OF_FILE(disk_dio_wrt, 0, "Direct Sequential Disk Writes (K)", NEEDS_O_DIRECT, whole_file)
{
	sequential_write(o_direct());
}

TEST_OF_FILE(disk_dio_cp, 0, "Direct Disk Copies (K)", NEEDS_O_DIRECT, whole_file)
{
	copy(o_direct());
}
