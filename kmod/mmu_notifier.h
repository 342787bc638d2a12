/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The seam: MMU notifiers as Andrea Arcangeli's v14 of April 2008 has them, on the
 * model's areas. A client with a secondary MMU (clients/NAME.c) is told before a page
 * that it may map goes away from an mm. Without CONFIG_RMAPLOCK_MMU_NOTIFIER none of
 * it exists; with it an mm without clients pays for one hlist_empty().
 *
 *   fork, munmap, mremap   range_start and _end, mmap_lock held (for writing, but for
 *                          munmap, which has detached the area)
 *   walk                   clear_flush_young (page_referenced), invalidate_page
 *                          (try_to_unmap) or the range (truncate), rmap lock held
 *   exit, unregister       release, by whichever comes first
 */
#ifndef RMAPLOCK_MMU_NOTIFIER_H
#define RMAPLOCK_MMU_NOTIFIER_H

#include <linux/hash.h>
#include <linux/list.h>
#include <linux/types.h>

#include "mmu_range.h"

#ifdef CONFIG_RMAPLOCK_MMU_NOTIFIER

#define MODEL_MMU_HASH_BITS 8

/* mms that a client has been registered with, by address; mmu_notifier.c's. */
extern struct hlist_head model_mmu_mms[1 << MODEL_MMU_HASH_BITS];

/*
 * As the thread's mm_has_notifiers(): also true when all of them have unregistered,
 * until the files through which they did are closed; and for an mm that shares a
 * bucket with such a one.
 */
static __always_inline bool model_mm_has_notifiers(const struct mm_struct *mm)
{
	return unlikely(!hlist_empty(&model_mmu_mms[hash_ptr(mm, MODEL_MMU_HASH_BITS)]));
}

int __model_mmu_range_start(const struct mmu_range *range);
void __model_mmu_range_end(const struct mmu_range *range);
int __model_mmu_invalidate_page(const struct mmu_range *page);
int __model_mmu_clear_flush_young(const struct mmu_range *page);
void __model_mmu_unmap(const struct mmu_range *range);

/*
 * In pairs, whatever start returns: 0, or -EAGAIN from a client that would have to
 * sleep and may not. The caller then leaves the pages where they are.
 */
static __always_inline int model_mmu_range_start(const struct mmu_range *range)
{
	return model_mm_has_notifiers(range->mm) ? __model_mmu_range_start(range) : 0;
}

static __always_inline void model_mmu_range_end(const struct mmu_range *range)
{
	if (model_mm_has_notifiers(range->mm))
		__model_mmu_range_end(range);
}

/* 0 or -EAGAIN. */
static __always_inline int model_mmu_invalidate_page(const struct mmu_range *page)
{
	return model_mm_has_notifiers(page->mm) ? __model_mmu_invalidate_page(page) : 0;
}

/* 1 if a client used the page since it was last asked, 0 or -EAGAIN. */
static __always_inline int model_mmu_clear_flush_young(const struct mmu_range *page)
{
	return model_mm_has_notifiers(page->mm) ? __model_mmu_clear_flush_young(page) : 0;
}

/* munmap, or the exit of the mm, when it has no users left. Context: may sleep. */
static __always_inline void model_mmu_unmap(const struct mmu_range *range)
{
	if (model_mm_has_notifiers(range->mm))
		__model_mmu_unmap(range);
}

int model_mmu_init(void);
void model_mmu_exit(void);

#else

static inline int model_mmu_range_start(const struct mmu_range *range)
{
	return 0;
}

static inline void model_mmu_range_end(const struct mmu_range *range)
{
}

static inline int model_mmu_invalidate_page(const struct mmu_range *page)
{
	return 0;
}

static inline int model_mmu_clear_flush_young(const struct mmu_range *page)
{
	return 0;
}

static inline void model_mmu_unmap(const struct mmu_range *range)
{
}

static inline int model_mmu_init(void)
{
	return 0;
}

static inline void model_mmu_exit(void)
{
}

#endif /* CONFIG_RMAPLOCK_MMU_NOTIFIER */
#endif /* RMAPLOCK_MMU_NOTIFIER_H */
