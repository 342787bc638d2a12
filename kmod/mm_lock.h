/* SPDX-License-Identifier: GPL-2.0 */
/*
 * mm_lock: every anon_vma and i_mmap lock of an mm, each once, for writing. An
 * MMU notifier that registers needs it, to be sure that no range_start without
 * its range_end is under way (Andrea Arcangeli, 23 Apr 2008).
 *
 * An anon_vma and a file occur as often as areas use them. How an area's lock is
 * found not to be taken yet is the way, one in each mm_lock_*.c.
 */
#ifndef RMAPLOCK_MM_LOCK_H
#define RMAPLOCK_MM_LOCK_H

#include "model.h"

/* One mm_lock under way or held; belongs to the task that does it. */
struct mm_lock {
	struct mm_struct *mm; /* its mmap_lock is held for writing */
	const struct mm_lock_way *way;
	u32 areas;
	u32 anon_vmas; /* locks held */
	u32 files; /* likewise */
	u64 bytes; /* allocated to remember them */
	u64 comparisons;

	/* mm_lock.c's own */
	u64 lock_ns;
	u64 unlock_ns;
	u32 spinning; /* locks held that spin */
	u32 pinning; /* locks held that sleep, but not on another CPU (PREEMPT_RT) */
	struct rmap_section anon_section;
	struct rmap_section file_section;

	/* mm_lock_sorted.c's own */
	struct model_anon_vma **anon_vma_array;
	struct model_file **file_array;
	u32 anon_vmas_sorted; /* in the array, each once */
	u32 files_sorted; /* likewise */
};

struct mm_lock_way {
	bool in_order; /* of addresses: several tasks may do so at once */
	/* 0, -EINTR (SIGKILL) or -ENOMEM; after an error nothing is held. */
	int (*lock)(struct mm_lock *l);
	/* Cannot fail and is not interrupted. */
	void (*unlock)(struct mm_lock *l);
};

extern const struct mm_lock_way mm_lock_sorted, mm_lock_scan, mm_lock_flags;

/*
 * Take every lock of @l->mm, all else of @l being 0, by @way of uapi.h, which is one; and
 * drop them. Context: mmap_lock held for writing. 0, -EINTR, -ENOMEM or -E2BIG.
 */
int mm_lock_all(struct mm_lock *l, u32 way);
void mm_unlock_all(struct mm_lock *l);

/* For each area of the mm that is one of ours. */
struct model_vma *mm_lock_next_area(struct vma_iterator *vmi);

#define for_each_area(l, vmi, area) \
	for (vma_iter_init(&(vmi), (l)->mm, 0); ((area) = mm_lock_next_area(&(vmi))) != NULL;)

/* A sleeping lock cannot be taken inside a spinning one, see model.h. */
static __always_inline bool mm_lock_anon_vmas_first(void)
{
	return anon_vma_lock_traits()->may_sleep && !i_mmap_lock_traits()->may_sleep;
}

/* Do these in the lock order: first() or second() is the one for the anon_vmas. */
static inline int mm_lock_in_order(struct mm_lock *l, int (*files)(struct mm_lock *l),
				   int (*anon_vmas)(struct mm_lock *l))
{
	int err = mm_lock_anon_vmas_first() ? anon_vmas(l) : files(l);

	if (err)
		return err;
	return mm_lock_anon_vmas_first() ? files(l) : anon_vmas(l);
}

/*
 * Take and drop one lock and count it. @anon_vma and @file are those of an area
 * of the mm. take: 0 or -EINTR, with nothing taken.
 */
int mm_lock_take_anon_vma(struct mm_lock *l, struct model_anon_vma *anon_vma);
void mm_lock_drop_anon_vma(struct mm_lock *l, struct model_anon_vma *anon_vma);
int mm_lock_take_file(struct mm_lock *l, struct model_file *file);
void mm_lock_drop_file(struct mm_lock *l, struct model_file *file);

/* May the CPU be given away now, while going through many areas? */
static inline void mm_lock_relax(const struct mm_lock *l)
{
	if (!l->spinning)
		cond_resched();
}

#endif /* RMAPLOCK_MM_LOCK_H */
