/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What the users of a run leave lying about: files in one private folder, on
 * tmpfs unless told otherwise, and System V objects. All of it goes when the
 * run ends, however it ends.
 *
 * A guard sees to that: a shell that waits for the end of a pipe whose other
 * end every process of the run holds. When the last of them is gone, killed or
 * not, it removes the folder and the objects that it was told of. It is
 * nobody's child and in a session of its own, and it is not this program, so
 * nobody who kills a run kills it, too.
 */
#ifndef RMAPLOCK_AIM7_SCRATCH_H
#define RMAPLOCK_AIM7_SCRATCH_H

#include <sys/types.h>

/* The guard, while users run. */
#define SCRATCH_PROCESSES 1

/* Where the folder is to be made; without it, or with NULL: on tmpfs, else in TMPDIR or /tmp. */
void scratch_place(const char *parent);

/*
 * Make the folder and start the guard. Before the caller becomes the reaper of orphans, or the guard would
 * be its child. Exits with one line if that cannot be.
 */
void scratch_begin(void);

/* The folder. A program that a task execs knows it, too. */
const char *scratch_dir(void);

/* Make and enter the folder of user nr; task_fail()s if that cannot be. */
void scratch_enter(unsigned long nr);

/* Tell the guard of the key of a System V segment and semaphore. */
void scratch_guard(key_t key);

/* When all users are dead: returns when nothing is left, or exits after a while with one line. */
void scratch_end(void);

/* What is free in the file system where the folder is, or is to be made. */
struct scratch_free {
	unsigned long long bytes;
	unsigned long long inodes; /* ~0: it makes them as need be */
	unsigned long folder_bytes; /* that a folder takes */
};

struct scratch_free scratch_free(void);

#endif /* RMAPLOCK_AIM7_SCRATCH_H */
