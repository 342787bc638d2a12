// SPDX-License-Identifier: GPL-2.0
/*
 * anon_vma as in 2.6.25 (mm/rmap.c): one lock and one list, shared by every
 * area that descends from the one first written to. Fork adds to the list,
 * exit takes away, both under the lock held for writing: the section of one
 * list_add that AIM7's tasks were scheduled away from in 2008.
 *
 * Left out: find_mergeable_anon_vma(). Areas of the device never merge, so
 * each one first written to gets an anon_vma of its own.
 */
#include <linux/percpu.h>
#include <linux/rcupdate.h>
#include <linux/slab.h>

#include "model.h"

static struct kmem_cache *anon_vma_cache;
static DEFINE_PER_CPU(long, anon_vmas_alive);

/*
 * A lock with memory of its own cannot be left to a slab that may vanish at any
 * time: it lives from alloc to free, and nobody may come late and look at it.
 */
static __always_inline bool lock_owns_memory(void)
{
	return anon_vma_lock_traits()->owns_memory;
}

static void anon_vma_ctor(void *object)
{
	struct model_anon_vma *anon_vma = object;

	if (!lock_owns_memory())
		anon_vma_lock_init(&anon_vma->lock);
	lifetime_init(&anon_vma->lifetime);
	INIT_LIST_HEAD(&anon_vma->head);
	anon_vma->generation = 0;
	atomic_set(&anon_vma->private_links, 0);
	anon_vma->number = 0;
}

int model_anon_vma_init(void)
{
	/* aligned, which 2.6.25's was not: or locks of another size share cachelines otherwise */
	anon_vma_cache = kmem_cache_create(
		KBUILD_MODNAME "_anon_vma", sizeof(struct model_anon_vma), 0,
		SLAB_TYPESAFE_BY_RCU | SLAB_ACCOUNT | SLAB_HWCACHE_ALIGN, anon_vma_ctor);
	return anon_vma_cache ? 0 : -ENOMEM;
}

void model_anon_vma_exit(void)
{
	/*
	 * Slabs of a type-stable cache are freed by RCU, but by callbacks of the
	 * allocator alone, which it waits for itself: no rcu_barrier() of ours,
	 * which would be half of the time that unloading takes.
	 */
	kmem_cache_destroy(anon_vma_cache);
}

static struct model_anon_vma *anon_vma_alloc(const struct model_vma *area)
{
	struct model_anon_vma *anon_vma = kmem_cache_alloc(anon_vma_cache, GFP_KERNEL);

	if (!anon_vma)
		return NULL;
	if (mapcount_alloc(&anon_vma->mapcount, area))
		goto no_mapcount;
	if (lock_owns_memory() && anon_vma_lock_init(&anon_vma->lock))
		goto no_lock;
	WRITE_ONCE(anon_vma->generation, anon_vma->generation + 1);
	this_cpu_inc(anon_vmas_alive);
	return anon_vma;

no_lock:
	mapcount_free(&anon_vma->mapcount);
no_mapcount:
	kmem_cache_free(anon_vma_cache, anon_vma);
	return NULL;
}

static void anon_vma_free(struct model_anon_vma *anon_vma)
{
	this_cpu_dec(anon_vmas_alive);
	if (lock_owns_memory()) {
		synchronize_rcu(); /* walks that found it see the lock to the last */
		anon_vma_lock_destroy(&anon_vma->lock);
	}
	mapcount_free(&anon_vma->mapcount);
	kmem_cache_free(anon_vma_cache, anon_vma);
}

void model_anon_vma_put(struct model_anon_vma *anon_vma)
{
	if (lifetime_put(&anon_vma->lifetime))
		anon_vma_free(anon_vma);
}

u64 model_anon_vmas_alive(void)
{
	long sum = 0;
	int cpu;

	for_each_possible_cpu(cpu)
		sum += READ_ONCE(*per_cpu_ptr(&anon_vmas_alive, cpu));
	return sum;
}

void model_anon_vma_link_locked(struct model_vma *area, struct model_anon_vma *anon_vma)
{
	lifetime_linked(&anon_vma->lifetime);
	if (model_shares_lists()) {
		list_add_tail(&area->anon_node, &anon_vma->head);
	} else {
		list_add_tail(&area->anon_node, &area->private_head);
		atomic_inc(&anon_vma->private_links);
	}
}

/* Returns true if @area was the last one: the list is empty. */
static bool unlink_locked(struct model_vma *area, struct model_anon_vma *anon_vma)
{
	list_del(&area->anon_node);
	if (model_shares_lists())
		return list_empty(&anon_vma->head);
	return atomic_dec_and_test(&anon_vma->private_links);
}

int model_anon_vma_prepare(struct model_vma *area)
{
	struct model_anon_vma *allocated;
	struct rmap_section section;

	/* pairs with the release below: whoever sees it sees a linked area */
	if (likely(smp_load_acquire(&area->anon_vma)))
		return 0;

	allocated = anon_vma_alloc(area);
	if (unlikely(!allocated))
		return -ENOMEM;
	model_change_begin();

	/*
	 * Threads of one mm fault with mmap_lock held for reading only:
	 * page_table_lock decides who is first (Hugh Dickins, 29 Apr 2008). 2.6.25
	 * takes no anon_vma lock here for a new anon_vma, which nobody else can
	 * know yet; we do, so that the list is never touched without its lock.
	 */
	anon_vma_write_lock(&allocated->lock, RMAPLOCK_SITE_PREPARE, &section);
	spin_lock(&area->mm->page_table_lock);
	if (likely(!area->anon_vma)) {
		lifetime_born(&allocated->lifetime);
		model_anon_vma_link_locked(area, allocated);
		/* pairs with the acquire above and the one in find_page() */
		smp_store_release(&area->anon_vma, allocated);
		allocated = NULL;
	}
	spin_unlock(&area->mm->page_table_lock);
	if (likely(!allocated)) {
		anon_vma_write_unlock(&area->anon_vma->lock, &section);
		mapcount_map(&area->anon_vma->mapcount, area);
		model_change_end();
		return 0;
	}
	anon_vma_write_unlock(&allocated->lock, &section);
	anon_vma_free(allocated);
	model_change_end();
	return 0;
}

void model_anon_vma_link(struct model_vma *area, struct model_anon_vma *anon_vma,
			 enum rmaplock_site site)
{
	struct rmap_section section;

	anon_vma_write_lock(&anon_vma->lock, site, &section);
	area->anon_vma = anon_vma;
	model_anon_vma_link_locked(area, anon_vma);
	anon_vma_write_unlock(&anon_vma->lock, &section);
	mapcount_map(&anon_vma->mapcount, area); /* copy_page_range() */
}

void model_anon_vma_unlink(struct model_vma *area)
{
	struct model_anon_vma *anon_vma = area->anon_vma;
	struct rmap_section section;
	bool empty;

	if (!anon_vma)
		return;

	mapcount_unmap(&anon_vma->mapcount, area); /* unmap_vmas(), before free_pgtables() */
	anon_vma_write_lock(&anon_vma->lock, RMAPLOCK_SITE_UNLINK, &section);
	/*
	 * Off the list we may no longer keep the anon_vma alive, and some locks'
	 * unlock still touches the lock when the next owner has it already, who
	 * may be the last and free it: RCU keeps the memory until we are out.
	 */
	rcu_read_lock();
	empty = unlink_locked(area, anon_vma);
	WRITE_ONCE(area->anon_vma, NULL); /* for check.c, which finds us in the tree */
	anon_vma_write_unlock(&anon_vma->lock, &section);
	rcu_read_unlock();
	/* nobody can add to an empty list: a newcomer is copied from a member */
	if (lifetime_unlinked(&anon_vma->lifetime, empty))
		anon_vma_free(anon_vma);
}
