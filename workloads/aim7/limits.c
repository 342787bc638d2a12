// SPDX-License-Identifier: GPL-2.0
#include "aim7/limits.h"

#include <dirent.h>
#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "aim7/cgroup.h"
#include "aim7/scratch.h"
#include "areas.h"
#include "failure.h"
#include "knobs.h"
#include "memory.h"

/* What the largest jobs touch: a sieve, a sorted array, blocks of memory; and the kernel's own share of 4 processes. */
#define USER_BYTES (4ull << 20)
/* what each mapping costs each process that inherits it: vm_area_struct, anon_vma, anon_vma_chain, nodes of the trees */
#define AREA_BYTES 500
/* a user that carries areas, its child, and the child's until it execs: more do not carry them at a time */
#define USER_CARRIERS 3
/* a file and its copy */
#define USER_FILES 2
/* names that a user has beside a tree: its folder, a log, two files, and of link_test eight, which tmpfs counts each */
#define USER_NAMES 12
/* of the kernel's memory, for an inode and its name */
#define NAME_BYTES 1024
/* open files of a user and its children, all told */
#define USER_DESCRIPTORS 48
/* left to everybody else */
#define SPARE_PROCESSES 32

static void leaves(struct room *room, unsigned long long users, const char *what)
{
	if (users >= room->users)
		return;
	room->users = users;
	snprintf(room->why, sizeof(room->why), "%s", what);
}

static unsigned long long less(unsigned long long a, unsigned long long b)
{
	return a > b ? a - b : 0;
}

/* A whole number from a file of /proc/sys; ULONG_MAX if it cannot be read. */
static unsigned long long read_number(const char *path)
{
	unsigned long long value = ~0ull;
	FILE *file = fopen(path, "re");

	if (file && fscanf(file, "%llu", &value) != 1)
		value = ~0ull;
	if (file)
		fclose(file);
	return value;
}

/* Threads of the whole system: the fourth field of /proc/loadavg, behind the slash. */
static unsigned long long threads_now(void)
{
	unsigned long long threads = 0;
	FILE *file = fopen("/proc/loadavg", "re");

	if (file && fscanf(file, "%*s %*s %*s %*u/%llu", &threads) != 1)
		threads = 0;
	if (file)
		fclose(file);
	return threads;
}

/* Processes whose owner is this user; RLIMIT_NPROC counts threads, which they have one of mostly. */
static unsigned long long own_processes(void)
{
	DIR *proc = opendir("/proc");
	unsigned long long own = 0;
	struct dirent *entry;
	struct stat status;

	while (proc && (entry = readdir(proc))) {
		if (strspn(entry->d_name, "0123456789") == strlen(entry->d_name) &&
		    !fstatat(dirfd(proc), entry->d_name, &status, 0))
			own += status.st_uid == getuid();
	}
	if (proc)
		closedir(proc);
	return own;
}

static void processes(struct room *room)
{
	unsigned long long threads = threads_now() + SPARE_PROCESSES;
	unsigned long long own = own_processes() + room->helpers;
	struct rlimit limit;

	/* root is not held to it */
	if (geteuid() && !getrlimit(RLIMIT_NPROC, &limit) && limit.rlim_cur != RLIM_INFINITY)
		leaves(room, less(limit.rlim_cur, own) / LIMITS_USER_PROCESSES,
		       "RLIMIT_NPROC (ulimit -u)");
	leaves(room, less(read_number("/proc/sys/kernel/pid_max"), threads) / LIMITS_USER_PROCESSES,
	       "kernel.pid_max");
	leaves(room,
	       less(read_number("/proc/sys/kernel/threads-max"), threads) / LIMITS_USER_PROCESSES,
	       "kernel.threads-max");
	leaves(room,
	       less(cgroup_left("pids", "pids.max", "pids.current"), room->helpers) /
		       LIMITS_USER_PROCESSES,
	       "the cgroup's pids.max");
}

/* Of one kind of area: what a process pays for inheriting them all. A hole of a page is behind each; see areas.h. */
static unsigned long long inherited_bytes(unsigned long areas, unsigned long pages)
{
	unsigned long long page = sysconf(_SC_PAGESIZE);
	unsigned long long room = area_bytes(pages) + page;

	/* a page of entries is the least that there is */
	return areas * AREA_BYTES + (areas ? areas * room / page * sizeof(long) + page : 0);
}

static unsigned long user_names(const struct mix *mix)
{
	return USER_NAMES + (mix_needs(mix) & NEEDS_TREE ? TREE_FILES + TREE_FOLDERS : 0);
}

static void memory(struct room *room, const struct mix *mix, unsigned long users)
{
	unsigned long long file = (unsigned long long)mix_file_kib(mix, users) << 10;
	unsigned long long carrier = inherited_bytes(knob("areas"), knob("pages")) +
				     inherited_bytes(knob("file_mappings"), 0);
	unsigned long long user = USER_BYTES + USER_FILES * file + USER_CARRIERS * carrier +
				  user_names(mix) * NAME_BYTES;
	unsigned long long written =
		(unsigned long long)knob("areas") * knob("pages") * sysconf(_SC_PAGESIZE);
	/* the ancestors carry areas, too */
	unsigned long long once = knob("depth") * carrier;

	/* written to before the users are forked, which share the pages; or by each that execs */
	*(knob("exec") ? &user : &once) += written;
	leaves(room, less(memory_available(), once) / user, "the memory that is available");
	leaves(room, less(cgroup_left("memory", "memory.max", "memory.current"), once) / user,
	       "the cgroup's memory.max");
}

/* The folder of the run is there, too. */
static void folder(struct room *room, const struct mix *mix, unsigned long users)
{
	unsigned long long file = (unsigned long long)mix_file_kib(mix, users) << 10;
	struct scratch_free left = scratch_free();
	unsigned long long user = USER_FILES * file + 4096;

	if (mix_needs(mix) & NEEDS_TREE)
		user += TREE_BYTES + TREE_FOLDERS * left.folder_bytes;
	leaves(room, less(left.bytes, left.folder_bytes) / user,
	       "the space in the folder for files (--dir)");
	leaves(room, less(left.inodes, 1) / user_names(mix),
	       "the number of inodes in the folder for files (--dir)");
}

static void files(struct room *room)
{
	struct rlimit limit;

	if (!getrlimit(RLIMIT_NOFILE, &limit) && limit.rlim_cur < USER_DESCRIPTORS)
		leaves(room, 0, "RLIMIT_NOFILE (ulimit -n)");
	leaves(room,
	       less(read_number("/proc/sys/fs/file-max"), read_number("/proc/sys/fs/file-nr")) /
		       USER_DESCRIPTORS,
	       "fs.file-max");
}

/* SEMMNI is the fourth number. */
static unsigned long long semaphore_sets(void)
{
	FILE *file = fopen("/proc/sys/kernel/sem", "re");
	unsigned long long sets = ~0ull;

	if (file && fscanf(file, "%*u %*u %*u %llu", &sets) != 1)
		sets = ~0ull;
	if (file)
		fclose(file);
	return sets;
}

struct room room_for(const struct mix *mix, unsigned long users, unsigned long helpers)
{
	/* and one process for each generation before the users' */
	struct room room = { .users = users, .helpers = helpers + knob("depth") - 1 };

	processes(&room);
	memory(&room, mix, users);
	folder(&room, mix, users);
	files(&room);
	/* each user has one of each */
	if (mix_needs(mix) & NEEDS_SYSV) {
		leaves(&room, read_number("/proc/sys/kernel/shmmni"), "kernel.shmmni");
		leaves(&room, semaphore_sets(), "kernel.sem");
	}
	return room;
}

void require_room(const struct mix *mix, unsigned long users, unsigned long helpers)
{
	struct room room = room_for(mix, users, helpers);

	if (room.users < users)
		errx(EXIT_USAGE, "%lu users are more than %s allows; %lu would fit", users,
		     room.why, room.users);
}
