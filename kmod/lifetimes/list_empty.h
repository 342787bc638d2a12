/* SPDX-License-Identifier: GPL-2.0 */
/*
 * lifetime: list_empty - freed when its list is empty, nothing is counted, as in 2.6.25
 *
 * Whoever takes the last area off the list frees the anon_vma: the garbage
 * collection by list_empty() that Andrea Arcangeli wanted to keep. A walk cannot
 * pin such an anon_vma: it has to take the lock before it leaves the RCU section
 * in which it found the pointer, which a lock that sleeps does not allow.
 */
#ifndef RMAPLOCK_LIFETIME_LIST_EMPTY_H
#define RMAPLOCK_LIFETIME_LIST_EMPTY_H

struct lifetime_list_empty {
	/* nothing to count */
};

static const struct lifetime_traits lifetime_list_empty_traits = {
	.pins = false,
};

static inline void lifetime_list_empty_init(struct lifetime_list_empty *l)
{
}

static inline void lifetime_list_empty_born(struct lifetime_list_empty *l)
{
}

static inline void lifetime_list_empty_linked(struct lifetime_list_empty *l)
{
}

static inline bool lifetime_list_empty_unlinked(struct lifetime_list_empty *l, bool empty)
{
	return empty;
}

static inline bool lifetime_list_empty_tryget(struct lifetime_list_empty *l)
{
	return false;
}

static inline bool lifetime_list_empty_put(struct lifetime_list_empty *l)
{
	return false;
}

static inline bool lifetime_list_empty_count_is_right(struct lifetime_list_empty *l, u64 links)
{
	return true;
}

#endif /* RMAPLOCK_LIFETIME_LIST_EMPTY_H */
