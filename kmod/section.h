/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What is counted about one critical section, from the request to the release.
 *
 * The fast path costs one read of a read-mostly word and one per-CPU
 * increment. Everything else (clocks, histograms, the oracle) is behind that
 * word and off unless a cell asks for it: a plain branch and no static key,
 * because patching kernel text while both vCPUs run can crash a guest under
 * old QEMU's multi-threaded TCG.
 */
#ifndef RMAPLOCK_SECTION_H
#define RMAPLOCK_SECTION_H

#include <linux/atomic.h>
#include <linux/compiler.h>
#include <linux/minmax.h>
#include <linux/percpu.h>
#include <linux/timekeeping.h>

#include "uapi.h"
#include "trace.h"

/*
 * Belongs to the task that takes the lock. Its address is never passed out of
 * line, so that the compiler keeps it in registers: a kernel that zeroes the
 * stack (INIT_STACK_ALL_ZERO) would otherwise do so in every section.
 */
struct rmap_section {
	u32 where; /* rmap_where(): lock, mode and site in one number */
	u32 settings; /* as they were when the section began */
	bool timed; /* RMAPLOCK_TIMING, or somebody traces */
	bool waited;
	u64 since_ns; /* if timed: of the request, then of the acquisition */
	u64 wait_ns; /* if timed and waited */
	u64 hold_ns; /* if timed */
};

/* The index of rmaplock_report.counters, flattened. */
static __always_inline u32 rmap_where(u32 lock, u32 mode, u32 site)
{
	return (lock * RMAPLOCK_NR_MODES + mode) * RMAPLOCK_NR_SITES + site;
}

#define RMAP_NR_WHERE (RMAPLOCK_NR_LOCKS * RMAPLOCK_NR_MODES * RMAPLOCK_NR_SITES)

/* Laid out as in struct rmaplock_report. */
struct rmap_percpu_counters {
	struct rmaplock_counters at[RMAP_NR_WHERE];
	struct rmaplock_walks walks;
	struct rmaplock_mm_locks mm_locks;
};

DECLARE_PER_CPU(struct rmap_percpu_counters, rmap_counters);

/* RMAPLOCK_SETTINGS; written by an ioctl only, see stats.c. */
extern u32 rmap_settings;

/*
 * The oracle's own view of who is inside: readers count 1 each, whoever must
 * be alone counts RMAP_ORACLE_ALONE. Touched only while RMAPLOCK_ORACLE is set.
 */
struct rmap_oracle {
	atomic_t inside;
};

static inline void rmap_oracle_init(struct rmap_oracle *oracle)
{
	atomic_set(&oracle->inside, 0);
}

void rmap_oracle_enter(struct rmap_oracle *oracle, bool alone, bool is_held);
void rmap_oracle_leave(struct rmap_oracle *oracle, bool alone);
/* Something was done without the lock that it needs. */
void rmap_oracle_unlocked(const char *what);

/*
 * Only if timed, and out of line: every tracepoint that is expanded in place is
 * text that the kernel patches, with an interrupt to all CPUs, when the module
 * is loaded. They return the time of the request and of the acquisition.
 */
u64 rmap_section_request_ns(u32 where, const void *lock);
u64 rmap_section_acquired_ns(u32 where, const void *lock, u64 wait_ns);
void rmap_section_record(u32 where, bool record_histograms, bool waited, u64 wait_ns, u64 hold_ns);

static __always_inline void rmap_section_init(struct rmap_section *s, u32 where)
{
	s->where = where;
	s->settings = READ_ONCE(rmap_settings);
	s->timed = (s->settings & RMAPLOCK_TIMING) || trace_acquired_enabled() ||
		   trace_released_enabled() || trace_contended_enabled();
	s->waited = false;
	s->wait_ns = 0;
}

/* @lock was not free; the caller is about to wait for it. */
static __always_inline void rmap_section_contended(struct rmap_section *s, const void *lock)
{
	s->waited = true;
	this_cpu_inc(rmap_counters.at[s->where].contended);
	if (unlikely(s->timed))
		s->since_ns = rmap_section_request_ns(s->where, lock);
}

/* The fast clock may step back a little when another CPU updates it. */
static __always_inline u64 rmap_span_ns(u64 since_ns)
{
	s64 span_ns = ktime_get_mono_fast_ns() - since_ns;

	return max_t(s64, span_ns, 0);
}

static __always_inline void rmap_section_waited(struct rmap_section *s)
{
	if (unlikely(s->timed))
		s->wait_ns = rmap_span_ns(s->since_ns);
}

static __always_inline void rmap_section_acquired(struct rmap_section *s, const void *lock)
{
	if (IS_ENABLED(CONFIG_RMAPLOCK_COUNTERS))
		this_cpu_inc(rmap_counters.at[s->where].acquired);
	if (unlikely(s->timed))
		s->since_ns = rmap_section_acquired_ns(s->where, lock, s->wait_ns);
}

static __always_inline void rmap_section_releasing(struct rmap_section *s)
{
	if (unlikely(s->timed))
		s->hold_ns = rmap_span_ns(s->since_ns);
}

/* After the release, so that recording does not lengthen the hold time. */
static __always_inline void rmap_section_released(struct rmap_section *s)
{
	if (unlikely(s->timed))
		rmap_section_record(s->where, s->settings & RMAPLOCK_TIMING, s->waited, s->wait_ns,
				    s->hold_ns);
}

#endif /* RMAPLOCK_SECTION_H */
