// SPDX-License-Identifier: GPL-2.0
/*
 * client: gru - a device with a TLB of its own, and no lock
 *
 * As SGI's GRU in the thread: "The invalidate_page() callout gets turned into a GRU flush
 * instruction and we return" (22 Apr 2008). The delay is that instruction. It is not
 * asked for the age of pages. A fault that meets an invalidation takes its entry back.
 */
#include "../mmu_client.h"
#include "../mmu_table.h"

struct gru {
	struct mmu_registration mn;
	atomic64_t ranges; /* begun and not ended */
	atomic64_t sequence; /* invalidations so far, and the release */
	bool released;
	struct mmu_table table;
};

static struct gru *gru_of(struct mmu_registration *mn)
{
	return container_of(mn, struct gru, mn);
}

static int gru_invalidate_page(struct mmu_registration *mn, const struct mmu_range *page)
{
	struct gru *gru = gru_of(mn);

	atomic64_inc(&gru->sequence);
	smp_mb__after_atomic(); /* pairs with gru_fault(): it sees this, or we its entry */
	mmu_table_zap(&gru->table, page->start, page->end);
	mmu_spin_ns(mn->delay_ns);
	return 0;
}

static int gru_range_start(struct mmu_registration *mn, const struct mmu_range *range)
{
	atomic64_inc(&gru_of(mn)->ranges);
	smp_mb__after_atomic(); /* before the sequence; pairs with gru_fault() */
	return gru_invalidate_page(mn, range);
}

static void gru_range_end(struct mmu_registration *mn, const struct mmu_range *range)
{
	atomic64_dec(&gru_of(mn)->ranges);
}

static void gru_release(struct mmu_registration *mn)
{
	struct gru *gru = gru_of(mn);

	WRITE_ONCE(gru->released, true);
	smp_mb__before_atomic(); /* before the sequence; pairs with gru_fault() */
	atomic64_inc(&gru->sequence);
	smp_mb__after_atomic(); /* as above */
	mmu_table_zap(&gru->table, 0, ULONG_MAX);
}

static int gru_fault(struct mmu_registration *mn, unsigned long address)
{
	struct gru *gru = gru_of(mn);
	s64 sequence = atomic64_read(&gru->sequence);
	int err;

	smp_rmb(); /* pairs with gru_range_start() and gru_release() */
	if (READ_ONCE(gru->released) || atomic64_read(&gru->ranges))
		return -EAGAIN;
	err = mmu_core_look_up(mn, address);
	if (err)
		return err;
	mmu_table_map(&gru->table, address);
	smp_mb(); /* pairs with gru_invalidate_page() */
	if (atomic64_read(&gru->sequence) == sequence)
		return 0;
	mmu_table_zap(&gru->table, address, address + PAGE_SIZE);
	return -EAGAIN;
}

static void gru_state(struct mmu_registration *mn, struct rmaplock_mmu_state *state)
{
	struct gru *gru = gru_of(mn);

	state->mapped = mmu_table_mapped(&gru->table);
	state->open_ranges = atomic64_read(&gru->ranges);
}

const struct mmu_client mmu_client_gru = {
	.name = "gru",
	.size = sizeof(struct gru),
	.range_start = gru_range_start,
	.range_end = gru_range_end,
	.invalidate_page = gru_invalidate_page,
	.release = gru_release,
	.fault = gru_fault,
	.state = gru_state,
};
