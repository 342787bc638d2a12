// SPDX-License-Identifier: GPL-2.0
/*
 * A process that exits against another one that unregisters its MMU notifier: it is
 * released once, whoever comes first, and not called afterwards. In the environment
 * RACES tells how many, SEED makes others of them, and DEVICE says which device, if not
 * the model's: Linux's own notifiers.
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

enum { RACERS = 4, FILES = 8, SPIN_MAX = 20000, JITTER = 2000 };

static const char *device = RMAPLOCK_DEVICE;

static void spin(unsigned int rounds)
{
	for (volatile unsigned int i = rounds; i; i--)
		;
}

/* One process after the other, each with a client of each file. */
struct racer {
	int file[FILES];
	atomic_int ready; /* rounds in which the child has registered all */
	atomic_int exiting; /* rounds in which it has begun to exit */
	unsigned int wait; /* rounds of spin() before the first unregister, aimed at the exit */
	long exits; /* that came first */
	long met; /* that were under way when unregister was called, or began before it returned */
	long overtook; /* of those: exit came first, though unregister was about to be called */
	long again; /* that Linux's own notifiers released twice, of which the client saw one */
};

static void __attribute__((noreturn)) register_and_exit(struct racer *racer, int round)
{
	int anonymous = strcmp(device, RMAPLOCK_DEVICE) ? MAP_ANONYMOUS : 0;
	char *p = mmap(NULL, PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | anonymous,
		       anonymous ? -1 : racer->file[0], 0);

	if (p == MAP_FAILED)
		_exit(1);
	p[0] = 1;
	for (int i = 0; i < FILES; i++)
		if (mmu_register(racer->file[i], "kvm", 0) || mmu_fault(racer->file[i], p))
			_exit(1);
	racer->ready = round + 1;
	spin(SPIN_MAX / 4);
	racer->exiting = round + 1;
	_exit(0);
}

static bool released_once(int file)
{
	struct rmaplock_mmu_state mmu;

	return ioctl(file, RMAPLOCK_IOC_MMU_STATE, &mmu) == 0 &&
	       mmu.calls[RMAPLOCK_MMU_RELEASE] == 1 && !mmu.mapped && !mmu.late;
}

/*
 * Nobody can look into both. But if there was no release yet when unregister was about to
 * be called, and the exit had begun when it returned, neither was over before the other
 * began.
 */
static bool unregister(struct racer *racer, int round, int file)
{
	struct rmaplock_mmu_state before, after;
	bool met;

	if (ioctl(file, RMAPLOCK_IOC_MMU_STATE, &before) || mmu_unregister(file))
		return false;
	met = !before.calls[RMAPLOCK_MMU_RELEASE] && racer->exiting == round + 1;
	if (ioctl(file, RMAPLOCK_IOC_MMU_STATE, &after))
		return false;
	racer->exits += after.released_by_exit;
	racer->again += after.released_again;
	racer->met += met;
	racer->overtook += met && after.released_by_exit;
	return released_once(file);
}

/* Unregister all, from the first one on, exit beginning with the last one; learn when to begin the next time. */
static bool unregister_all(struct racer *racer, int round)
{
	long exits = racer->exits;

	for (int i = 0; i < FILES; i++)
		if (!unregister(racer, round, racer->file[i]))
			return false;
	if (racer->exits == exits + FILES)
		racer->wait -= racer->wait / 16;
	else if (racer->exits == exits && racer->wait < SPIN_MAX)
		racer->wait += SPIN_MAX / 64;
	return true;
}

/* One exit against FILES times unregister; false: not released once each, or called too late. */
static bool race_once(struct racer *racer, int round, unsigned int *seed)
{
	bool once = true;
	int status;
	pid_t pid;

	for (int i = 0; i < FILES; i++)
		racer->file[i] = open(device, O_RDWR | O_CLOEXEC);
	pid = fork();
	if (!pid)
		register_and_exit(racer, round);
	while (racer->ready != round + 1 && waitpid(pid, &status, WNOHANG) == 0)
		sched_yield();
	if (pid < 0 || racer->ready != round + 1)
		return false;
	spin(racer->wait + rand_r(seed) % JITTER);
	once = unregister_all(racer, round);
	waitpid(pid, &status, 0);
	for (int i = 0; i < FILES; i++)
		once = once && released_once(racer->file[i]) && close(racer->file[i]) == 0;
	return once;
}

/* In a child, where no assertion may fail: whoever waits for it sees how it ended. */
static void __attribute__((noreturn)) run(struct racer *racer, unsigned int seed, int rounds)
{
	for (int i = 0; i < rounds; i++)
		if (!race_once(racer, i, &seed))
			_exit(1);
	_exit(0);
}

static void exit_and_unregister_release_once(void **state)
{
	int rounds = (getenv("RACES") ? atoi(getenv("RACES")) : 1000) / (RACERS * FILES);
	unsigned int seed = getenv("SEED") ? atoi(getenv("SEED")) : 1;
	struct racer *racer =
		mmap(NULL, PAGE, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	long races = (long)rounds * RACERS * FILES, exits = 0, met = 0, overtook = 0, again = 0;
	pid_t pid[RACERS];

	(void)state;
	assert_ptr_not_equal(racer, MAP_FAILED);
	for (int i = 0; i < RACERS; i++) {
		pid[i] = fork();
		if (!pid[i])
			run(&racer[i], seed * RACERS + i, rounds);
	}
	for (int i = 0; i < RACERS; i++) {
		wait_ok(pid[i]);
		exits += racer[i].exits;
		met += racer[i].met;
		overtook += racer[i].overtook;
		again += racer[i].again;
	}
	print_message(
		"# %ld races, exit came first in %ld, they met in %ld, exit came first in %ld of these, both called release in %ld\n",
		races, exits, met, overtook, again);
	assert_true(exits > 0 && exits < races && met > 0); /* or there was no race */
	munmap(racer, PAGE);
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
