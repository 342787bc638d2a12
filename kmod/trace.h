/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Trace events of every counted critical section. The trace system is named
 * after the config (rmaplock_rwsem_fifo) so that traces of different configs
 * cannot be mixed up. No address is recorded: that of the lock, @instance,
 * becomes a number that stands for it as long as the module is loaded. @where is
 * section.h's rmap_where().
 */
#undef TRACE_SYSTEM
#define TRACE_SYSTEM RMAPLOCK_TRACE_SYSTEM

#if !defined(RMAPLOCK_TRACE_H) || defined(TRACE_HEADER_MULTI_READ)
#define RMAPLOCK_TRACE_H

#include <linux/tracepoint.h>

#include "uapi.h"

u32 rmap_instance(const void *lock);

/* Tools outside the kernel read the formats and do not know our enums. */
TRACE_DEFINE_ENUM(RMAPLOCK_ANON_VMA);
TRACE_DEFINE_ENUM(RMAPLOCK_I_MMAP);
TRACE_DEFINE_ENUM(RMAPLOCK_WRITE);
TRACE_DEFINE_ENUM(RMAPLOCK_READ);
TRACE_DEFINE_ENUM(RMAPLOCK_SITE_MMAP);
TRACE_DEFINE_ENUM(RMAPLOCK_SITE_PREPARE);
TRACE_DEFINE_ENUM(RMAPLOCK_SITE_FORK);
TRACE_DEFINE_ENUM(RMAPLOCK_SITE_SPLIT);
TRACE_DEFINE_ENUM(RMAPLOCK_SITE_MOVE);
TRACE_DEFINE_ENUM(RMAPLOCK_SITE_UNLINK);
TRACE_DEFINE_ENUM(RMAPLOCK_SITE_WALK);
TRACE_DEFINE_ENUM(RMAPLOCK_SITE_MM_LOCK);

/* clang-format off */

#define rmap_show_lock(lock) \
	__print_symbolic(lock, { RMAPLOCK_ANON_VMA, "anon_vma" }, { RMAPLOCK_I_MMAP, "i_mmap" })

#define rmap_show_mode(mode) \
	__print_symbolic(mode, { RMAPLOCK_WRITE, "write" }, { RMAPLOCK_READ, "read" })

#define rmap_show_site(site)                              \
	__print_symbolic(site,                            \
		{ RMAPLOCK_SITE_MMAP, "mmap" },           \
		{ RMAPLOCK_SITE_PREPARE, "prepare" },     \
		{ RMAPLOCK_SITE_FORK, "fork" },           \
		{ RMAPLOCK_SITE_SPLIT, "split" },         \
		{ RMAPLOCK_SITE_MOVE, "move" },           \
		{ RMAPLOCK_SITE_UNLINK, "unlink" },       \
		{ RMAPLOCK_SITE_WALK, "walk" },           \
		{ RMAPLOCK_SITE_MM_LOCK, "mm_lock" })

/* The lock was taken when asked for: the task is about to wait. */
TRACE_EVENT(contended,
	TP_PROTO(u32 where, const void *instance),
	TP_ARGS(where, instance),
	TP_STRUCT__entry(
		__field(u32, lock)
		__field(u32, mode)
		__field(u32, site)
		__field(u32, instance)
	),
	TP_fast_assign(
		__entry->instance = rmap_instance(instance);
		__entry->lock = where / RMAPLOCK_NR_SITES / RMAPLOCK_NR_MODES;
		__entry->mode = where / RMAPLOCK_NR_SITES % RMAPLOCK_NR_MODES;
		__entry->site = where % RMAPLOCK_NR_SITES;
	),
	TP_printk("lock=%s mode=%s site=%s instance=%u", rmap_show_lock(__entry->lock),
		  rmap_show_mode(__entry->mode), rmap_show_site(__entry->site), __entry->instance)
);

/* wait_ns is 0 for an uncontended acquisition. */
TRACE_EVENT(acquired,
	TP_PROTO(u32 where, const void *instance, u64 wait_ns),
	TP_ARGS(where, instance, wait_ns),
	TP_STRUCT__entry(
		__field(u64, wait_ns)
		__field(u32, lock)
		__field(u32, mode)
		__field(u32, site)
		__field(u32, instance)
	),
	TP_fast_assign(
		__entry->instance = rmap_instance(instance);
		__entry->wait_ns = wait_ns;
		__entry->lock = where / RMAPLOCK_NR_SITES / RMAPLOCK_NR_MODES;
		__entry->mode = where / RMAPLOCK_NR_SITES % RMAPLOCK_NR_MODES;
		__entry->site = where % RMAPLOCK_NR_SITES;
	),
	TP_printk("lock=%s mode=%s site=%s wait_ns=%llu instance=%u",
		  rmap_show_lock(__entry->lock), rmap_show_mode(__entry->mode),
		  rmap_show_site(__entry->site), __entry->wait_ns, __entry->instance)
);

/*
 * Written after the release, when the lock may be gone: it is that of the
 * task's last `acquired` at this place.
 */
TRACE_EVENT(released,
	TP_PROTO(u32 where, u64 hold_ns),
	TP_ARGS(where, hold_ns),
	TP_STRUCT__entry(
		__field(u64, hold_ns)
		__field(u32, lock)
		__field(u32, mode)
		__field(u32, site)
	),
	TP_fast_assign(
		__entry->hold_ns = hold_ns;
		__entry->lock = where / RMAPLOCK_NR_SITES / RMAPLOCK_NR_MODES;
		__entry->mode = where / RMAPLOCK_NR_SITES % RMAPLOCK_NR_MODES;
		__entry->site = where % RMAPLOCK_NR_SITES;
	),
	TP_printk("lock=%s mode=%s site=%s hold_ns=%llu", rmap_show_lock(__entry->lock),
		  rmap_show_mode(__entry->mode), rmap_show_site(__entry->site), __entry->hold_ns)
);

/* clang-format on */

#endif /* RMAPLOCK_TRACE_H */

/* This part must be outside the include guard. */
#undef TRACE_INCLUDE_PATH
#define TRACE_INCLUDE_PATH .
#undef TRACE_INCLUDE_FILE
#define TRACE_INCLUDE_FILE trace
#include <trace/define_trace.h>
