// SPDX-License-Identifier: GPL-2.0
#include "output_device.h"

#include <math.h>
#include <stdio.h>

static const char *const lock_names[] = {
	[RMAPLOCK_ANON_VMA] = "anon_vma",
	[RMAPLOCK_I_MMAP] = "i_mmap",
};
static const char *const mode_names[] = {
	[RMAPLOCK_WRITE] = "write",
	[RMAPLOCK_READ] = "read",
};
static const char *const site_names[] = {
	[RMAPLOCK_SITE_MMAP] = "mmap", [RMAPLOCK_SITE_PREPARE] = "prepare",
	[RMAPLOCK_SITE_FORK] = "fork", [RMAPLOCK_SITE_SPLIT] = "split",
	[RMAPLOCK_SITE_MOVE] = "move", [RMAPLOCK_SITE_UNLINK] = "unlink",
	[RMAPLOCK_SITE_WALK] = "walk", [RMAPLOCK_SITE_MM_LOCK] = "mm_lock",
};
static const char *const histogram_names[] = {
	[RMAPLOCK_HIST_WAIT] = "wait",
	[RMAPLOCK_HIST_HOLD] = "hold",
};

/* A new lock, mode, site or histogram without a name here must not build. */
#define SAME_LENGTH(names, n) \
	_Static_assert(sizeof(names) / sizeof((names)[0]) == (n), #names " misses a name")
SAME_LENGTH(lock_names, RMAPLOCK_NR_LOCKS);
SAME_LENGTH(mode_names, RMAPLOCK_NR_MODES);
SAME_LENGTH(site_names, RMAPLOCK_NR_SITES);
SAME_LENGTH(histogram_names, RMAPLOCK_NR_HISTS);

/* All combinations of lock, mode and site. */
#define for_each_counters(lock, mode, site)                          \
	for (int lock = 0; lock < RMAPLOCK_NR_LOCKS; lock++)         \
		for (int mode = 0; mode < RMAPLOCK_NR_MODES; mode++) \
			for (int site = 0; site < RMAPLOCK_NR_SITES; site++)

void output_device_samples(const struct measurement *m, bool oracle)
{
	unsigned long long acquired = 0, contended = 0;

	if (device_present() && m->window.flags & RMAPLOCK_HAS_COUNTERS) {
		for_each_counters(lock, mode, site)
		{
			acquired += m->window.counters[lock][mode][site].acquired;
			contended += m->window.counters[lock][mode][site].contended;
		}
		printf("sample\tacquired\t%llu\nsample\tcontended\t%llu\n", acquired, contended);
	} else {
		printf("sample\tacquired\t-\nsample\tcontended\t-\n");
	}
	/* a wait counts when it begins, an acquisition when it is had: a window may see more of the former */
	if (acquired)
		printf("sample\tcontended_share\t%.6f\n",
		       fmin((double)contended / (double)acquired, 1));
	else
		printf("sample\tcontended_share\t-\n");
	if (device_present() && oracle)
		printf("sample\tviolations\t%llu\n",
		       (unsigned long long)(m->after.violations - m->before.violations));
	else
		printf("sample\tviolations\t-\n");
}

static void output_counter(int lock, int mode, int site, const char *name, unsigned long long value,
			   const char *unit)
{
	if (value)
		printf("counter\tmodule\t%s.%s.%s.%s\t%llu\t%s\n", lock_names[lock],
		       mode_names[mode], site_names[site], name, value, unit);
}

void histogram_bounds(unsigned int bucket, unsigned long long *low_ns, unsigned long long *high_ns)
{
	unsigned int power = bucket / RMAPLOCK_HIST_SUB_BUCKETS;
	unsigned long long sub = bucket % RMAPLOCK_HIST_SUB_BUCKETS;

	/* the first two powers have buckets of 1 ns; from then on they double in width */
	unsigned int shift = power > 1 ? power - 1 : 0;

	if (power)
		sub += RMAPLOCK_HIST_SUB_BUCKETS;
	*low_ns = sub << shift;
	*high_ns = (sub + 1) << shift;
}

static void output_walks(const struct rmaplock_walks *walks)
{
	const int lock = RMAPLOCK_ANON_VMA, mode = RMAPLOCK_READ, site = RMAPLOCK_SITE_WALK;

	output_counter(lock, mode, site, "trylock_hits", walks->trylock_hits, "count");
	output_counter(lock, mode, site, "trylock_misses", walks->trylock_misses, "count");
	output_counter(lock, mode, site, "lost", walks->lost, "count");
	output_counter(lock, mode, site, "recycled", walks->recycled, "count");
}

/* Nothing if none was asked for, else all, so that they can be divided by the calls. */
static void output_mm_locks(const struct rmaplock_mm_locks *m)
{
	if (!m->calls)
		return;
	printf("counter\tmodule\tmm_lock.calls\t%llu\tcount\n", (unsigned long long)m->calls);
	printf("counter\tmodule\tmm_lock.locks\t%llu\tcount\n", (unsigned long long)m->locks);
	printf("counter\tmodule\tmm_lock.bytes\t%llu\tbytes\n", (unsigned long long)m->bytes);
	printf("counter\tmodule\tmm_lock.comparisons\t%llu\tcount\n",
	       (unsigned long long)m->comparisons);
	printf("counter\tmodule\tmm_lock.lock_time\t%llu\tns\n", (unsigned long long)m->lock_ns);
	printf("counter\tmodule\tmm_lock.unlock_time\t%llu\tns\n",
	       (unsigned long long)m->unlock_ns);
}

static void output_histogram(const struct rmaplock_histograms *histograms, int lock, int mode,
			     int histogram)
{
	for (unsigned int b = 0; b < RMAPLOCK_HIST_BUCKETS; b++) {
		unsigned long long count = histograms->count[lock][mode][histogram][b];
		unsigned long long low_ns, high_ns;

		if (!count)
			continue;
		histogram_bounds(b, &low_ns, &high_ns);
		printf("histogram\t%s.%s.%s\t%llu\t%llu\t%llu\n", lock_names[lock],
		       mode_names[mode], histogram_names[histogram], low_ns, high_ns, count);
	}
}

static void output_histograms(const struct rmaplock_histograms *histograms)
{
	for (int lock = 0; lock < RMAPLOCK_NR_LOCKS; lock++) {
		for (int mode = 0; mode < RMAPLOCK_NR_MODES; mode++) {
			for (int histogram = 0; histogram < RMAPLOCK_NR_HISTS; histogram++)
				output_histogram(histograms, lock, mode, histogram);
		}
	}
}

void output_device_counters(const struct measurement *m)
{
	if (!device_present())
		return;
	for_each_counters(lock, mode, site)
	{
		const struct rmaplock_counters *c = &m->window.counters[lock][mode][site];

		output_counter(lock, mode, site, "acquired", c->acquired, "count");
		output_counter(lock, mode, site, "contended", c->contended, "count");
		output_counter(lock, mode, site, "wait_ns", c->wait_ns, "ns");
		output_counter(lock, mode, site, "hold_ns", c->hold_ns, "ns");
	}
	output_walks(&m->window.walks);
	output_mm_locks(&m->window.mm_locks);
	printf("counter\tmodule\tanon_vma.bytes\t%u\tbytes\n", m->window.anon_vma_bytes);
	printf("counter\tmodule\ti_mmap.bytes\t%u\tbytes\n", m->window.file_bytes);
	for (int lock = 0; lock < RMAPLOCK_NR_LOCKS; lock++)
		printf("counter\tmodule\t%s.lock_bytes\t%u\tbytes\n", lock_names[lock],
		       m->window.lock_bytes[lock]);
	if (m->histograms)
		output_histograms(m->histograms);
}
