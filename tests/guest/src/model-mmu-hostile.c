// SPDX-License-Identifier: GPL-2.0
/*
 * Random use of the ioctls of MMU notifiers by processes and threads that share files,
 * change their memory, and are killed: each registration is released once, nothing is
 * called afterwards, and no argument does harm. DEVICE in the environment names another
 * device than the model's: Linux's own notifiers.
 */
#include "device.h"
#include "mmu.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

enum { ROUNDS = 30, FILES = 3, PROCESSES = 3, THREADS = 2, PAGES = 8, ROUND_US = 60000 };

static const char *device = RMAPLOCK_DEVICE;
static int files[FILES];
static char *area;

static void registers(int file, unsigned int *seed)
{
	static const char *const client[] = { "kvm", "gru", "xpmem", "", "kvm0", "/" };
	struct rmaplock_mmu_register request = {
		.delay_ns = rand_r(seed) % (rand_r(seed) % 8 ? 20000 : RAND_MAX),
		.reserved = !(rand_r(seed) % 16),
	};

	strncpy(request.client, client[rand_r(seed) % 6], sizeof(request.client));
	if (!(rand_r(seed) % 16))
		memset(request.client, 'k', sizeof(request.client)); /* no end */
	ioctl(file, RMAPLOCK_IOC_MMU_REGISTER, &request);
}

static void changes_memory(unsigned int *seed)
{
	size_t first = rand_r(seed) % PAGES, pages = 1 + rand_r(seed) % (PAGES - first);
	char *p = area + first * PAGE;
	pid_t pid;

	switch (rand_r(seed) % 4) {
	case 0:
		madvise(p, pages * PAGE, MADV_DONTNEED);
		break;
	case 1:
		*(volatile char *)p = 1;
		break;
	case 2:
		munmap(mmap(NULL, PAGE, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0), PAGE);
		break;
	default:
		pid = fork();
		if (!pid)
			_exit(0);
		waitpid(pid, NULL, 0);
	}
}

static void bad_pointer(int file, unsigned int *seed)
{
	static const unsigned int command[] = {
		RMAPLOCK_IOC_MMU_REGISTER, RMAPLOCK_IOC_MMU_FAULT,	   RMAPLOCK_IOC_MMU_STATE,
		RMAPLOCK_IOC_REPORT,	   RMAPLOCK_IOC_MMU_STATE ^ 0x100,
	};
	uintptr_t to[] = { 0, 8, ~0ul, (uintptr_t)area + PAGES * PAGE - 4, (uintptr_t)1 << 47 };

	ioctl(file, command[rand_r(seed) % 5], to[rand_r(seed) % 5]);
}

static char *anywhere(unsigned int *seed)
{
	unsigned int where = rand_r(seed);

	return where % 8 ? area + where % (PAGES * PAGE) : (char *)-(uintptr_t)where;
}

static void *storm(void *seed_of)
{
	unsigned int seed = (uintptr_t)seed_of;

	for (;;) {
		int file = files[rand_r(&seed) % FILES];

		switch (rand_r(&seed) % 8) {
		case 0:
		case 1:
			registers(file, &seed);
			break;
		case 2:
			mmu_unregister(file);
			break;
		case 3:
		case 4:
			mmu_fault(file, anywhere(&seed));
			break;
		case 5:
			bad_pointer(file, &seed);
			break;
		default:
			changes_memory(&seed);
		}
	}
	return NULL;
}

static void __attribute__((noreturn)) process(unsigned int seed)
{
	pthread_t thread;

	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (pthread_create(&thread, NULL, storm, (void *)(uintptr_t)(seed + 1)))
		_exit(1);
	storm((void *)(uintptr_t)seed);
	_exit(1);
}

/* Returns whether a client was registered at the end. */
static bool check_file(int file)
{
	struct rmaplock_mmu_state state;
	bool registered = !mmu_unregister(file);

	if (ioctl(file, RMAPLOCK_IOC_MMU_STATE, &state)) {
		assert_int_equal(errno, ENOENT); /* never had one */
		return false;
	}
	assert_int_equal(state.calls[RMAPLOCK_MMU_RELEASE], 1);
	assert_int_equal(state.late + state.mapped, 0);
	assert_true(state.open_ranges >= 0);
	return registered;
}

/* Every other round checks and unregisters, the others leave it to close(). Returns clients at the end. */
static unsigned int put_file(int file, unsigned int round)
{
	unsigned int registered = round % 2 ? 0 : check_file(file);

	close(file);
	return registered;
}

static unsigned int module_references(void)
{
	int file = open(device, O_RDWR | O_CLOEXEC);
	unsigned int references = device_references(file);

	close(file);
	return references;
}

/* A config without notifiers refuses all of it, as model-mmu sees. */
static void skip_without_notifiers(void)
{
	int file = open(device, O_RDWR | O_CLOEXEC);
	bool refused = mmu_unregister(file) && errno == EOPNOTSUPP;

	close(file);
	if (refused)
		skip();
}

static void random_use_does_no_harm(void **state)
{
	unsigned int references = module_references();
	int flags = MAP_PRIVATE | (strcmp(device, RMAPLOCK_DEVICE) ? MAP_ANONYMOUS : 0);
	unsigned int registered = 0;
	pid_t pid[PROCESSES];

	(void)state;
	skip_without_notifiers();
	for (unsigned int round = 0; round < ROUNDS; round++) {
		for (int i = 0; i < FILES; i++) {
			files[i] = open(device, O_RDWR | O_CLOEXEC);
			assert_true(files[i] >= 0);
		}
		area = mmap(NULL, PAGES * PAGE, PROT_READ | PROT_WRITE, flags,
			    flags & MAP_ANONYMOUS ? -1 : files[0], 0);
		assert_ptr_not_equal(area, MAP_FAILED);
		for (int i = 0; i < PROCESSES; i++) {
			pid[i] = fork();
			assert_true(pid[i] >= 0);
			if (!pid[i])
				process(1 + 2 * (round * PROCESSES + i));
		}
		usleep(ROUND_US);
		for (int i = 0; i < PROCESSES; i++)
			kill(pid[i], SIGKILL);
		for (int i = 0; i < FILES; i += 2) /* beside those that are dying */
			mmu_unregister(files[i]);
		while (wait(NULL) > 0 || errno == EINTR)
			;
		munmap(area, PAGES * PAGE);
		for (int i = 0; i < FILES; i++)
			registered += put_file(files[i], round);
		assert_int_equal(module_references(), references);
	}
	print_message("# %u of %u files had a client at the end\n", registered, ROUNDS / 2 * FILES);
	assert_true(registered > 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(random_use_does_no_harm) };

	if (getenv("DEVICE"))
		device = getenv("DEVICE");
	prctl(PR_SET_CHILD_SUBREAPER, 1);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
