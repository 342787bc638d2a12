/* SPDX-License-Identifier: GPL-2.0 WITH Linux-syscall-note */
/*
 * /dev/rmaplock as user space sees it: the only thing that kmod/ and
 * workloads/ share.
 *
 * Each open() of the device is a file of its own with its own i_mmap tree.
 * mmap(MAP_SHARED) links the area into that tree; mmap(MAP_PRIVATE) does too
 * and gets its anon_vma at the first write fault. All offsets of a file show
 * the same page: the model is about locks, not about data.
 *
 * RMAPLOCK_MMU_DEVICE is another module's, kmod/real/: it has no model, and its clients
 * register with Linux's own MMU notifiers. It knows RMAPLOCK_IOC_REPORT, which fills in
 * no more than abi, flags and config, and RMAPLOCK_IOC_MMU_*.
 *
 * Opening needs CAP_SYS_ADMIN. Counters belong to the module, not to the
 * file: run one measurement at a time.
 */
#ifndef RMAPLOCK_UAPI_H
#define RMAPLOCK_UAPI_H

#include <linux/ioctl.h>
#include <linux/types.h>

#define RMAPLOCK_DEVICE "/dev/rmaplock"
#define RMAPLOCK_MMU_DEVICE "/dev/rmaplock_mmu"
#define RMAPLOCK_ABI 4

enum rmaplock_lock {
	RMAPLOCK_ANON_VMA,
	RMAPLOCK_I_MMAP,
	RMAPLOCK_NR_LOCKS,
};

enum rmaplock_mode {
	RMAPLOCK_WRITE,
	RMAPLOCK_READ,
	RMAPLOCK_NR_MODES,
};

/* Where in the model a lock is taken; the kernel's own function in brackets. */
enum rmaplock_site {
	RMAPLOCK_SITE_MMAP, /* mmap() links into i_mmap (vma_link) */
	RMAPLOCK_SITE_PREPARE, /* first write fault (anon_vma_prepare) */
	RMAPLOCK_SITE_FORK, /* fork() links the copy (anon_vma_link, dup_mmap) */
	RMAPLOCK_SITE_SPLIT, /* partial munmap, mprotect (vma_adjust) */
	RMAPLOCK_SITE_MOVE, /* mremap() to a new address (copy_vma) */
	RMAPLOCK_SITE_UNLINK, /* exit, munmap (anon_vma_unlink, unlink_file_vma) */
	RMAPLOCK_SITE_WALK, /* reverse map walk (page_referenced) */
	RMAPLOCK_SITE_MM_LOCK, /* every lock of an mm (mm_lock, mm_take_all_locks) */
	RMAPLOCK_NR_SITES,
};

/*
 * Histograms are log-linear: each power of two of nanoseconds is cut into
 * 1 << RMAPLOCK_HIST_SUB_BITS equal buckets, so a bucket is at most 1/16 of
 * its value wide. Bucket b < 16 holds exactly b ns; the last one also holds
 * everything longer.
 */
#define RMAPLOCK_HIST_SUB_BITS 4
#define RMAPLOCK_HIST_SUB_BUCKETS (1 << RMAPLOCK_HIST_SUB_BITS)
#define RMAPLOCK_HIST_MAX_BITS 36
#define RMAPLOCK_HIST_BUCKETS \
	((RMAPLOCK_HIST_MAX_BITS - RMAPLOCK_HIST_SUB_BITS + 1) * RMAPLOCK_HIST_SUB_BUCKETS)

enum rmaplock_histogram {
	RMAPLOCK_HIST_WAIT, /* contended acquisitions: asked for to acquired */
	RMAPLOCK_HIST_HOLD, /* every acquisition: acquired to released */
	RMAPLOCK_NR_HISTS,
};

struct rmaplock_counters {
	__u64 acquired;
	__u64 contended; /* found the lock taken and had to wait */
	__u64 wait_ns; /* summed over contended; 0 unless RMAPLOCK_TIMING */
	__u64 hold_ns; /* summed over acquired; 0 unless RMAPLOCK_TIMING */
};

struct rmaplock_histograms {
	__u64 count[RMAPLOCK_NR_LOCKS][RMAPLOCK_NR_MODES][RMAPLOCK_NR_HISTS][RMAPLOCK_HIST_BUCKETS];
};

/* How walks of an anon_vma's list came to its lock. */
struct rmaplock_walks {
	__u64 trylock_hits; /* got the lock at once, without a reference; 0 if not built so */
	__u64 trylock_misses; /* tried in vain, took a reference and waited */
	__u64 lost; /* the anon_vma was dead before it could be pinned: nothing visited */
	__u64 recycled; /* it was another one when it was locked: no page there */
};

/* Sums over RMAPLOCK_IOC_MM_LOCK. */
struct rmaplock_mm_locks {
	__u64 calls;
	__u64 locks; /* taken */
	__u64 bytes; /* allocated */
	__u64 comparisons;
	__u64 lock_ns;
	__u64 unlock_ns;
};

#define RMAPLOCK_NAME_LEN 32

struct rmaplock_report {
	__u32 abi; /* (out) RMAPLOCK_ABI */
	__u32 flags; /* (out) RMAPLOCK_TIMING, RMAPLOCK_ORACLE, RMAPLOCK_HAS_* */
	__u64 histograms; /* (in) pointer to struct rmaplock_histograms, or 0 */
	__u32 lock_bytes[RMAPLOCK_NR_LOCKS]; /* (out) sizeof the lock */
	char config[RMAPLOCK_NAME_LEN]; /* (out) e.g. "rwsem-fifo" */
	char lock_name[RMAPLOCK_NR_LOCKS][RMAPLOCK_NAME_LEN]; /* (out) e.g. "rwsem_fifo" */
	char lifetime[RMAPLOCK_NAME_LEN]; /* (out) of an anon_vma, e.g. "list_empty" */
	__u32 anon_vma_bytes; /* (out) sizeof the anon_vma with its lock and references */
	__u32 file_bytes; /* (out) sizeof what stands for a struct address_space */

	/* since module load or the last RMAPLOCK_IOC_RESET (out) */
	struct rmaplock_counters counters[RMAPLOCK_NR_LOCKS][RMAPLOCK_NR_MODES][RMAPLOCK_NR_SITES];
	struct rmaplock_walks walks;
	struct rmaplock_mm_locks mm_locks;

	/* since module load, never reset (out) */
	__u64 violations; /* the oracle saw broken exclusion */
	__u64 alloc_failures; /* an area could not be linked: void the cell */
	__u64 entries; /* areas linked now, all files */
	__u64 anon_vmas; /* anon_vmas alive now, all files */
};

/* Settings, for struct rmaplock_report.flags and RMAPLOCK_IOC_SET_FLAGS. */
#define RMAPLOCK_TIMING (1u << 0) /* fill wait_ns, hold_ns and the histograms */
#define RMAPLOCK_ORACLE (1u << 1) /* check exclusion in every critical section */
#define RMAPLOCK_SETTINGS (RMAPLOCK_TIMING | RMAPLOCK_ORACLE)
/* Facts, for struct rmaplock_report.flags only. */
#define RMAPLOCK_HAS_COUNTERS (1u << 8) /* built with counters */
#define RMAPLOCK_HAS_SHARED_LISTS (1u << 9) /* off for null and busted */
#define RMAPLOCK_HAS_MMAP_LOCKED_WALKS (1u << 10) /* the lock sleeps, nothing is counted */
#define RMAPLOCK_HAS_MMU_NOTIFIERS (1u << 11) /* built with them */

enum rmaplock_walk_kind {
	RMAPLOCK_WALK_ANON = 1, /* 0 is reserved to catch uninitialised input */
	RMAPLOCK_WALK_FILE = 2,
};

/*
 * What the MMU notifiers of each area that maps the page are told. Without flags: the
 * page is asked for its age (page_referenced). UNMAP: it goes away, ANON as one page
 * (try_to_unmap), FILE as a range (truncate). NONBLOCK: they must not sleep.
 */
#define RMAPLOCK_WALK_UNMAP (1u << 0)
#define RMAPLOCK_WALK_NONBLOCK (1u << 1)

struct rmaplock_walk {
	__u64 address; /* (in) an address in one of the caller's areas */
	__u32 kind; /* (in) enum rmaplock_walk_kind */
	__u32 flags; /* (in) RMAPLOCK_WALK_* */
	__u64 visited; /* (out) entries on the list, or overlapping in the tree */
	__u64 mapped; /* (out) those whose range holds the page; 0 in another's list */
};

/* How mm_lock knows which locks it has; kmod/mm_lock_*.c. */
enum rmaplock_mm_lock_way {
	RMAPLOCK_MM_LOCK_SORTED = 1, /* arrays, sorted: O(N log N) */
	RMAPLOCK_MM_LOCK_SCAN = 2, /* no memory: O(N * N) */
	RMAPLOCK_MM_LOCK_FLAGS = 3, /* a flag in each, one task at a time: O(N) */
};

#define RMAPLOCK_MM_LOCK_FALLBACK (1u << 0) /* without memory go on by SCAN */
#define RMAPLOCK_MM_LOCK_VERIFY (1u << 1) /* fill unlocked */

/*
 * Areas times mappings of the process (its others, too) above which SCAN is refused:
 * it cannot be interrupted in its unlock. SPINNING: if one of the locks does.
 */
#define RMAPLOCK_MM_LOCK_SCAN_MAX (1u << 29)
#define RMAPLOCK_MM_LOCK_SCAN_SPINNING_MAX (1u << 21)

struct rmaplock_mm_lock {
	__u32 way; /* (in) enum rmaplock_mm_lock_way */
	__u32 flags; /* (in) RMAPLOCK_MM_LOCK_* */
	__u32 way_taken; /* (out) SCAN after a fallback */
	__u32 areas; /* (out) of the caller's mm, all files */
	__u32 anon_vmas; /* (out) locks taken */
	__u32 files; /* (out) likewise */
	__u32 unlocked; /* (out) areas one of whose locks was not held */
	__u32 preempt_depth; /* (out) by how much all locks together raised it */
	__u64 bytes; /* (out) allocated while the locks were held */
	__u64 comparisons; /* (out) of two addresses, also in the unlock */
	__u64 lock_ns; /* (out) without waiting for one's turn */
	__u64 unlock_ns; /* (out) */
};

/* What an MMU notifier is told; kmod/mmu_client.h. */
enum rmaplock_mmu_call {
	RMAPLOCK_MMU_RANGE_START,
	RMAPLOCK_MMU_RANGE_END,
	RMAPLOCK_MMU_INVALIDATE_PAGE,
	RMAPLOCK_MMU_CLEAR_FLUSH_YOUNG,
	RMAPLOCK_MMU_RELEASE,
	RMAPLOCK_MMU_NR_CALLS,
};

#define RMAPLOCK_MMU_DELAY_MAX_NS 10000000u

struct rmaplock_mmu_register {
	char client[RMAPLOCK_NAME_LEN]; /* (in) a name in kmod/clients/ */
	__u32 delay_ns; /* (in) that its device needs for each invalidation */
	__u32 reserved; /* (in) 0 */
};

struct rmaplock_mmu_fault {
	__u64 address; /* (in) in one of the caller's areas */
};

/* Of the client that this file registered last. */
struct rmaplock_mmu_state {
	__u64 calls[RMAPLOCK_MMU_NR_CALLS]; /* (out) */
	__u64 released_by_exit; /* (out) of the releases: the mm's exit came first */
	__u64 released_again; /* (out) by Linux's exit and unregister both; not passed on */
	__u64 late; /* (out) calls after it had unregistered: an error */
	__u64 refused; /* (out) it had to sleep and was not allowed to */
	__u64 mapped; /* (out) pages that its MMU maps now */
	__s64 open_ranges; /* (out) begun and not ended */
};

struct rmaplock_check {
	__u64 entries; /* (out) entries in this file's tree */
	__u64 anon_vmas; /* (out) distinct anon_vmas they belong to */
	__u64 errors; /* (out) broken list or tree invariants */
};

/* One linked area, for comparison with a model in user space. */
struct rmaplock_entry {
	__u64 start; /* user addresses, [start, end) */
	__u64 end;
	__u64 pgoff;
	__u32 anon_vma; /* 0 = none, else a number, equal for entries on one list */
	__u32 pid; /* of the process that the area belongs to, 0 if it is gone */
};

#define RMAPLOCK_MAX_ENTRIES (1u << 20)

struct rmaplock_entries {
	__u64 entries; /* (in) pointer to struct rmaplock_entry[capacity] */
	__u32 capacity; /* (in) at most RMAPLOCK_MAX_ENTRIES */
	__u32 count; /* (out) entries of this file, also when above capacity */
};

/*
 * Errors common to all: EFAULT bad pointer, ENOTTY unknown command.
 *
 * REPORT: ENOMEM.
 * SET_FLAGS: argument is the value; EINVAL for unknown bits, or for
 *   RMAPLOCK_TIMING in a build without counters.
 * WALK: EINVAL bad kind or flags, ENOENT address is in no area of this
 *   file, or (ANON) in one that was never written to.
 * MM_LOCK: locks all of the caller's mm, of all files, and unlocks it. EINVAL bad
 *   way or flags, ENOMEM (SORTED), E2BIG too much for SCAN, EINTR SIGKILL.
 * MMU_REGISTER: with the caller's mm; a file has one client at a time. EINVAL no such
 *   client or delay, EBUSY it has one, EOPNOTSUPP built without, or the client sleeps
 *   and one of the locks spins; ENOMEM, EINTR SIGKILL or (Linux's own) any signal.
 * MMU_UNREGISTER: by whoever has the file. MMU_FAULT: the client maps the page; EAGAIN
 *   it is being invalidated, EINVAL not the mm that registered, ENOENT not an area, or
 *   (Linux's own) an address that may not be read.
 *   ENOENT: no client. A file that is closed unregisters.
 * CHECK, ENTRIES: EAGAIN areas were linked or unlinked meanwhile, EINVAL,
 *   ENOMEM, EOPNOTSUPP for configs without shared lists.
 */
#define RMAPLOCK_IOC_MAGIC 0xB7
#define RMAPLOCK_IOC_REPORT _IOWR(RMAPLOCK_IOC_MAGIC, 0x40, struct rmaplock_report)
#define RMAPLOCK_IOC_RESET _IO(RMAPLOCK_IOC_MAGIC, 0x41)
#define RMAPLOCK_IOC_SET_FLAGS _IO(RMAPLOCK_IOC_MAGIC, 0x42)
#define RMAPLOCK_IOC_WALK _IOWR(RMAPLOCK_IOC_MAGIC, 0x43, struct rmaplock_walk)
#define RMAPLOCK_IOC_CHECK _IOR(RMAPLOCK_IOC_MAGIC, 0x44, struct rmaplock_check)
#define RMAPLOCK_IOC_ENTRIES _IOWR(RMAPLOCK_IOC_MAGIC, 0x45, struct rmaplock_entries)
#define RMAPLOCK_IOC_MM_LOCK _IOWR(RMAPLOCK_IOC_MAGIC, 0x46, struct rmaplock_mm_lock)
#define RMAPLOCK_IOC_MMU_REGISTER _IOW(RMAPLOCK_IOC_MAGIC, 0x47, struct rmaplock_mmu_register)
#define RMAPLOCK_IOC_MMU_UNREGISTER _IO(RMAPLOCK_IOC_MAGIC, 0x48)
#define RMAPLOCK_IOC_MMU_FAULT _IOW(RMAPLOCK_IOC_MAGIC, 0x49, struct rmaplock_mmu_fault)
#define RMAPLOCK_IOC_MMU_STATE _IOR(RMAPLOCK_IOC_MAGIC, 0x4a, struct rmaplock_mmu_state)

#endif /* RMAPLOCK_UAPI_H */
