// SPDX-License-Identifier: GPL-2.0
/*
 * Walking the reverse map of one page under the read lock, as page_referenced()
 * does: every area on the list or in the tree is visited and asked whether it
 * holds the page. The kernel would look up a page table entry there; the model
 * stops at the address, since other tasks' page tables are not ours to touch.
 *
 * What a page tells of its anon_vma (page->mapping) is a hint: the areas may go
 * away at any time, and the anon_vma with them. Three ways lead to its lock:
 *
 *   RCU        the memory stays an anon_vma's until the lock is ours: what 2.6.25
 *              does. A lock that sleeps cannot be waited for so.
 *   reference  taken under RCU, then the lock may sleep: what the 2008 patch does.
 *   mmap_lock  of the caller, whose own area keeps the anon_vma alive; for want
 *              of a reference. It stands for "the page lock suffices".
 *
 * By the first two the lock may turn out to be that of another anon_vma, in
 * which the page is not: the kernel would not find it in any page table there,
 * the model compares generations.
 *
 * MMU notifiers of the areas that hold the page are called on the way, with the
 * lock held: why the thread wanted locks that sleep.
 */
#include <linux/delay.h>
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/pagemap.h>
#include <linux/rcupdate.h>

#include "model.h"

/* For tests: makes the time long in which a page's anon_vma is but a hint. */
static unsigned int walk_delay_us;

static int walk_delay_us_set(const char *value, const struct kernel_param *param)
{
	return param_set_uint_minmax(value, param, 0, 100000);
}

static const struct kernel_param_ops walk_delay_us_ops = {
	.set = walk_delay_us_set,
	.get = param_get_uint,
};

module_param_cb(walk_delay_us, &walk_delay_us_ops, &walk_delay_us, 0600);
MODULE_PARM_DESC(walk_delay_us, "delay between finding an anon_vma and locking it (tests)");

/* May be in an RCU section, so it cannot sleep. */
static void walk_delay(void)
{
	unsigned int us = READ_ONCE(walk_delay_us);

	if (likely(!us))
		return;
	mdelay(us / USEC_PER_MSEC);
	udelay(us % USEC_PER_MSEC);
}

static bool holds_page(const struct model_vma *area, unsigned long pgoff)
{
	return pgoff >= area->pgoff && pgoff <= model_vma_last_pgoff(area);
}

/* page->mapping, read while an area kept the anon_vma alive. */
struct found_page {
	struct model_anon_vma *anon_vma;
	unsigned long generation;
	unsigned long pgoff;
};

/* Context: the lock of a list or tree that @area is in held for reading. */
static void notify(const struct model_vma *area, unsigned long pgoff,
		   const struct rmaplock_walk *walk, bool blockable)
{
	const unsigned long start = area->start + ((pgoff - area->pgoff) << PAGE_SHIFT);
	const struct mmu_range page = {
		.mm = area->mm,
		.start = start,
		.end = start + PAGE_SIZE,
		.blockable = blockable && !(walk->flags & RMAPLOCK_WALK_NONBLOCK),
		.area = area,
	};

	if (!(walk->flags & RMAPLOCK_WALK_UNMAP)) {
		model_mmu_clear_flush_young(&page);
	} else if (walk->kind == RMAPLOCK_WALK_ANON) {
		model_mmu_invalidate_page(&page);
	} else {
		model_mmu_range_start(&page);
		model_mmu_range_end(&page);
	}
}

/* Context: lock held for reading. */
static void visit_list(const struct found_page *page, struct rmaplock_walk *walk)
{
	struct model_anon_vma *anon_vma = page->anon_vma;
	bool same = READ_ONCE(anon_vma->generation) == page->generation;
	struct model_vma *area;

	if (unlikely(!same))
		this_cpu_inc(rmap_counters.walks.recycled);
	list_for_each_entry(area, &anon_vma->head, anon_node) {
		walk->visited++;
		if (!same || !holds_page(area, page->pgoff))
			continue;
		walk->mapped++;
		notify(area, page->pgoff, walk, anon_vma_lock_traits()->may_sleep);
	}
}

static void walk_anon(const struct found_page *page, struct rmaplock_walk *walk)
{
	struct rmap_section section;

	anon_vma_read_lock(&page->anon_vma->lock, RMAPLOCK_SITE_WALK, &section);
	visit_list(page, walk);
	anon_vma_read_unlock(&page->anon_vma->lock, &section);
}

/* A build that counts no acquisitions must not pay for these either. */
static __always_inline void count_trylock(bool hit)
{
	if (!IS_ENABLED(CONFIG_RMAPLOCK_COUNTERS))
		return;
	if (hit)
		this_cpu_inc(rmap_counters.walks.trylock_hits);
	else
		this_cpu_inc(rmap_counters.walks.trylock_misses);
}

/* CONFIG_RMAPLOCK_WALK_TRYLOCK_VAIN: tried instead of an anon_vma's; held from load to unload. */
static struct anon_vma_lock taken;
static struct rmap_section taken_section;

int model_walk_init(void)
{
	int err;

	if (!IS_ENABLED(CONFIG_RMAPLOCK_WALK_TRYLOCK_VAIN))
		return 0;
	BUILD_BUG_ON_MSG(
		!anon_vma_lock_traits()->may_sleep,
		"walks try in vain only a lock that sleeps: nobody can hold another for long");
	err = anon_vma_lock_init(&taken);
	if (!err)
		anon_vma_write_lock(&taken, RMAPLOCK_SITE_WALK, &taken_section);
	return err;
}

void model_walk_exit(void)
{
	if (!IS_ENABLED(CONFIG_RMAPLOCK_WALK_TRYLOCK_VAIN))
		return;
	anon_vma_write_unlock(&taken, &taken_section);
	anon_vma_lock_destroy(&taken);
}

/* Context: RCU read side. */
static bool walk_anon_at_once(const struct found_page *page, struct rmaplock_walk *walk)
{
	struct anon_vma_lock *lock =
		IS_ENABLED(CONFIG_RMAPLOCK_WALK_TRYLOCK_VAIN) ? &taken : &page->anon_vma->lock;
	struct rmap_section section;

	if (!anon_vma_read_trylock(lock, RMAPLOCK_SITE_WALK, &section)) {
		count_trylock(false);
		return false;
	}
	count_trylock(true);
	visit_list(page, walk);
	anon_vma_read_unlock(lock, &section);
	return true;
}

/*
 * Context: RCU read side, which this leaves. The checks' marks are around both
 * ways, so that they are no part of what a trylock saves.
 */
static void walk_anon_pinned(const struct found_page *page, struct rmaplock_walk *walk)
{
	model_change_begin();
	if (IS_ENABLED(CONFIG_RMAPLOCK_WALK_TRYLOCK) && walk_anon_at_once(page, walk)) {
		rcu_read_unlock();
	} else if (likely(lifetime_tryget(&page->anon_vma->lifetime))) {
		rcu_read_unlock();
		walk_anon(page, walk);
		model_anon_vma_put(page->anon_vma);
	} else {
		rcu_read_unlock();
		this_cpu_inc(rmap_counters.walks.lost);
	}
	model_change_end();
}

/* Context: mmap_lock held for reading, which this drops. */
static void walk_anon_unlock_mmap(const struct found_page *page, struct rmaplock_walk *walk)
{
	if (model_walk_keeps_mmap_lock()) {
		walk_anon(page, walk);
		mmap_read_unlock(current->mm);
		return;
	}
	rcu_read_lock();
	mmap_read_unlock(current->mm); /* from here on @page is a hint */
	walk_delay();
	if (lifetime_traits()->pins) {
		walk_anon_pinned(page, walk);
	} else {
		walk_anon(page, walk);
		rcu_read_unlock();
	}
}

static void walk_file(struct model_file *file, unsigned long pgoff, struct rmaplock_walk *walk)
{
	struct rmap_section section;
	struct model_vma *area;

	i_mmap_read_lock(&file->lock, RMAPLOCK_SITE_WALK, &section);
	for (area = model_file_first(file, pgoff, pgoff); area;
	     area = model_file_next(area, pgoff, pgoff)) {
		walk->visited++;
		walk->mapped++;
		notify(area, pgoff, walk, i_mmap_lock_traits()->may_sleep);
	}
	i_mmap_read_unlock(&file->lock, &section);
}

/* Context: mmap_lock held. */
static int find_page(struct model_file *file, const struct rmaplock_walk *walk,
		     struct found_page *page)
{
	struct vm_area_struct *vma = find_vma(current->mm, walk->address);
	struct model_vma *area;

	if (!vma || walk->address < vma->vm_start)
		return -ENOENT;
	area = model_vma_of(file, vma);
	if (!area)
		return -ENOENT;
	page->pgoff = linear_page_index(vma, walk->address);
	if (walk->kind == RMAPLOCK_WALK_FILE)
		return 0;
	/* pairs with the release in model_anon_vma_prepare() */
	page->anon_vma = smp_load_acquire(&area->anon_vma);
	if (!page->anon_vma)
		return -ENOENT;
	page->generation = page->anon_vma->generation;
	return 0;
}

int model_walk(struct model_file *file, struct rmaplock_walk *walk)
{
	struct mm_struct *mm = current->mm;
	struct found_page page;
	int err;

	if (walk->kind != RMAPLOCK_WALK_ANON && walk->kind != RMAPLOCK_WALK_FILE)
		return -EINVAL;
	if (walk->flags & ~(RMAPLOCK_WALK_UNMAP | RMAPLOCK_WALK_NONBLOCK))
		return -EINVAL;
	walk->visited = 0;
	walk->mapped = 0;
	if (mmap_read_lock_killable(mm))
		return -EINTR;
	err = find_page(file, walk, &page);
	if (!err && walk->kind == RMAPLOCK_WALK_ANON) {
		walk_anon_unlock_mmap(&page, walk);
		return 0;
	}
	mmap_read_unlock(mm);
	if (!err)
		walk_file(file, page.pgoff, walk); /* the caller holds the file open */
	return err;
}
