// SPDX-License-Identifier: GPL-2.0
/*
 * Walking the reverse map of one page under the read lock, as page_referenced()
 * does: every area on the list or in the tree is visited and asked whether it
 * holds the page. The kernel would look up a page table entry there; the model
 * stops at the address, since other tasks' page tables are not ours to touch.
 */
#include <linux/mm.h>
#include <linux/pagemap.h>

#include "model.h"

static bool holds_page(const struct model_vma *area, unsigned long pgoff)
{
	return pgoff >= area->pgoff && pgoff <= model_vma_last_pgoff(area);
}

static void walk_anon(struct model_anon_vma *anon_vma, unsigned long pgoff,
		      struct rmaplock_walk *walk)
{
	struct rmap_section section;
	struct model_vma *area;

	anon_vma_read_lock(&anon_vma->lock, RMAPLOCK_SITE_WALK, &section);
	list_for_each_entry(area, &anon_vma->head, anon_node) {
		walk->visited++;
		if (holds_page(area, pgoff))
			walk->mapped++;
	}
	anon_vma_read_unlock(&anon_vma->lock, &section);
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
	}
	i_mmap_read_unlock(&file->lock, &section);
}

/* The caller's own area keeps the anon_vma alive while its mmap_lock is held. */
static int walk_area(struct model_file *file, struct vm_area_struct *vma,
		     struct rmaplock_walk *walk)
{
	unsigned long pgoff = linear_page_index(vma, walk->address);
	struct model_vma *area = model_vma_of(file, vma);
	struct model_anon_vma *anon_vma;

	if (!area)
		return -ENOENT;
	if (walk->kind == RMAPLOCK_WALK_FILE) {
		walk_file(file, pgoff, walk);
		return 0;
	}
	/* pairs with the release in model_anon_vma_prepare() */
	anon_vma = smp_load_acquire(&area->anon_vma);
	if (!anon_vma)
		return -ENOENT;
	walk_anon(anon_vma, pgoff, walk);
	return 0;
}

int model_walk(struct model_file *file, struct rmaplock_walk *walk)
{
	struct mm_struct *mm = current->mm;
	struct vm_area_struct *vma;
	int err = -ENOENT;

	if (walk->kind != RMAPLOCK_WALK_ANON && walk->kind != RMAPLOCK_WALK_FILE)
		return -EINVAL;
	if (walk->reserved)
		return -EINVAL;
	walk->visited = 0;
	walk->mapped = 0;
	if (mmap_read_lock_killable(mm))
		return -EINTR;
	vma = find_vma(mm, walk->address);
	if (vma && walk->address >= vma->vm_start)
		err = walk_area(file, vma, walk);
	mmap_read_unlock(mm);
	return err;
}
