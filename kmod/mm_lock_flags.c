// SPDX-License-Identifier: GPL-2.0
/*
 * mm_lock as mainline has it since 2.6.27, mm_take_all_locks(): go through the
 * areas and take each lock whose flag is not set yet, and set it. No memory, no
 * order, O(N), and one task at a time. The flag of an anon_vma is the lowest
 * bit of its list's first pointer, which nobody follows while the lock is held.
 */
#include <linux/bitops.h>

#include "mm_lock.h"

static unsigned long *flag_of(struct model_anon_vma *anon_vma)
{
	return (unsigned long *)&anon_vma->head.next;
}

static int flags_take_anon_vmas(struct mm_lock *l)
{
	struct vma_iterator vmi;
	struct model_vma *area;
	int err;

	for_each_area(l, vmi, area) {
		if (!area->anon_vma || test_bit(0, flag_of(area->anon_vma)))
			continue;
		err = mm_lock_take_anon_vma(l, area->anon_vma);
		if (err)
			return err;
		__set_bit(0, flag_of(area->anon_vma));
		mm_lock_relax(l);
	}
	return 0;
}

static int flags_take_files(struct mm_lock *l)
{
	struct vma_iterator vmi;
	struct model_vma *area;
	int err;

	for_each_area(l, vmi, area) {
		if (area->file->all_locked)
			continue;
		err = mm_lock_take_file(l, area->file);
		if (err)
			return err;
		area->file->all_locked = true;
		mm_lock_relax(l);
	}
	return 0;
}

static void flags_unlock(struct mm_lock *l)
{
	struct vma_iterator vmi;
	struct model_vma *area;

	for_each_area(l, vmi, area) {
		if (area->anon_vma && __test_and_clear_bit(0, flag_of(area->anon_vma)))
			mm_lock_drop_anon_vma(l, area->anon_vma);
		if (area->file->all_locked) {
			area->file->all_locked = false;
			mm_lock_drop_file(l, area->file);
		}
		mm_lock_relax(l);
	}
}

static int flags_lock(struct mm_lock *l)
{
	int err = mm_lock_in_order(l, flags_take_files, flags_take_anon_vmas);

	if (err)
		flags_unlock(l);
	return err;
}

const struct mm_lock_way mm_lock_flags = {
	.lock = flags_lock,
	.unlock = flags_unlock,
};
