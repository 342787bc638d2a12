// SPDX-License-Identifier: GPL-2.0
/*
 * shared_memory: copies into and out of System V shared memory, each under a
 * System V semaphore. A user's segment and semaphore are made at its first such
 * job and known to the guard from then on (scratch.h); a job attaches anew.
 */
#include <string.h>
#include <sys/ipc.h>
#include <sys/sem.h>
#include <sys/shm.h>

#include "aim7/scratch.h"
#include "aim7/test.h"
#include "aim7/user.h"

#define PAIRS 100
#define COPIED_BYTES 1024

static int segment = -1, semaphore = -1;

static void step(int by)
{
	struct sembuf operation = { .sem_op = by };

	must(!semop(semaphore, &operation, 1));
}

static void make(void)
{
	segment = shmget(IPC_PRIVATE, COPIED_BYTES, 0600);
	must(segment >= 0);
	scratch_guard('m', segment);
	semaphore = semget(IPC_PRIVATE, 1, 0600);
	must(semaphore >= 0);
	scratch_guard('s', semaphore);
	step(1);
}

static void copy(void *to, const void *from)
{
	step(-1);
	memcpy(to, from, COPIED_BYTES);
	step(1);
}

TEST(shared_memory, PAIRS, "Shared Memory Operations", NEEDS_SYSV)
{
	static char own[COPIED_BYTES];
	void *shared;

	if (segment < 0)
		make();
	shared = shmat(segment, NULL, 0);
	must(shared != (void *)-1);
	for (int i = 0; i < PAIRS; i++) {
		copy(shared, own);
		copy(own, shared);
	}
	must(!shmdt(shared));
}
