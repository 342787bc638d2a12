// SPDX-License-Identifier: GPL-2.0
/*
 * The model's clients on Linux's own MMU notifiers: told of all that goes, in pairs, and
 * released once, whatever the process does to its memory and however it ends.
 */
#include "device.h"
#include "mmu.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { CHURNS = 100, AREA_PAGES = 8 };

static const char *const clients[] = { "kvm", "gru", "xpmem" };
static int fd;

#define for_each_client(client) \
	for (const char *const *client = clients; client < clients + 3; client++)

#define assert_errno(call, expected)               \
	do {                                       \
		errno = 0;                         \
		assert_int_equal(call, -1);        \
		assert_int_equal(errno, expected); \
	} while (0)

static int open_mmu(void)
{
	int file = open(RMAPLOCK_MMU_DEVICE, O_RDWR | O_CLOEXEC);

	if (file < 0)
		fail_msg("%s: %s", RMAPLOCK_MMU_DEVICE, strerror(errno));
	return file;
}

static char *map(int flags)
{
	char *p =
		mmap(NULL, AREA_PAGES * PAGE, PROT_READ | PROT_WRITE, flags | MAP_ANONYMOUS, -1, 0);

	if (p == MAP_FAILED)
		fail_msg("mmap: %s", strerror(errno));
	memset(p, 1, AREA_PAGES * PAGE);
	return p;
}

static void unmap(char *p)
{
	assert_int_equal(munmap(p, AREA_PAGES * PAGE), 0);
}

/* Pages that the kernel may take away by itself meanwhile: again. */
static void fault_all(int file, char *p)
{
	for (int i = 0; i < AREA_PAGES; i++)
		while (mmu_fault(file, p + i * PAGE))
			assert_int_equal(errno, EAGAIN);
}

/* How many ranges it was told of since the last call. All of them have ended. */
static long ranges_told(int file)
{
	static long before;
	struct rmaplock_mmu_state state = mmu_state(file);
	long told = state.calls[RMAPLOCK_MMU_RANGE_START] - before;

	before = state.calls[RMAPLOCK_MMU_RANGE_START];
	assert_int_equal(state.calls[RMAPLOCK_MMU_RANGE_END], before);
	assert_int_equal(state.open_ranges, 0);
	return told;
}

static void assert_released_once(int file, bool by_exit)
{
	struct rmaplock_mmu_state state = mmu_state(file);

	assert_int_equal(state.calls[RMAPLOCK_MMU_RELEASE], 1);
	assert_int_equal(state.released_by_exit, by_exit);
	assert_int_equal(state.released_again + state.late + state.mapped, 0);
}

static void fork_and_wait(void)
{
	pid_t pid = fork();

	if (!pid)
		_exit(0);
	wait_ok(pid);
}

/* What makes pages go, and how many of all are still mapped then. */
static void assert_left(int file, char *p, int left)
{
	assert_true(ranges_told(file) > 0);
	assert_int_equal(mmu_state(file).mapped, left);
	fault_all(file, p);
}

static void is_told_of_all_that_goes(const char *client)
{
	char *p = map(MAP_PRIVATE);

	assert_registered(fd, client, 1000);
	fault_all(fd, p);
	assert_int_equal(mmu_state(fd).mapped, AREA_PAGES);
	mmu_state(fd);
	ranges_told(fd);
	assert_int_equal(madvise(p, 3 * PAGE, MADV_DONTNEED), 0);
	assert_left(fd, p, AREA_PAGES - 3);
	assert_int_equal(mprotect(p, 2 * PAGE, PROT_READ), 0);
	assert_left(fd, p, AREA_PAGES - 2);
	assert_int_equal(mprotect(p, 2 * PAGE, PROT_READ | PROT_WRITE), 0);
	ranges_told(fd);
	fault_all(fd, p);
	fork_and_wait();
	assert_left(fd, p, 0);
	unmap(p);
	assert_true(ranges_told(fd) > 0);
	assert_int_equal(mmu_state(fd).mapped, 0);
	assert_int_equal(mmu_unregister(fd), 0);
	assert_released_once(fd, false);
	fork_and_wait();
	assert_int_equal(ranges_told(fd), 0);
	assert_released_once(fd, false);
}

static void clients_are_told_of_all_that_goes(void **state)
{
	(void)state;
	for_each_client(client) is_told_of_all_that_goes(*client);
}

/* What is mapped through a file goes when the file is cut, through the i_mmap tree. */
static void truncate_is_told(void **state)
{
	int file = memfd_create("real-mmu", MFD_CLOEXEC);
	char *p;

	(void)state;
	assert_int_equal(ftruncate(file, AREA_PAGES * PAGE), 0);
	for_each_client(client)
	{
		p = mmap(NULL, AREA_PAGES * PAGE, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
		assert_ptr_not_equal(p, MAP_FAILED);
		assert_registered(fd, *client, 0);
		fault_all(fd, p);
		ranges_told(fd);
		assert_int_equal(ftruncate(file, PAGE), 0);
		assert_true(ranges_told(fd) > 0);
		assert_int_equal(mmu_state(fd).mapped, 1);
		assert_errno(mmu_fault(fd, p + PAGE), ENOENT); /* SIGBUS, for the process */
		assert_int_equal(ftruncate(file, AREA_PAGES * PAGE), 0);
		assert_int_equal(mmu_unregister(fd), 0);
		unmap(p);
	}
	close(file);
}

static void both_of_one_mm_are_told(void **state)
{
	int other = open_mmu();
	char *p = map(MAP_PRIVATE);

	(void)state;
	for_each_client(client)
	{
		assert_registered(fd, *client, 0);
		assert_registered(other, "gru", 0);
		fault_all(fd, p);
		fault_all(other, p);
		assert_int_equal(madvise(p, PAGE, MADV_DONTNEED), 0);
		assert_int_equal(mmu_state(fd).mapped, AREA_PAGES - 1);
		assert_int_equal(mmu_state(other).mapped, AREA_PAGES - 1);
		assert_int_equal(mmu_unregister(fd), 0);
		assert_int_equal(madvise(p, 2 * PAGE, MADV_DONTNEED), 0);
		assert_int_equal(mmu_state(other).mapped, AREA_PAGES - 2);
		assert_int_equal(mmu_unregister(other), 0);
	}
	unmap(p);
	close(other);
}

/* The child: registers, maps a page, and ends in one of the ways. */
static void ends(const char *client, void (*end)(void))
{
	pid_t pid = fork();
	int status;

	if (!pid) {
		char *p = map(MAP_PRIVATE);

		if (mmu_register(fd, client, 0) || mmu_fault(fd, p))
			_exit(1);
		end();
		_exit(2);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_true(WIFSIGNALED(status) ? WTERMSIG(status) == SIGKILL : WEXITSTATUS(status) == 0);
}

static void by_exit(void)
{
	_exit(0);
}

static void by_kill(void)
{
	kill(getpid(), SIGKILL);
}

static void by_exec(void)
{
	execl("/bin/true", "true", NULL);
}

/* The file that it registered with is open here, so nobody has unregistered. */
static void exit_releases_once(void **state)
{
	static void (*const end[])(void) = { by_exit, by_kill, by_exec };
	unsigned int references = device_references(fd);

	(void)state;
	for_each_client(client)
	{
		for (size_t i = 0; i < sizeof(end) / sizeof(*end); i++) {
			ends(*client, end[i]);
			assert_released_once(fd, true);
			assert_int_equal(mmu_state(fd).open_ranges, 0);
			assert_int_equal(mmu_state(fd).calls[RMAPLOCK_MMU_RANGE_START],
					 mmu_state(fd).calls[RMAPLOCK_MMU_RANGE_END]);
			assert_int_equal(device_references(fd), references + 1);
			assert_errno(mmu_register(fd, *client, 0), EBUSY);
			assert_int_equal(mmu_unregister(fd), 0);
			assert_released_once(fd, true);
			assert_int_equal(device_references(fd), references);
		}
	}
}

static void bad_requests_are_refused(void **state)
{
	struct rmaplock_mmu_register request = { .client = "kvm", .reserved = 1 };
	char *p = map(MAP_PRIVATE);
	pid_t pid;

	(void)state;
	assert_errno(mmu_unregister(fd), ENOENT);
	assert_errno(mmu_fault(fd, p), ENOENT);
	assert_errno(mmu_register(fd, "", 0), EINVAL);
	assert_errno(mmu_register(fd, "kvm", RMAPLOCK_MMU_DELAY_MAX_NS + 1), EINVAL);
	assert_errno(ioctl(fd, RMAPLOCK_IOC_MMU_REGISTER, &request), EINVAL);
	assert_errno(ioctl(fd, RMAPLOCK_IOC_MMU_REGISTER, NULL), EFAULT);
	assert_errno(ioctl(fd, RMAPLOCK_IOC_REPORT, NULL), EFAULT);
	assert_errno(ioctl(fd, RMAPLOCK_IOC_RESET), ENOTTY); /* there are no locks */
	for_each_client(client)
	{
		assert_registered(fd, *client, 0);
		assert_errno(mmu_register(fd, "gru", 0), EBUSY);
		assert_errno(mmu_fault(fd, NULL), ENOENT);
		assert_errno(mmu_fault(fd, (char *)~0ul), ENOENT);
		pid = fork();
		if (!pid)
			_exit(mmu_fault(fd, p) == -1 && errno == EINVAL ? 0 : 1); /* another mm */
		wait_ok(pid);
		assert_int_equal(mmu_unregister(fd), 0);
		assert_errno(mmu_unregister(fd), ENOENT);
	}
	unmap(p);
}

/* Whatever the file's mode says. */
static void who_is_not_root_may_not_open(void **state)
{
	pid_t pid;

	(void)state;
	assert_int_equal(chmod(RMAPLOCK_MMU_DEVICE, 0666), 0);
	pid = fork();
	if (!pid)
		_exit(setuid(65534) == 0 && open(RMAPLOCK_MMU_DEVICE, O_RDWR) < 0 && errno == EPERM
			      ? 0
			      : 1);
	wait_ok(pid);
	assert_int_equal(chmod(RMAPLOCK_MMU_DEVICE, 0600), 0);
}

static atomic_bool stop;

static void *map_until_stopped(void *unused)
{
	while (!stop) {
		char *p = map(MAP_PRIVATE);

		madvise(p, 2 * PAGE, MADV_DONTNEED);
		unmap(p);
	}
	return unused;
}

/* One who is slow keeps ranges open, beside which others come and go. */
static void churn_sees_no_end_without_a_start(void **state)
{
	int slow = open_mmu();
	char *p = map(MAP_PRIVATE);
	pthread_t thread[2];

	(void)state;
	assert_registered(slow, "gru", 100000);
	stop = false;
	assert_int_equal(pthread_create(&thread[0], NULL, fork_until, &stop), 0);
	assert_int_equal(pthread_create(&thread[1], NULL, map_until_stopped, NULL), 0);
	for (int i = 0; i < CHURNS; i++) {
		assert_registered(fd, clients[i % 3], 1000);
		mmu_fault(fd, p);
		assert_int_equal(mmu_unregister(fd), 0);
		assert_true(mmu_state(fd).open_ranges >= 0);
		assert_released_once(fd, false);
	}
	stop = true;
	for (int i = 0; i < 2; i++)
		pthread_join(thread[i], NULL);
	ranges_told(slow);
	close(slow);
	unmap(p);
}

static int setup(void **state)
{
	(void)state;
	fd = open_mmu();
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	return close(fd);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(clients_are_told_of_all_that_goes), TEST(truncate_is_told),
		TEST(both_of_one_mm_are_told),		 TEST(exit_releases_once),
		TEST(bad_requests_are_refused),		 TEST(who_is_not_root_may_not_open),
		TEST(churn_sees_no_end_without_a_start),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
