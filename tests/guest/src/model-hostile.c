// SPDX-License-Identifier: GPL-2.0
/* The module refuses what is not in its contract, and survives being killed. */
#include "device.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { KILLED_TASKS = 200, AREAS = 16, FUZZ_CALLS = 4000 };

static int fd;

#define assert_refused(call, expected_errno)             \
	do {                                             \
		errno = 0;                               \
		assert_int_equal((long)(call), -1);      \
		assert_int_equal(errno, expected_errno); \
	} while (0)

static void bad_ioctls_are_refused(void **state)
{
	struct rmaplock_report report = { .histograms = 8 };
	struct rmaplock_walk walk = { 0 };
	struct rmaplock_entries entries = { 0 };
	char *p = device_map(fd, 1, 0, MAP_PRIVATE);

	(void)state;
	assert_refused(ioctl(fd, 1), ENOTTY);
	assert_refused(ioctl(fd, _IO(RMAPLOCK_IOC_MAGIC, 0x7f)), ENOTTY);
	assert_refused(ioctl(fd, RMAPLOCK_IOC_REPORT, NULL), EFAULT);
	assert_refused(ioctl(fd, RMAPLOCK_IOC_REPORT, &report), EFAULT);
	assert_refused(ioctl(fd, RMAPLOCK_IOC_SET_FLAGS, 0x80), EINVAL);
	assert_refused(ioctl(fd, RMAPLOCK_IOC_SET_FLAGS, ~0ul), EINVAL);
	assert_refused(ioctl(fd, RMAPLOCK_IOC_WALK, NULL), EFAULT);
	assert_refused(ioctl(fd, RMAPLOCK_IOC_WALK, &walk), EINVAL);
	walk.kind = RMAPLOCK_WALK_ANON;
	assert_refused(ioctl(fd, RMAPLOCK_IOC_WALK, &walk), ENOENT); /* address 0 */
	walk.address = (uintptr_t)&walk;
	assert_refused(ioctl(fd, RMAPLOCK_IOC_WALK, &walk), ENOENT); /* our own stack */
	walk.address = (uintptr_t)p;
	assert_refused(ioctl(fd, RMAPLOCK_IOC_WALK, &walk), ENOENT); /* never written */
	walk.address = ~0ull;
	assert_refused(ioctl(fd, RMAPLOCK_IOC_WALK, &walk), ENOENT);
	p[0] = 1;
	walk.address = (uintptr_t)p;
	walk.flags = 4;
	assert_refused(ioctl(fd, RMAPLOCK_IOC_WALK, &walk), EINVAL);
	walk.flags = 0;
	assert_int_equal(ioctl(fd, RMAPLOCK_IOC_WALK, &walk), 0);
	if (device_shares_lists(fd)) {
		assert_refused(ioctl(fd, RMAPLOCK_IOC_CHECK, NULL), EFAULT);
		entries.capacity = RMAPLOCK_MAX_ENTRIES + 1;
		assert_refused(ioctl(fd, RMAPLOCK_IOC_ENTRIES, &entries), EINVAL);
		entries.capacity = 1;
		entries.entries = 16;
		assert_refused(ioctl(fd, RMAPLOCK_IOC_ENTRIES, &entries), EFAULT);
	} else {
		assert_refused(ioctl(fd, RMAPLOCK_IOC_ENTRIES, &entries), EOPNOTSUPP);
	}
	munmap(p, PAGE);
}

static void another_files_area_is_not_found(void **state)
{
	struct rmaplock_walk walk = { .kind = RMAPLOCK_WALK_FILE };
	int other = device_open();
	char *p = device_map(other, 1, 0, MAP_SHARED);

	(void)state;
	walk.address = (uintptr_t)p;
	assert_refused(ioctl(fd, RMAPLOCK_IOC_WALK, &walk), ENOENT);
	assert_int_equal(ioctl(other, RMAPLOCK_IOC_WALK, &walk), 0);
	close(other); /* the area keeps the file */
	p[0] = 1;
	munmap(p, PAGE);
}

static void mappings_that_cannot_be_followed_are_refused(void **state)
{
	char *p;

	(void)state;
	assert_ptr_equal(mmap(NULL, PAGE, PROT_EXEC | PROT_READ, MAP_PRIVATE, fd, 0), MAP_FAILED);
	assert_ptr_equal(
		mmap(NULL, PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_GROWSDOWN, fd, 0),
		MAP_FAILED);
	p = device_map(fd, 2, 0, MAP_PRIVATE);
	assert_ptr_equal(mremap(p, 2 * PAGE, 4 * PAGE, MREMAP_MAYMOVE), MAP_FAILED);
	assert_int_equal(mprotect(p, PAGE, PROT_READ | PROT_EXEC), -1);
	munmap(p, 2 * PAGE);
}

static void opening_needs_cap_sys_admin(void **state)
{
	pid_t pid;

	(void)state;
	assert_int_equal(chmod(RMAPLOCK_DEVICE, 0666), 0);
	pid = fork();
	if (!pid) {
		int other;

		if (prctl(PR_SET_KEEPCAPS, 0) || setgid(65534) || setuid(65534))
			_exit(2);
		other = open(RMAPLOCK_DEVICE, O_RDWR);
		_exit(other < 0 && errno == EPERM ? 0 : 1);
	}
	wait_ok(pid);
	assert_int_equal(chmod(RMAPLOCK_DEVICE, 0600), 0);
}

/* @gate: a pipe that nobody writes to; it reports its end once the last write end is closed. */
static void storm(const int gate[2])
{
	char byte;

	prctl(PR_SET_PDEATHSIG, SIGKILL);
	close(gate[1]);
	if (read(gate[0], &byte, 1))
		_exit(1);
	setpriority(PRIO_PROCESS, 0, 0);
	for (;;) {
		pid_t pid = fork();
		char *p;

		if (!pid)
			_exit(0);
		p = mmap(NULL, 2 * PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE, fd, 0);
		if (p != MAP_FAILED) {
			p[0] = 1;
			mprotect(p, PAGE, PROT_READ);
			munmap(p, 2 * PAGE);
		}
		waitpid(pid, NULL, 0);
	}
}

static void killed_tasks_leave_no_entry(void **state)
{
	struct rmaplock_report report;
	pid_t pid[KILLED_TASKS];
	char *p[AREAS];
	int gate[2];
	int i;

	(void)state;
	assert_int_equal(pipe(gate), 0);
	prctl(PR_SET_CHILD_SUBREAPER, 1);
	setpriority(PRIO_PROCESS, 0, -20); /* or 200 busy tasks would starve us */
	for (i = 0; i < AREAS; i++) {
		p[i] = device_map(fd, 2, i, MAP_PRIVATE);
		p[i][0] = 1;
	}
	for (i = 0; i < KILLED_TASKS; i++) {
		pid[i] = fork();
		assert_true(pid[i] >= 0);
		if (!pid[i])
			storm(gate);
	}
	/* All at once: with a FIFO lock, each further fork would queue behind those that storm already. */
	close(gate[0]);
	close(gate[1]);
	usleep(300000);
	assert_true(device_report(fd).entries > AREAS);
	for (i = 0; i < KILLED_TASKS; i++) {
		kill(pid[i], SIGKILL);
		usleep(100);
	}
	while (wait(NULL) > 0 || errno == EINTR)
		;
	report = device_report(fd);
	setpriority(PRIO_PROCESS, 0, 0);
	assert_int_equal(report.entries, AREAS);
	assert_int_equal(report.anon_vmas, AREAS);
	device_check(fd);
	for (i = 0; i < AREAS; i++)
		munmap(p[i], 2 * PAGE);
}

/* Anything may come back but a crash; the console is searched afterwards. */
static void random_ioctls_and_mappings_do_no_harm(void **state)
{
	static const unsigned int commands[] = {
		RMAPLOCK_IOC_REPORT, RMAPLOCK_IOC_RESET, RMAPLOCK_IOC_SET_FLAGS,
		RMAPLOCK_IOC_WALK,   RMAPLOCK_IOC_CHECK, RMAPLOCK_IOC_ENTRIES,
	};
	uint64_t *buffer =
		mmap(NULL, 2 * PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	unsigned int seed = 42;

	(void)state;
	assert_int_equal(mprotect((char *)buffer + PAGE, PAGE, PROT_NONE), 0);
	for (int i = 0; i < FUZZ_CALLS; i++) {
		unsigned int command =
			commands[rand_r(&seed) % 6] ^ (rand_r(&seed) % 16 ? 0 : 0x100);
		char *argument =
			(char *)buffer + (rand_r(&seed) % 4 ? 0 : PAGE - rand_r(&seed) % 2048);

		for (int j = 0; j < 8; j++)
			buffer[j] = rand_r(&seed) % 4 + (rand_r(&seed) % 3 ? 0 : (uintptr_t)buffer);
		if (command != RMAPLOCK_IOC_SET_FLAGS)
			ioctl(fd, command, argument);
		else
			ioctl(fd, command, (unsigned long)rand_r(&seed) % 8);
	}
	device_set_flags(fd, RMAPLOCK_ORACLE);
	munmap(buffer, 2 * PAGE);
}

static int setup(void **state)
{
	(void)state;
	fd = device_open_watched();
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	device_check_empty(fd);
	return close(fd);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(bad_ioctls_are_refused),
		cmocka_unit_test(another_files_area_is_not_found),
		cmocka_unit_test(mappings_that_cannot_be_followed_are_refused),
		cmocka_unit_test(opening_needs_cap_sys_admin),
		cmocka_unit_test(killed_tasks_leave_no_entry),
		cmocka_unit_test(random_ioctls_and_mappings_do_no_harm),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
