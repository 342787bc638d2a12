/* SPDX-License-Identifier: GPL-2.0 */
/*
 * An rwsem that is FIFO: what locks/rwsem_fifo*.h are made of.
 *
 * Written anew from the semantics of 2.6.25's generic rwsem, which is the one
 * that x86-64 used in 2008: a spinlock guards a count and a FIFO of waiters.
 * Who finds the lock taken, or (a reader) anybody waiting, queues and waits.
 * The releaser hands the lock over to the head of the queue before it wakes it,
 * so nobody can overtake: between the wake-up and the moment the new owner runs
 * the lock is taken and nobody works. Readers at the head are granted together.
 *
 * How a waiter waits is the caller's: struct fifo_rwsem_patience, a constant.
 */
#ifndef RMAPLOCK_FIFO_RWSEM_H
#define RMAPLOCK_FIFO_RWSEM_H

#include <linux/list.h>
#include <linux/rcupdate.h>
#include <linux/sched.h>
#include <linux/sched/task.h>
#include <linux/spinlock.h>
#include <linux/timekeeping.h>

#include "section.h"

struct fifo_rwsem {
	raw_spinlock_t wait_lock; /* protects all below */
	int activity; /* 0 free, > 0 readers, -1 a writer */
	struct list_head waiters; /* struct fifo_rwsem_waiter, FIFO */
};

struct fifo_rwsem_waiter {
	struct list_head node;
	struct task_struct *task; /* NULL once the lock has been granted */
	bool writer;
};

/* How long a waiter, which has its place in the queue, spins before it sleeps. */
struct fifo_rwsem_patience {
	u64 spin_ns; /* so long; 0: not at all */
	bool while_owner_runs; /* or until the writer that owns the lock leaves its CPU */
	bool always; /* or until the lock is granted */
	struct task_struct **owner; /* where the writer is noted, NULL: nowhere */
};

static inline void fifo_rwsem_init(struct fifo_rwsem *l)
{
	raw_spin_lock_init(&l->wait_lock);
	l->activity = 0;
	INIT_LIST_HEAD(&l->waiters);
}

static __always_inline void fifo_rwsem_note_owner(const struct fifo_rwsem_patience *patience,
						  struct task_struct *task)
{
	if (patience->owner)
		WRITE_ONCE(*patience->owner, task);
}

static __always_inline bool fifo_rwsem_spins(const struct fifo_rwsem_patience *patience)
{
	return patience->spin_ns || patience->while_owner_runs || patience->always;
}

/*
 * Nobody needs to wake a waiter that spins. One that is about to sleep sets its
 * state before it looks whether it was granted the lock, and we grant it before we
 * look at the state: one of us sees the other.
 */
static __always_inline bool fifo_rwsem_still_spins(struct task_struct *task,
						   const struct fifo_rwsem_patience *patience)
{
	if (!fifo_rwsem_spins(patience))
		return false;
	smp_mb(); /* pairs with set_current_state() in fifo_rwsem_wait() */
	return task_is_running(task);
}

/*
 * The waiter lives on its owner's stack and may vanish as soon as ->task is
 * NULL: take a reference to the task first.
 */
static __always_inline void fifo_rwsem_grant(struct fifo_rwsem_waiter *waiter,
					     const struct fifo_rwsem_patience *patience)
{
	struct task_struct *task = waiter->task;

	list_del(&waiter->node);
	get_task_struct(task);
	/* pairs with fifo_rwsem_granted(): the waiter sees all that was done under the lock */
	smp_store_release(&waiter->task, NULL);
	if (!fifo_rwsem_still_spins(task, patience))
		wake_up_process(task);
	put_task_struct(task);
}

static inline bool fifo_rwsem_granted(struct fifo_rwsem_waiter *waiter)
{
	/* pairs with fifo_rwsem_grant() */
	return !smp_load_acquire(&waiter->task);
}

/* Called with ->wait_lock held, the lock free and somebody waiting. */
static __always_inline void fifo_rwsem_hand_over(struct fifo_rwsem *l,
						 const struct fifo_rwsem_patience *patience)
{
	struct fifo_rwsem_waiter *waiter, *next;

	waiter = list_first_entry(&l->waiters, struct fifo_rwsem_waiter, node);
	if (waiter->writer) {
		l->activity = -1;
		fifo_rwsem_note_owner(patience, waiter->task);
		fifo_rwsem_grant(waiter, patience);
		return;
	}
	list_for_each_entry_safe(waiter, next, &l->waiters, node) {
		if (waiter->writer)
			break;
		l->activity++;
		fifo_rwsem_grant(waiter, patience);
	}
}

/*
 * A task_struct is freed by RCU. Readers are not noted: nobody knows whether they
 * run. On a single CPU the waiter runs, so no owner does.
 */
static inline bool fifo_rwsem_owner_runs(struct task_struct **owner)
{
#ifdef CONFIG_SMP /* as the kernel's owner_on_cpu() */
	struct task_struct *task;
	bool runs;

	rcu_read_lock();
	task = READ_ONCE(*owner);
	runs = task && owner_on_cpu(task);
	rcu_read_unlock();
	return runs;
#else
	return false;
#endif
}

/* Returns true if the lock was granted meanwhile. */
static __always_inline bool fifo_rwsem_spin(struct fifo_rwsem_waiter *waiter,
					    const struct fifo_rwsem_patience *patience)
{
	u64 since_ns = patience->spin_ns ? ktime_get_mono_fast_ns() : 0;

	while (!fifo_rwsem_granted(waiter)) {
		if (patience->always)
			cond_resched(); /* the owner may need this very CPU */
		else if (need_resched())
			return false;
		else if (patience->while_owner_runs)
			if (!fifo_rwsem_owner_runs(patience->owner))
				return false;
		if (patience->spin_ns && rmap_span_ns(since_ns) >= patience->spin_ns)
			return false;
		cpu_relax();
	}
	return true;
}

/* Called with ->wait_lock held, returns with the lock granted and it dropped. */
static __always_inline void fifo_rwsem_wait(struct fifo_rwsem *l, bool writer,
					    unsigned long irq_flags,
					    const struct fifo_rwsem_patience *patience)
{
	struct fifo_rwsem_waiter waiter = { .task = current, .writer = writer };

	list_add_tail(&waiter.node, &l->waiters);
	raw_spin_unlock_irqrestore(&l->wait_lock, irq_flags);

	if (fifo_rwsem_spins(patience) && fifo_rwsem_spin(&waiter, patience))
		return;
	for (;;) {
		set_current_state(TASK_UNINTERRUPTIBLE);
		if (fifo_rwsem_granted(&waiter))
			break;
		schedule();
	}
	__set_current_state(TASK_RUNNING);
}

static __always_inline bool fifo_rwsem_write_trylock(struct fifo_rwsem *l,
						     const struct fifo_rwsem_patience *patience)
{
	unsigned long irq_flags;
	bool free;

	raw_spin_lock_irqsave(&l->wait_lock, irq_flags);
	free = !l->activity;
	if (free) {
		l->activity = -1;
		fifo_rwsem_note_owner(patience, current);
	}
	raw_spin_unlock_irqrestore(&l->wait_lock, irq_flags);
	return free;
}

static __always_inline void fifo_rwsem_write_lock(struct fifo_rwsem *l,
						  const struct fifo_rwsem_patience *patience)
{
	unsigned long irq_flags;

	might_sleep();
	raw_spin_lock_irqsave(&l->wait_lock, irq_flags);
	if (l->activity) {
		fifo_rwsem_wait(l, true, irq_flags, patience);
		return;
	}
	l->activity = -1;
	fifo_rwsem_note_owner(patience, current);
	raw_spin_unlock_irqrestore(&l->wait_lock, irq_flags);
}

static __always_inline void fifo_rwsem_write_unlock(struct fifo_rwsem *l,
						    const struct fifo_rwsem_patience *patience)
{
	unsigned long irq_flags;

	raw_spin_lock_irqsave(&l->wait_lock, irq_flags);
	l->activity = 0;
	fifo_rwsem_note_owner(patience, NULL);
	if (!list_empty(&l->waiters))
		fifo_rwsem_hand_over(l, patience);
	raw_spin_unlock_irqrestore(&l->wait_lock, irq_flags);
}

static inline bool fifo_rwsem_read_trylock(struct fifo_rwsem *l)
{
	unsigned long irq_flags;
	bool granted;

	raw_spin_lock_irqsave(&l->wait_lock, irq_flags);
	granted = l->activity >= 0 && list_empty(&l->waiters);
	if (granted)
		l->activity++;
	raw_spin_unlock_irqrestore(&l->wait_lock, irq_flags);
	return granted;
}

static __always_inline void fifo_rwsem_read_lock(struct fifo_rwsem *l,
						 const struct fifo_rwsem_patience *patience)
{
	unsigned long irq_flags;

	might_sleep();
	raw_spin_lock_irqsave(&l->wait_lock, irq_flags);
	if (l->activity < 0 || !list_empty(&l->waiters)) {
		fifo_rwsem_wait(l, false, irq_flags, patience);
		return;
	}
	l->activity++;
	raw_spin_unlock_irqrestore(&l->wait_lock, irq_flags);
}

static __always_inline void fifo_rwsem_read_unlock(struct fifo_rwsem *l,
						   const struct fifo_rwsem_patience *patience)
{
	unsigned long irq_flags;

	raw_spin_lock_irqsave(&l->wait_lock, irq_flags);
	if (!--l->activity && !list_empty(&l->waiters))
		fifo_rwsem_hand_over(l, patience);
	raw_spin_unlock_irqrestore(&l->wait_lock, irq_flags);
}

static inline bool fifo_rwsem_is_locked(struct fifo_rwsem *l)
{
	return READ_ONCE(l->activity);
}

#endif /* RMAPLOCK_FIFO_RWSEM_H */
