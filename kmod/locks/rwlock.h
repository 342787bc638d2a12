/* SPDX-License-Identifier: GPL-2.0 */
/*
 * lock: rwlock - rwlock_t, readers share, waiters spin
 *
 * What the 2008 thread on MMU notifiers wanted to compare with an rwsem, and
 * what was tried for anon_vma in 2007 against page_referenced livelocks.
 */
#ifndef RMAPLOCK_LOCK_RWLOCK_H
#define RMAPLOCK_LOCK_RWLOCK_H

#include <linux/spinlock.h>

struct rmap_rwlock {
	rwlock_t lock;
};

static const struct rmap_lock_traits rmap_rwlock_traits = {
	.readers_share = true,
	.shared_lists = true,
	.excludes = true,
};

static inline int rmap_rwlock_init(struct rmap_rwlock *l)
{
	rwlock_init(&l->lock);
	return 0;
}

static inline void rmap_rwlock_destroy(struct rmap_rwlock *l)
{
}

static inline void rmap_rwlock_write_lock(struct rmap_rwlock *l)
{
	write_lock(&l->lock);
}

/* Only the kernels of our own series can tell lockdep beforehand why many are held. */
static inline void rmap_rwlock_write_lock_nested(struct rmap_rwlock *l, struct rw_semaphore *nest)
{
#ifdef write_lock_nest_lock
	write_lock_nest_lock(&l->lock, nest);
#else
	RMAP_NEST_LATE(&l->lock, nest, write_lock(&l->lock));
#endif
}

static inline bool rmap_rwlock_write_trylock(struct rmap_rwlock *l)
{
	return write_trylock(&l->lock);
}

static inline void rmap_rwlock_write_unlock(struct rmap_rwlock *l)
{
	write_unlock(&l->lock);
}

static inline void rmap_rwlock_read_lock(struct rmap_rwlock *l)
{
	read_lock(&l->lock);
}

static inline bool rmap_rwlock_read_trylock(struct rmap_rwlock *l)
{
	return read_trylock(&l->lock);
}

static inline void rmap_rwlock_read_unlock(struct rmap_rwlock *l)
{
	read_unlock(&l->lock);
}

/*
 * The kernel has no rwlock_is_locked(): only a free lock can be had for writing.
 * On UP the lock is that preemption is off, and there is nothing to ask.
 */
static inline bool rmap_rwlock_is_held(struct rmap_rwlock *l)
{
	if (!IS_ENABLED(CONFIG_SMP) || !write_trylock(&l->lock))
		return true;
	write_unlock(&l->lock);
	return false;
}

#endif /* RMAPLOCK_LOCK_RWLOCK_H */
