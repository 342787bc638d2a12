/* SPDX-License-Identifier: GPL-2.0 */
/*
 * lock: semaphore - struct semaphore used as a mutex: FIFO, no spinning, hand-over
 *
 * The generic semaphore of 2.6.26-rc1 (commit 64ac24e73882), the cause of the
 * "AIM7 40 % regression" through the big kernel lock. Today's is still that one.
 */
#ifndef RMAPLOCK_LOCK_SEMAPHORE_H
#define RMAPLOCK_LOCK_SEMAPHORE_H

#include <linux/semaphore.h>

struct rmap_semaphore {
	struct semaphore lock;
};

static const struct rmap_lock_traits rmap_semaphore_traits = {
	.may_sleep = true,
	.shared_lists = true,
	.excludes = true,
};

static inline int rmap_semaphore_init(struct rmap_semaphore *l)
{
	sema_init(&l->lock, 1);
	return 0;
}

static inline void rmap_semaphore_destroy(struct rmap_semaphore *l)
{
}

static inline void rmap_semaphore_write_lock(struct rmap_semaphore *l)
{
	down(&l->lock);
}

static inline void rmap_semaphore_write_lock_nested(struct rmap_semaphore *l,
						    struct rw_semaphore *nest)
{
	rmap_semaphore_write_lock(l);
}

/* up() hands over by leaving the count at 0, so this never overtakes a waiter. */
static inline bool rmap_semaphore_write_trylock(struct rmap_semaphore *l)
{
	return !down_trylock(&l->lock);
}

static inline void rmap_semaphore_write_unlock(struct rmap_semaphore *l)
{
	up(&l->lock);
}

static inline void rmap_semaphore_read_lock(struct rmap_semaphore *l)
{
	down(&l->lock);
}

static inline bool rmap_semaphore_read_trylock(struct rmap_semaphore *l)
{
	return !down_trylock(&l->lock);
}

static inline void rmap_semaphore_read_unlock(struct rmap_semaphore *l)
{
	up(&l->lock);
}

static inline bool rmap_semaphore_is_held(struct rmap_semaphore *l)
{
	return !READ_ONCE(l->lock.count);
}

#endif /* RMAPLOCK_LOCK_SEMAPHORE_H */
