/* SPDX-License-Identifier: GPL-2.0 */
/*
 * A core of mmu_client.h on the MMU notifiers of Linux itself (include/linux/mmu_notifier.h),
 * in the two ways that those can be had:
 *
 *   ops.c        struct mmu_notifier_ops, for clients that do not sleep. There is no
 *                invalidate_page any more (since 4.14): a page is a range.
 *   interval.c   struct mmu_interval_notifier over all addresses, for clients that sleep:
 *                "notifiers that can fail invalidate_range_start are not allowed to
 *                implement invalidate_range_end", says the header, and one that sleeps
 *                fails where it may not. The interval's own sequence replaces the end.
 */
#ifndef RMAPLOCK_REAL_H
#define RMAPLOCK_REAL_H

#include <linux/mm_types.h>
#include <linux/mmu_notifier.h>
#include <linux/mutex.h>

#include "mmu_call.h"

/* One way. Context of all: may sleep. */
struct real_way {
	int (*join)(struct mmu_notifier_mm *real, struct mm_struct *mm); /* 0, -EINTR or -ENOMEM */
	void (*leave)(struct mmu_notifier_mm *real); /* nothing is called when it returns */
	int (*fault)(struct mmu_notifier_mm *real, unsigned long address);
};

extern const struct real_way real_ops, real_interval;

/* Of one registration, where the model's core has one for each mm. */
struct mmu_notifier_mm {
	struct mmu_registration *mn;
	const struct real_way *way;
	struct mm_struct *mm; /* its mm_count is pinned */
	struct task_struct *leaves; /* who unregisters */
	atomic_t released;
	union {
		struct mmu_notifier notifier;
		struct {
			struct mmu_interval_notifier interval;
			/* protects interval's sequence, and what the client maps */
			struct mutex mutex;
		};
	};
};

/*
 * The client's release(), once: Linux calls it twice where unregister meets exit ("we
 * needn't care it too much", d34883d4e35c).
 */
void real_release(struct mmu_notifier_mm *real);

#endif /* RMAPLOCK_REAL_H */
