/* SPDX-License-Identifier: GPL-2.0 */
/*
 * lock: rwsem - struct rw_semaphore of the running kernel, as both locks are today
 *
 * Sleeps, but spins first while the owner runs, and lets newcomers steal the
 * lock. It is not the rwsem of 2008: see rwsem_fifo for that.
 */
#ifndef RMAPLOCK_LOCK_RWSEM_H
#define RMAPLOCK_LOCK_RWSEM_H

#include <linux/rwsem.h>

struct rmap_rwsem {
	struct rw_semaphore lock;
};

static const struct rmap_lock_traits rmap_rwsem_traits = {
	.may_sleep = true,
	.readers_share = true,
	.shared_lists = true,
	.excludes = true,
};

static inline int rmap_rwsem_init(struct rmap_rwsem *l)
{
	init_rwsem(&l->lock);
	return 0;
}

static inline void rmap_rwsem_destroy(struct rmap_rwsem *l)
{
}

static inline void rmap_rwsem_write_lock(struct rmap_rwsem *l)
{
	down_write(&l->lock);
}

static inline void rmap_rwsem_write_lock_nested(struct rmap_rwsem *l, struct rw_semaphore *nest)
{
	down_write_nest_lock(&l->lock, nest);
}

static inline bool rmap_rwsem_write_trylock(struct rmap_rwsem *l)
{
	return down_write_trylock(&l->lock);
}

static inline void rmap_rwsem_write_unlock(struct rmap_rwsem *l)
{
	up_write(&l->lock);
}

static inline void rmap_rwsem_read_lock(struct rmap_rwsem *l)
{
	down_read(&l->lock);
}

static inline bool rmap_rwsem_read_trylock(struct rmap_rwsem *l)
{
	return down_read_trylock(&l->lock);
}

static inline void rmap_rwsem_read_unlock(struct rmap_rwsem *l)
{
	up_read(&l->lock);
}

static inline bool rmap_rwsem_is_held(struct rmap_rwsem *l)
{
	return rwsem_is_locked(&l->lock);
}

#endif /* RMAPLOCK_LOCK_RWSEM_H */
