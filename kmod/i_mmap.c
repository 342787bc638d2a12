// SPDX-License-Identifier: GPL-2.0
/*
 * i_mmap: all areas that map a file, in an interval tree by page offset
 * (2.6.25 had a priority tree for the same purpose), under one lock per file.
 */
#include <linux/interval_tree_generic.h>
#include <linux/mm.h>

#include "model.h"

#define model_vma_first_pgoff(area) ((area)->pgoff)

INTERVAL_TREE_DEFINE(struct model_vma, rb, unsigned long, subtree_last, model_vma_first_pgoff,
		     model_vma_last_pgoff, static, area_tree)

static struct rb_root_cached *tree_of(struct model_vma *area)
{
	return model_shares_lists() ? &area->file->i_mmap : &area->private_tree;
}

void model_file_link(struct model_vma *area, enum rmaplock_site site)
{
	struct rmap_section section;

	i_mmap_write_lock(&area->file->lock, site, &section);
	area_tree_insert(area, tree_of(area));
	i_mmap_write_unlock(&area->file->lock, &section);
}

void model_file_unlink(struct model_vma *area)
{
	struct rmap_section section;

	i_mmap_write_lock(&area->file->lock, RMAPLOCK_SITE_UNLINK, &section);
	area_tree_remove(area, tree_of(area));
	i_mmap_write_unlock(&area->file->lock, &section);
}

/* A sleeping lock cannot be taken inside a spinning one, see model.h. */
static __always_inline bool anon_vma_goes_first(void)
{
	return anon_vma_lock_traits()->may_sleep && !i_mmap_lock_traits()->may_sleep;
}

static void split_locked(struct model_vma *old, struct model_vma *new)
{
	area_tree_remove(old, tree_of(old));
	if (new->start == old->start) {
		old->pgoff += (new->end - old->start) >> PAGE_SHIFT;
		old->start = new->end;
	} else {
		old->end = new->start;
	}
	area_tree_insert(old, tree_of(old));
	area_tree_insert(new, tree_of(new));
	if (old->anon_vma) {
		new->anon_vma = old->anon_vma;
		model_anon_vma_link_locked(new, new->anon_vma);
	}
}

void model_file_split(struct model_vma *old, struct model_vma *new)
{
	struct model_anon_vma *anon_vma = old->anon_vma;
	struct rmap_section i_mmap, anon;

	if (anon_vma && anon_vma_goes_first())
		anon_vma_write_lock(&anon_vma->lock, RMAPLOCK_SITE_SPLIT, &anon);
	i_mmap_write_lock(&old->file->lock, RMAPLOCK_SITE_SPLIT, &i_mmap);
	if (anon_vma && !anon_vma_goes_first())
		anon_vma_write_lock(&anon_vma->lock, RMAPLOCK_SITE_SPLIT, &anon);

	split_locked(old, new);

	if (anon_vma && !anon_vma_goes_first())
		anon_vma_write_unlock(&anon_vma->lock, &anon);
	i_mmap_write_unlock(&old->file->lock, &i_mmap);
	if (anon_vma && anon_vma_goes_first())
		anon_vma_write_unlock(&anon_vma->lock, &anon);
}

struct model_vma *model_file_first(struct model_file *file, unsigned long first, unsigned long last)
{
	return area_tree_iter_first(&file->i_mmap, first, last);
}

struct model_vma *model_file_next(struct model_vma *area, unsigned long first, unsigned long last)
{
	return area_tree_iter_next(area, first, last);
}
