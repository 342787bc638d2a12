/* SPDX-License-Identifier: GPL-2.0 */
/*
 * lock: rwsem_fifo_spin - the rwsem of 2008, but waiters spin before they sleep
 *
 * The "initially spinning lock" of the thread, its "gray area". Still FIFO, and
 * nobody steals: a waiter spins in its place in the queue, for as long as the
 * choice RMAPLOCK_SPIN_* says. A waiter that still spins when it is handed the
 * lock is not woken: it saves the switches and the wake-up.
 */
#ifndef RMAPLOCK_LOCK_RWSEM_FIFO_SPIN_H
#define RMAPLOCK_LOCK_RWSEM_FIFO_SPIN_H

#include "../fifo_rwsem.h"

struct rmap_rwsem_fifo_spin {
	struct fifo_rwsem sem;
#ifdef CONFIG_RMAPLOCK_SPIN_OWNER
	struct task_struct *owner; /* the writer */
#endif
};

static const struct rmap_lock_traits rmap_rwsem_fifo_spin_traits = {
	.may_sleep = true,
	.readers_share = true,
	.shared_lists = true,
	.excludes = true,
};

/* Where the owner is noted; NULL if no waiter looks at it. */
static __always_inline struct task_struct **
rmap_rwsem_fifo_spin_owner(struct rmap_rwsem_fifo_spin *l)
{
#ifdef CONFIG_RMAPLOCK_SPIN_OWNER
	return &l->owner;
#else
	return NULL;
#endif
}

static __always_inline struct fifo_rwsem_patience
rmap_rwsem_fifo_spin_patience(struct rmap_rwsem_fifo_spin *l)
{
	return (struct fifo_rwsem_patience){
		.spin_ns = IS_ENABLED(CONFIG_RMAPLOCK_SPIN_BUDGET) ? CONFIG_RMAPLOCK_SPIN_BUDGET_NS
								   : 0,
		.while_owner_runs = IS_ENABLED(CONFIG_RMAPLOCK_SPIN_OWNER),
		.always = IS_ENABLED(CONFIG_RMAPLOCK_SPIN_ALWAYS),
		.owner = rmap_rwsem_fifo_spin_owner(l),
	};
}

static inline int rmap_rwsem_fifo_spin_init(struct rmap_rwsem_fifo_spin *l)
{
	const struct fifo_rwsem_patience patience = rmap_rwsem_fifo_spin_patience(l);

	fifo_rwsem_init(&l->sem);
	fifo_rwsem_note_owner(&patience, NULL);
	return 0;
}

static inline void rmap_rwsem_fifo_spin_destroy(struct rmap_rwsem_fifo_spin *l)
{
}

static inline bool rmap_rwsem_fifo_spin_write_trylock(struct rmap_rwsem_fifo_spin *l)
{
	const struct fifo_rwsem_patience patience = rmap_rwsem_fifo_spin_patience(l);

	return fifo_rwsem_write_trylock(&l->sem, &patience);
}

static inline void rmap_rwsem_fifo_spin_write_lock(struct rmap_rwsem_fifo_spin *l)
{
	const struct fifo_rwsem_patience patience = rmap_rwsem_fifo_spin_patience(l);

	fifo_rwsem_write_lock(&l->sem, &patience);
}

static inline void rmap_rwsem_fifo_spin_write_lock_nested(struct rmap_rwsem_fifo_spin *l,
							  struct rw_semaphore *nest)
{
	rmap_rwsem_fifo_spin_write_lock(l);
}

static inline void rmap_rwsem_fifo_spin_write_unlock(struct rmap_rwsem_fifo_spin *l)
{
	const struct fifo_rwsem_patience patience = rmap_rwsem_fifo_spin_patience(l);

	fifo_rwsem_write_unlock(&l->sem, &patience);
}

static inline bool rmap_rwsem_fifo_spin_read_trylock(struct rmap_rwsem_fifo_spin *l)
{
	return fifo_rwsem_read_trylock(&l->sem);
}

static inline void rmap_rwsem_fifo_spin_read_lock(struct rmap_rwsem_fifo_spin *l)
{
	const struct fifo_rwsem_patience patience = rmap_rwsem_fifo_spin_patience(l);

	fifo_rwsem_read_lock(&l->sem, &patience);
}

static inline void rmap_rwsem_fifo_spin_read_unlock(struct rmap_rwsem_fifo_spin *l)
{
	const struct fifo_rwsem_patience patience = rmap_rwsem_fifo_spin_patience(l);

	fifo_rwsem_read_unlock(&l->sem, &patience);
}

static inline bool rmap_rwsem_fifo_spin_is_held(struct rmap_rwsem_fifo_spin *l)
{
	return fifo_rwsem_is_locked(&l->sem);
}

#endif /* RMAPLOCK_LOCK_RWSEM_FIFO_SPIN_H */
