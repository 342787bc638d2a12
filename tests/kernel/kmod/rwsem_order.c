// SPDX-License-Identifier: GPL-2.0
/*
 * In which order does a rwsem admit who waits for it? Each question is asked of one for which
 * rwsem_set_fifo() was called, and of a plain one, whose answer is another: else the question
 * would tell nothing. The log has a line for each: KIND QUESTION ANSWER.
 */
#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <linux/atomic.h>
#include <linux/completion.h>
#include <linux/cpumask.h>
#include <linux/delay.h>
#include <linux/err.h>
#include <linux/jiffies.h>
#include <linux/kthread.h>
#include <linux/list.h>
#include <linux/module.h>
#include <linux/rwsem.h>
#include <linux/sched.h>
#include <linux/sched/task.h>
#include <linux/spinlock.h>
#include <linux/string.h>

#define WAITERS_MAX 8
#define ROUNDS 50
#define PATIENCE (10 * HZ) /* for what has to happen, on a slow machine, too */
#define GLANCE 2 /* jiffies, for what is not to happen */

/* Who waits or comes back: a reader or a writer. */
enum { READER = 'R', WRITER = 'W' };

struct order {
	struct rw_semaphore sem;
	bool fifo;
	atomic_t nr_admitted;
	char admitted[WAITERS_MAX + 1]; /* each written by who holds sem, at its own place */
};

struct waiter {
	struct order *order;
	char kind;
	bool arrives;
	struct completion left;
	struct task_struct *task;
};

static void lock(struct order *order, char kind)
{
	if (kind == READER)
		down_read(&order->sem);
	else
		down_write(&order->sem);
}

static void unlock(struct order *order, char kind)
{
	if (kind == READER)
		up_read(&order->sem);
	else
		up_write(&order->sem);
}

/* Take the lock, put NAME into the order, and give the lock back. */
static void pass(struct order *order, char kind, char name)
{
	lock(order, kind);
	order->admitted[atomic_inc_return(&order->nr_admitted) - 1] = name;
	unlock(order, kind);
}

static void begin(struct order *order)
{
	atomic_set(&order->nr_admitted, 0);
	memset(order->admitted, 0, sizeof(order->admitted));
	down_write(&order->sem);
}

static int wait_and_pass(void *data)
{
	struct waiter *waiter = data;

	WRITE_ONCE(waiter->arrives, true);
	pass(waiter->order, waiter->kind, waiter->kind);
	complete(&waiter->left);
	return 0;
}

/* On the CPU on which we are not, so that it can run while we do. */
static int start(struct waiter *waiter, struct order *order, char kind)
{
	*waiter = (struct waiter){ .order = order, .kind = kind };
	init_completion(&waiter->left);
	waiter->task = kthread_create(wait_and_pass, waiter, "rwsem_order");
	if (IS_ERR(waiter->task))
		return PTR_ERR(waiter->task);
	get_task_struct(waiter->task);
	kthread_bind(waiter->task, cpumask_last(cpu_online_mask));
	wake_up_process(waiter->task);
	return 0;
}

/* It has left this file before the module can. */
static void collect(struct waiter *waiter)
{
	wait_for_completion(&waiter->left);
	kthread_stop(waiter->task);
	put_task_struct(waiter->task);
}

static unsigned int nr_queued(struct rw_semaphore *sem)
{
	struct list_head *at;
	unsigned int n = 0;

	raw_spin_lock_irq(&sem->wait_lock);
	list_for_each(at, &sem->wait_list) n++;
	raw_spin_unlock_irq(&sem->wait_lock);
	return n;
}

/* The holder sleeps meanwhile, so that nobody has a reason to spin. */
static bool come_to_queue(struct rw_semaphore *sem, unsigned int n)
{
	unsigned long end = jiffies + PATIENCE;

	while (nr_queued(sem) < n && time_before(jiffies, end))
		usleep_range(1000, 2000);
	return nr_queued(sem) == n;
}

/* Readers and writers come one after the other: are they admitted so? */
static int ask_queue(struct order *order)
{
	static const char come[] = { READER, WRITER, READER, READER, WRITER, READER };
	struct waiter waiters[ARRAY_SIZE(come)];
	unsigned int n, i;
	int err = 0;

	begin(order);
	for (n = 0; n < ARRAY_SIZE(come) && !err; n++) {
		err = start(&waiters[n], order, come[n]);
		if (err)
			break;
		if (!come_to_queue(&order->sem, n + 1))
			err = -ETIMEDOUT;
	}
	up_write(&order->sem);
	for (i = 0; i < n; i++)
		collect(&waiters[i]);
	if (!err)
		pr_info("%s queue %s\n", order->fifo ? "fifo" : "plain", order->admitted);
	return err;
}

/* Who gives the lock back wants it again, as KIND: does it come before a writer that waited? */
static int ask_again(struct order *order, char kind)
{
	struct waiter waiter;
	unsigned int before = 0;

	for (int round = 0; round < ROUNDS; round++) {
		bool queued;
		int err;

		begin(order);
		err = start(&waiter, order, WRITER);
		if (err) {
			up_write(&order->sem);
			return err;
		}
		queued = come_to_queue(&order->sem, 1);
		up_write(&order->sem);
		pass(order, kind, 'a');
		collect(&waiter);
		if (!queued)
			return -ETIMEDOUT;
		before += order->admitted[0] == 'a';
	}
	pr_info("%s again-as-%c %u of %d\n", order->fifo ? "fifo" : "plain", kind, before, ROUNDS);
	return 0;
}

/* The holder runs: does who waits for it go to sleep all the same? */
static int ask_spin(struct order *order)
{
	struct waiter waiter;
	unsigned int asleep = 0;

	for (int round = 0; round < ROUNDS; round++) {
		unsigned long end;
		int err;

		begin(order);
		err = start(&waiter, order, WRITER);
		if (err) {
			up_write(&order->sem);
			return err;
		}
		end = jiffies + PATIENCE;
		while (!READ_ONCE(waiter.arrives) && time_before(jiffies, end))
			cpu_relax();
		end = jiffies + (order->fifo ? PATIENCE : GLANCE);
		while (!nr_queued(&order->sem) && time_before(jiffies, end))
			cpu_relax();
		asleep += nr_queued(&order->sem);
		up_write(&order->sem);
		collect(&waiter);
	}
	pr_info("%s asleep %u of %d\n", order->fifo ? "fifo" : "plain", asleep, ROUNDS);
	return 0;
}

static int ask(struct order *order)
{
	return ask_queue(order) ?: ask_again(order, WRITER) ?: ask_again(order, READER) ?:
	       ask_spin(order);
}

static struct order fifo = { .fifo = true }, plain;

static int __init rwsem_order_init(void)
{
	if (num_online_cpus() < 2) {
		pr_err("takes two CPUs\n");
		return -ENODEV;
	}
	init_rwsem(&fifo.sem);
	rwsem_set_fifo(&fifo.sem);
	init_rwsem(&plain.sem);
	set_cpus_allowed_ptr(current, cpumask_of(cpumask_first(cpu_online_mask)));
	return ask(&fifo) ?: ask(&plain);
}

static void __exit rwsem_order_exit(void)
{
}

module_init(rwsem_order_init);
module_exit(rwsem_order_exit);
MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("The order in which a rwsem admits who waits for it");
