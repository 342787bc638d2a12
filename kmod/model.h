/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The model: 2.6.25's reverse map structures, rebuilt beside the running
 * kernel's own. Nothing here touches those; names begin with model_.
 *
 *   model_file      struct address_space: an i_mmap tree of all areas of a file
 *   model_vma       vm_area_struct, as far as rmap knows it: one area of one mm
 *   model_anon_vma  struct anon_vma: one list of the areas that may map the
 *                   same anonymous pages: the area first written to and all
 *                   that fork copied from it
 *
 * Lock order: i_mmap before anon_vma (2.6.25 mm/filemap.c), except where only
 * the anon_vma lock sleeps: then that one comes first. mm->page_table_lock is
 * innermost.
 */
#ifndef RMAPLOCK_MODEL_H
#define RMAPLOCK_MODEL_H

#include <linux/fs.h>
#include <linux/list.h>
#include <linux/mm_types.h>
#include <linux/percpu.h>
#include <linux/rbtree.h>

#include "lifetime.h"
#include "mapcount.h"
#include "mmu_file.h"
#include "mmu_notifier.h"
#include "rmap_lock.h"

struct model_file {
	struct i_mmap_lock lock;
	struct rb_root_cached i_mmap; /* of model_vma; protected by lock */
	struct page *page; /* what every offset shows; never changes */
	bool all_locked; /* by mm_lock_flags.c, whose turn it is; written under lock */
	struct mmu_file mmu; /* the client that this file registered */
};

/*
 * Type-stable under RCU, as in 2.6.25: a stale pointer followed under
 * rcu_read_lock() finds an anon_vma, if perhaps another one. So only the slab
 * constructor initialises it; a free one is unlocked, its list is empty, and
 * nothing is counted.
 */
struct model_anon_vma {
	struct anon_vma_lock lock;
	struct lifetime lifetime; /* beside the lock: the thread's "same cacheline", see below */
	struct list_head head; /* of model_vma.anon_node; protected by lock */
	unsigned long generation; /* how often it has been allocated: tells it from a later one */
	atomic_t private_links; /* stands in for head without shared lists */
	u32 number; /* check.c's own, under its mutex; initialised by the constructor */
	struct mapcount mapcount; /* from alloc to free; counts by itself */
};

/* Each begins a cacheline (anon_vma.c); a debug kernel's locks are larger than any, as some are. */
static_assert(sizeof(struct anon_vma_lock) > SMP_CACHE_BYTES || IS_ENABLED(CONFIG_DEBUG_SPINLOCK) ||
	      IS_ENABLED(CONFIG_DEBUG_LOCK_ALLOC) || IS_ENABLED(CONFIG_DEBUG_MUTEXES) ||
	      IS_ENABLED(CONFIG_DEBUG_RWSEMS) || IS_ENABLED(CONFIG_PREEMPT_RT) ||
	      offsetofend(struct model_anon_vma, lifetime) <= SMP_CACHE_BYTES);

struct model_vma {
	struct vm_area_struct *vma; /* valid while this is linked */
	struct mm_struct *mm; /* likewise */
	struct model_file *file;

	/*
	 * Written with the i_mmap lock and, if there is an anon_vma, that lock
	 * held for writing; read under either.
	 */
	unsigned long start;
	unsigned long end;
	unsigned long pgoff;

	/*
	 * Set once: at the first write fault, under mm->page_table_lock, or in
	 * fork before anybody else knows this area. Cleared when unlinked.
	 */
	struct model_anon_vma *anon_vma;
	struct list_head anon_node; /* protected by anon_vma->lock */

	struct rb_node rb; /* these two: protected by file->lock */
	unsigned long subtree_last;

	/* Without shared lists (null, busted) an area is linked to itself only. */
	struct list_head private_head;
	struct rb_root_cached private_tree;
};

static inline unsigned long model_vma_last_pgoff(const struct model_vma *area)
{
	return area->pgoff + ((area->end - area->start) >> PAGE_SHIFT) - 1;
}

static __always_inline bool model_shares_lists(void)
{
	return anon_vma_lock_traits()->shared_lists && i_mmap_lock_traits()->shared_lists;
}

/* Only its own areas keep an anon_vma alive while somebody sleeps for its lock. */
static __always_inline bool model_walk_keeps_mmap_lock(void)
{
	return anon_vma_lock_traits()->may_sleep && !lifetime_traits()->pins;
}

/* anon_vma.c */
int model_anon_vma_init(void);
void model_anon_vma_exit(void);
/* The first write to @area. Context: its mmap_lock held. 0 or -ENOMEM. */
int model_anon_vma_prepare(struct model_vma *area);
/* @area becomes one of @anon_vma's, which its caller keeps alive. */
void model_anon_vma_link(struct model_vma *area, struct model_anon_vma *anon_vma,
			 enum rmaplock_site site);
/* The same for a caller that holds the lock for writing (split). */
void model_anon_vma_link_locked(struct model_vma *area, struct model_anon_vma *anon_vma);
/* No-op without anon_vma. May free the anon_vma: see lifetime.h. */
void model_anon_vma_unlink(struct model_vma *area);
/* Undoes lifetime_tryget(). Context: no lock held. */
void model_anon_vma_put(struct model_anon_vma *anon_vma);

/* i_mmap.c */
void model_file_link(struct model_vma *area, enum rmaplock_site site);
void model_file_unlink(struct model_vma *area);
/*
 * @old loses the part that @new covers (one of its two ends), @new joins the
 * tree and @old's anon_vma: vma_adjust(). Context: mmap_lock held for writing.
 */
void model_file_split(struct model_vma *old, struct model_vma *new);
/* For each area of @file that overlaps [first, last]; i_mmap lock held. */
struct model_vma *model_file_first(struct model_file *file, unsigned long first,
				   unsigned long last);
struct model_vma *model_file_next(struct model_vma *area, unsigned long first, unsigned long last);

/* vma.c */
int model_vma_init(void);
void model_vma_exit(void);
/* mmap(): -ENOMEM, or -EINVAL for what the model cannot follow. */
int model_vma_mmap(struct model_file *file, struct vm_area_struct *vma);
/* The area behind @vma if it is one of @file's, else NULL. mmap_lock held. */
struct model_vma *model_vma_of(struct model_file *file, struct vm_area_struct *vma);

/* The same of any file. */
struct model_vma *model_vma_of_any(struct vm_area_struct *vma);

/* rmap_walk.c: 0 or -ENOMEM */
int model_walk_init(void);
void model_walk_exit(void);

/* rmap_walk.c, check.c, mm_lock.c: the ioctls of these names in uapi.h */
int model_walk(struct model_file *file, struct rmaplock_walk *walk);
int model_mm_lock(struct rmaplock_mm_lock *request);
int model_check(struct model_file *file, struct rmaplock_check *check);
int model_entries(struct model_file *file, struct rmaplock_entries *entries);

/* oracle.c, vma.c, anon_vma.c: sums for the report */
u64 model_violations(void);
u64 model_alloc_failures(void);
u64 model_entries_alive(void);

/*
 * Changes of lists, trees and references, for checks that need them to stand still.
 * model_still() is true if none is under way; @changes counts those so far.
 */
struct model_changes {
	u64 begun;
	u64 ended;
};

DECLARE_PER_CPU(struct model_changes, model_changes);

static __always_inline void model_change_begin(void)
{
	this_cpu_inc(model_changes.begun);
}

static __always_inline void model_change_end(void)
{
	this_cpu_inc(model_changes.ended);
}

bool model_still(u64 *changes);
u64 model_anon_vmas_alive(void);

#endif /* RMAPLOCK_MODEL_H */
