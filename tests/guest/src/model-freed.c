// SPDX-License-Identifier: GPL-2.0
/*
 * A walk that is so late that the memory of its anon_vma has gone back to the
 * page allocator, had RCU not kept it: many anon_vmas are freed at once, so that
 * whole slabs of them are, and the walk follows its pointer a grace period later.
 * To be run with init_on_free=1, which makes such a page look like no anon_vma.
 */
#include "device.h"

#include <errno.h>
#include <pthread.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <unistd.h>

enum { AREAS = 600, ROUNDS = 8, WALK_DELAY_US = 100000, UNDER_WAY_US = 10000 };

static int fd;
static char *window;
static pthread_barrier_t mapped;

static void map_all(void)
{
	for (int i = 0; i < AREAS; i++) {
		char *p = mmap(window + i * PAGE, PAGE, PROT_READ | PROT_WRITE,
			       MAP_PRIVATE | MAP_FIXED, fd, 0);

		if (p == MAP_FAILED)
			fail_msg("mmap: %s", strerror(errno));
		p[0] = 1;
	}
}

/* The area in the middle: the slabs that are kept are those of the first and the last. */
static void *walk(void *unused)
{
	struct rmaplock_walk walk = { .address = (uintptr_t)(window + AREAS / 2 * PAGE),
				      .kind = RMAPLOCK_WALK_ANON };

	pthread_barrier_wait(&mapped);
	ioctl(fd, RMAPLOCK_IOC_WALK, &walk);
	return unused;
}

static void freed_memory_is_not_walked(void **state)
{
	pthread_t walker;

	(void)state;
	for (int i = 0; i < ROUNDS; i++) {
		map_all();
		assert_int_equal(pthread_create(&walker, NULL, walk, NULL), 0);
		pthread_barrier_wait(&mapped);
		usleep(UNDER_WAY_US);
		assert_int_equal(munmap(window, AREAS * PAGE), 0);
		pthread_join(walker, NULL);
	}
}

static int setup(void **state)
{
	(void)state;
	fd = device_open_watched();
	window = mmap(NULL, AREAS * PAGE, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	assert_ptr_not_equal(window, MAP_FAILED);
	assert_int_equal(pthread_barrier_init(&mapped, NULL, 2), 0);
	device_set_parameter(fd, "walk_delay_us", WALK_DELAY_US);
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	device_set_parameter(fd, "walk_delay_us", 0);
	device_check_empty(fd);
	return close(fd);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(freed_memory_is_not_walked),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
