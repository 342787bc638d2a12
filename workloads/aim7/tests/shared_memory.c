// SPDX-License-Identifier: GPL-2.0
/*
 * shared_memory: copies into and out of System V shared memory, each under a
 * System V semaphore. A job makes both and removes them. Their key is the user's
 * own and known to the guard (scratch.h) before the first job, so that nothing is
 * left when the user is killed in between.
 */
#include <errno.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/random.h>
#include <sys/sem.h>
#include <sys/shm.h>

#include "aim7/message.h"
#include "aim7/scratch.h"
#include "aim7/test.h"
#include "aim7/user.h"

#define PAIRS 100
#define SEGMENT_BYTES (64 << 10)

#define OURS (IPC_CREAT | IPC_EXCL | 0600)

/* Nobody else's: that of 4 billion, and of a namespace of our own where that is allowed. */
static key_t own_key(void)
{
	static key_t key;

	while (key == IPC_PRIVATE) {
		must(getrandom(&key, sizeof(key), 0) == sizeof(key));
		if (shmget(key, 0, 0) >= 0 || semget(key, 0, 0) >= 0)
			key = IPC_PRIVATE;
		else if (key != IPC_PRIVATE)
			scratch_guard(key);
	}
	return key;
}

static void step(int semaphore, int by)
{
	struct sembuf operation = { .sem_op = by };

	must(!semop(semaphore, &operation, 1));
}

static void copy(int semaphore, void *to, const void *from, size_t bytes)
{
	step(semaphore, -1);
	memcpy(to, from, bytes);
	step(semaphore, 1);
}

TEST(shared_memory, PAIRS, "Shared Memory Operations", NEEDS_SYSV)
{
	static char own[MESSAGE_BYTES_MAX];
	int segment = shmget(own_key(), SEGMENT_BYTES, OURS);
	int semaphore = semget(own_key(), 1, OURS);
	void *shared;

	must(segment >= 0 && semaphore >= 0);
	shared = shmat(segment, NULL, 0);
	must(shared != (void *)-1);
	must(!semctl(semaphore, 0, SETVAL, 1));
	for (int i = 0; i < PAIRS; i++) {
		size_t bytes = message_bytes();

		copy(semaphore, shared, own, bytes);
		copy(semaphore, own, shared, bytes);
	}
	must(!shmdt(shared));
	must(!shmctl(segment, IPC_RMID, NULL));
	must(!semctl(semaphore, 0, IPC_RMID));
}
