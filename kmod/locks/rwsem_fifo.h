/* SPDX-License-Identifier: GPL-2.0 */
/*
 * lock: rwsem_fifo - the rwsem of 2008: FIFO, no optimistic spin, no stealing
 *
 * Written anew from the semantics of 2.6.25's generic rwsem, which is the one
 * that x86-64 used in 2008: a spinlock guards a count and a FIFO of waiters.
 * Who finds the lock taken, or (a reader) anybody waiting, queues and sleeps.
 * The releaser hands the lock over to the head of the queue before it wakes it,
 * so nobody can overtake: between the wake-up and the moment the new owner runs
 * the lock is taken and nobody works. Readers at the head are granted together.
 */
#ifndef RMAPLOCK_LOCK_RWSEM_FIFO_H
#define RMAPLOCK_LOCK_RWSEM_FIFO_H

#include <linux/list.h>
#include <linux/sched.h>
#include <linux/sched/task.h>
#include <linux/spinlock.h>

struct rmap_rwsem_fifo {
	raw_spinlock_t wait_lock; /* protects all below */
	int activity; /* 0 free, > 0 readers, -1 a writer */
	struct list_head waiters; /* struct rmap_rwsem_fifo_waiter, FIFO */
};

struct rmap_rwsem_fifo_waiter {
	struct list_head node;
	struct task_struct *task; /* NULL once the lock has been granted */
	bool writer;
};

static const struct rmap_lock_traits rmap_rwsem_fifo_traits = {
	.may_sleep = true,
	.readers_share = true,
	.shared_lists = true,
	.excludes = true,
};

static inline void rmap_rwsem_fifo_init(struct rmap_rwsem_fifo *l)
{
	raw_spin_lock_init(&l->wait_lock);
	l->activity = 0;
	INIT_LIST_HEAD(&l->waiters);
}

/*
 * The waiter lives on its owner's stack and may vanish as soon as ->task is
 * NULL: take a reference to the task first.
 */
static inline void rmap_rwsem_fifo_grant(struct rmap_rwsem_fifo_waiter *waiter)
{
	struct task_struct *task = waiter->task;

	list_del(&waiter->node);
	get_task_struct(task);
	/* pairs with rmap_rwsem_fifo_sleep(): it sees all that was done under the lock */
	smp_store_release(&waiter->task, NULL);
	wake_up_process(task);
	put_task_struct(task);
}

/* Called with ->wait_lock held, the lock free and somebody waiting. */
static inline void rmap_rwsem_fifo_hand_over(struct rmap_rwsem_fifo *l)
{
	struct rmap_rwsem_fifo_waiter *waiter, *next;

	waiter = list_first_entry(&l->waiters, struct rmap_rwsem_fifo_waiter, node);
	if (waiter->writer) {
		l->activity = -1;
		rmap_rwsem_fifo_grant(waiter);
		return;
	}
	list_for_each_entry_safe(waiter, next, &l->waiters, node) {
		if (waiter->writer)
			break;
		l->activity++;
		rmap_rwsem_fifo_grant(waiter);
	}
}

/* Called with ->wait_lock held, returns with the lock granted and it dropped. */
static inline void rmap_rwsem_fifo_sleep(struct rmap_rwsem_fifo *l, bool writer,
					 unsigned long irq_flags)
{
	struct rmap_rwsem_fifo_waiter waiter = { .task = current, .writer = writer };

	list_add_tail(&waiter.node, &l->waiters);
	raw_spin_unlock_irqrestore(&l->wait_lock, irq_flags);

	for (;;) {
		set_current_state(TASK_UNINTERRUPTIBLE);
		/* pairs with rmap_rwsem_fifo_grant() */
		if (!smp_load_acquire(&waiter.task))
			break;
		schedule();
	}
	__set_current_state(TASK_RUNNING);
}

static inline bool rmap_rwsem_fifo_write_trylock(struct rmap_rwsem_fifo *l)
{
	unsigned long irq_flags;
	bool free;

	raw_spin_lock_irqsave(&l->wait_lock, irq_flags);
	free = !l->activity;
	if (free)
		l->activity = -1;
	raw_spin_unlock_irqrestore(&l->wait_lock, irq_flags);
	return free;
}

static inline void rmap_rwsem_fifo_write_lock(struct rmap_rwsem_fifo *l)
{
	unsigned long irq_flags;

	might_sleep();
	raw_spin_lock_irqsave(&l->wait_lock, irq_flags);
	if (l->activity) {
		rmap_rwsem_fifo_sleep(l, true, irq_flags);
		return;
	}
	l->activity = -1;
	raw_spin_unlock_irqrestore(&l->wait_lock, irq_flags);
}

static inline void rmap_rwsem_fifo_write_unlock(struct rmap_rwsem_fifo *l)
{
	unsigned long irq_flags;

	raw_spin_lock_irqsave(&l->wait_lock, irq_flags);
	l->activity = 0;
	if (!list_empty(&l->waiters))
		rmap_rwsem_fifo_hand_over(l);
	raw_spin_unlock_irqrestore(&l->wait_lock, irq_flags);
}

static inline bool rmap_rwsem_fifo_read_trylock(struct rmap_rwsem_fifo *l)
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

static inline void rmap_rwsem_fifo_read_lock(struct rmap_rwsem_fifo *l)
{
	unsigned long irq_flags;

	might_sleep();
	raw_spin_lock_irqsave(&l->wait_lock, irq_flags);
	if (l->activity < 0 || !list_empty(&l->waiters)) {
		rmap_rwsem_fifo_sleep(l, false, irq_flags);
		return;
	}
	l->activity++;
	raw_spin_unlock_irqrestore(&l->wait_lock, irq_flags);
}

static inline void rmap_rwsem_fifo_read_unlock(struct rmap_rwsem_fifo *l)
{
	unsigned long irq_flags;

	raw_spin_lock_irqsave(&l->wait_lock, irq_flags);
	if (!--l->activity && !list_empty(&l->waiters))
		rmap_rwsem_fifo_hand_over(l);
	raw_spin_unlock_irqrestore(&l->wait_lock, irq_flags);
}

static inline bool rmap_rwsem_fifo_is_locked(struct rmap_rwsem_fifo *l)
{
	return READ_ONCE(l->activity);
}

#endif /* RMAPLOCK_LOCK_RWSEM_FIFO_H */
