// SPDX-License-Identifier: GPL-2.0
/*
 * Clients that sleep, on an interval notifier that covers all addresses. An end is not
 * told: who faults asks the sequence whether an invalidation is under way or has come
 * between (mmu_interval_read_begin()). So a client's range ends when its start returns.
 */
#include <linux/mm.h>

#include "real.h"

/* The client's answer where it may not sleep, without asking it: the mutex may sleep, too. */
static bool refuse(struct mmu_registration *mn)
{
	mmu_called(mn, RMAPLOCK_MMU_RANGE_START);
	mmu_called(mn, RMAPLOCK_MMU_RANGE_END);
	mmu_answered(mn, -EAGAIN);
	return false;
}

static bool invalidate(struct mmu_interval_notifier *interval,
		       const struct mmu_notifier_range *range, unsigned long sequence)
{
	struct mmu_notifier_mm *real = container_of(interval, struct mmu_notifier_mm, interval);
	const struct mmu_range r = {
		.mm = range->mm,
		.start = range->start,
		.end = range->end,
		.blockable = true,
	};

	if (!mmu_notifier_range_blockable(range))
		return refuse(real->mn);
	mutex_lock(&real->mutex);
	mmu_interval_set_seq(interval, sequence);
	if (range->event == MMU_NOTIFY_RELEASE) {
		real_release(real);
	} else {
		mmu_call_range_start(real->mn, &r);
		mmu_call_range_end(real->mn, &r);
	}
	mutex_unlock(&real->mutex);
	return true;
}

static const struct mmu_interval_notifier_ops ops = { .invalidate = invalidate };

static int interval_join(struct mmu_notifier_mm *real, struct mm_struct *mm)
{
	mutex_init(&real->mutex);
	return mmu_interval_notifier_insert(&real->interval, mm, 0, ULONG_MAX, &ops);
}

/* Linux tells an interval of the mm's exit only: this is the other release. */
static void interval_leave(struct mmu_notifier_mm *real)
{
	mmu_interval_notifier_remove(&real->interval);
	if (!atomic_read(&real->released))
		real_release(real);
}

static int interval_fault(struct mmu_notifier_mm *real, unsigned long address)
{
	unsigned long sequence = mmu_interval_read_begin(&real->interval);
	int err = mmu_core_look_up(real->mn, address);

	if (err)
		return err;
	mutex_lock(&real->mutex);
	err = mmu_interval_read_retry(&real->interval, sequence)
		      ? -EAGAIN
		      : real->mn->client->fault(real->mn, address);
	mutex_unlock(&real->mutex);
	return err;
}

const struct real_way real_interval = {
	.join = interval_join,
	.leave = interval_leave,
	.fault = interval_fault,
};
