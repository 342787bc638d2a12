/* SPDX-License-Identifier: GPL-2.0 */
/*
 * lifetime: ref_from_birth - one reference from birth, dropped when the list is empty
 *
 * What Andrea Arcangeli proposed on 29 Apr 2008: all areas on the list share one
 * reference, fork counts nothing, and the last area to leave drops it. Only walks
 * that sleep count, so a walk can pin the anon_vma as with ref_per_link.
 */
#ifndef RMAPLOCK_LIFETIME_REF_FROM_BIRTH_H
#define RMAPLOCK_LIFETIME_REF_FROM_BIRTH_H

#include <linux/atomic.h>

struct lifetime_ref_from_birth {
	atomic_t count; /* 1 for the list, and walks; 0: free */
};

static const struct lifetime_traits lifetime_ref_from_birth_traits = {
	.pins = true,
};

static inline void lifetime_ref_from_birth_init(struct lifetime_ref_from_birth *l)
{
	atomic_set(&l->count, 0);
}

static inline void lifetime_ref_from_birth_born(struct lifetime_ref_from_birth *l)
{
	atomic_set(&l->count, 1);
}

static inline void lifetime_ref_from_birth_linked(struct lifetime_ref_from_birth *l)
{
}

static inline bool lifetime_ref_from_birth_unlinked(struct lifetime_ref_from_birth *l, bool empty)
{
	return empty && atomic_dec_and_test(&l->count);
}

static inline bool lifetime_ref_from_birth_tryget(struct lifetime_ref_from_birth *l)
{
	return atomic_inc_not_zero(&l->count);
}

static inline bool lifetime_ref_from_birth_put(struct lifetime_ref_from_birth *l)
{
	return atomic_dec_and_test(&l->count);
}

static inline bool lifetime_ref_from_birth_count_is_right(struct lifetime_ref_from_birth *l,
							  u64 links)
{
	return atomic_read(&l->count) == (links ? 1 : 0);
}

#endif /* RMAPLOCK_LIFETIME_REF_FROM_BIRTH_H */
