// SPDX-License-Identifier: GPL-2.0
/*
 * mm_lock as in Andrea Arcangeli's patches up to v12: no memory, O(N * N). For
 * each lock go through all areas for the next one by address, and once more for
 * each to unlock, which SIGKILL cannot end.
 */
#include "mm_lock.h"

/* One step of the search for the smallest above @last. */
static void *nearer(struct mm_lock *l, void *last, void *nearest, void *candidate)
{
	l->comparisons++;
	return candidate > last && (!nearest || candidate < nearest) ? candidate : nearest;
}

/* NULL: there is none above @last. */
static struct model_anon_vma *next_anon_vma(struct mm_lock *l, struct model_anon_vma *last)
{
	struct model_anon_vma *next = NULL;
	struct vma_iterator vmi;
	struct model_vma *area;

	for_each_area(l, vmi, area)
		if (area->anon_vma)
			next = nearer(l, last, next, area->anon_vma);
	mm_lock_relax(l);
	return next;
}

static struct model_file *next_file(struct mm_lock *l, struct model_file *last)
{
	struct model_file *next = NULL;
	struct vma_iterator vmi;
	struct model_vma *area;

	for_each_area(l, vmi, area)
		next = nearer(l, last, next, area->file);
	mm_lock_relax(l);
	return next;
}

static int scan_take_anon_vmas(struct mm_lock *l)
{
	struct model_anon_vma *anon_vma = NULL;
	int err = 0;

	while (!err && (anon_vma = next_anon_vma(l, anon_vma)) != NULL)
		err = mm_lock_take_anon_vma(l, anon_vma);
	return err;
}

static int scan_take_files(struct mm_lock *l)
{
	struct model_file *file = NULL;
	int err = 0;

	while (!err && (file = next_file(l, file)) != NULL)
		err = mm_lock_take_file(l, file);
	return err;
}

/* So many as are held, the lowest first: also after an error half way. */
static void scan_unlock(struct mm_lock *l)
{
	struct model_anon_vma *anon_vma = NULL;
	struct model_file *file = NULL;

	while (l->anon_vmas) {
		anon_vma = next_anon_vma(l, anon_vma);
		mm_lock_drop_anon_vma(l, anon_vma);
	}
	while (l->files) {
		file = next_file(l, file);
		mm_lock_drop_file(l, file);
	}
}

static int scan_lock(struct mm_lock *l)
{
	int err = mm_lock_in_order(l, scan_take_files, scan_take_anon_vmas);

	if (err)
		scan_unlock(l);
	return err;
}

const struct mm_lock_way mm_lock_scan = {
	.in_order = true,
	.lock = scan_lock,
	.unlock = scan_unlock,
};
