// SPDX-License-Identifier: GPL-2.0
/*
 * mm_lock takes every lock of an mm once and gives every one back, each way: as
 * many as a count of the distinct anon_vmas and files by brute force, whatever
 * else takes the locks meanwhile, and also when it is killed or lacks memory.
 */
#include "device.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
	FILES = 3,
	AREAS = 60,
	MANY = 300,
	OTHERS = 8000,
	KILLS = 6,
	FORKS = 15,
	CALLS_WITHIN_MS = 30000
};

#define ALL_WAYS (RMAPLOCK_MM_LOCK_FLAGS + 1)
#define for_each_way(way) for (int way = RMAPLOCK_MM_LOCK_SORTED; way < ALL_WAYS; way++)

static int fd[FILES];
static bool shares_lists;

static struct rmaplock_mm_lock mm_lock(int way)
{
	struct rmaplock_mm_lock m = { .way = way, .flags = RMAPLOCK_MM_LOCK_VERIFY };

	if (ioctl(fd[0], RMAPLOCK_IOC_MM_LOCK, &m))
		fail_msg("RMAPLOCK_IOC_MM_LOCK by way %d: %s", way, strerror(errno));
	assert_int_equal(m.way_taken, way);
	if (shares_lists)
		assert_int_equal(m.unlocked, 0);
	assert_true(m.preempt_depth <= 1); /* however many locks spin */
	return m;
}

/* Areas, anon_vmas and files of the caller, from the entries of every file. */
static void expect_all(const struct rmaplock_mm_lock *m)
{
	uint32_t areas = 0, anon_vmas = 0, files = 0;

	for (int i = 0; i < FILES; i++) {
		struct rmaplock_entry *entries;
		bool seen[AREAS + 1] = { false }, any = false;
		size_t count;

		entries = device_entries(fd[i], &count);
		for (size_t j = 0; j < count; j++) {
			if (entries[j].pid != (uint32_t)getpid())
				continue;
			areas++;
			any = true;
			assert_true(entries[j].anon_vma <= AREAS);
			anon_vmas += entries[j].anon_vma && !seen[entries[j].anon_vma];
			seen[entries[j].anon_vma] = true;
		}
		files += any;
		free(entries);
	}
	assert_int_equal(m->areas, areas);
	assert_int_equal(m->anon_vmas, anon_vmas);
	assert_int_equal(m->files, files);
}

static void check_each_way(void)
{
	for_each_way(way)
	{
		struct rmaplock_mm_lock m = mm_lock(way);

		if (shares_lists)
			expect_all(&m);
	}
}

/* Splits make several areas of one anon_vma, and a child shares all of them. */
static void each_lock_is_taken_once(void **state)
{
	unsigned int seed = 1;
	char *p[AREAS / 4];
	pid_t pid;

	(void)state;
	check_each_way(); /* no areas at all */
	p[0] = device_map(fd[0], 4, 0, MAP_SHARED);
	check_each_way(); /* no anon_vma */
	for (int i = 1; i < AREAS / 4; i++) {
		p[i] = device_map(fd[rand_r(&seed) % FILES], 4, 0, MAP_PRIVATE);
		if (rand_r(&seed) % 4)
			p[i][0] = 1;
		if (rand_r(&seed) % 2)
			mprotect(p[i] + PAGE, PAGE, PROT_READ);
		check_each_way();
	}
	pid = fork();
	if (!pid) {
		munmap(p[3], 4 * PAGE);
		check_each_way();
		_exit(0);
	}
	wait_ok(pid);
	check_each_way();
	for (int i = 0; i < AREAS / 4; i++)
		munmap(p[i], 4 * PAGE);
}

static char *map_many(int nr)
{
	char *window = mmap(NULL, 2 * nr * PAGE, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	assert_ptr_not_equal(window, MAP_FAILED);
	for (int i = 0; i < nr; i++) {
		char *p = mmap(window + 2 * i * PAGE, PAGE, PROT_READ | PROT_WRITE,
			       MAP_PRIVATE | MAP_FIXED, fd[0], 0);

		assert_ptr_not_equal(p, MAP_FAILED);
		p[0] = 1;
	}
	return window;
}

/* More than the preempt count has room for; and what it costs to find them. */
static void many_locks_are_no_problem(void **state)
{
	char *window = map_many(MANY);
	struct rmaplock_mm_lock m;

	(void)state;
	for_each_way(way)
	{
		m = mm_lock(way);
		assert_int_equal(m.areas, MANY);
		assert_int_equal(m.anon_vmas, MANY);
		assert_int_equal(m.files, 1);
	}
	m = mm_lock(RMAPLOCK_MM_LOCK_SORTED);
	assert_int_equal(m.bytes, 2 * MANY * sizeof(void *));
	assert_true(m.comparisons > MANY && m.comparisons < 40 * MANY); /* log2(300) is 8.2 */
	m = mm_lock(RMAPLOCK_MM_LOCK_SCAN);
	assert_int_equal(m.bytes, 0);
	assert_true(m.comparisons >= 2ull * MANY * MANY);
	m = mm_lock(RMAPLOCK_MM_LOCK_FLAGS);
	assert_int_equal(m.bytes + m.comparisons, 0);
	munmap(window, 2 * MANY * PAGE);
}

static void fail_allocation(int nth)
{
	device_set_parameter(fd[0], "fail_mm_lock_alloc", nth);
}

static void without_memory_it_fails_or_scans(void **state)
{
	char *window = map_many(20);

	(void)state;
	for (int nth = 1; nth <= 2; nth++) {
		struct rmaplock_mm_lock m = { .way = RMAPLOCK_MM_LOCK_SORTED };

		fail_allocation(nth);
		assert_int_equal(ioctl(fd[0], RMAPLOCK_IOC_MM_LOCK, &m), -1);
		assert_int_equal(errno, ENOMEM);
		check_each_way(); /* nothing was left locked */
		fail_allocation(nth);
		m.flags = RMAPLOCK_MM_LOCK_FALLBACK | RMAPLOCK_MM_LOCK_VERIFY;
		assert_int_equal(ioctl(fd[0], RMAPLOCK_IOC_MM_LOCK, &m), 0);
		assert_int_equal(m.way_taken, RMAPLOCK_MM_LOCK_SCAN);
		assert_int_equal(m.anon_vmas, 20);
		assert_int_equal(m.bytes, 0);
	}
	munmap(window, 2 * 20 * PAGE);
}

/* A scan goes over mappings that are not ours, too; under spinning locks that must end. */
static void a_scan_that_is_too_long_is_refused(void **state)
{
	struct rmaplock_mm_lock m = { .way = RMAPLOCK_MM_LOCK_SCAN };
	char *window = map_many(MANY);
	bool spins = mm_lock(RMAPLOCK_MM_LOCK_FLAGS).preempt_depth;
	char *others = mmap(NULL, OTHERS * PAGE, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	(void)state;
	assert_ptr_not_equal(others, MAP_FAILED);
	assert_int_equal(ioctl(fd[0], RMAPLOCK_IOC_MM_LOCK, &m), 0);
	for (int i = 1; i < OTHERS; i += 2)
		assert_int_equal(mprotect(others + i * PAGE, PAGE, PROT_READ), 0);
	errno = 0;
	assert_int_equal(ioctl(fd[0], RMAPLOCK_IOC_MM_LOCK, &m), spins ? -1 : 0);
	assert_int_equal(errno, spins ? E2BIG : 0);
	munmap(others, OTHERS * PAGE);
	munmap(window, 2 * MANY * PAGE);
}

/* In a child, where no assertion may fail: whoever waits for it sees how it ended. */
static void __attribute__((noreturn)) mm_lock_for_ever(int way)
{
	for (int i = 0;; i++) {
		struct rmaplock_mm_lock m = { .way = way ? way : RMAPLOCK_MM_LOCK_SORTED + i % 3,
					      .flags = RMAPLOCK_MM_LOCK_VERIFY };

		if (ioctl(fd[0], RMAPLOCK_IOC_MM_LOCK, &m) || m.preempt_depth > 1)
			_exit(2);
		if (m.unlocked && shares_lists)
			_exit(2);
	}
}

static void wait_killed(pid_t pid)
{
	int status;

	kill(pid, SIGKILL);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
}

/* Until some child has taken and dropped all locks; its end is the parent's to notice. */
static void wait_for_calls(uint64_t calls)
{
	for (int i = 0; i < CALLS_WITHIN_MS; i++) {
		if (device_report(fd[0]).mm_locks.calls > calls)
			return;
		usleep(1000);
	}
	fail_msg("no child got all locks within %d ms", CALLS_WITHIN_MS);
}

/* Killed at any point it leaves no lock behind: the parent shares all of them. */
static void killed_it_unlocks(void **state)
{
	char *window = map_many(MANY);

	(void)state;
	for (int i = 0; i < KILLS; i++) {
		uint64_t calls = device_report(fd[0]).mm_locks.calls;
		pid_t pid = fork();

		if (!pid)
			mm_lock_for_ever(1 + i % 3);
		wait_for_calls(calls);
		usleep(1000 * i);
		wait_killed(pid);
		mm_lock(1 + i % 3);
	}
	munmap(window, 2 * MANY * PAGE);
}

/* All ways at once, beside forks and exits, under the oracle. */
static void ways_do_not_deadlock(void **state)
{
	char *window = map_many(AREAS);
	uint64_t calls = device_report(fd[0]).mm_locks.calls;
	pid_t locker[3];

	(void)state;
	for (int i = 0; i < 3; i++) {
		locker[i] = fork();
		if (!locker[i])
			mm_lock_for_ever(i ? i : 0);
	}
	for (int i = 0; i < FORKS; i++) {
		pid_t pid = fork();

		if (!pid)
			_exit(0);
		wait_ok(pid);
	}
	wait_for_calls(calls);
	for (int i = 0; i < 3; i++)
		wait_killed(locker[i]);
	munmap(window, 2 * AREAS * PAGE);
}

static void bad_requests_are_refused(void **state)
{
	struct rmaplock_mm_lock m = { .way = 0 };

	(void)state;
	assert_int_equal(ioctl(fd[0], RMAPLOCK_IOC_MM_LOCK, NULL), -1);
	assert_int_equal(errno, EFAULT);
	for (m.way = 0; m.way < 100; m.way += ALL_WAYS) {
		assert_int_equal(ioctl(fd[0], RMAPLOCK_IOC_MM_LOCK, &m), -1);
		assert_int_equal(errno, EINVAL);
	}
	m = (struct rmaplock_mm_lock){ .way = RMAPLOCK_MM_LOCK_FLAGS, .flags = 4 };
	assert_int_equal(ioctl(fd[0], RMAPLOCK_IOC_MM_LOCK, &m), -1);
	assert_int_equal(errno, EINVAL);
}

static int setup(void **state)
{
	(void)state;
	for (int i = 0; i < FILES; i++)
		fd[i] = device_open_watched();
	shares_lists = device_shares_lists(fd[0]);
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	device_check_empty(fd[0]);
	if (shares_lists) /* busted does not exclude, and says so */
		assert_int_equal(device_report(fd[0]).violations, 0);
	for (int i = 0; i < FILES; i++)
		close(fd[i]);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_lock_is_taken_once),
		cmocka_unit_test(many_locks_are_no_problem),
		cmocka_unit_test(without_memory_it_fails_or_scans),
		cmocka_unit_test(a_scan_that_is_too_long_is_refused),
		cmocka_unit_test(killed_it_unlocks),
		cmocka_unit_test(ways_do_not_deadlock),
		cmocka_unit_test(bad_requests_are_refused),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
