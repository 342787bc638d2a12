// SPDX-License-Identifier: GPL-2.0
/*
 * A process that exits against another one that unregisters its MMU notifier: it is
 * released once, whoever comes first, and not called afterwards. In the environment
 * RACES tells how many, DEVICE which device, if not the model's: Linux's own notifiers.
 */
#include "device.h"
#include "mmu.h"

#include <fcntl.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

enum { RACERS = 4, SPIN_MAX = 20000 };

static const char *device = RMAPLOCK_DEVICE;

static void spin(unsigned int *seed)
{
	for (volatile unsigned int i = rand_r(seed) % SPIN_MAX; i; i--)
		;
}

struct race {
	atomic_int ready; /* rounds in which the child has registered */
	long exits; /* that came first */
	long again; /* that Linux's own notifiers released twice, of which the client saw one */
};

/* One exit against one unregister; false: not released once, or called too late. */
static bool race_once(struct race *race, int round, unsigned int *seed)
{
	int anonymous = strcmp(device, RMAPLOCK_DEVICE) ? MAP_ANONYMOUS : 0;
	int file = open(device, O_RDWR | O_CLOEXEC);
	struct rmaplock_mmu_state mmu;
	pid_t pid = fork();
	int status;
	char *p;

	if (!pid) {
		p = mmap(NULL, PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | anonymous,
			 anonymous ? -1 : file, 0);
		if (p == MAP_FAILED)
			_exit(1);
		p[0] = 1;
		if (mmu_register(file, "kvm", 0) || mmu_fault(file, p))
			_exit(1);
		race->ready = round + 1;
		spin(seed);
		_exit(0);
	}
	while (race->ready != round + 1 && waitpid(pid, &status, WNOHANG) == 0)
		sched_yield();
	spin(seed);
	if (pid < 0 || mmu_unregister(file) || ioctl(file, RMAPLOCK_IOC_MMU_STATE, &mmu))
		return false;
	race->exits += mmu.released_by_exit;
	race->again += mmu.released_again;
	if (race->ready != round + 1)
		return false;
	waitpid(pid, &status, 0);
	return mmu.calls[RMAPLOCK_MMU_RELEASE] == 1 && !mmu.mapped && !mmu.late &&
	       ioctl(file, RMAPLOCK_IOC_MMU_STATE, &mmu) == 0 &&
	       mmu.calls[RMAPLOCK_MMU_RELEASE] == 1 && !mmu.late && close(file) == 0;
}

/* In a child, where no assertion may fail: whoever waits for it sees how it ended. */
static void __attribute__((noreturn)) racer(struct race *race, unsigned int seed, int rounds)
{
	for (int i = 0; i < rounds; i++)
		if (!race_once(race, i, &seed))
			_exit(1);
	_exit(0);
}

static void exit_and_unregister_release_once(void **state)
{
	int rounds = (getenv("RACES") ? atoi(getenv("RACES")) : 1000) / RACERS;
	struct race *race =
		mmap(NULL, PAGE, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	pid_t pid[RACERS];
	long exits = 0, again = 0;

	(void)state;
	assert_ptr_not_equal(race, MAP_FAILED);
	for (int i = 0; i < RACERS; i++) {
		pid[i] = fork();
		if (!pid[i])
			racer(&race[i], i + 1, rounds);
	}
	for (int i = 0; i < RACERS; i++) {
		wait_ok(pid[i]);
		exits += race[i].exits;
		again += race[i].again;
	}
	print_message("# %d races, exit came first in %ld, both called release in %ld\n",
		      rounds * RACERS, exits, again);
	assert_true(exits > 0 && exits < rounds * RACERS); /* or there was no race */
	munmap(race, PAGE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(exit_and_unregister_release_once),
	};
	int fd, failed;

	if (getenv("DEVICE")) {
		device = getenv("DEVICE");
		return cmocka_run_group_tests(tests, NULL, NULL);
	}
	fd = device_open_watched();
	failed = device_report(fd).flags & RMAPLOCK_HAS_MMU_NOTIFIERS
			 ? cmocka_run_group_tests(tests, NULL, NULL)
			 : 0;
	device_check_empty(fd);
	close(fd);
	return failed;
}
