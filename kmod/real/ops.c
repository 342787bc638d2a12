// SPDX-License-Identifier: GPL-2.0
/* Clients that do not sleep, on struct mmu_notifier_ops. */
#include "real.h"

static struct mmu_notifier_mm *real_of(struct mmu_notifier *notifier)
{
	return container_of(notifier, struct mmu_notifier_mm, notifier);
}

static struct mmu_range range_of(const struct mmu_notifier_range *range)
{
	return (struct mmu_range){
		.mm = range->mm,
		.start = range->start,
		.end = range->end,
		.blockable = mmu_notifier_range_blockable(range),
	};
}

static int ops_range_start(struct mmu_notifier *notifier, const struct mmu_notifier_range *range)
{
	const struct mmu_range r = range_of(range);

	return mmu_call_range_start(real_of(notifier)->mn, &r);
}

static void ops_range_end(struct mmu_notifier *notifier, const struct mmu_notifier_range *range)
{
	const struct mmu_range r = range_of(range);

	mmu_call_range_end(real_of(notifier)->mn, &r);
}

/* Called with the lock of the page table held. */
static int ops_clear_flush_young(struct mmu_notifier *notifier, struct mm_struct *mm,
				 unsigned long start, unsigned long end)
{
	const struct mmu_range page = { .mm = mm, .start = start, .end = end };

	return mmu_call_clear_flush_young(real_of(notifier)->mn, &page) > 0;
}

static void ops_release(struct mmu_notifier *notifier, struct mm_struct *mm)
{
	real_release(real_of(notifier));
}

static const struct mmu_notifier_ops ops = {
	.invalidate_range_start = ops_range_start,
	.invalidate_range_end = ops_range_end,
	.clear_flush_young = ops_clear_flush_young,
	.release = ops_release,
};

static int ops_join(struct mmu_notifier_mm *real, struct mm_struct *mm)
{
	real->notifier.ops = &ops;
	return mmu_notifier_register(&real->notifier, mm);
}

static void ops_leave(struct mmu_notifier_mm *real)
{
	mmu_notifier_unregister(&real->notifier, real->mm);
}

static int ops_fault(struct mmu_notifier_mm *real, unsigned long address)
{
	return real->mn->client->fault(real->mn, address);
}

const struct real_way real_ops = {
	.join = ops_join,
	.leave = ops_leave,
	.fault = ops_fault,
};
