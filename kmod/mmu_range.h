/* SPDX-License-Identifier: GPL-2.0 */
/* What a client of MMU notifiers is told of. */
#ifndef RMAPLOCK_MMU_RANGE_H
#define RMAPLOCK_MMU_RANGE_H

#include <linux/types.h>

struct mm_struct;
struct model_vma;

/* Of an mm, page by page. */
struct mmu_range {
	struct mm_struct *mm;
	unsigned long start; /* user addresses, [start, end) */
	unsigned long end;
	bool blockable; /* the client may sleep */
	/* by which a walk came, its list or tree locked; NULL: mm's mmap_lock is held */
	const struct model_vma *area;
};

#endif /* RMAPLOCK_MMU_RANGE_H */
