// SPDX-License-Identifier: GPL-2.0
/*
 * mm_lock as in Andrea Arcangeli's patches from v13 on: pointers to all locks in
 * two arrays from vmalloc(), sorted by address, duplicates left out. O(N log N),
 * for the price of memory that may not be had; it is kept until the unlock.
 */
#include <linux/module.h>
#include <linux/sort.h>
#include <linux/vmalloc.h>

#include "mm_lock.h"

/* Fault injection for tests: the n-th array from now cannot be had. */
static atomic_t fail_mm_lock_alloc = ATOMIC_INIT(0);

static int fail_mm_lock_alloc_set(const char *value, const struct kernel_param *param)
{
	int nth;
	int err = kstrtoint(value, 0, &nth);

	if (err || nth < 0)
		return -EINVAL;
	atomic_set(&fail_mm_lock_alloc, nth);
	return 0;
}

static const struct kernel_param_ops fail_mm_lock_alloc_ops = {
	.set = fail_mm_lock_alloc_set,
};

module_param_cb(fail_mm_lock_alloc, &fail_mm_lock_alloc_ops, NULL, 0200);
MODULE_PARM_DESC(fail_mm_lock_alloc, "make the n-th array of mm_lock from now fail (tests)");

static bool array_must_fail(void)
{
	return unlikely(atomic_read(&fail_mm_lock_alloc) > 0) &&
	       atomic_dec_if_positive(&fail_mm_lock_alloc) == 0;
}

/* For one pointer at least: no areas are no reason to fail. */
static void **array_alloc(struct mm_lock *l)
{
	size_t bytes = max_t(size_t, l->areas, 1) * sizeof(void *);
	void **array = array_must_fail() ? NULL : __vmalloc(bytes, GFP_KERNEL_ACCOUNT);

	if (array)
		l->bytes += bytes;
	return array;
}

/* The values, not where they stand in the array: see the thread, 22 Apr 2008. */
static int compare(const void *a, const void *b, const void *counter)
{
	const unsigned long x = *(const unsigned long *)a, y = *(const unsigned long *)b;
	struct mm_lock *l = (struct mm_lock *)counter;

	l->comparisons++;
	cond_resched(); /* nothing is locked yet but mmap_lock */
	return (x > y) - (x < y);
}

/* Returns how many different ones there are, in order at the front. */
static u32 sort_out(struct mm_lock *l, void **array, u32 length)
{
	u32 i, different = 0;

	sort_r(array, length, sizeof(*array), compare, NULL, l);
	for (i = 0; i < length; i++)
		if (!different || array[different - 1] != array[i])
			array[different++] = array[i];
	return different;
}

static int sort_all(struct mm_lock *l)
{
	struct vma_iterator vmi;
	struct model_vma *area;
	u32 anon_vmas = 0, files = 0;

	l->anon_vma_array = (struct model_anon_vma **)array_alloc(l);
	l->file_array = (struct model_file **)array_alloc(l);
	if (!l->anon_vma_array || !l->file_array)
		return -ENOMEM;
	for_each_area(l, vmi, area) {
		if (area->anon_vma)
			l->anon_vma_array[anon_vmas++] = area->anon_vma;
		l->file_array[files++] = area->file;
	}
	l->anon_vmas_sorted = sort_out(l, (void **)l->anon_vma_array, anon_vmas);
	l->files_sorted = sort_out(l, (void **)l->file_array, files);
	return 0;
}

static int sorted_take_anon_vmas(struct mm_lock *l)
{
	int err = 0;
	u32 i;

	for (i = 0; i < l->anon_vmas_sorted && !err; i++)
		err = mm_lock_take_anon_vma(l, l->anon_vma_array[i]);
	return err;
}

static int sorted_take_files(struct mm_lock *l)
{
	int err = 0;
	u32 i;

	for (i = 0; i < l->files_sorted && !err; i++)
		err = mm_lock_take_file(l, l->file_array[i]);
	return err;
}

/* So many as are held, from the front: also after an error half way. */
static void sorted_unlock(struct mm_lock *l)
{
	while (l->anon_vmas)
		mm_lock_drop_anon_vma(l, l->anon_vma_array[l->anon_vmas - 1]);
	while (l->files)
		mm_lock_drop_file(l, l->file_array[l->files - 1]);
	vfree(l->anon_vma_array);
	vfree(l->file_array);
	l->bytes = 0;
}

static int sorted_lock(struct mm_lock *l)
{
	int err = sort_all(l);

	if (!err)
		err = mm_lock_in_order(l, sorted_take_files, sorted_take_anon_vmas);
	if (err)
		sorted_unlock(l);
	return err;
}

const struct mm_lock_way mm_lock_sorted = {
	.in_order = true,
	.lock = sorted_lock,
	.unlock = sorted_unlock,
};
