/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The seam: what keeps an anon_vma alive.
 *
 * Kbuild passes RMAPLOCK_LIFETIME, the name of a file in lifetimes/, as Kconfig
 * resolved it. This file pulls it in, checks every function's signature and gives
 * them the names without the strategy's: lifetime_born() and so on.
 *
 *   init      the slab's constructor: the object is free
 *   born      it is about to be known to others, with its first area
 *   linked    an area joins the list; lock held for writing
 *   unlinked  an area has left the list, which is empty or not, and the lock is
 *             dropped; true: the caller frees the anon_vma
 *   tryget    a walk pins it, in the RCU section that found it; false: it is dead
 *   put       undoes tryget; true: the caller frees the anon_vma
 *   count_is_right   with @links areas on the list and no walk, for check.c
 */
#ifndef RMAPLOCK_LIFETIME_H
#define RMAPLOCK_LIFETIME_H

#include "rmap_lock.h"

/* What a lifetime in lifetimes/ says of itself: NAME_traits. */
struct lifetime_traits {
	bool pins; /* tryget and put work: a walk may sleep */
};

/* clang-format off */

#define LIFETIME_HEADER(name) __stringify(lifetimes/name.h)
#include LIFETIME_HEADER(RMAPLOCK_LIFETIME)

#define LIFETIME_FN(fn) RMAP_GLUE(lifetime_, RMAPLOCK_LIFETIME, fn)
#define LIFETIME_TYPE_(name) struct lifetime_##name
#define LIFETIME_TYPE(name) LIFETIME_TYPE_(name)

#define LIFETIME_CHECK(fn, ret, ...)							\
	static_assert(__same_type(LIFETIME_FN(fn),					\
				  ret(LIFETIME_TYPE(RMAPLOCK_LIFETIME) *, ##__VA_ARGS__)), \
		      "kmod/lifetimes/" __stringify(RMAPLOCK_LIFETIME) ".h: lifetime_"	\
		      __stringify(RMAPLOCK_LIFETIME) #fn				\
		      "() has a wrong signature: copy another lifetime's")

/* clang-format on */

LIFETIME_CHECK(_init, void);
LIFETIME_CHECK(_born, void);
LIFETIME_CHECK(_linked, void);
LIFETIME_CHECK(_unlinked, bool, bool);
LIFETIME_CHECK(_tryget, bool);
LIFETIME_CHECK(_put, bool);
LIFETIME_CHECK(_count_is_right, bool, u64);

struct lifetime {
	LIFETIME_TYPE(RMAPLOCK_LIFETIME) raw;
};

static __always_inline const struct lifetime_traits *lifetime_traits(void)
{
	return &LIFETIME_FN(_traits);
}

static inline void lifetime_init(struct lifetime *l)
{
	LIFETIME_FN(_init)(&l->raw);
}

static inline void lifetime_born(struct lifetime *l)
{
	LIFETIME_FN(_born)(&l->raw);
}

static inline void lifetime_linked(struct lifetime *l)
{
	LIFETIME_FN(_linked)(&l->raw);
}

static inline bool lifetime_unlinked(struct lifetime *l, bool empty)
{
	return LIFETIME_FN(_unlinked)(&l->raw, empty);
}

static inline bool lifetime_tryget(struct lifetime *l)
{
	return LIFETIME_FN(_tryget)(&l->raw);
}

static inline bool lifetime_put(struct lifetime *l)
{
	return LIFETIME_FN(_put)(&l->raw);
}

static inline bool lifetime_count_is_right(struct lifetime *l, u64 links)
{
	return LIFETIME_FN(_count_is_right)(&l->raw, links);
}

#endif /* RMAPLOCK_LIFETIME_H */
