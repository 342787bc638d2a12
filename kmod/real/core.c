// SPDX-License-Identifier: GPL-2.0
/* What the two ways to Linux's MMU notifiers share. */
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/sched/mm.h>
#include <linux/slab.h>

#include "real.h"

/* A kernel with MMU notifiers has rmap locks that sleep: kernel/README.md. */
bool mmu_core_may_sleep(void)
{
	return true;
}

static int join(struct mmu_notifier_mm *real, struct mm_struct *mm)
{
	int err;

	/* Linux's own reference goes with unregister, and is_ours() may be asked later */
	mmgrab(mm);
	__module_get(THIS_MODULE);
	real->mm = mm;
	err = real->way->join(real, mm);
	if (err) {
		module_put(THIS_MODULE);
		mmdrop(mm);
	}
	return err;
}

int mmu_core_register(struct mmu_registration *mn)
{
	struct mmu_notifier_mm *real = kzalloc(sizeof(*real), GFP_KERNEL_ACCOUNT);
	int err;

	if (!real)
		return -ENOMEM;
	real->mn = mn;
	real->way = mn->client->sleeps ? &real_interval : &real_ops;
	mn->mm = real;
	err = join(real, current->mm);
	if (err)
		kfree(real);
	return err;
}

void real_release(struct mmu_notifier_mm *real)
{
	struct mmu_registration *mn = real->mn;

	if (atomic_xchg(&real->released, 1)) {
		atomic64_inc(&mn->released_again);
		return;
	}
	if (READ_ONCE(real->leaves) != current)
		atomic64_inc(&mn->released_by_exit);
	mmu_call_release(mn);
}

void mmu_core_unregister(struct mmu_registration *mn)
{
	WRITE_ONCE(mn->mm->leaves, current);
	mn->mm->way->leave(mn->mm);
	WRITE_ONCE(mn->gone, true);
	module_put(THIS_MODULE);
}

void mmu_core_forget(struct mmu_registration *mn)
{
	mmdrop(mn->mm->mm);
	kfree(mn->mm);
}

bool mmu_core_is_ours(const struct mmu_registration *mn)
{
	return mn->mm->mm == current->mm;
}

int mmu_core_fault(struct mmu_registration *mn, unsigned long address)
{
	return mn->mm->way->fault(mn->mm, address);
}

/* As KVM does where there is no struct page: it needs none that is pinned. */
int mmu_core_look_up(struct mmu_registration *mn, unsigned long address)
{
	int err = fixup_user_fault(current->mm, address, 0, NULL);

	return err == -EFAULT ? -ENOENT : err;
}
