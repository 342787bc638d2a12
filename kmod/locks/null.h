/* SPDX-License-Identifier: GPL-2.0 */
/*
 * lock: null - no lock at all: the floor below every other choice
 *
 * Every area keeps a list and a tree of its own, so nothing needs protection. All
 * else is done alike, but nothing is shared and no tree is deep: what is above
 * this floor is the lock, the sharing and the depth together. What remains shared
 * is one atomic count per anon_vma, which decides when that is freed.
 */
#ifndef RMAPLOCK_LOCK_NULL_H
#define RMAPLOCK_LOCK_NULL_H

struct rmap_null {
	/* an empty struct would give the oracle another offset than elsewhere */
	unsigned long unused;
};

static const struct rmap_lock_traits rmap_null_traits = {
	.readers_share = true,
};

static inline int rmap_null_init(struct rmap_null *l)
{
	l->unused = 0;
	return 0;
}

static inline void rmap_null_destroy(struct rmap_null *l)
{
}

static inline void rmap_null_write_lock(struct rmap_null *l)
{
}

static inline bool rmap_null_write_trylock(struct rmap_null *l)
{
	return true;
}

static inline void rmap_null_write_lock_nested(struct rmap_null *l, struct rw_semaphore *nest)
{
	rmap_null_write_lock(l);
}

static inline void rmap_null_write_unlock(struct rmap_null *l)
{
}

static inline void rmap_null_read_lock(struct rmap_null *l)
{
}

static inline bool rmap_null_read_trylock(struct rmap_null *l)
{
	return true;
}

static inline void rmap_null_read_unlock(struct rmap_null *l)
{
}

static inline bool rmap_null_is_held(struct rmap_null *l)
{
	return false;
}

#endif /* RMAPLOCK_LOCK_NULL_H */
