/* SPDX-License-Identifier: GPL-2.0 */
/*
 * lock: percpu_rwsem - struct percpu_rw_semaphore: readers count on their own CPU
 *
 * A reader touches no line that another CPU writes to. A writer pays for that: it
 * waits for a grace period of RCU unless another has just done so, and then adds up
 * all CPUs. A lock of lists that every fork writes to is the opposite of what it is
 * made for: here to show the far end of the axis.
 *
 * There is no trylock for writers: ours asks whether anybody is inside. The grace
 * period is no wait for an owner, and not counted as one.
 */
#ifndef RMAPLOCK_LOCK_PERCPU_RWSEM_H
#define RMAPLOCK_LOCK_PERCPU_RWSEM_H

#include <linux/percpu-rwsem.h>

struct rmap_percpu_rwsem {
	struct percpu_rw_semaphore lock;
};

static const struct rmap_lock_traits rmap_percpu_rwsem_traits = {
	.may_sleep = true,
	.owns_memory = true,
	.readers_share = true,
	.shared_lists = true,
	.excludes = true,
};

static inline int rmap_percpu_rwsem_init(struct rmap_percpu_rwsem *l)
{
	return percpu_init_rwsem(&l->lock);
}

static inline void rmap_percpu_rwsem_destroy(struct rmap_percpu_rwsem *l)
{
	percpu_free_rwsem(&l->lock);
}

static inline void rmap_percpu_rwsem_write_lock(struct rmap_percpu_rwsem *l)
{
	percpu_down_write(&l->lock);
}

static inline void rmap_percpu_rwsem_write_lock_nested(struct rmap_percpu_rwsem *l,
						       struct rw_semaphore *nest)
{
	RMAP_NEST_LATE(&l->lock, nest, percpu_down_write(&l->lock));
}

static inline bool rmap_percpu_rwsem_is_held(struct rmap_percpu_rwsem *l)
{
	return percpu_is_write_locked(&l->lock) || percpu_is_read_locked(&l->lock);
}

static inline bool rmap_percpu_rwsem_write_trylock(struct rmap_percpu_rwsem *l)
{
	if (rmap_percpu_rwsem_is_held(l))
		return false;
	percpu_down_write(&l->lock);
	return true;
}

static inline void rmap_percpu_rwsem_write_unlock(struct rmap_percpu_rwsem *l)
{
	percpu_up_write(&l->lock);
}

static inline void rmap_percpu_rwsem_read_lock(struct rmap_percpu_rwsem *l)
{
	percpu_down_read(&l->lock);
}

static inline bool rmap_percpu_rwsem_read_trylock(struct rmap_percpu_rwsem *l)
{
	return percpu_down_read_trylock(&l->lock);
}

static inline void rmap_percpu_rwsem_read_unlock(struct rmap_percpu_rwsem *l)
{
	percpu_up_read(&l->lock);
}

#endif /* RMAPLOCK_LOCK_PERCPU_RWSEM_H */
