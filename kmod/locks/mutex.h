/* SPDX-License-Identifier: GPL-2.0 */
/*
 * lock: mutex - struct mutex, as both locks were from 3.0 to 3.7
 *
 * Exclusive for readers too. Waiters spin while the owner runs, then sleep.
 */
#ifndef RMAPLOCK_LOCK_MUTEX_H
#define RMAPLOCK_LOCK_MUTEX_H

#include <linux/mutex.h>

struct rmap_mutex {
	struct mutex lock;
};

static const struct rmap_lock_traits rmap_mutex_traits = {
	.may_sleep = true,
	.shared_lists = true,
	.excludes = true,
};

static inline int rmap_mutex_init(struct rmap_mutex *l)
{
	mutex_init(&l->lock);
	return 0;
}

static inline void rmap_mutex_destroy(struct rmap_mutex *l)
{
}

static inline void rmap_mutex_write_lock(struct rmap_mutex *l)
{
	mutex_lock(&l->lock);
}

static inline void rmap_mutex_write_lock_nested(struct rmap_mutex *l, struct rw_semaphore *nest)
{
	mutex_lock_nest_lock(&l->lock, nest);
}

static inline bool rmap_mutex_write_trylock(struct rmap_mutex *l)
{
	return mutex_trylock(&l->lock);
}

static inline void rmap_mutex_write_unlock(struct rmap_mutex *l)
{
	mutex_unlock(&l->lock);
}

static inline void rmap_mutex_read_lock(struct rmap_mutex *l)
{
	mutex_lock(&l->lock);
}

static inline bool rmap_mutex_read_trylock(struct rmap_mutex *l)
{
	return mutex_trylock(&l->lock);
}

static inline void rmap_mutex_read_unlock(struct rmap_mutex *l)
{
	mutex_unlock(&l->lock);
}

static inline bool rmap_mutex_is_held(struct rmap_mutex *l)
{
	return mutex_is_locked(&l->lock);
}

#endif /* RMAPLOCK_LOCK_MUTEX_H */
