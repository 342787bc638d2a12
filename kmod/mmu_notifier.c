// SPDX-License-Identifier: GPL-2.0
/*
 * The core of MMU notifiers: v14 of April 2008, on the model's areas.
 *
 * Who registers holds every lock of the mm (mm_lock), so that no range_start
 * without its range_end is under way. Who unregisters takes none of them: it
 * waits with SRCU for the callbacks that run, in O(1) and without memory. The mm's
 * exit may come meanwhile; a spinlock decides who takes the notifier off the list,
 * and that one runs its release(); the other waits for it with SRCU.
 *
 * Registered is an mm, by its mm_count: one with notifiers can exit and close its
 * files (24 Apr 2008). v14 finds the list through a pointer in mm_struct, which is
 * not ours: a hash table has it here, and it is kept until the files through which
 * clients registered are closed, where v14 keeps it until the mm_struct is freed.
 */
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/rculist.h>
#include <linux/refcount.h>
#include <linux/rwsem.h>
#include <linux/sched/mm.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <linux/srcu.h>
#include <linux/workqueue.h>

#include "mm_lock.h"
#include "mmu_call.h"
#include "model.h"

struct mmu_notifier_mm {
	struct hlist_node bucket; /* RCU; written under mms_lock */
	struct mm_struct *mm; /* its mm_count is pinned */
	refcount_t refs; /* notifiers that have not been forgotten, and an exit */
	bool exited; /* only the mm's exit touches it */
	struct srcu_struct srcu; /* callbacks that run */
	spinlock_t lock; /* protects list against other writers */
	struct hlist_head list; /* of struct mmu_registration, SRCU */
	struct rcu_work free_work;
};

/* What a hlist saves in each mm (thread, line 1498). */
static_assert(sizeof(struct list_head) - sizeof(struct hlist_head) == sizeof(void *));

struct hlist_head model_mmu_mms[1 << MODEL_MMU_HASH_BITS];
static DEFINE_SPINLOCK(mms_lock); /* protects writing to model_mmu_mms */
static struct workqueue_struct *free_queue;

static struct hlist_head *mm_bucket(const struct mm_struct *mm)
{
	return &model_mmu_mms[hash_ptr(mm, MODEL_MMU_HASH_BITS)];
}

/* Context: RCU read side. */
static struct mmu_notifier_mm *find(const struct mm_struct *mm)
{
	struct mmu_notifier_mm *nm;

	hlist_for_each_entry_rcu(nm, mm_bucket(mm), bucket)
		if (nm->mm == mm)
			return nm;
	return NULL;
}

static struct mmu_notifier_mm *find_get(const struct mm_struct *mm)
{
	struct mmu_notifier_mm *nm;

	rcu_read_lock();
	nm = find(mm);
	if (nm && !refcount_inc_not_zero(&nm->refs))
		nm = NULL;
	rcu_read_unlock();
	return nm;
}

/* NULL: none registered. Else in SRCU, which keeps it: see free_work(). */
static struct mmu_notifier_mm *enter(const struct mm_struct *mm, int *srcu)
{
	struct mmu_notifier_mm *nm;

	rcu_read_lock();
	nm = find(mm);
	if (nm)
		*srcu = srcu_read_lock(&nm->srcu);
	rcu_read_unlock();
	return nm;
}

static void leave(struct mmu_notifier_mm *nm, int srcu)
{
	srcu_read_unlock(&nm->srcu, srcu);
}

/* After a grace period of RCU nobody enters; who is inside is waited for. */
static void free_work(struct work_struct *work)
{
	struct mmu_notifier_mm *nm =
		container_of(to_rcu_work(work), struct mmu_notifier_mm, free_work);

	synchronize_srcu(&nm->srcu);
	cleanup_srcu_struct(&nm->srcu);
	mmdrop(nm->mm);
	kfree(nm);
}

static void put(struct mmu_notifier_mm *nm)
{
	if (!refcount_dec_and_lock(&nm->refs, &mms_lock))
		return;
	hlist_del_rcu(&nm->bucket);
	spin_unlock(&mms_lock);
	queue_rcu_work(free_queue, &nm->free_work);
}

static struct mmu_notifier_mm *alloc(struct mm_struct *mm)
{
	struct mmu_notifier_mm *nm = kzalloc(sizeof(*nm), GFP_KERNEL_ACCOUNT);

	if (!nm)
		return NULL;
	if (init_srcu_struct(&nm->srcu)) {
		kfree(nm);
		return NULL;
	}
	nm->mm = mm;
	mmgrab(mm);
	refcount_set(&nm->refs, 1);
	spin_lock_init(&nm->lock);
	INIT_HLIST_HEAD(&nm->list);
	INIT_RCU_WORK(&nm->free_work, free_work);
	return nm;
}

/* Context: mmap_lock of the caller's mm held for writing: nobody else adds it. */
static struct mmu_notifier_mm *find_or_add(struct mm_struct *mm)
{
	struct mmu_notifier_mm *nm = find_get(mm);

	if (nm)
		return nm;
	nm = alloc(mm);
	if (!nm)
		return NULL;
	spin_lock(&mms_lock);
	hlist_add_head_rcu(&nm->bucket, mm_bucket(mm));
	spin_unlock(&mms_lock);
	return nm;
}

/* Context: mmap_lock held for writing. */
static int register_locked(struct mmu_registration *mn, struct mm_struct *mm)
{
	struct mm_lock l = { .mm = mm };
	struct mmu_notifier_mm *nm = find_or_add(mm);
	int err;

	if (!nm)
		return -ENOMEM;
	err = mm_lock_all(&l, RMAPLOCK_MM_LOCK_SORTED);
	if (err) {
		put(nm);
		return err;
	}
	mn->mm = nm;
	spin_lock(&nm->lock);
	hlist_add_head_rcu(&mn->node, &nm->list);
	spin_unlock(&nm->lock);
	mm_unlock_all(&l);
	return 0;
}

int mmu_core_register(struct mmu_registration *mn)
{
	struct mm_struct *mm = current->mm;
	int err;

	__module_get(THIS_MODULE); /* the client's; its file is open, so it is there */
	if (mmap_write_lock_killable(mm)) {
		module_put(THIS_MODULE);
		return -EINTR;
	}
	err = register_locked(mn, mm);
	mmap_write_unlock(mm);
	if (err)
		module_put(THIS_MODULE);
	return err;
}

/* Take it off the list and run its release(). Context: lock held, which this drops. */
static void release_locked(struct mmu_notifier_mm *nm, struct mmu_registration *mn)
{
	int srcu;

	/* who walks the list right now goes on from here: keep its next pointer */
	hlist_del_init_rcu(&mn->node);
	/* the other one, unregister or exit, finds it gone and waits for this */
	srcu = srcu_read_lock(&nm->srcu);
	spin_unlock(&nm->lock);
	mmu_call_release(mn);
	leave(nm, srcu);
}

void mmu_core_unregister(struct mmu_registration *mn)
{
	struct mmu_notifier_mm *nm = mn->mm;

	spin_lock(&nm->lock);
	if (!hlist_unhashed(&mn->node))
		release_locked(nm, mn);
	else
		spin_unlock(&nm->lock);
	synchronize_srcu(&nm->srcu);
	WRITE_ONCE(mn->gone, true);
	/* not in release(), which has to return to us first (24 Apr 2008) */
	module_put(THIS_MODULE);
}

void mmu_core_forget(struct mmu_registration *mn)
{
	put(mn->mm);
}

bool mmu_core_is_ours(const struct mmu_registration *mn)
{
	return mn->mm->mm == current->mm;
}

/* A walk calls with a lock held, or inside RCU if that is how it got the lock. */
bool mmu_core_may_sleep(void)
{
	if (anon_vma_lock_traits()->may_sleep && i_mmap_lock_traits()->may_sleep &&
	    !IS_ENABLED(CONFIG_RMAPLOCK_WALK_TRYLOCK))
		return true;
	pr_notice_ratelimited("a client that sleeps needs locks that sleep: load another config\n");
	return false;
}

int mmu_core_fault(struct mmu_registration *mn, unsigned long address)
{
	struct vm_area_struct *vma = find_vma(current->mm, address);

	if (!vma || address < vma->vm_start || !model_vma_of_any(vma))
		return -ENOENT;
	return mn->client->fault(mn, address);
}

/* The page that all offsets of a file show never goes away. */
int mmu_core_look_up(struct mmu_registration *mn, unsigned long address)
{
	return 0;
}

static void release_all(struct mmu_notifier_mm *nm)
{
	struct mmu_registration *mn;

	spin_lock(&nm->lock);
	while (!hlist_empty(&nm->list)) {
		mn = hlist_entry(nm->list.first, struct mmu_registration, node);
		atomic64_inc(&mn->released_by_exit);
		release_locked(nm, mn);
		spin_lock(&nm->lock);
	}
	spin_unlock(&nm->lock);
	synchronize_srcu(&nm->srcu); /* a release() that unregister runs */
}

/* Nobody registers any more: the mm has no users. Others may still walk its areas. */
static void release_mm(struct mm_struct *mm)
{
	struct mmu_notifier_mm *nm = find_get(mm);

	if (!nm)
		return;
	if (!nm->exited) {
		nm->exited = true;
		release_all(nm);
	}
	put(nm);
}

/*
 * "Any place that mangles over ptes and doesn't hold any of the three locks is buggy"
 * (23 Apr 2008): the mmap_lock, or a walk's. The oracle asks whether somebody holds it.
 */
static void expect_locked(const struct mmu_range *range)
{
	const struct model_vma *area = range->area;
	bool locked;

	if (likely(!(READ_ONCE(rmap_settings) & RMAPLOCK_ORACLE)))
		return;
	if (area)
		locked = i_mmap_is_locked(&area->file->lock) ||
			 (area->anon_vma && anon_vma_is_locked(&area->anon_vma->lock));
	else
		locked = rwsem_is_locked(&range->mm->mmap_lock);
	if (!locked)
		rmap_oracle_unlocked("MMU notifiers were called");
}

#define for_each_notifier(mn, nm) \
	hlist_for_each_entry_srcu(mn, &(nm)->list, node, srcu_read_lock_held(&(nm)->srcu))

int __model_mmu_range_start(const struct mmu_range *range)
{
	struct mmu_notifier_mm *nm;
	struct mmu_registration *mn;
	int err = 0, srcu;

	nm = enter(range->mm, &srcu);
	if (!nm)
		return 0;
	expect_locked(range);
	for_each_notifier(mn, nm)
		if (mmu_call_range_start(mn, range))
			err = -EAGAIN;
	leave(nm, srcu);
	return err;
}

void __model_mmu_range_end(const struct mmu_range *range)
{
	struct mmu_notifier_mm *nm;
	struct mmu_registration *mn;
	int srcu;

	nm = enter(range->mm, &srcu);
	if (!nm)
		return;
	expect_locked(range);
	for_each_notifier(mn, nm)
		mmu_call_range_end(mn, range);
	leave(nm, srcu);
}

int __model_mmu_invalidate_page(const struct mmu_range *page)
{
	struct mmu_notifier_mm *nm;
	struct mmu_registration *mn;
	int err = 0, srcu;

	nm = enter(page->mm, &srcu);
	if (!nm)
		return 0;
	expect_locked(page);
	for_each_notifier(mn, nm)
		if (mmu_call_invalidate_page(mn, page))
			err = -EAGAIN;
	leave(nm, srcu);
	return err;
}

/* A refusal is negative, and stays so whatever the others say. */
int __model_mmu_clear_flush_young(const struct mmu_range *page)
{
	struct mmu_notifier_mm *nm;
	struct mmu_registration *mn;
	int young = 0, srcu;

	nm = enter(page->mm, &srcu);
	if (!nm)
		return 0;
	expect_locked(page);
	for_each_notifier(mn, nm)
		young |= mmu_call_clear_flush_young(mn, page);
	leave(nm, srcu);
	return young < 0 ? -EAGAIN : young;
}

/*
 * unmap_vmas(). In exit the clients go before the pages: exit_mmap() begins for us with
 * the first area that is closed when the mm has no users.
 */
void __model_mmu_unmap(const struct mmu_range *range)
{
	if (!atomic_read(&range->mm->mm_users)) {
		release_mm(range->mm);
		return;
	}
	__model_mmu_range_start(range);
	__model_mmu_range_end(range);
}

int model_mmu_init(void)
{
	free_queue = alloc_workqueue(KBUILD_MODNAME "_mmu", 0, 0);
	return free_queue ? 0 : -ENOMEM;
}

/* Every file is closed; what they had registered may still be on its way out. */
void model_mmu_exit(void)
{
	rcu_barrier();
	destroy_workqueue(free_queue);
}
