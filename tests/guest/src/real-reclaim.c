// SPDX-License-Identifier: GPL-2.0
/*
 * Oversubscription, on Linux's own MMU notifiers: a process writes to more memory than
 * its cgroup may have, again and again, while a client maps what it can. Reclaim asks
 * for the age of pages and takes them away, through the reverse map.
 */
#include "device.h"
#include "mmu.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

enum { PAGES = 5 << 8, ROUNDS = 2, FEW = 64, PAGEOUTS = 10 };

/* What each page holds says which page and which round it is. */
static void write_pages(int file, char *p, unsigned int round)
{
	for (size_t i = 0; i < PAGES; i++) {
		unsigned int *page = (unsigned int *)(p + i * PAGE);

		if (round)
			assert_int_equal(*page, i * ROUNDS + round - 1);
		*page = i * ROUNDS + round;
		mmu_fault(file, p + i * PAGE); /* or it is being taken away */
	}
}

/* Nobody has pinned them: what a client maps can go, and come again. */
static void mapped_pages_go(int file, char *p)
{
	for (size_t i = 0; i < FEW; i++) {
		p[i * PAGE] = i;
		while (mmu_fault(file, p + i * PAGE))
			assert_int_equal(errno, EAGAIN);
	}
	assert_int_equal(mmu_state(file).mapped, FEW);
	for (int i = 0; i < PAGEOUTS && mmu_state(file).mapped; i++)
		assert_int_equal(madvise(p, FEW * PAGE, MADV_PAGEOUT), 0);
	assert_int_equal(mmu_state(file).mapped, 0);
	for (size_t i = 0; i < FEW; i++)
		assert_int_equal(p[i * PAGE], i);
}

static void reclaim_is_told(const char *client)
{
	int file = open(RMAPLOCK_MMU_DEVICE, O_RDWR | O_CLOEXEC);
	char *p = mmap(NULL, PAGES * PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1,
		       0);
	struct rmaplock_mmu_state state;

	assert_ptr_not_equal(p, MAP_FAILED);
	assert_registered(file, client, 0);
	mapped_pages_go(file, p);
	for (unsigned int round = 0; round < ROUNDS; round++)
		write_pages(file, p, round);
	state = mmu_state(file);
	print_message("# %s: %llu ranges, %llu asked for their age\n", client,
		      (unsigned long long)state.calls[RMAPLOCK_MMU_RANGE_START],
		      (unsigned long long)state.calls[RMAPLOCK_MMU_CLEAR_FLUSH_YOUNG]);
	assert_true(state.calls[RMAPLOCK_MMU_RANGE_START] > PAGES / 4);
	/* an interval notifier is not asked */
	assert_int_equal(!state.calls[RMAPLOCK_MMU_CLEAR_FLUSH_YOUNG], !strcmp(client, "xpmem"));
	assert_int_equal(madvise(p, PAGES * PAGE, MADV_DONTNEED), 0);
	assert_int_equal(mmu_state(file).mapped, 0);
	assert_int_equal(mmu_unregister(file), 0);
	state = mmu_state(file);
	assert_int_equal(state.calls[RMAPLOCK_MMU_RANGE_START],
			 state.calls[RMAPLOCK_MMU_RANGE_END]);
	assert_int_equal(state.calls[RMAPLOCK_MMU_RELEASE], 1);
	assert_int_equal(state.open_ranges + state.late + state.refused, 0);
	munmap(p, PAGES * PAGE);
	close(file);
}

static void kvm_is_told_of_reclaim(void **state)
{
	(void)state;
	reclaim_is_told("kvm");
}

static void gru_is_told_of_reclaim(void **state)
{
	(void)state;
	reclaim_is_told("gru");
}

static void xpmem_is_told_of_reclaim(void **state)
{
	(void)state;
	reclaim_is_told("xpmem");
}

/* What has just been written to waits in a list of its CPU's, and MADV_PAGEOUT drains that of its own only. */
static int stay_on_one_cpu(void **state)
{
	cpu_set_t one;

	(void)state;
	CPU_ZERO(&one);
	CPU_SET(sched_getcpu(), &one);
	return sched_setaffinity(0, sizeof(one), &one);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(kvm_is_told_of_reclaim),
		cmocka_unit_test(gru_is_told_of_reclaim),
		cmocka_unit_test(xpmem_is_told_of_reclaim),
	};

	return cmocka_run_group_tests(tests, stay_on_one_cpu, NULL);
}
