/* SPDX-License-Identifier: GPL-2.0 */
/*
 * lock: rwsem_fifo - the rwsem of 2008: FIFO, no optimistic spin, no stealing
 *
 * Whoever finds it taken sleeps at once, and gets it when it is its turn: it is
 * handed over to a task that has yet to be woken, see fifo_rwsem.h.
 */
#ifndef RMAPLOCK_LOCK_RWSEM_FIFO_H
#define RMAPLOCK_LOCK_RWSEM_FIFO_H

#include "../fifo_rwsem.h"

struct rmap_rwsem_fifo {
	struct fifo_rwsem sem;
};

static const struct rmap_lock_traits rmap_rwsem_fifo_traits = {
	.may_sleep = true,
	.readers_share = true,
	.shared_lists = true,
	.excludes = true,
};

static const struct fifo_rwsem_patience rmap_rwsem_fifo_patience; /* none */

static inline int rmap_rwsem_fifo_init(struct rmap_rwsem_fifo *l)
{
	fifo_rwsem_init(&l->sem);
	return 0;
}

static inline void rmap_rwsem_fifo_destroy(struct rmap_rwsem_fifo *l)
{
}

static inline bool rmap_rwsem_fifo_write_trylock(struct rmap_rwsem_fifo *l)
{
	return fifo_rwsem_write_trylock(&l->sem, &rmap_rwsem_fifo_patience);
}

static inline void rmap_rwsem_fifo_write_lock(struct rmap_rwsem_fifo *l)
{
	fifo_rwsem_write_lock(&l->sem, &rmap_rwsem_fifo_patience);
}

static inline void rmap_rwsem_fifo_write_lock_nested(struct rmap_rwsem_fifo *l,
						     struct rw_semaphore *nest)
{
	rmap_rwsem_fifo_write_lock(l);
}

static inline void rmap_rwsem_fifo_write_unlock(struct rmap_rwsem_fifo *l)
{
	fifo_rwsem_write_unlock(&l->sem, &rmap_rwsem_fifo_patience);
}

static inline bool rmap_rwsem_fifo_read_trylock(struct rmap_rwsem_fifo *l)
{
	return fifo_rwsem_read_trylock(&l->sem);
}

static inline void rmap_rwsem_fifo_read_lock(struct rmap_rwsem_fifo *l)
{
	fifo_rwsem_read_lock(&l->sem, &rmap_rwsem_fifo_patience);
}

static inline void rmap_rwsem_fifo_read_unlock(struct rmap_rwsem_fifo *l)
{
	fifo_rwsem_read_unlock(&l->sem, &rmap_rwsem_fifo_patience);
}

static inline bool rmap_rwsem_fifo_is_held(struct rmap_rwsem_fifo *l)
{
	return fifo_rwsem_is_locked(&l->sem);
}

#endif /* RMAPLOCK_LOCK_RWSEM_FIFO_H */
