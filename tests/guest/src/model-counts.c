// SPDX-License-Identifier: GPL-2.0
/*
 * Each event of an address space takes exactly the locks it took in 2.6.25:
 * counted one by one, on every config. Single-threaded, so nothing contends.
 */
#include "device.h"

#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

enum { AREAS = 5 };

static int fd;

static uint64_t acquired(const struct rmaplock_report *report, enum rmaplock_lock lock,
			 enum rmaplock_mode mode, enum rmaplock_site site)
{
	return report->counters[lock][mode][site].acquired;
}

/* Writes of @lock at @site since the last reset; without counters nothing is known. */
#define assert_writes(report, lock, site, expected)                                       \
	do {                                                                              \
		if ((report).flags & RMAPLOCK_HAS_COUNTERS)                               \
			assert_int_equal(acquired(&(report), lock, RMAPLOCK_WRITE, site), \
					 expected);                                       \
	} while (0)

static uint64_t sum_acquired(const struct rmaplock_report *report)
{
	uint64_t sum = 0;

	for (int lock = 0; lock < RMAPLOCK_NR_LOCKS; lock++)
		for (int mode = 0; mode < RMAPLOCK_NR_MODES; mode++)
			for (int site = 0; site < RMAPLOCK_NR_SITES; site++)
				sum += acquired(report, lock, mode, site);
	return sum;
}

static void fork_and_wait(void)
{
	pid_t pid = fork();

	if (!pid)
		_exit(0);
	wait_ok(pid);
}

static int setup(void **state)
{
	(void)state;
	fd = device_open_watched();
	return 0;
}

static int teardown(void **state)
{
	struct rmaplock_report report = device_report(fd);

	(void)state;
	device_check_empty(fd);
	assert_int_equal(report.violations, 0);
	assert_int_equal(report.alloc_failures, 0);
	return close(fd);
}

static void shared_mapping_joins_i_mmap_only(void **state)
{
	struct rmaplock_report report;
	char *p;

	(void)state;
	device_reset(fd);
	p = device_map(fd, 2, 0, MAP_SHARED);
	p[0] = 1;
	fork_and_wait();
	munmap(p, 2 * PAGE);
	report = device_report(fd);
	assert_writes(report, RMAPLOCK_I_MMAP, RMAPLOCK_SITE_MMAP, 1);
	assert_writes(report, RMAPLOCK_I_MMAP, RMAPLOCK_SITE_FORK, 1);
	assert_writes(report, RMAPLOCK_I_MMAP, RMAPLOCK_SITE_UNLINK, 2);
	if (report.flags & RMAPLOCK_HAS_COUNTERS)
		assert_int_equal(sum_acquired(&report), 4);
}

static void private_mapping_gets_its_anon_vma_at_the_first_write(void **state)
{
	struct rmaplock_report report;
	volatile char *p;

	(void)state;
	device_reset(fd);
	p = device_map(fd, 2, 0, MAP_PRIVATE);
	(void)p[PAGE];
	assert_int_equal(device_report(fd).anon_vmas, 0);
	p[0] = 1;
	assert_int_equal(device_report(fd).anon_vmas, 1);
	p[1] = 1;
	munmap((void *)p, 2 * PAGE);
	report = device_report(fd);
	assert_int_equal(report.anon_vmas, 0);
	assert_writes(report, RMAPLOCK_ANON_VMA, RMAPLOCK_SITE_PREPARE, 1);
	assert_writes(report, RMAPLOCK_ANON_VMA, RMAPLOCK_SITE_UNLINK, 1);
}

static void fork_links_every_area_once(void **state)
{
	struct rmaplock_report report;
	char *p[AREAS];

	(void)state;
	for (int i = 0; i < AREAS; i++) {
		p[i] = device_map(fd, 2, i * 2, MAP_PRIVATE);
		p[i][0] = 1;
	}
	device_reset(fd);
	fork_and_wait();
	report = device_report(fd);
	assert_int_equal(report.entries, AREAS);
	assert_int_equal(report.anon_vmas, AREAS);
	assert_writes(report, RMAPLOCK_ANON_VMA, RMAPLOCK_SITE_FORK, AREAS);
	assert_writes(report, RMAPLOCK_I_MMAP, RMAPLOCK_SITE_FORK, AREAS);
	assert_writes(report, RMAPLOCK_ANON_VMA, RMAPLOCK_SITE_UNLINK, AREAS);
	assert_writes(report, RMAPLOCK_I_MMAP, RMAPLOCK_SITE_UNLINK, AREAS);
	if (report.flags & RMAPLOCK_HAS_COUNTERS)
		assert_int_equal(sum_acquired(&report), 4 * AREAS);
	for (int i = 0; i < AREAS; i++)
		munmap(p[i], 2 * PAGE);
}

static void write_after_read_is_made_up_for_at_fork(void **state)
{
	volatile char *p = device_map(fd, 1, 0, MAP_PRIVATE);

	(void)state;
	(void)p[0];
	p[0] = 1; /* no callback for this one: the page is there already */
	assert_int_equal(device_report(fd).anon_vmas, 0);
	fork_and_wait();
	assert_int_equal(device_report(fd).anon_vmas, 1);
	munmap((void *)p, PAGE);
}

static void split_and_move_have_sites_of_their_own(void **state)
{
	struct rmaplock_report report;
	char *p = device_map(fd, 4, 0, MAP_PRIVATE), *moved;

	(void)state;
	p[0] = 1;
	device_reset(fd);
	assert_int_equal(mprotect(p + PAGE, PAGE, PROT_READ), 0); /* splits twice */
	report = device_report(fd);
	assert_int_equal(report.entries, 3);
	assert_int_equal(report.anon_vmas, 1);
	assert_writes(report, RMAPLOCK_ANON_VMA, RMAPLOCK_SITE_SPLIT, 2);
	assert_writes(report, RMAPLOCK_I_MMAP, RMAPLOCK_SITE_SPLIT, 2);
	device_check(fd);

	device_reset(fd);
	moved = mremap(p + PAGE, PAGE, PAGE, MREMAP_MAYMOVE | MREMAP_FIXED, p + 64 * PAGE);
	assert_ptr_equal(moved, p + 64 * PAGE);
	report = device_report(fd);
	assert_int_equal(report.entries, 3);
	assert_writes(report, RMAPLOCK_ANON_VMA, RMAPLOCK_SITE_MOVE, 1);
	assert_writes(report, RMAPLOCK_I_MMAP, RMAPLOCK_SITE_MOVE, 1);
	device_check(fd);
	munmap(p, 4 * PAGE);
	munmap(moved, PAGE);
}

static void walk_visits_every_entry(void **state)
{
	struct rmaplock_walk walk = { .kind = RMAPLOCK_WALK_ANON };
	char *p = device_map(fd, 4, 8, MAP_PRIVATE);
	int gate[2];
	pid_t pid[3];
	char byte = 0;

	(void)state;
	p[0] = 1;
	assert_int_equal(pipe(gate), 0);
	for (int i = 0; i < 3; i++) {
		pid[i] = fork();
		if (!pid[i]) {
			/* the second child drops the page that is looked for */
			if (i == 1 && munmap(p, PAGE))
				_exit(1);
			if (write(gate[1], &byte, 1) != 1)
				_exit(1);
			pause();
			_exit(0);
		}
	}
	for (int i = 0; i < 3; i++)
		assert_int_equal(read(gate[0], &byte, 1), 1);
	walk.address = (uintptr_t)p;
	assert_int_equal(ioctl(fd, RMAPLOCK_IOC_WALK, &walk), 0);
	if (device_shares_lists(fd)) {
		assert_int_equal(walk.visited, 4);
		assert_int_equal(walk.mapped, 3);
	}
	walk.kind = RMAPLOCK_WALK_FILE;
	assert_int_equal(ioctl(fd, RMAPLOCK_IOC_WALK, &walk), 0);
	if (device_shares_lists(fd))
		assert_int_equal(walk.mapped, 3);
	for (int i = 0; i < 3; i++)
		kill(pid[i], SIGKILL), waitpid(pid[i], NULL, 0);
	device_check(fd);
	munmap(p, 4 * PAGE);
	close(gate[0]);
	close(gate[1]);
}

static void histograms_add_up_to_the_counters(void **state)
{
	struct rmaplock_histograms *histograms = calloc(1, sizeof(*histograms));
	struct rmaplock_report report = { .histograms = (uintptr_t)histograms };
	uint64_t held = 0;
	char *p;

	(void)state;
	if (!(device_report(fd).flags & RMAPLOCK_HAS_COUNTERS)) {
		assert_int_equal(ioctl(fd, RMAPLOCK_IOC_SET_FLAGS, RMAPLOCK_TIMING), -1);
		free(histograms);
		return;
	}
	device_set_flags(fd, RMAPLOCK_TIMING);
	device_reset(fd);
	p = device_map(fd, 1, 0, MAP_PRIVATE);
	p[0] = 1;
	fork_and_wait();
	munmap(p, PAGE);
	device_set_flags(fd, RMAPLOCK_ORACLE);
	assert_int_equal(ioctl(fd, RMAPLOCK_IOC_REPORT, &report), 0);
	for (int lock = 0; lock < RMAPLOCK_NR_LOCKS; lock++)
		for (int b = 0; b < RMAPLOCK_HIST_BUCKETS; b++)
			held += histograms->count[lock][RMAPLOCK_WRITE][RMAPLOCK_HIST_HOLD][b];
	assert_int_equal(held, sum_acquired(&report));
	assert_int_equal(held, 8);
	assert_true(report.counters[RMAPLOCK_I_MMAP][RMAPLOCK_WRITE][RMAPLOCK_SITE_MMAP].hold_ns >
		    0);
	free(histograms);
}

static char *racing_page;
static pthread_barrier_t barrier;

static void *first_write(void *unused)
{
	pthread_barrier_wait(&barrier);
	racing_page[0] = 1;
	return unused;
}

static void racing_first_writes_make_one_anon_vma(void **state)
{
	pthread_t thread[4];

	(void)state;
	assert_int_equal(pthread_barrier_init(&barrier, NULL, 4), 0);
	for (int round = 0; round < 200; round++) {
		racing_page = device_map(fd, 1, 0, MAP_PRIVATE);
		for (int i = 0; i < 4; i++)
			assert_int_equal(pthread_create(&thread[i], NULL, first_write, NULL), 0);
		for (int i = 0; i < 4; i++)
			pthread_join(thread[i], NULL);
		assert_int_equal(device_report(fd).anon_vmas, 1);
		device_check(fd);
		munmap(racing_page, PAGE);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(shared_mapping_joins_i_mmap_only),
		cmocka_unit_test(private_mapping_gets_its_anon_vma_at_the_first_write),
		cmocka_unit_test(fork_links_every_area_once),
		cmocka_unit_test(write_after_read_is_made_up_for_at_fork),
		cmocka_unit_test(split_and_move_have_sites_of_their_own),
		cmocka_unit_test(walk_visits_every_entry),
		cmocka_unit_test(histograms_add_up_to_the_counters),
		cmocka_unit_test(racing_first_writes_make_one_anon_vma),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
