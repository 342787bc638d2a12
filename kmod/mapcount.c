// SPDX-License-Identifier: GPL-2.0
/* Pages and how often they are mapped; see mapcount.h. */
#include <linux/atomic.h>
#include <linux/bit_spinlock.h>
#include <linux/bug.h>
#include <linux/mm.h>
#include <linux/slab.h>

#include "model.h"

#ifndef CONFIG_RMAPLOCK_MAPCOUNT_NONE

#define MAPCOUNT_PAGES_MAX (1ul << 16) /* 4 MiB for an area of 256 MiB */
#define MODEL_PAGE_MAPLOCK 0

/* As far apart as struct page, which is as large. */
struct model_page {
	unsigned long flags; /* MODEL_PAGE_MAPLOCK protects mapcount, if that is the way */
	atomic_t mapcount;
} __aligned(64);

/* page_dup_rmap() and page_remove_rmap() */
static __always_inline void count_mapping(struct model_page *page, int change)
{
	if (IS_ENABLED(CONFIG_RMAPLOCK_MAPCOUNT_LOCKED)) {
		bit_spin_lock(MODEL_PAGE_MAPLOCK, &page->flags);
		atomic_set(&page->mapcount, atomic_read(&page->mapcount) + change);
		bit_spin_unlock(MODEL_PAGE_MAPLOCK, &page->flags);
	} else {
		atomic_add(change, &page->mapcount);
	}
}

static __always_inline void count_mappings(struct mapcount *m, const struct model_vma *area,
					   int change)
{
	struct model_page *page = m->pages + (area->pgoff - m->first);
	struct model_page *last = m->pages + (model_vma_last_pgoff(area) - m->first);

	for (; page <= last; page++)
		count_mapping(page, change);
}

bool mapcount_fits(struct vm_area_struct *vma)
{
	return vma_pages(vma) <= MAPCOUNT_PAGES_MAX;
}

int mapcount_alloc(struct mapcount *m, const struct model_vma *area)
{
	m->first = area->pgoff;
	m->nr = model_vma_last_pgoff(area) - area->pgoff + 1;
	m->pages = kvcalloc(m->nr, sizeof(*m->pages), GFP_KERNEL_ACCOUNT);
	return m->pages ? 0 : -ENOMEM;
}

void mapcount_free(struct mapcount *m)
{
	unsigned long i;

	for (i = 0; i < m->nr; i++)
		WARN_ON_ONCE(atomic_read(&m->pages[i].mapcount));
	kvfree(m->pages);
}

void mapcount_map(struct mapcount *m, const struct model_vma *area)
{
	count_mappings(m, area, 1);
}

void mapcount_unmap(struct mapcount *m, const struct model_vma *area)
{
	count_mappings(m, area, -1);
}

#endif /* CONFIG_RMAPLOCK_MAPCOUNT_NONE */
