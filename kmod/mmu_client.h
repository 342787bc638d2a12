/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The seam: what a client of the MMU notifiers defines, one file each in clients/.
 * NAME.c defines `const struct mmu_client mmu_client_NAME`; Kbuild finds it.
 */
#ifndef RMAPLOCK_MMU_CLIENT_H
#define RMAPLOCK_MMU_CLIENT_H

#include <linux/atomic.h>
#include <linux/list.h>
#include <linux/types.h>

#include "mmu_range.h"
#include "uapi.h"

struct mmu_notifier_mm;
struct mmu_registration;

/*
 * Those that are NULL are not called. Called inside SRCU, with a lock held as
 * mmu_notifier.h tells, or by Linux itself; must not sleep unless the client says that
 * it does and the range is blockable.
 */
struct mmu_client {
	const char *name; /* its file's */
	bool sleeps; /* refused where a lock spins */
	size_t size; /* of what embeds struct mmu_registration as its first member */
	void (*init)(struct mmu_registration *mn);
	/* Returns 0, or -EAGAIN if it had to sleep; range_end comes in any case. */
	int (*range_start)(struct mmu_registration *mn, const struct mmu_range *range);
	void (*range_end)(struct mmu_registration *mn, const struct mmu_range *range);
	int (*invalidate_page)(struct mmu_registration *mn, const struct mmu_range *page);
	/* Returns 1 if the page was used, 0 or -EAGAIN. */
	int (*clear_flush_young)(struct mmu_registration *mn, const struct mmu_range *page);
	/* Required. Exactly once, perhaps beside the others: maps nothing from then on. */
	void (*release)(struct mmu_registration *mn);
	/* Required. Map the page, there until it is invalidated; 0 or -EAGAIN: try again. */
	int (*fault)(struct mmu_registration *mn, unsigned long address);
	/* Required. Pages that it maps, and ranges that have begun and not ended. */
	void (*state)(struct mmu_registration *mn, struct rmaplock_mmu_state *state);
};

extern const struct mmu_client RMAPLOCK_MMU_CLIENTS;

/* One registration. Lives until its file is closed or registers anew. */
struct mmu_registration {
	struct hlist_node node; /* in mmu_notifier_mm.list, of the model */
	const struct mmu_client *client;
	struct mmu_notifier_mm *mm; /* the core's own */
	u32 delay_ns; /* of the client's device, for each invalidation */
	bool gone; /* has unregistered: nothing may be called any more */
	atomic64_t calls[RMAPLOCK_MMU_NR_CALLS];
	atomic64_t released_by_exit;
	atomic64_t released_again; /* not passed on to the client */
	atomic64_t late; /* called when it was gone */
	atomic64_t refused; /* -EAGAIN */
};

/*
 * What a core is: mmu_notifier.c, v14's on the model's areas, and real/core.c, Linux's own.
 * Context of all: may sleep.
 */
/* May a client that sleeps be called? Says why not. */
bool mmu_core_may_sleep(void);
/* @mn joins the caller's mm. 0, -EINTR or -ENOMEM; @mn->mm is set if 0. */
int mmu_core_register(struct mmu_registration *mn);
/* When it returns release() has run, once, and nothing of @mn will ever be called. Cannot fail. */
void mmu_core_unregister(struct mmu_registration *mn);
/* Undoes the reference that register took; after unregister. */
void mmu_core_forget(struct mmu_registration *mn);
/* Is it the caller's mm? */
bool mmu_core_is_ours(const struct mmu_registration *mn);
/* Has the client map the page: its fault(). -ENOENT: no such page. Context: mmap_lock held. */
int mmu_core_fault(struct mmu_registration *mn, unsigned long address);
/*
 * For the fault() of a client that does not sleep; for others the core has done it. The
 * page is in the mm, at least for a moment: 0 or an error. Context: mmap_lock held, and
 * no lock of the client: reclaim may call it.
 */
int mmu_core_look_up(struct mmu_registration *mn, unsigned long address);

#endif /* RMAPLOCK_MMU_CLIENT_H */
