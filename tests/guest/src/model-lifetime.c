// SPDX-License-Identifier: GPL-2.0
/*
 * An anon_vma lives as long as somebody needs it and no longer: while threads of
 * one process walk, others unmap what is walked and map anew. A walk that
 * comes too late must find nothing, however the anon_vma is used by then.
 */
#include "device.h"

#include <errno.h>
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <unistd.h>

enum {
	LATE_WALKS = 1000,
	SURE_WALKS = 50,
	ENOUGH_LATE = 3,
	WALKERS = 2,
	FORKS = 50,
	WALK_DELAY_US = 1000
};

static int fd;
static char *window;
static atomic_bool stop;

/* What failed first in a thread: no assertion may, cmocka would jump out of the wrong stack. */
static _Atomic(const char *) thread_failure;
static atomic_int thread_errno;

static void thread_failed(const char *what)
{
	const char *none = NULL;
	int error = errno;

	if (atomic_compare_exchange_strong(&thread_failure, &none, what))
		thread_errno = error;
	stop = true;
}

static void set_walk_delay(unsigned int us)
{
	device_set_parameter(fd, "walk_delay_us", us);
}

/* Whoever is woken on the CPU of a walk in its RCU section would wait until it is over. */
static bool run_on(int cpu)
{
	cpu_set_t set;

	CPU_ZERO(&set);
	CPU_SET(cpu % sysconf(_SC_NPROCESSORS_ONLN), &set);
	return !sched_setaffinity(0, sizeof(set), &set);
}

/* 1: walked, 0: nothing is mapped there at the moment, -1: failed, with errno. */
static int walk_window(struct rmaplock_walk *walk)
{
	*walk = (struct rmaplock_walk){ .address = (uintptr_t)window, .kind = RMAPLOCK_WALK_ANON };
	if (!ioctl(fd, RMAPLOCK_IOC_WALK, walk))
		return 1;
	return errno == ENOENT ? 0 : -1;
}

static bool map_window(void)
{
	void *p = mmap(window, PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_FIXED, fd, 0);

	if (p == MAP_FAILED)
		return false;
	window[0] = 1;
	return true;
}

/* Each round frees one anon_vma and allocates one, most likely the same memory. */
static void *churn(void *unused)
{
	if (!run_on(1))
		thread_failed("sched_setaffinity");
	while (!stop)
		if (!map_window())
			thread_failed("mmap");
	return unused;
}

static void *walk_until_stopped(void *unused)
{
	struct rmaplock_walk walk;

	while (!stop)
		if (walk_window(&walk) < 0)
			thread_failed("RMAPLOCK_IOC_WALK");
	return unused;
}

static void start(pthread_t *thread, void *(*function)(void *))
{
	assert_int_equal(pthread_create(thread, NULL, function, NULL), 0);
}

/* To be called when all have been told to stop. */
static void join(pthread_t *thread, int nr)
{
	for (int i = 0; i < nr; i++)
		assert_int_equal(pthread_join(thread[i], NULL), 0);
	if (thread_failure)
		fail_msg("in a thread: %s: %s", thread_failure, strerror(thread_errno));
}

static int setup(void **state)
{
	(void)state;
	fd = device_open_watched();
	window = mmap(NULL, PAGE, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	assert_ptr_not_equal(window, MAP_FAILED);
	stop = false;
	thread_failure = NULL;
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	set_walk_delay(0);
	munmap(window, PAGE);
	device_check(fd);
	device_check_empty(fd);
	if (device_shares_lists(fd)) /* busted does not exclude, and says so */
		assert_int_equal(device_report(fd).violations, 0);
	return close(fd);
}

static bool is_lifetime(const char *name)
{
	return !strcmp(device_report(fd).lifetime, name);
}

static void an_undisturbed_walk_is_counted_once(void **state)
{
	struct rmaplock_report report;
	struct rmaplock_walk walk;
	bool tries, in_vain;

	(void)state;
	assert_true(map_window());
	device_reset(fd);
	assert_int_equal(walk_window(&walk), 1);
	assert_int_equal(walk.visited, device_shares_lists(fd));
	assert_int_equal(walk.mapped, walk.visited);
	report = device_report(fd);
	tries = strstr(report.config, "trylock");
	in_vain = strstr(report.config, "vain");
	assert_int_equal(report.walks.trylock_hits, tries && !in_vain);
	assert_int_equal(report.walks.trylock_misses, tries && in_vain);
	assert_int_equal(report.walks.lost, 0);
	assert_int_equal(report.walks.recycled, 0);
	if (report.flags & RMAPLOCK_HAS_COUNTERS)
		assert_int_equal(
			report.counters[RMAPLOCK_ANON_VMA][RMAPLOCK_READ][RMAPLOCK_SITE_WALK]
				.acquired,
			1);
	assert_true(report.anon_vma_bytes > report.lock_bytes[RMAPLOCK_ANON_VMA]);
	assert_true(report.file_bytes > report.lock_bytes[RMAPLOCK_I_MMAP]);
}

/* A list holds one area at most, be it the one whose page is looked for or another's. */
static void expect_late_walk(const struct rmaplock_walk *walk, const struct rmaplock_walks *before,
			     const struct rmaplock_walks *after)
{
	assert_true(walk->visited <= 1);
	if (after->recycled == before->recycled)
		assert_int_equal(walk->mapped, walk->visited);
	if (after->lost > before->lost)
		assert_int_equal(walk->visited, 0);
}

/*
 * One walker, so that what changes in the report is its own doing. The walks are
 * as many as it takes until some came to another anon_vma, which only mmap_lock
 * prevents (or a single CPU, which a walk in RCU has for itself). That the generation
 * is what tells them apart shows here, too: without it none would be counted.
 */
static void a_late_walk_finds_nothing(void **state)
{
	bool sure = device_report(fd).flags & RMAPLOCK_HAS_MMAP_LOCKED_WALKS;
	struct rmaplock_walks before, after = { 0 };
	struct rmaplock_walk walk;
	pthread_t thread;
	int walked;

	(void)state;
	set_walk_delay(WALK_DELAY_US);
	device_reset(fd);
	assert_true(map_window());
	start(&thread, churn);
	assert_true(run_on(0));
	for (int i = 0; i < (sure ? SURE_WALKS : LATE_WALKS) && after.recycled < ENOUGH_LATE; i++) {
		before = device_report(fd).walks;
		do { /* again between mmap and the first write */
			walked = walk_window(&walk);
		} while (!walked && !stop);
		after = device_report(fd).walks;
		if (stop)
			break;
		assert_int_equal(walked, 1);
		expect_late_walk(&walk, &before, &after);
	}
	stop = true;
	join(&thread, 1);
	if (sure)
		assert_int_equal(after.lost + after.recycled, 0);
	else if (sysconf(_SC_NPROCESSORS_ONLN) > 1)
		assert_int_not_equal(after.recycled, 0);
	if (is_lifetime("list_empty"))
		assert_int_equal(after.lost, 0);
}

static void walks_beside_exits_leave_nothing(void **state)
{
	pthread_t walker[WALKERS], churner;

	(void)state;
	for (int i = 0; i < WALKERS; i++)
		start(&walker[i], walk_until_stopped);
	start(&churner, churn);
	for (int i = 0; i < FORKS; i++) {
		pid_t pid = fork();

		if (!pid)
			_exit(0);
		wait_ok(pid);
	}
	stop = true;
	join(&churner, 1);
	join(walker, WALKERS);
	device_check(fd); /* references are as many as areas: none was lost or kept */
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(an_undisturbed_walk_is_counted_once, setup,
						teardown),
		cmocka_unit_test_setup_teardown(a_late_walk_finds_nothing, setup, teardown),
		cmocka_unit_test_setup_teardown(walks_beside_exits_leave_nothing, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
