// SPDX-License-Identifier: GPL-2.0
/*
 * The oracle: does the lock under test really exclude? Every critical section
 * that begins while RMAPLOCK_ORACLE is set announces itself in the lock's
 * struct rmap_oracle; whoever finds company that its mode forbids has seen a
 * violation. Sections that began before the oracle was switched on are unknown
 * to it: it can miss those, and never accuses wrongly.
 */
#include <linux/bits.h>
#include <linux/module.h>

#include "model.h"
#include "section.h"

#define RMAP_ORACLE_ALONE BIT(20) /* more than tasks can be readers at once */

static atomic64_t violations = ATOMIC64_INIT(0);

void rmap_oracle_enter(struct rmap_oracle *oracle, bool alone, bool is_held)
{
	int before = atomic_fetch_add(alone ? RMAP_ORACLE_ALONE : 1, &oracle->inside);
	bool broken = alone ? before != 0 : before >= (int)RMAP_ORACLE_ALONE;

	if (broken || !is_held) {
		atomic64_inc(&violations);
		pr_notice_once("oracle: exclusion is broken (%s%s): do not trust this lock\n",
			       broken ? "company inside " : "",
			       is_held ? "" : "held but not is_held()");
	}
}

void rmap_oracle_leave(struct rmap_oracle *oracle, bool alone)
{
	atomic_sub(alone ? RMAP_ORACLE_ALONE : 1, &oracle->inside);
}

void rmap_oracle_unlocked(const char *what)
{
	atomic64_inc(&violations);
	pr_notice_once("oracle: %s without a lock: do not trust this build\n", what);
}

u64 model_violations(void)
{
	return atomic64_read(&violations);
}
