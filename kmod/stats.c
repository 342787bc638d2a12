// SPDX-License-Identifier: GPL-2.0
/*
 * Per-CPU counters and histograms of the model's locks: recording (on the
 * measured path only as far as section.h inlines it), summing and reporting.
 */
#include <linux/cache.h>
#include <linux/log2.h>
#include <linux/mm.h>
#include <linux/mutex.h>
#include <linux/random.h>
#include <linux/siphash.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/uaccess.h>

#include "model.h"
#include "stats.h"

#define CREATE_TRACE_POINTS
#include "trace.h"

/* One lock's histograms on one CPU: as much as the per-CPU allocator gives at once. */
struct rmap_percpu_histograms {
	u64 count[RMAPLOCK_NR_MODES][RMAPLOCK_NR_HISTS][RMAPLOCK_HIST_BUCKETS];
};

DEFINE_PER_CPU(struct rmap_percpu_counters, rmap_counters);
u32 rmap_settings __read_mostly;

static siphash_key_t instance_key; /* random, set before the first event */
static struct rmap_percpu_histograms __percpu *histograms[RMAPLOCK_NR_LOCKS];

/*
 * Other CPUs' counters cannot be cleared without racing with them. A reset
 * remembers the sums instead and a report subtracts them.
 */
static DEFINE_MUTEX(base_mutex); /* protects the two below */
static struct rmap_percpu_counters counters_base;
static struct rmaplock_histograms *histograms_base;

static unsigned int bucket_of(u64 ns)
{
	unsigned int shift;

	if (ns < RMAPLOCK_HIST_SUB_BUCKETS)
		return ns;
	shift = ilog2(ns) - RMAPLOCK_HIST_SUB_BITS;
	/* the leading bit of ns >> shift counts one row of buckets by itself */
	return min_t(u64, (shift * RMAPLOCK_HIST_SUB_BUCKETS) + (ns >> shift),
		     RMAPLOCK_HIST_BUCKETS - 1);
}

/* A keyed hash: neither an address, nor a way to one. */
u32 rmap_instance(const void *lock)
{
	return siphash_1u64((unsigned long)lock, &instance_key);
}

u64 rmap_section_request_ns(u32 where, const void *lock)
{
	trace_contended(where, lock);
	return ktime_get_mono_fast_ns();
}

u64 rmap_section_acquired_ns(u32 where, const void *lock, u64 wait_ns)
{
	trace_acquired(where, lock, wait_ns);
	return ktime_get_mono_fast_ns();
}

void rmap_section_record(u32 where, bool record_histograms, bool waited, u64 wait_ns, u64 hold_ns)
{
	const u32 lock_and_mode = where / RMAPLOCK_NR_SITES;
	const u32 mode = lock_and_mode % RMAPLOCK_NR_MODES;
	struct rmap_percpu_histograms __percpu *h = histograms[lock_and_mode / RMAPLOCK_NR_MODES];

	trace_released(where, hold_ns);
	if (!record_histograms)
		return;
	this_cpu_add(rmap_counters.at[where].hold_ns, hold_ns);
	this_cpu_inc(h->count[mode][RMAPLOCK_HIST_HOLD][bucket_of(hold_ns)]);
	if (!waited)
		return;
	this_cpu_add(rmap_counters.at[where].wait_ns, wait_ns);
	this_cpu_inc(h->count[mode][RMAPLOCK_HIST_WAIT][bucket_of(wait_ns)]);
}

/* Both structures are nothing but u64s, so sums and differences go word by word. */
static void add_words(u64 *sum, const u64 *add, size_t bytes)
{
	size_t i;

	for (i = 0; i < bytes / sizeof(*sum); i++)
		sum[i] += READ_ONCE(add[i]);
}

static void subtract_words(u64 *from, const u64 *base, size_t bytes)
{
	size_t i;

	for (i = 0; i < bytes / sizeof(*from); i++)
		from[i] -= base[i];
}

static void sum_counters(struct rmap_percpu_counters *sum)
{
	int cpu;

	memset(sum, 0, sizeof(*sum));
	for_each_possible_cpu(cpu)
		add_words((u64 *)sum, (u64 *)per_cpu_ptr(&rmap_counters, cpu), sizeof(*sum));
}

static void sum_histograms(struct rmaplock_histograms *sum)
{
	int cpu, lock;

	memset(sum, 0, sizeof(*sum));
	for_each_possible_cpu(cpu)
		for (lock = 0; lock < RMAPLOCK_NR_LOCKS; lock++)
			add_words((u64 *)sum->count[lock],
				  (u64 *)per_cpu_ptr(histograms[lock], cpu),
				  sizeof(sum->count[lock]));
}

int rmap_stats_set(unsigned long settings)
{
	if (settings & ~RMAPLOCK_SETTINGS)
		return -EINVAL;
	if ((settings & RMAPLOCK_TIMING) && !IS_ENABLED(CONFIG_RMAPLOCK_COUNTERS))
		return -EINVAL;
	WRITE_ONCE(rmap_settings, settings);
	return 0;
}

void rmap_stats_reset(void)
{
	mutex_lock(&base_mutex);
	sum_counters(&counters_base);
	sum_histograms(histograms_base);
	mutex_unlock(&base_mutex);
}

static int report_histograms(u64 user_address)
{
	struct rmaplock_histograms *sum;
	int err = 0;

	BUILD_BUG_ON(sizeof(struct rmap_percpu_histograms) != sizeof(sum->count[0]));

	sum = kvmalloc(sizeof(*sum), GFP_KERNEL_ACCOUNT);
	if (!sum)
		return -ENOMEM;
	mutex_lock(&base_mutex);
	sum_histograms(sum);
	subtract_words((u64 *)sum, (u64 *)histograms_base, sizeof(*sum));
	mutex_unlock(&base_mutex);
	if (copy_to_user(u64_to_user_ptr(user_address), sum, sizeof(*sum)))
		err = -EFAULT;
	kvfree(sum);
	return err;
}

int rmap_stats_report(struct rmaplock_report *report)
{
	struct rmap_percpu_counters *sum = (struct rmap_percpu_counters *)report->counters;

	BUILD_BUG_ON(sizeof(*sum) != offsetofend(struct rmaplock_report, mm_locks) -
					     offsetof(struct rmaplock_report, counters));

	report->abi = RMAPLOCK_ABI;
	report->flags = READ_ONCE(rmap_settings);
	if (IS_ENABLED(CONFIG_RMAPLOCK_COUNTERS))
		report->flags |= RMAPLOCK_HAS_COUNTERS;
	if (anon_vma_lock_traits()->shared_lists && i_mmap_lock_traits()->shared_lists)
		report->flags |= RMAPLOCK_HAS_SHARED_LISTS;
	if (IS_ENABLED(CONFIG_RMAPLOCK_MMU_NOTIFIER))
		report->flags |= RMAPLOCK_HAS_MMU_NOTIFIERS;
	if (model_walk_keeps_mmap_lock())
		report->flags |= RMAPLOCK_HAS_MMAP_LOCKED_WALKS;
	report->lock_bytes[RMAPLOCK_ANON_VMA] = sizeof_field(struct anon_vma_lock, raw);
	report->lock_bytes[RMAPLOCK_I_MMAP] = sizeof_field(struct i_mmap_lock, raw);
	strscpy_pad(report->config, __stringify(RMAPLOCK_CONFIG), RMAPLOCK_NAME_LEN);
	strscpy_pad(report->lock_name[RMAPLOCK_ANON_VMA], __stringify(RMAPLOCK_ANON_VMA_LOCK),
		    RMAPLOCK_NAME_LEN);
	strscpy_pad(report->lock_name[RMAPLOCK_I_MMAP], __stringify(RMAPLOCK_I_MMAP_LOCK),
		    RMAPLOCK_NAME_LEN);
	strscpy_pad(report->lifetime, __stringify(RMAPLOCK_LIFETIME), RMAPLOCK_NAME_LEN);
	report->anon_vma_bytes = sizeof(struct model_anon_vma);
	report->file_bytes = sizeof(struct model_file);

	mutex_lock(&base_mutex);
	sum_counters(sum);
	subtract_words((u64 *)sum, (u64 *)&counters_base, sizeof(*sum));
	mutex_unlock(&base_mutex);

	return report->histograms ? report_histograms(report->histograms) : 0;
}

int rmap_stats_init(void)
{
	int lock;

	get_random_bytes(&instance_key, sizeof(instance_key));
	histograms_base = kvzalloc(sizeof(*histograms_base), GFP_KERNEL);
	if (!histograms_base)
		return -ENOMEM;
	for (lock = 0; lock < RMAPLOCK_NR_LOCKS; lock++) {
		histograms[lock] = alloc_percpu(struct rmap_percpu_histograms);
		if (!histograms[lock]) {
			rmap_stats_exit();
			return -ENOMEM;
		}
	}
	return 0;
}

void rmap_stats_exit(void)
{
	int lock;

	for (lock = 0; lock < RMAPLOCK_NR_LOCKS; lock++) {
		free_percpu(histograms[lock]);
		histograms[lock] = NULL;
	}
	kvfree(histograms_base);
	histograms_base = NULL;
}
