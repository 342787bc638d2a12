/* SPDX-License-Identifier: GPL-2.0 */
/*
 * lock: busted - BUGGY: claims to exclude and does not, to prove that the oracle works
 *
 * As locktorture's lock_busted. Areas keep lists of their own, as with null,
 * so that the broken exclusion is seen by the oracle and not by list_del().
 */
#ifndef RMAPLOCK_LOCK_BUSTED_H
#define RMAPLOCK_LOCK_BUSTED_H

struct rmap_busted {
	unsigned long unused;
};

static const struct rmap_lock_traits rmap_busted_traits = {
	.excludes = true, /* a lie */
};

static inline int rmap_busted_init(struct rmap_busted *l)
{
	l->unused = 0;
	return 0;
}

static inline void rmap_busted_destroy(struct rmap_busted *l)
{
}

static inline void rmap_busted_write_lock(struct rmap_busted *l)
{
}

static inline bool rmap_busted_write_trylock(struct rmap_busted *l)
{
	return true;
}

static inline void rmap_busted_write_lock_nested(struct rmap_busted *l, struct rw_semaphore *nest)
{
	rmap_busted_write_lock(l);
}

static inline void rmap_busted_write_unlock(struct rmap_busted *l)
{
}

static inline void rmap_busted_read_lock(struct rmap_busted *l)
{
}

static inline bool rmap_busted_read_trylock(struct rmap_busted *l)
{
	return true;
}

static inline void rmap_busted_read_unlock(struct rmap_busted *l)
{
}

static inline bool rmap_busted_is_held(struct rmap_busted *l)
{
	return true;
}

#endif /* RMAPLOCK_LOCK_BUSTED_H */
