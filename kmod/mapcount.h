/* SPDX-License-Identifier: GPL-2.0 */
/*
 * How often each page is mapped: fork counts one more, exit and munmap one less, page by
 * page, without any of the model's locks. Until 2.6.8 a bit of the page was a lock around
 * it (page_map_lock), "one lock more than we needed", which Hugh Dickins replaced by an
 * atomic count in 2.6.9 (29 Apr 2008). CONFIG_RMAPLOCK_MAPCOUNT_*: neither, unless asked.
 *
 * The model does not know which pages of an area are there: all of them, from its first
 * write on.
 */
#ifndef RMAPLOCK_MAPCOUNT_H
#define RMAPLOCK_MAPCOUNT_H

#include <linux/types.h>

struct model_vma;
struct vm_area_struct;

#ifndef CONFIG_RMAPLOCK_MAPCOUNT_NONE

struct model_page;

/* Of an anon_vma: the pages of the area that it was made for, which no later one exceeds. */
struct mapcount {
	struct model_page *pages;
	unsigned long first; /* its offset in the file */
	unsigned long nr;
};

/* Is an area of this size one that can be counted? */
bool mapcount_fits(struct vm_area_struct *vma);
/* 0 or -ENOMEM. Context: may sleep. */
int mapcount_alloc(struct mapcount *m, const struct model_vma *area);
/* Nothing may be mapped any more. */
void mapcount_free(struct mapcount *m);
/* Each page of @area once more, and once less. */
void mapcount_map(struct mapcount *m, const struct model_vma *area);
void mapcount_unmap(struct mapcount *m, const struct model_vma *area);

#else

struct mapcount {
	/* nothing */
};

static inline bool mapcount_fits(struct vm_area_struct *vma)
{
	return true;
}

static inline int mapcount_alloc(struct mapcount *m, const struct model_vma *area)
{
	return 0;
}

static inline void mapcount_free(struct mapcount *m)
{
}

static inline void mapcount_map(struct mapcount *m, const struct model_vma *area)
{
}

static inline void mapcount_unmap(struct mapcount *m, const struct model_vma *area)
{
}

#endif /* CONFIG_RMAPLOCK_MAPCOUNT_NONE */
#endif /* RMAPLOCK_MAPCOUNT_H */
