/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What a client's secondary MMU maps: a table like a TLB, a page in the one place
 * that its number gives, so a newcomer drops who was there. Each entry changes by
 * itself; what belongs together is the client's to lock.
 */
#ifndef RMAPLOCK_MMU_TABLE_H
#define RMAPLOCK_MMU_TABLE_H

#include <linux/atomic.h>
#include <linux/delay.h>
#include <linux/mm.h>

#define MMU_TABLE_ENTRIES 512
#define MMU_TABLE_MAPPED 1ul
#define MMU_TABLE_YOUNG 2ul

struct mmu_table {
	atomic_long_t entry[MMU_TABLE_ENTRIES]; /* page address and MMU_TABLE_*, or 0 */
};

static inline atomic_long_t *mmu_table_entry(struct mmu_table *t, unsigned long address)
{
	return &t->entry[(address >> PAGE_SHIFT) % MMU_TABLE_ENTRIES];
}

static inline void mmu_table_map(struct mmu_table *t, unsigned long address)
{
	atomic_long_set(mmu_table_entry(t, address), address | MMU_TABLE_MAPPED | MMU_TABLE_YOUNG);
}

/* Entries of [start, end) become 0. */
static inline void mmu_table_zap(struct mmu_table *t, unsigned long start, unsigned long end)
{
	unsigned long pages = min(end - start, MMU_TABLE_ENTRIES * PAGE_SIZE) >> PAGE_SHIFT;
	unsigned long address = start;
	atomic_long_t *entry;
	long old;

	for (; pages; pages--, address += PAGE_SIZE) {
		entry = mmu_table_entry(t, address);
		old = atomic_long_read(entry);
		if ((old & PAGE_MASK) >= start && (old & PAGE_MASK) < end)
			atomic_long_cmpxchg(entry, old, 0);
	}
}

static inline bool mmu_table_clear_young(struct mmu_table *t, unsigned long address)
{
	atomic_long_t *entry = mmu_table_entry(t, address);
	long old = atomic_long_read(entry);

	return (old & PAGE_MASK) == address && (old & MMU_TABLE_YOUNG) &&
	       atomic_long_cmpxchg(entry, old, old & ~MMU_TABLE_YOUNG) == old;
}

static inline u64 mmu_table_mapped(struct mmu_table *t)
{
	u64 mapped = 0;
	int i;

	for (i = 0; i < MMU_TABLE_ENTRIES; i++)
		mapped += atomic_long_read(&t->entry[i]) & MMU_TABLE_MAPPED;
	return mapped;
}

/* The device works, and the CPU waits for it. */
static inline void mmu_spin_ns(u32 ns)
{
	mdelay(ns / NSEC_PER_MSEC);
	udelay(ns % NSEC_PER_MSEC / NSEC_PER_USEC);
	ndelay(ns % NSEC_PER_USEC);
}

#endif /* RMAPLOCK_MMU_TABLE_H */
