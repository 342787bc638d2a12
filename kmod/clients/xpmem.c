// SPDX-License-Identifier: GPL-2.0
/*
 * client: xpmem - memory that other nodes map, who have to be asked: it sleeps
 *
 * As SGI's XPMEM in the thread, "which will depend on that option to be on" (29 Apr
 * 2008). An invalidation holds a mutex and sleeps until the other node has answered,
 * which is the delay. Where it may not sleep it cannot invalidate anything.
 */
#include <linux/delay.h>
#include <linux/mutex.h>

#include "../mmu_client.h"
#include "../mmu_table.h"

struct xpmem {
	struct mmu_registration mn;
	struct mutex mutex; /* protects all below */
	bool released;
	struct mmu_table table;
	atomic64_t ranges; /* begun and not ended; by itself: an end must not wait */
};

static struct xpmem *xpmem_of(struct mmu_registration *mn)
{
	return container_of(mn, struct xpmem, mn);
}

static void xpmem_init(struct mmu_registration *mn)
{
	mutex_init(&xpmem_of(mn)->mutex);
}

/* Context: mutex held. */
static void ask_other_node(const struct xpmem *xpmem)
{
	unsigned long us = xpmem->mn.delay_ns / NSEC_PER_USEC;

	if (us)
		usleep_range(us, us + us / 8 + 1);
}

static int xpmem_invalidate_page(struct mmu_registration *mn, const struct mmu_range *page)
{
	struct xpmem *xpmem = xpmem_of(mn);

	if (!page->blockable)
		return -EAGAIN;
	mutex_lock(&xpmem->mutex);
	mmu_table_zap(&xpmem->table, page->start, page->end);
	ask_other_node(xpmem);
	mutex_unlock(&xpmem->mutex);
	return 0;
}

static int xpmem_range_start(struct mmu_registration *mn, const struct mmu_range *range)
{
	atomic64_inc(&xpmem_of(mn)->ranges);
	return xpmem_invalidate_page(mn, range);
}

static void xpmem_range_end(struct mmu_registration *mn, const struct mmu_range *range)
{
	atomic64_dec(&xpmem_of(mn)->ranges);
}

static int xpmem_clear_flush_young(struct mmu_registration *mn, const struct mmu_range *page)
{
	struct xpmem *xpmem = xpmem_of(mn);
	bool young;

	if (!page->blockable)
		return -EAGAIN;
	mutex_lock(&xpmem->mutex);
	young = mmu_table_clear_young(&xpmem->table, page->start);
	ask_other_node(xpmem);
	mutex_unlock(&xpmem->mutex);
	return young;
}

static void xpmem_release(struct mmu_registration *mn)
{
	struct xpmem *xpmem = xpmem_of(mn);

	mutex_lock(&xpmem->mutex);
	xpmem->released = true;
	mmu_table_zap(&xpmem->table, 0, ULONG_MAX);
	mutex_unlock(&xpmem->mutex);
}

static int xpmem_fault(struct mmu_registration *mn, unsigned long address)
{
	struct xpmem *xpmem = xpmem_of(mn);
	int err = -EAGAIN;

	mutex_lock(&xpmem->mutex);
	if (!xpmem->released && !atomic64_read(&xpmem->ranges)) {
		mmu_table_map(&xpmem->table, address);
		err = 0;
	}
	mutex_unlock(&xpmem->mutex);
	return err;
}

static void xpmem_state(struct mmu_registration *mn, struct rmaplock_mmu_state *state)
{
	struct xpmem *xpmem = xpmem_of(mn);

	state->mapped = mmu_table_mapped(&xpmem->table);
	state->open_ranges = atomic64_read(&xpmem->ranges);
}

const struct mmu_client mmu_client_xpmem = {
	.name = "xpmem",
	.sleeps = true,
	.size = sizeof(struct xpmem),
	.init = xpmem_init,
	.range_start = xpmem_range_start,
	.range_end = xpmem_range_end,
	.invalidate_page = xpmem_invalidate_page,
	.clear_flush_young = xpmem_clear_flush_young,
	.release = xpmem_release,
	.fault = xpmem_fault,
	.state = xpmem_state,
};
