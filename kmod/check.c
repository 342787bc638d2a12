// SPDX-License-Identifier: GPL-2.0
/*
 * The model's invariants, on demand, for one file while nothing changes: every
 * area in the tree matches the kernel's own vm_area_struct, every list holds
 * exactly the areas that say they are on it, an anon_vma's references are as
 * many as its lifetime demands, and the tree's order holds.
 *
 * Anonymous lists are read under i_mmap with a trylock, which is legal
 * whichever of the two locks sleeps; a lock that is taken means that something
 * still runs, which is -EAGAIN as is any change meanwhile. Until that is known
 * an area in the tree may be leaving its anon_vma, which RCU keeps readable.
 */
#include <linux/mm.h>
#include <linux/mutex.h>
#include <linux/rcupdate.h>
#include <linux/sched.h>
#include <linux/slab.h>
#include <linux/uaccess.h>

#include "model.h"

static DEFINE_MUTEX(check_mutex); /* protects model_anon_vma.number */

DEFINE_PER_CPU(struct model_changes, model_changes);

/* Ends are summed first: a change that we see ended, we also see begun. */
bool model_still(u64 *changes)
{
	u64 begun = 0, ended = 0;
	int cpu;

	for_each_possible_cpu(cpu)
		ended += READ_ONCE(per_cpu_ptr(&model_changes, cpu)->ended);
	smp_rmb(); /* orders the two sums; this_cpu_inc() orders nothing */
	for_each_possible_cpu(cpu)
		begun += READ_ONCE(per_cpu_ptr(&model_changes, cpu)->begun);
	*changes = begun;
	return begun == ended;
}

static struct model_vma *first_area(struct model_file *file)
{
	return model_file_first(file, 0, ULONG_MAX);
}

static struct model_vma *next_area(struct model_vma *area)
{
	return model_file_next(area, 0, ULONG_MAX);
}

/* Gives the anon_vmas of a file the numbers 1, 2, ... and returns how many. */
static u32 number_anon_vmas(struct model_file *file)
{
	struct model_anon_vma *anon_vma;
	struct model_vma *area;
	u32 count = 0;

	for (area = first_area(file); area; area = next_area(area)) {
		anon_vma = READ_ONCE(area->anon_vma);
		if (anon_vma)
			anon_vma->number = 0;
	}
	for (area = first_area(file); area; area = next_area(area)) {
		anon_vma = READ_ONCE(area->anon_vma);
		if (anon_vma && !anon_vma->number)
			anon_vma->number = ++count;
	}
	return count;
}

static u64 area_errors(struct model_file *file, const struct model_vma *area)
{
	const struct vm_area_struct *vma = area->vma;

	return (area->file != file) + (vma->vm_private_data != area) + (vma->vm_mm != area->mm) +
	       (vma->vm_start != area->start) + (vma->vm_end != area->end) +
	       (vma->vm_pgoff != area->pgoff);
}

/* Adds to @on_lists the areas on @anon_vma's list; returns errors or -EAGAIN. */
static s64 list_errors(struct model_anon_vma *anon_vma, u64 *on_lists)
{
	struct model_vma *area;
	u64 links = 0;
	s64 errors = 0;

	if (!anon_vma_read_trylock_uncounted(&anon_vma->lock))
		return -EAGAIN;
	list_for_each_entry(area, &anon_vma->head, anon_node) {
		links++;
		errors += area->anon_vma != anon_vma;
		errors += area->anon_node.next->prev != &area->anon_node;
	}
	anon_vma_read_unlock_uncounted(&anon_vma->lock);
	*on_lists += links;
	errors += !lifetime_count_is_right(&anon_vma->lifetime, links);
	return errors;
}

static int check_locked(struct model_file *file, struct rmaplock_check *check)
{
	u64 with_anon_vma = 0, on_lists = 0;
	struct model_vma *area, *prev = NULL;
	struct model_anon_vma *anon_vma;
	u32 seen = 0;

	check->anon_vmas = number_anon_vmas(file);
	for (area = first_area(file); area; prev = area, area = next_area(area)) {
		check->entries++;
		check->errors += area_errors(file, area);
		check->errors += prev && prev->pgoff > area->pgoff;
		anon_vma = READ_ONCE(area->anon_vma);
		if (!anon_vma)
			continue;
		with_anon_vma++;
		if (anon_vma->number > seen) { /* numbered in this order */
			s64 errors = list_errors(anon_vma, &on_lists);

			if (errors < 0)
				return errors;
			check->errors += errors;
			seen = anon_vma->number;
		}
	}
	check->errors += on_lists != with_anon_vma;
	return 0;
}

static u32 pid_of(struct mm_struct *mm)
{
	u32 pid = 0;
#ifdef CONFIG_MEMCG
	struct task_struct *owner;

	rcu_read_lock();
	owner = rcu_dereference(mm->owner);
	if (owner)
		pid = task_tgid_vnr(owner);
	rcu_read_unlock();
#endif
	return pid;
}

static void copy_locked(struct model_file *file, struct rmaplock_entry *to, u32 capacity,
			u32 *count)
{
	struct model_anon_vma *anon_vma;
	struct model_vma *area;

	number_anon_vmas(file);
	*count = 0;
	for (area = first_area(file); area; area = next_area(area), (*count)++) {
		if (*count >= capacity)
			continue;
		anon_vma = READ_ONCE(area->anon_vma);
		to[*count] = (struct rmaplock_entry){
			.start = area->start,
			.end = area->end,
			.pgoff = area->pgoff,
			.anon_vma = anon_vma ? anon_vma->number : 0,
			.pid = pid_of(area->mm),
		};
	}
}

int model_check(struct model_file *file, struct rmaplock_check *check)
{
	struct rmap_section section;
	u64 before, after;
	int err;

	if (!model_shares_lists())
		return -EOPNOTSUPP;
	if (!model_still(&before))
		return -EAGAIN;
	memset(check, 0, sizeof(*check));
	mutex_lock(&check_mutex);
	i_mmap_write_lock(&file->lock, RMAPLOCK_SITE_WALK, &section);
	rcu_read_lock();
	err = check_locked(file, check);
	rcu_read_unlock();
	i_mmap_write_unlock(&file->lock, &section);
	mutex_unlock(&check_mutex);
	return model_still(&after) && after == before ? err : -EAGAIN;
}

int model_entries(struct model_file *file, struct rmaplock_entries *request)
{
	struct rmap_section section;
	struct rmaplock_entry *copy;
	u64 before, after;
	int err = 0;

	if (!model_shares_lists())
		return -EOPNOTSUPP;
	if (request->capacity > RMAPLOCK_MAX_ENTRIES)
		return -EINVAL;
	if (!model_still(&before))
		return -EAGAIN;
	copy = kvcalloc(request->capacity, sizeof(*copy), GFP_KERNEL_ACCOUNT);
	if (!copy && request->capacity)
		return -ENOMEM;
	mutex_lock(&check_mutex);
	i_mmap_write_lock(&file->lock, RMAPLOCK_SITE_WALK, &section);
	rcu_read_lock();
	copy_locked(file, copy, request->capacity, &request->count);
	rcu_read_unlock();
	i_mmap_write_unlock(&file->lock, &section);
	mutex_unlock(&check_mutex);

	if (!model_still(&after) || after != before)
		err = -EAGAIN;
	else if (copy_to_user(u64_to_user_ptr(request->entries), copy,
			      min(request->count, request->capacity) * sizeof(*copy)))
		err = -EFAULT;
	kvfree(copy);
	return err;
}
