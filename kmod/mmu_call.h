/* SPDX-License-Identifier: GPL-2.0 */
/* How a core calls a client, for it to be counted: mmu_notifier.c and real/. */
#ifndef RMAPLOCK_MMU_CALL_H
#define RMAPLOCK_MMU_CALL_H

#include "mmu_client.h"

static inline void mmu_called(struct mmu_registration *mn, enum rmaplock_mmu_call call)
{
	atomic64_inc(&mn->calls[call]);
	if (unlikely(READ_ONCE(mn->gone)))
		atomic64_inc(&mn->late);
}

static inline int mmu_answered(struct mmu_registration *mn, int answer)
{
	if (answer < 0)
		atomic64_inc(&mn->refused);
	return answer;
}

/* 0 or -EAGAIN. */
static inline int mmu_call_range_start(struct mmu_registration *mn, const struct mmu_range *range)
{
	mmu_called(mn, RMAPLOCK_MMU_RANGE_START);
	return mn->client->range_start ? mmu_answered(mn, mn->client->range_start(mn, range)) : 0;
}

static inline void mmu_call_range_end(struct mmu_registration *mn, const struct mmu_range *range)
{
	mmu_called(mn, RMAPLOCK_MMU_RANGE_END);
	if (mn->client->range_end)
		mn->client->range_end(mn, range);
}

/* 0 or -EAGAIN. */
static inline int mmu_call_invalidate_page(struct mmu_registration *mn,
					   const struct mmu_range *page)
{
	mmu_called(mn, RMAPLOCK_MMU_INVALIDATE_PAGE);
	return mn->client->invalidate_page ? mmu_answered(mn, mn->client->invalidate_page(mn, page))
					   : 0;
}

/* 1, 0 or -EAGAIN. */
static inline int mmu_call_clear_flush_young(struct mmu_registration *mn,
					     const struct mmu_range *page)
{
	mmu_called(mn, RMAPLOCK_MMU_CLEAR_FLUSH_YOUNG);
	return mn->client->clear_flush_young
		       ? mmu_answered(mn, mn->client->clear_flush_young(mn, page))
		       : 0;
}

static inline void mmu_call_release(struct mmu_registration *mn)
{
	atomic64_inc(&mn->calls[RMAPLOCK_MMU_RELEASE]);
	mn->client->release(mn);
}

#endif /* RMAPLOCK_MMU_CALL_H */
