// SPDX-License-Identifier: GPL-2.0
/*
 * disk_*: a file is written, read, copied, in order or at random. Four kinds:
 * plain; b, which ends with a sync; sync_, which writes with O_SYNC, half as
 * much; dio_, with O_DIRECT. The size is the user's file's, as the mix says.
 *
 * disk_rd and disk_cp read a file that is kept from job to job; disk_rr and
 * disk_rw write theirs first: so the published rates tell.
 */
#include <fcntl.h>
#include <stdbool.h>
#include <stdlib.h>
#include <unistd.h>

#include "aim7/test.h"
#include "aim7/user.h"

struct way {
	size_t block; /* bytes of a read or write */
	int flags; /* of open() */
	bool sync; /* at the end */
	unsigned int part; /* of the file that is used: 1, or 2 for a half */
};

static const struct way plain = { 1024, 0, false, 1 };
static const struct way synced = { 1024, 0, true, 1 };
static const struct way o_sync = { 1024, O_SYNC, false, 2 };
static const struct way o_direct = { 4096, O_DIRECT, false, 1 };

#define BUFFER_BYTES 4096
static char buffer[BUFFER_BYTES] __attribute__((aligned(BUFFER_BYTES)));

static unsigned long whole_file(unsigned long kib)
{
	return kib;
}

static unsigned long half_file(unsigned long kib)
{
	return (kib + 1) / 2;
}

static unsigned long blocks(const struct way *way)
{
	unsigned long bytes = user_self()->file_kib * 1024 / way->part;

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

static int open_new(const char *name, const struct way *way)
{
	int fd = open(name, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC | way->flags, 0600);

	must(fd >= 0);
	return fd;
}

static void finish(int fd, const struct way *way)
{
	must(!way->sync || !fsync(fd));
	must(!close(fd));
}

static int written(const char *name, const struct way *way)
{
	int fd = open_new(name, way);

	for (unsigned long i = 0; i < blocks(way); i++)
		write_block(fd, way);
	return fd;
}

/* The file that is kept. */
static int kept(const struct way *way)
{
	int fd = open("disk", O_RDONLY | O_CLOEXEC | way->flags);

	if (fd >= 0)
		return fd;
	/* whole blocks of any way */
	close(written("disk", &(struct way){ BUFFER_BYTES, 0, false, 1 }));
	fd = open("disk", O_RDONLY | O_CLOEXEC | way->flags);
	must(fd >= 0);
	return fd;
}

static void sequential_read(const struct way *way)
{
	int fd = kept(way);

	for (unsigned long i = 0; i < blocks(way); i++)
		read_block(fd, way);
	finish(fd, way);
}

static void sequential_write(const struct way *way)
{
	finish(written("disk.new", way), way);
	must(!unlink("disk.new"));
}

static void copy(const struct way *way)
{
	int from = kept(way), to = open_new("disk.new", way);

	for (unsigned long i = 0; i < blocks(way); i++) {
		read_block(from, way);
		write_block(to, way);
	}
	close(from);
	finish(to, way);
	must(!unlink("disk.new"));
}

static void seek_anywhere(int fd, const struct way *way)
{
	off_t at = (off_t)user_random(blocks(way)) * way->block;

	must(lseek(fd, at, SEEK_SET) == at);
}

static void at_random(const struct way *way, void (*operate)(int fd, const struct way *way))
{
	int fd = written("disk.new", way);

	for (unsigned long i = 0; i < blocks(way); i++) {
		seek_anywhere(fd, way);
		operate(fd, way);
	}
	finish(fd, way);
	must(!unlink("disk.new"));
}

static void update_block(int fd, const struct way *way)
{
	read_block(fd, way);
	must(lseek(fd, -(off_t)way->block, SEEK_CUR) >= 0);
	write_block(fd, way);
}

TEST_OF_FILE(disk_rr, 0, "Random Disk Reads (K)", 0, whole_file)
{
	at_random(&plain, read_block);
}

TEST_OF_FILE(disk_rw, 0, "Random Disk Writes (K)", 0, whole_file)
{
	at_random(&plain, write_block);
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

TEST_OF_FILE(disk_brr, 0, "Random Disk Reads, Synced (K)", 0, whole_file)
{
	at_random(&synced, read_block);
}

TEST_OF_FILE(disk_brw, 0, "Random Disk Writes, Synced (K)", 0, whole_file)
{
	at_random(&synced, write_block);
}

TEST_OF_FILE(disk_brd, 0, "Sequential Disk Reads, Synced (K)", 0, whole_file)
{
	sequential_read(&synced);
}

TEST_OF_FILE(disk_bwrt, 0, "Sequential Disk Writes, Synced (K)", 0, whole_file)
{
	sequential_write(&synced);
}

TEST_OF_FILE(disk_bcp, 0, "Disk Copies, Synced (K)", 0, whole_file)
{
	copy(&synced);
}

TEST_OF_FILE(sync_disk_rw, 0, "Sync Random Disk Writes (K)", 0, half_file)
{
	at_random(&o_sync, write_block);
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
	at_random(&o_sync, update_block);
}

TEST_OF_FILE(disk_dio_rr, 0, "Direct Random Disk Reads (K)", NEEDS_O_DIRECT, whole_file)
{
	at_random(&o_direct, read_block);
}

TEST_OF_FILE(disk_dio_rw, 0, "Direct Random Disk Writes (K)", NEEDS_O_DIRECT, whole_file)
{
	at_random(&o_direct, write_block);
}

TEST_OF_FILE(disk_dio_rd, 0, "Direct Sequential Disk Reads (K)", NEEDS_O_DIRECT, whole_file)
{
	sequential_read(&o_direct);
}

TEST_OF_FILE(disk_dio_wrt, 0, "Direct Sequential Disk Writes (K)", NEEDS_O_DIRECT, whole_file)
{
	sequential_write(&o_direct);
}

TEST_OF_FILE(disk_dio_cp, 0, "Direct Disk Copies (K)", NEEDS_O_DIRECT, whole_file)
{
	copy(&o_direct);
}
