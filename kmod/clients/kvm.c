// SPDX-License-Identifier: GPL-2.0
/*
 * client: kvm - a secondary page table under a spinlock
 *
 * As KVM in the thread: a range that is being invalidated is counted, from its start to
 * its end, and a fault maps nothing meanwhile nor when an invalidation has come between
 * (24 Apr 2008). The delay is the flush of other CPUs' TLBs, with the lock held.
 */
#include <linux/spinlock.h>

#include "../mmu_client.h"
#include "../mmu_table.h"

struct kvm {
	struct mmu_registration mn;
	spinlock_t lock; /* protects all below */
	s64 ranges; /* begun and not ended */
	unsigned long sequence; /* invalidations so far */
	bool released;
	struct mmu_table table;
};

static struct kvm *kvm_of(struct mmu_registration *mn)
{
	return container_of(mn, struct kvm, mn);
}

static void kvm_init(struct mmu_registration *mn)
{
	spin_lock_init(&kvm_of(mn)->lock);
}

static void zap_locked(struct kvm *kvm, const struct mmu_range *range)
{
	mmu_table_zap(&kvm->table, range->start, range->end);
	kvm->sequence++;
	mmu_spin_ns(kvm->mn.delay_ns);
}

static int kvm_range_start(struct mmu_registration *mn, const struct mmu_range *range)
{
	struct kvm *kvm = kvm_of(mn);

	spin_lock(&kvm->lock);
	kvm->ranges++;
	zap_locked(kvm, range);
	spin_unlock(&kvm->lock);
	return 0;
}

static void kvm_range_end(struct mmu_registration *mn, const struct mmu_range *range)
{
	struct kvm *kvm = kvm_of(mn);

	spin_lock(&kvm->lock);
	kvm->sequence++;
	kvm->ranges--;
	spin_unlock(&kvm->lock);
}

static int kvm_invalidate_page(struct mmu_registration *mn, const struct mmu_range *page)
{
	struct kvm *kvm = kvm_of(mn);

	spin_lock(&kvm->lock);
	zap_locked(kvm, page);
	spin_unlock(&kvm->lock);
	return 0;
}

static int kvm_clear_flush_young(struct mmu_registration *mn, const struct mmu_range *page)
{
	struct kvm *kvm = kvm_of(mn);
	bool young;

	spin_lock(&kvm->lock);
	young = mmu_table_clear_young(&kvm->table, page->start);
	mmu_spin_ns(kvm->mn.delay_ns);
	spin_unlock(&kvm->lock);
	return young;
}

static void kvm_release(struct mmu_registration *mn)
{
	struct kvm *kvm = kvm_of(mn);

	spin_lock(&kvm->lock);
	kvm->released = true;
	mmu_table_zap(&kvm->table, 0, ULONG_MAX);
	spin_unlock(&kvm->lock);
}

static int kvm_fault(struct mmu_registration *mn, unsigned long address)
{
	struct kvm *kvm = kvm_of(mn);
	unsigned long sequence = READ_ONCE(kvm->sequence);
	int err;

	smp_rmb(); /* the page is looked up after it; pairs with the lock in kvm_range_end() */
	err = mmu_core_look_up(mn, address);
	if (err)
		return err;
	err = -EAGAIN; /* the page may have gone by the time of the lock */
	spin_lock(&kvm->lock);
	if (!kvm->released && !kvm->ranges && kvm->sequence == sequence) {
		mmu_table_map(&kvm->table, address);
		err = 0;
	}
	spin_unlock(&kvm->lock);
	return err;
}

static void kvm_state(struct mmu_registration *mn, struct rmaplock_mmu_state *state)
{
	struct kvm *kvm = kvm_of(mn);

	state->mapped = mmu_table_mapped(&kvm->table);
	state->open_ranges = READ_ONCE(kvm->ranges);
}

const struct mmu_client mmu_client_kvm = {
	.name = "kvm",
	.size = sizeof(struct kvm),
	.init = kvm_init,
	.range_start = kvm_range_start,
	.range_end = kvm_range_end,
	.invalidate_page = kvm_invalidate_page,
	.clear_flush_young = kvm_clear_flush_young,
	.release = kvm_release,
	.fault = kvm_fault,
	.state = kvm_state,
};
