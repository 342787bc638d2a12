// SPDX-License-Identifier: GPL-2.0
/* RMAPLOCK_IOC_MM_LOCK: lock and unlock all of the caller's mm, and say what it took. */
#include <linux/mm.h>
#include <linux/preempt.h>
#include <linux/rwsem.h>
#include <linux/sched/signal.h>
#include <linux/timekeeping.h>

#include "mm_lock.h"

static const struct mm_lock_way *const ways[] = {
	[RMAPLOCK_MM_LOCK_SORTED] = &mm_lock_sorted,
	[RMAPLOCK_MM_LOCK_SCAN] = &mm_lock_scan,
	[RMAPLOCK_MM_LOCK_FLAGS] = &mm_lock_flags,
};

/*
 * The mutex of mainline's mm_take_all_locks(), which takes locks in any order:
 * one at a time. Ways that go by address share it: they cannot deadlock with each
 * other, but with that one.
 */
static DECLARE_RWSEM(all_locks);

struct model_vma *mm_lock_next_area(struct vma_iterator *vmi)
{
	struct vm_area_struct *vma;
	struct model_vma *area;

	while ((vma = vma_next(vmi)) != NULL) {
		area = model_vma_of_any(vma);
		if (area)
			return area;
	}
	return NULL;
}

static __always_inline bool is_spinlock_or_rwlock(const struct rmap_lock_traits *traits)
{
	return traits->shared_lists && !traits->may_sleep;
}

/* Whoever holds it must not sleep, whether the kernel counts that or not. */
static __always_inline bool spins(const struct rmap_lock_traits *traits)
{
	return is_spinlock_or_rwlock(traits) && !IS_ENABLED(CONFIG_PREEMPT_RT);
}

/* Whoever holds it may sleep, but not move to another CPU. */
static __always_inline bool pins(const struct rmap_lock_traits *traits)
{
	return is_spinlock_or_rwlock(traits) && IS_ENABLED(CONFIG_PREEMPT_RT);
}

/*
 * Where the kernel counts (PREEMPT_COUNT) each lock that spins raises the preempt
 * count, which has room for 255 and then runs over, silently, into the softirq
 * count: only the first may go on counting. With PREEMPT_RT each disables migration,
 * which is counted in a short: 65536 locks would be none, and 6.12 warns at 32768.
 */
static __always_inline void took(struct mm_lock *l, const struct rmap_lock_traits *traits)
{
	if (spins(traits) && l->spinning++ && IS_ENABLED(CONFIG_PREEMPT_COUNT))
		preempt_count_dec();
	if (pins(traits) && l->pinning++)
		migrate_enable();
}

/* To be called before the lock is dropped, which lowers the count. */
static __always_inline void dropping(struct mm_lock *l, const struct rmap_lock_traits *traits)
{
	if (spins(traits) && --l->spinning && IS_ENABLED(CONFIG_PREEMPT_COUNT))
		preempt_count_inc();
	if (pins(traits) && --l->pinning)
		migrate_disable();
}

int mm_lock_take_anon_vma(struct mm_lock *l, struct model_anon_vma *anon_vma)
{
	if (fatal_signal_pending(current))
		return -EINTR;
	anon_vma_write_lock_within(&anon_vma->lock, &l->anon_section, &l->mm->mmap_lock);
	took(l, anon_vma_lock_traits());
	l->anon_vmas++;
	return 0;
}

void mm_lock_drop_anon_vma(struct mm_lock *l, struct model_anon_vma *anon_vma)
{
	l->anon_vmas--;
	dropping(l, anon_vma_lock_traits());
	anon_vma_write_unlock(&anon_vma->lock, &l->anon_section);
}

int mm_lock_take_file(struct mm_lock *l, struct model_file *file)
{
	if (fatal_signal_pending(current))
		return -EINTR;
	i_mmap_write_lock_within(&file->lock, &l->file_section, &l->mm->mmap_lock);
	took(l, i_mmap_lock_traits());
	l->files++;
	return 0;
}

void mm_lock_drop_file(struct mm_lock *l, struct model_file *file)
{
	l->files--;
	dropping(l, i_mmap_lock_traits());
	i_mmap_write_unlock(&file->lock, &l->file_section);
}

/* Hold times of locks that are held together would say nothing: never timed. */
static void section_begin(struct rmap_section *section, u32 lock)
{
	rmap_section_init(section, rmap_where(lock, RMAPLOCK_WRITE, RMAPLOCK_SITE_MM_LOCK));
	section->timed = false;
}

static int take_turn(const struct mm_lock *l)
{
	return l->way->in_order ? down_read_killable(&all_locks) : down_write_killable(&all_locks);
}

static void end_turn(const struct mm_lock *l)
{
	if (l->way->in_order)
		up_read(&all_locks);
	else
		up_write(&all_locks);
}

/*
 * A scan under spinning locks, which nothing can interrupt, must end soon. Each
 * area may add two passes, and a pass meets every mapping, ours or not.
 */
static bool scan_is_too_long(const struct mm_lock *l)
{
	bool spinning = spins(anon_vma_lock_traits()) || spins(i_mmap_lock_traits());
	u64 max = spinning ? RMAPLOCK_MM_LOCK_SCAN_SPINNING_MAX : RMAPLOCK_MM_LOCK_SCAN_MAX;

	return (u64)l->areas * l->mm->map_count > max;
}

static void count_areas(struct mm_lock *l)
{
	struct vma_iterator vmi;
	struct model_vma *area;

	l->areas = 0;
	for_each_area(l, vmi, area)
		l->areas++;
}

/* lock_ns is the time of taking the locks, also in vain: not of the wait for one's turn. */
int mm_lock_all(struct mm_lock *l, u32 way)
{
	u64 begin_ns;
	int err;

	l->way = ways[way];
	section_begin(&l->anon_section, RMAPLOCK_ANON_VMA);
	section_begin(&l->file_section, RMAPLOCK_I_MMAP);
	count_areas(l);
	if (way == RMAPLOCK_MM_LOCK_SCAN && scan_is_too_long(l))
		return -E2BIG;
	err = take_turn(l);
	if (err)
		return err;
	begin_ns = ktime_get_mono_fast_ns();
	err = l->way->lock(l);
	l->lock_ns += rmap_span_ns(begin_ns);
	if (err)
		end_turn(l);
	return err;
}

void mm_unlock_all(struct mm_lock *l)
{
	u64 begin_ns = ktime_get_mono_fast_ns();

	l->way->unlock(l);
	l->unlock_ns = rmap_span_ns(begin_ns);
	end_turn(l);
}

/* Areas one of whose locks is not held. Without exclusion none ever is. */
static u32 count_unlocked(struct mm_lock *l)
{
	struct vma_iterator vmi;
	struct model_vma *area;
	u32 unlocked = 0;

	for_each_area(l, vmi, area)
		unlocked += (area->anon_vma && !anon_vma_is_locked(&area->anon_vma->lock)) ||
			    !i_mmap_is_locked(&area->file->lock);
	return unlocked;
}

/* Context: mmap_lock held for writing. */
static int lock_and_unlock(struct mm_lock *l, struct rmaplock_mm_lock *request)
{
	int depth = preempt_count();
	int err;

	request->way_taken = request->way;
	err = mm_lock_all(l, request->way);
	if (err == -ENOMEM && (request->flags & RMAPLOCK_MM_LOCK_FALLBACK)) {
		request->way_taken = RMAPLOCK_MM_LOCK_SCAN;
		err = mm_lock_all(l, RMAPLOCK_MM_LOCK_SCAN);
	}
	if (err)
		return err;

	request->areas = l->areas;
	request->anon_vmas = l->anon_vmas;
	request->files = l->files;
	request->bytes = l->bytes;
	request->preempt_depth = preempt_count() - depth;
	if (request->flags & RMAPLOCK_MM_LOCK_VERIFY)
		request->unlocked = count_unlocked(l);

	mm_unlock_all(l);
	request->comparisons = l->comparisons;
	request->lock_ns = l->lock_ns;
	request->unlock_ns = l->unlock_ns;
	return 0;
}

static void count(const struct rmaplock_mm_lock *request)
{
	this_cpu_inc(rmap_counters.mm_locks.calls);
	this_cpu_add(rmap_counters.mm_locks.locks, request->anon_vmas + request->files);
	this_cpu_add(rmap_counters.mm_locks.bytes, request->bytes);
	this_cpu_add(rmap_counters.mm_locks.comparisons, request->comparisons);
	this_cpu_add(rmap_counters.mm_locks.lock_ns, request->lock_ns);
	this_cpu_add(rmap_counters.mm_locks.unlock_ns, request->unlock_ns);
}

int model_mm_lock(struct rmaplock_mm_lock *request)
{
	struct mm_lock l = { .mm = current->mm };
	int err;

	if (request->way >= ARRAY_SIZE(ways) || !ways[request->way])
		return -EINVAL;
	if (request->flags & ~(RMAPLOCK_MM_LOCK_FALLBACK | RMAPLOCK_MM_LOCK_VERIFY))
		return -EINVAL;
	*request = (struct rmaplock_mm_lock){ .way = request->way, .flags = request->flags };
	if (mmap_write_lock_killable(l.mm))
		return -EINTR;
	err = lock_and_unlock(&l, request);
	mmap_write_unlock(l.mm);
	if (!err)
		count(request);
	return err;
}
