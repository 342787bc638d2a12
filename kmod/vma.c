// SPDX-License-Identifier: GPL-2.0
/*
 * Areas: what the kernel's vm_ops tell us about mmap, fork, faults, splits,
 * moves and exit, turned into links and unlinks of the model.
 *
 * Every callback runs with the mmap_lock of the area's mm held (for writing,
 * but for faults, and for the close of munmap, which has detached the area; in exit
 * nobody else is left), so an area changes in one place at a time and only what the
 * model shares needs the model's locks.
 */
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/percpu.h>
#include <linux/slab.h>

#include "compat.h"
#include "model.h"

static struct kmem_cache *area_cache;
static atomic64_t alloc_failures = ATOMIC64_INIT(0);

struct area_events {
	u64 linked;
	u64 unlinked;
};

static DEFINE_PER_CPU(struct area_events, area_events);

/* Fault injection for tests: the n-th allocation from now fails. */
static atomic_t fail_area_alloc = ATOMIC_INIT(0);

static int fail_area_alloc_set(const char *value, const struct kernel_param *param)
{
	int nth;
	int err = kstrtoint(value, 0, &nth);

	if (err || nth < 0)
		return -EINVAL;
	atomic_set(&fail_area_alloc, nth);
	return 0;
}

static const struct kernel_param_ops fail_area_alloc_ops = {
	.set = fail_area_alloc_set,
};

module_param_cb(fail_area_alloc, &fail_area_alloc_ops, NULL, 0200);
MODULE_PARM_DESC(fail_area_alloc, "make the n-th allocation of an area from now fail (tests)");

static bool must_fail(void)
{
	return unlikely(atomic_read(&fail_area_alloc) > 0) &&
	       atomic_dec_if_positive(&fail_area_alloc) == 0;
}

u64 model_alloc_failures(void)
{
	return atomic64_read(&alloc_failures);
}

u64 model_entries_alive(void)
{
	u64 alive = 0;
	int cpu;

	for_each_possible_cpu(cpu) {
		struct area_events *events = per_cpu_ptr(&area_events, cpu);

		alive += READ_ONCE(events->linked) - READ_ONCE(events->unlinked);
	}
	return alive;
}

static struct model_vma *area_alloc(struct model_file *file, struct vm_area_struct *vma)
{
	struct model_vma *area = must_fail() ? NULL : kmem_cache_alloc(area_cache, GFP_KERNEL);

	if (unlikely(!area)) {
		atomic64_inc(&alloc_failures);
		return NULL;
	}
	area->vma = vma;
	area->mm = vma->vm_mm;
	area->file = file;
	area->start = vma->vm_start;
	area->end = vma->vm_end;
	area->pgoff = vma->vm_pgoff;
	area->anon_vma = NULL;
	INIT_LIST_HEAD(&area->private_head);
	area->private_tree = RB_ROOT_CACHED;
	this_cpu_inc(area_events.linked);
	return area;
}

static void area_free(struct model_vma *area)
{
	this_cpu_inc(area_events.unlinked);
	kmem_cache_free(area_cache, area);
}

/*
 * fork, in dup_mmap()'s order: anon_vma first, then i_mmap. A parent that read
 * an area before it wrote to it had no write fault that we could see: the
 * kernel has given it an anon_vma, the model has not. Make up for it here,
 * where it first matters to anybody else.
 */
static void area_fork(struct model_vma *parent, struct model_vma *child)
{
	if (child->vma->anon_vma && !parent->anon_vma && model_anon_vma_prepare(parent))
		atomic64_inc(&alloc_failures);
	if (parent->anon_vma)
		model_anon_vma_link(child, parent->anon_vma, RMAPLOCK_SITE_FORK);
	model_file_link(child, RMAPLOCK_SITE_FORK);
}

/* Under the mmap_lock of its mm a client may sleep, whatever the model's locks do. */
static struct mmu_range mmu_range_of(const struct model_vma *area)
{
	return (struct mmu_range){
		.mm = area->mm,
		.start = area->start,
		.end = area->end,
		.blockable = true,
	};
}

/* mremap() to another address: the old area is closed after this. */
static void area_move(struct model_vma *old, struct model_vma *new)
{
	if (old->anon_vma)
		model_anon_vma_link(new, old->anon_vma, RMAPLOCK_SITE_MOVE);
	model_file_link(new, RMAPLOCK_SITE_MOVE);
}

/* The kernel splits at one end and opens the new half before it cuts the old. */
static bool is_split(const struct model_vma *old, const struct model_vma *new)
{
	bool lower = new->start == old->start && old->end > new->end;
	bool upper = new->end == old->end && old->start < new->start;

	return lower || upper;
}

/*
 * copy_page_range(): the parent's pages become read-only, so its clients are told. The
 * end is theirs also when memory runs out in between (Jack Steiner, 23 Apr 2008).
 */
static void area_copy(struct model_vma *from, struct vm_area_struct *vma)
{
	const struct mmu_range range = mmu_range_of(from);
	const bool cow = is_cow_mapping(vma->vm_flags);
	struct model_vma *area;

	if (cow)
		model_mmu_range_start(&range);
	area = area_alloc(from->file, vma);
	if (unlikely(!area))
		goto out;
	model_change_begin();
	vma->vm_private_data = area;
	area_fork(from, area);
	model_change_end();
out:
	if (cow)
		model_mmu_range_end(&range);
}

static void area_split_or_move(struct model_vma *from, struct vm_area_struct *vma)
{
	struct model_vma *area = area_alloc(from->file, vma);

	if (unlikely(!area))
		return;
	model_change_begin();
	vma->vm_private_data = area;
	if (is_split(from, area))
		model_file_split(from, area);
	else
		area_move(from, area);
	model_change_end();
}

/*
 * @vma has been copied from another one and still points to its area. This
 * cannot fail: without memory the copy stays outside the model, which
 * alloc_failures says and which voids the measurement.
 */
static void area_open(struct vm_area_struct *vma)
{
	struct model_vma *from = vma->vm_private_data;

	vma->vm_private_data = NULL;
	if (unlikely(!from))
		return;
	if (vma->vm_mm != from->mm)
		area_copy(from, vma);
	else
		area_split_or_move(from, vma);
}

/* exit and munmap, in free_pgtables()'s order; and mremap(), with the area that it has left. */
static void area_close(struct vm_area_struct *vma)
{
	struct model_vma *area = vma->vm_private_data;
	struct mmu_range range;

	if (unlikely(!area))
		return;
	range = mmu_range_of(area);
	model_mmu_unmap(&range); /* the pages go first */
	model_change_begin();
	model_anon_vma_unlink(area);
	model_file_unlink(area);
	vma->vm_private_data = NULL;
	area_free(area);
	model_change_end();
}

static vm_fault_t area_fault(struct vm_fault *vmf)
{
	struct vm_area_struct *vma = vmf->vma;
	struct model_file *file = vma->vm_file->private_data;
	struct model_vma *area = vma->vm_private_data;

	if (area && (vmf->flags & FAULT_FLAG_WRITE) && !(vma->vm_flags & VM_SHARED) &&
	    model_anon_vma_prepare(area)) {
		atomic64_inc(&alloc_failures);
		return VM_FAULT_OOM;
	}
	get_page(file->page);
	vmf->page = file->page;
	return 0;
}

static const struct vm_operations_struct area_vm_ops = {
	.open = area_open,
	.close = area_close,
	.fault = area_fault,
};

struct model_vma *model_vma_of_any(struct vm_area_struct *vma)
{
	return vma->vm_ops == &area_vm_ops ? vma->vm_private_data : NULL;
}

struct model_vma *model_vma_of(struct model_file *file, struct vm_area_struct *vma)
{
	struct model_vma *area = model_vma_of_any(vma);

	return area && area->file == file ? area : NULL;
}

int model_vma_mmap(struct model_file *file, struct vm_area_struct *vma)
{
	struct model_vma *area;

	/* stacks grow and code is shared without telling us */
	if (vma->vm_flags & (VM_GROWSDOWN | VM_GROWSUP | VM_EXEC) || !mapcount_fits(vma))
		return -EINVAL;
	area = area_alloc(file, vma);
	if (!area)
		return -ENOMEM;
	/* no growing by mremap() and no merging: neither has a callback */
	vm_flags_mod(vma, VM_DONTEXPAND | VM_DONTDUMP, VM_MAYEXEC);
	vma->vm_ops = &area_vm_ops;
	vma->vm_private_data = area;
	model_change_begin();
	model_file_link(area, RMAPLOCK_SITE_MMAP);
	model_change_end();
	return 0;
}

int model_vma_init(void)
{
	area_cache = kmem_cache_create(KBUILD_MODNAME "_vma", sizeof(struct model_vma), 0,
				       SLAB_ACCOUNT, NULL);
	return area_cache ? 0 : -ENOMEM;
}

void model_vma_exit(void)
{
	kmem_cache_destroy(area_cache);
}
