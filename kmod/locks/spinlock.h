/* SPDX-License-Identifier: GPL-2.0 */
/*
 * lock: spinlock - spinlock_t, as anon_vma->lock and i_mmap_lock were in 2.6.25
 *
 * Waiters spin and never sleep: in FIFO order on bare metal and where the
 * hypervisor has paravirtual spinlocks, first come first lucky in other guests
 * (x86's virt_spin_lock()), QEMU's emulation among them. MMU notifiers that sleep
 * cannot be called with it held: why the 2008 thread wanted another lock.
 */
#ifndef RMAPLOCK_LOCK_SPINLOCK_H
#define RMAPLOCK_LOCK_SPINLOCK_H

#include <linux/spinlock.h>

struct rmap_spinlock {
	spinlock_t lock;
};

static const struct rmap_lock_traits rmap_spinlock_traits = {
	.shared_lists = true,
	.excludes = true,
};

static inline int rmap_spinlock_init(struct rmap_spinlock *l)
{
	spin_lock_init(&l->lock);
	return 0;
}

static inline void rmap_spinlock_destroy(struct rmap_spinlock *l)
{
}

static inline void rmap_spinlock_write_lock(struct rmap_spinlock *l)
{
	spin_lock(&l->lock);
}

static inline void rmap_spinlock_write_lock_nested(struct rmap_spinlock *l,
						   struct rw_semaphore *nest)
{
	spin_lock_nest_lock(&l->lock, nest);
}

static inline bool rmap_spinlock_write_trylock(struct rmap_spinlock *l)
{
	return spin_trylock(&l->lock);
}

static inline void rmap_spinlock_write_unlock(struct rmap_spinlock *l)
{
	spin_unlock(&l->lock);
}

static inline void rmap_spinlock_read_lock(struct rmap_spinlock *l)
{
	spin_lock(&l->lock);
}

static inline bool rmap_spinlock_read_trylock(struct rmap_spinlock *l)
{
	return spin_trylock(&l->lock);
}

static inline void rmap_spinlock_read_unlock(struct rmap_spinlock *l)
{
	spin_unlock(&l->lock);
}

/* On UP there may be nothing to ask: preemption is off, which is the lock. */
static inline bool rmap_spinlock_is_held(struct rmap_spinlock *l)
{
	return !IS_ENABLED(CONFIG_SMP) || spin_is_locked(&l->lock);
}

#endif /* RMAPLOCK_LOCK_SPINLOCK_H */
