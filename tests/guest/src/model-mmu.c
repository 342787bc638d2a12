// SPDX-License-Identifier: GPL-2.0
/*
 * MMU notifiers: each client is told what goes away, once and in pairs, and released
 * once; nobody is missed and nobody is called too late.
 */
#include "device.h"
#include "mmu.h"

#include <errno.h>
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

enum { FORKS = 60, CHURNS = 150, MOVES = 300, SLOW_NS = 1000000 };

static int fd;

static void walk(const char *p, unsigned int kind, unsigned int flags)
{
	struct rmaplock_walk walk = { .address = (uintptr_t)p, .kind = kind, .flags = flags };

	if (ioctl(fd, RMAPLOCK_IOC_WALK, &walk))
		fail_msg("RMAPLOCK_IOC_WALK: %s", strerror(errno));
}

#define assert_errno(call, expected)               \
	do {                                       \
		errno = 0;                         \
		assert_int_equal(call, -1);        \
		assert_int_equal(errno, expected); \
	} while (0)

static bool locks_sleep(void)
{
	return !strstr(device_report(fd).lock_name[RMAPLOCK_ANON_VMA], "spinlock");
}

static char *map_written(int file, size_t pages)
{
	char *p = device_map(file, pages, 0, MAP_PRIVATE);

	p[0] = 1;
	return p;
}

static void fork_and_wait(void)
{
	pid_t pid = fork();

	if (!pid)
		_exit(0);
	wait_ok(pid);
}

static void is_told_of_all_that_goes(const char *client)
{
	char *p = map_written(fd, 4);
	struct rmaplock_mmu_state state;

	assert_registered(fd, client, 1000);
	assert_int_equal(mmu_fault(fd, p), 0);
	assert_int_equal(mmu_state(fd).mapped, 1);
	walk(p, RMAPLOCK_WALK_ANON, 0);
	state = mmu_state(fd);
	assert_int_equal(state.calls[RMAPLOCK_MMU_CLEAR_FLUSH_YOUNG], 1);
	assert_int_equal(state.mapped, 1);
	walk(p, RMAPLOCK_WALK_ANON, RMAPLOCK_WALK_UNMAP);
	state = mmu_state(fd);
	assert_int_equal(state.calls[RMAPLOCK_MMU_INVALIDATE_PAGE], 1);
	assert_int_equal(state.mapped, 0);

	assert_int_equal(mmu_fault(fd, p), 0);
	walk(p, RMAPLOCK_WALK_FILE, RMAPLOCK_WALK_UNMAP); /* truncate */
	assert_int_equal(mmu_state(fd).mapped, 0);
	assert_int_equal(mmu_fault(fd, p), 0);
	fork_and_wait();
	assert_int_equal(mmu_state(fd).mapped, 0);
	for (int i = 0; i < 4; i++)
		assert_int_equal(mmu_fault(fd, p + i * PAGE), 0);
	assert_int_equal(munmap(p, PAGE), 0);
	assert_int_equal(mmu_state(fd).mapped, 3);
	assert_int_equal(munmap(p + PAGE, 3 * PAGE), 0);
	state = mmu_state(fd);
	assert_int_equal(state.mapped, 0);
	assert_int_equal(state.calls[RMAPLOCK_MMU_RANGE_START], 4); /* truncate, fork, two munmap */
	assert_int_equal(state.calls[RMAPLOCK_MMU_RANGE_END], 4);
	assert_int_equal(state.open_ranges + state.calls[RMAPLOCK_MMU_RELEASE], 0);

	assert_int_equal(mmu_unregister(fd), 0);
	state = mmu_state(fd);
	assert_int_equal(state.calls[RMAPLOCK_MMU_RELEASE], 1);
	assert_int_equal(state.released_by_exit + state.late + state.refused, 0);
}

static void clients_are_told_of_all_that_goes(void **state)
{
	(void)state;
	is_told_of_all_that_goes("kvm");
	is_told_of_all_that_goes("gru");
	if (locks_sleep())
		is_told_of_all_that_goes("xpmem");
}

static void who_sleeps_needs_locks_that_sleep(void **state)
{
	char *p = map_written(fd, 1);

	(void)state;
	if (!locks_sleep()) {
		assert_errno(mmu_register(fd, "xpmem", 0), EOPNOTSUPP);
		munmap(p, PAGE);
		return;
	}
	assert_registered(fd, "xpmem", 0);
	assert_int_equal(mmu_fault(fd, p), 0);
	walk(p, RMAPLOCK_WALK_ANON, RMAPLOCK_WALK_UNMAP | RMAPLOCK_WALK_NONBLOCK);
	assert_int_equal(mmu_state(fd).refused, 1);
	assert_int_equal(mmu_state(fd).mapped, 1);
	walk(p, RMAPLOCK_WALK_FILE, RMAPLOCK_WALK_UNMAP | RMAPLOCK_WALK_NONBLOCK);
	assert_int_equal(mmu_state(fd).refused, 2);
	assert_int_equal(mmu_state(fd).open_ranges, 0);
	walk(p, RMAPLOCK_WALK_ANON, RMAPLOCK_WALK_UNMAP);
	assert_int_equal(mmu_state(fd).mapped, 0);
	assert_int_equal(mmu_unregister(fd), 0);
	munmap(p, PAGE);
}

static void bad_requests_are_refused(void **state)
{
	struct rmaplock_mmu_register request = { .client = "kvm", .reserved = 1 };
	char *p = map_written(fd, 1);
	pid_t pid;

	(void)state;
	assert_errno(mmu_unregister(fd), ENOENT);
	assert_errno(mmu_fault(fd, p), ENOENT);
	assert_errno(mmu_register(fd, "", 0), EINVAL);
	assert_errno(mmu_register(fd, "kv", 0), EINVAL);
	assert_errno(mmu_register(fd, "kvm", RMAPLOCK_MMU_DELAY_MAX_NS + 1), EINVAL);
	assert_errno(ioctl(fd, RMAPLOCK_IOC_MMU_REGISTER, &request), EINVAL);
	memset(request.client, 'k', sizeof(request.client)); /* no end */
	request.reserved = 0;
	assert_errno(ioctl(fd, RMAPLOCK_IOC_MMU_REGISTER, &request), EINVAL);
	assert_errno(ioctl(fd, RMAPLOCK_IOC_MMU_REGISTER, NULL), EFAULT);

	assert_registered(fd, "kvm", 0);
	assert_errno(mmu_register(fd, "gru", 0), EBUSY);
	assert_errno(ioctl(fd, RMAPLOCK_IOC_MMU_STATE, NULL), EFAULT);
	assert_errno(ioctl(fd, RMAPLOCK_IOC_MMU_FAULT, NULL), EFAULT);
	assert_errno(mmu_fault(fd, (char *)&request), ENOENT); /* no area of ours */
	assert_errno(mmu_fault(fd, (char *)~0ul), ENOENT);
	pid = fork();
	if (!pid)
		_exit(mmu_fault(fd, p) == -1 && errno == EINVAL ? 0 : 1); /* another mm */
	wait_ok(pid);
	assert_int_equal(mmu_unregister(fd), 0);
	assert_errno(mmu_unregister(fd), ENOENT);
	assert_errno(mmu_fault(fd, p), ENOENT);
	assert_registered(fd, "gru", 0); /* once more, another */
	assert_int_equal(mmu_unregister(fd), 0);
	munmap(p, PAGE);
}

/* v14 needs none: whoever registered can always go (until v12 it had to lock everything once more). */
static void unregister_needs_no_memory(void **state)
{
	char *p = map_written(fd, 1);

	(void)state;
	assert_registered(fd, "kvm", 0);
	device_set_parameter(fd, "fail_mm_lock_alloc", 1);
	assert_int_equal(mmu_unregister(fd), 0);
	assert_errno(mmu_register(fd, "kvm", 0), ENOMEM); /* the failure was still to come */
	assert_errno(mmu_unregister(fd), ENOENT);
	assert_registered(fd, "kvm", 0);
	assert_int_equal(mmu_unregister(fd), 0);
	munmap(p, PAGE);
}

static char *move_to(char *from, char *to)
{
	char *p = mremap(from, PAGE, PAGE, MREMAP_MAYMOVE | MREMAP_FIXED, to);

	if (p == MAP_FAILED)
		fail_msg("mremap: %s", strerror(errno));
	return p;
}

static void who_moves_tells_of_the_old_place(void **state)
{
	char *p = map_written(fd, 1), *place = map_written(fd, 1);
	struct rmaplock_mmu_state mmu;

	(void)state;
	assert_registered(fd, "kvm", 0);
	assert_int_equal(mmu_fault(fd, p), 0);
	p = move_to(p, place); /* which unmaps what was there: another range */
	mmu = mmu_state(fd);
	assert_int_equal(mmu.mapped + mmu.open_ranges, 0);
	assert_int_equal(mmu.calls[RMAPLOCK_MMU_RANGE_START], 2);
	assert_int_equal(mmu.calls[RMAPLOCK_MMU_RANGE_END], 2);
	assert_int_equal(mmu_fault(fd, p), 0);
	munmap(p, PAGE);
	assert_int_equal(mmu_state(fd).mapped, 0);
	assert_int_equal(mmu_unregister(fd), 0);
}

/* fork runs out of memory between the start of a range and its end. */
static void a_fork_that_fails_ends_its_range(void **state)
{
	char *p = map_written(fd, 1);
	struct rmaplock_mmu_state mmu;

	(void)state;
	assert_registered(fd, "kvm", 0);
	device_set_parameter(fd, "fail_area_alloc", 1);
	fork_and_wait(); /* the child's area stays outside the model */
	mmu = mmu_state(fd);
	assert_int_equal(mmu.calls[RMAPLOCK_MMU_RANGE_START], 1);
	assert_int_equal(mmu.calls[RMAPLOCK_MMU_RANGE_END], 1);
	assert_int_equal(mmu.open_ranges, 0);
	assert_int_equal(mmu_fault(fd, p), 0); /* or it would have to try again for ever */
	assert_int_equal(mmu_unregister(fd), 0);
	munmap(p, PAGE);
}

/* The mm's count is pinned, not its users: exit unmaps all and the file may stay open. */
static void exit_with_files_open_releases(void **state)
{
	unsigned int references = device_references(fd);
	struct rmaplock_mmu_state mmu;
	pid_t pid = fork();

	(void)state;
	if (!pid) {
		char *p = map_written(fd, 1);

		_exit(mmu_register(fd, "kvm", 0) || mmu_fault(fd, p) ? 1 : 0);
	}
	wait_ok(pid);
	device_check_empty(fd);
	mmu = mmu_state(fd);
	assert_int_equal(mmu.calls[RMAPLOCK_MMU_RELEASE], 1);
	assert_int_equal(mmu.released_by_exit, 1);
	assert_int_equal(mmu.mapped, 0);
	assert_int_equal(device_references(fd), references + 1); /* until unregister */
	assert_int_equal(mmu_unregister(fd), 0);
	assert_int_equal(mmu_state(fd).calls[RMAPLOCK_MMU_RELEASE], 1);
	assert_int_equal(device_references(fd), references);
}

static atomic_bool stop;

static void *map_until_stopped(void *unused)
{
	while (!stop) {
		char *p = map_written(fd, 2);

		walk(p, RMAPLOCK_WALK_FILE, RMAPLOCK_WALK_UNMAP);
		walk(p, RMAPLOCK_WALK_ANON, RMAPLOCK_WALK_UNMAP);
		munmap(p, 2 * PAGE);
	}
	return unused;
}

/*
 * Whoever registers while a range is open would see it end and never begin. One who is
 * slow keeps them open.
 */
static void churn_sees_no_end_without_a_start(void **state)
{
	static const char *const client[] = { "kvm", "gru", "xpmem" };
	int slow = device_open();
	char *p = map_written(fd, 1);
	pthread_t thread[2];

	(void)state;
	assert_registered(slow, "gru", SLOW_NS / 5);
	stop = false;
	assert_int_equal(pthread_create(&thread[0], NULL, fork_until, &stop), 0);
	assert_int_equal(pthread_create(&thread[1], NULL, map_until_stopped, NULL), 0);
	for (int i = 0; i < CHURNS; i++) {
		struct rmaplock_mmu_state mmu;

		assert_registered(fd, client[i % (locks_sleep() ? 3 : 2)], 1000);
		mmu_fault(fd, p);
		assert_int_equal(mmu_unregister(fd), 0);
		mmu = mmu_state(fd);
		assert_true(mmu.open_ranges >= 0);
		assert_int_equal(mmu.calls[RMAPLOCK_MMU_RELEASE], 1);
		assert_int_equal(mmu.late + mmu.mapped, 0);
	}
	stop = true;
	for (int i = 0; i < 2; i++)
		pthread_join(thread[i], NULL);
	close(slow);
	munmap(p, PAGE);
}

static void *truncate_until_stopped(void *p)
{
	while (!stop)
		walk(p, RMAPLOCK_WALK_FILE, RMAPLOCK_WALK_UNMAP);
	return NULL;
}

/*
 * mremap ends its range after it has dropped the lock of the file, under which truncate
 * works; mmap_lock must do (Christoph Lameter and Andrea Arcangeli, 23 Apr 2008).
 */
static void moves_beside_truncation_lose_nothing(void **state)
{
	char *fixed = map_written(fd, 1), *p = map_written(fd, 1);
	char *place[2] = { p, map_written(fd, 1) };
	struct rmaplock_mmu_state mmu;
	pthread_t thread[2];

	(void)state;
	assert_registered(fd, "kvm", 0);
	stop = false;
	assert_int_equal(pthread_create(&thread[0], NULL, truncate_until_stopped, fixed), 0);
	assert_int_equal(pthread_create(&thread[1], NULL, fork_until, &stop), 0);
	for (int i = 1; i <= MOVES; i++) {
		mmu_fault(fd, p);
		p = move_to(p, place[i % 2]);
	}
	stop = true;
	for (int i = 0; i < 2; i++)
		pthread_join(thread[i], NULL);
	munmap(p, PAGE);
	munmap(fixed, PAGE);
	mmu = mmu_state(fd);
	assert_int_equal(mmu.mapped + mmu.open_ranges, 0);
	assert_true(mmu.calls[RMAPLOCK_MMU_RANGE_START] >= MOVES);
	assert_int_equal(mmu.calls[RMAPLOCK_MMU_RANGE_START], mmu.calls[RMAPLOCK_MMU_RANGE_END]);
	assert_int_equal(mmu_unregister(fd), 0);
}

/* The slow one comes first on the list, and goes while it is called. */
static void who_unregisters_hides_nobody(void **state)
{
	int slow = device_open();
	char *p = map_written(fd, 1);
	struct rmaplock_mmu_state mmu;
	pthread_t forker;

	(void)state;
	assert_registered(fd, "kvm", 0);
	stop = false;
	assert_int_equal(pthread_create(&forker, NULL, fork_until, &stop), 0);
	for (int i = 0; i < FORKS; i++) {
		assert_registered(slow, "gru", SLOW_NS);
		while (!mmu_state(slow).calls[RMAPLOCK_MMU_RANGE_START])
			sched_yield();
		assert_int_equal(mmu_unregister(slow), 0);
	}
	stop = true;
	pthread_join(forker, NULL);
	mmu = mmu_state(fd);
	assert_int_equal(mmu.open_ranges, 0);
	assert_int_equal(mmu.calls[RMAPLOCK_MMU_RANGE_START], mmu.calls[RMAPLOCK_MMU_RANGE_END]);
	assert_int_equal(mmu_unregister(fd), 0);
	close(slow);
	munmap(p, PAGE);
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
	device_check(fd);
	device_check_empty(fd);
	assert_int_equal(device_report(fd).violations, 0);
	return close(fd);
}

static void without_notifiers_nothing_can_be_registered(void **state)
{
	struct rmaplock_mmu_state mmu;

	(void)state;
	assert_errno(mmu_register(fd, "kvm", 0), EOPNOTSUPP);
	assert_errno(mmu_unregister(fd), EOPNOTSUPP);
	assert_errno(mmu_fault(fd, NULL), EOPNOTSUPP);
	assert_errno(ioctl(fd, RMAPLOCK_IOC_MMU_STATE, &mmu), EOPNOTSUPP);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest with[] = {
		TEST(clients_are_told_of_all_that_goes), TEST(who_sleeps_needs_locks_that_sleep),
		TEST(bad_requests_are_refused),		 TEST(a_fork_that_fails_ends_its_range),
		TEST(exit_with_files_open_releases),	 TEST(who_unregisters_hides_nobody),
		TEST(churn_sees_no_end_without_a_start), TEST(unregister_needs_no_memory),
		TEST(who_moves_tells_of_the_old_place),	 TEST(moves_beside_truncation_lose_nothing),
	};
	const struct CMUnitTest without[] = {
		TEST(without_notifiers_nothing_can_be_registered),
	};
	bool built;

	fd = device_open();
	built = device_report(fd).flags & RMAPLOCK_HAS_MMU_NOTIFIERS;
	close(fd);
	return built ? cmocka_run_group_tests(with, NULL, NULL)
		     : cmocka_run_group_tests(without, NULL, NULL);
}
