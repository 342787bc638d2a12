/* SPDX-License-Identifier: GPL-2.0 */
/*
 * lifetime: ref_per_link - a reference for every area on the list, as in the 2008 patch
 *
 * Each fork and each exit do one more atomic operation for each area, on the
 * cacheline of the lock. In return a walk can pin the anon_vma and sleep. Christoph
 * Lameter's patch did so; the thread suspected it of a part of the AIM slowdown.
 */
#ifndef RMAPLOCK_LIFETIME_REF_PER_LINK_H
#define RMAPLOCK_LIFETIME_REF_PER_LINK_H

#include <linux/atomic.h>

struct lifetime_ref_per_link {
	atomic_t count; /* areas on the list and walks; 0: free */
};

static const struct lifetime_traits lifetime_ref_per_link_traits = {
	.pins = true,
};

static inline void lifetime_ref_per_link_init(struct lifetime_ref_per_link *l)
{
	atomic_set(&l->count, 0);
}

static inline void lifetime_ref_per_link_born(struct lifetime_ref_per_link *l)
{
}

static inline void lifetime_ref_per_link_linked(struct lifetime_ref_per_link *l)
{
	atomic_inc(&l->count);
}

static inline bool lifetime_ref_per_link_unlinked(struct lifetime_ref_per_link *l, bool empty)
{
	return atomic_dec_and_test(&l->count);
}

static inline bool lifetime_ref_per_link_tryget(struct lifetime_ref_per_link *l)
{
	return atomic_inc_not_zero(&l->count);
}

static inline bool lifetime_ref_per_link_put(struct lifetime_ref_per_link *l)
{
	return atomic_dec_and_test(&l->count);
}

static inline bool lifetime_ref_per_link_count_is_right(struct lifetime_ref_per_link *l, u64 links)
{
	return atomic_read(&l->count) == links;
}

#endif /* RMAPLOCK_LIFETIME_REF_PER_LINK_H */
