/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The seam: which lock protects an anon_vma and which an i_mmap tree.
 *
 * Kbuild passes RMAPLOCK_ANON_VMA_LOCK and RMAPLOCK_I_MMAP_LOCK, each the name
 * of a file in locks/, as Kconfig resolved them. This file pulls them in,
 * checks every function's signature and wraps each in counting functions:
 * anon_vma_write_lock() and so on, see rmap_lock_template.h. Nothing in them is
 * an indirect call.
 */
#ifndef RMAPLOCK_RMAP_LOCK_H
#define RMAPLOCK_RMAP_LOCK_H

#include <linux/build_bug.h>
#include <linux/compiler.h>
#include <linux/instruction_pointer.h>
#include <linux/kernel.h>
#include <linux/lockdep.h>
#include <linux/rwsem.h>
#include <linux/stringify.h>
#include <linux/types.h>

#include "section.h"

/* What a lock in locks/ says of itself: NAME_traits. */
struct rmap_lock_traits {
	bool may_sleep; /* its holders may sleep, and so may acquiring it */
	bool readers_share; /* readers do not exclude each other */
	bool shared_lists; /* lists may be shared: exclusion is real */
	bool excludes; /* claims exclusion: the oracle holds it to that */
	bool owns_memory; /* init may fail (-ENOMEM), and destroy, which may sleep, is needed */
};

/*
 * For a lock that has no way to tell lockdep of @nest when it is taken: take it unseen and
 * tell afterwards. lockdep knows that it is held then, but no deadlock on it beforehand.
 */
#define RMAP_NEST_LATE(lock, nest, take)                                                    \
	do {                                                                                \
		lockdep_off();                                                              \
		take;                                                                       \
		lockdep_on();                                                               \
		lock_acquire_exclusive(&(lock)->dep_map, 0, 0, &(nest)->dep_map, _RET_IP_); \
	} while (0)

/* clang-format off */

/* not formatted: a path is no division, and a sentence no list of arguments */
#define RMAP_HEADER(name) __stringify(locks/name.h)
#include RMAP_HEADER(RMAPLOCK_ANON_VMA_LOCK)
#include RMAP_HEADER(RMAPLOCK_I_MMAP_LOCK)

#define RMAP_GLUE_(a, b, c) a##b##c
#define RMAP_GLUE(a, b, c) RMAP_GLUE_(a, b, c)
#define RMAP_TYPE_(lock) struct rmap_##lock
#define RMAP_TYPE(lock) RMAP_TYPE_(lock)

/* Missing functions are found by kconfig.awk, which reads the file as text. */
#define RMAP_CHECK_ONE(lock, fn, ret, ...)						\
	static_assert(__same_type(RMAP_GLUE(rmap_, lock, fn),				\
				  ret(RMAP_TYPE(lock) *, ##__VA_ARGS__)),		\
		      "kmod/locks/" __stringify(lock) ".h: rmap_" __stringify(lock)	\
		      __stringify(fn) "() must be: static inline " __stringify(ret)	\
		      " rmap_" __stringify(lock) __stringify(fn)			\
		      "(" __stringify(struct rmap_##lock *, ##__VA_ARGS__) ")")

/* clang-format on */

#define RMAP_CHECK_LOCK(lock)                                                  \
	RMAP_CHECK_ONE(lock, _init, int);                                      \
	RMAP_CHECK_ONE(lock, _destroy, void);                                  \
	RMAP_CHECK_ONE(lock, _write_lock, void);                               \
	RMAP_CHECK_ONE(lock, _write_lock_nested, void, struct rw_semaphore *); \
	RMAP_CHECK_ONE(lock, _write_trylock, bool);                            \
	RMAP_CHECK_ONE(lock, _write_unlock, void);                             \
	RMAP_CHECK_ONE(lock, _read_lock, void);                                \
	RMAP_CHECK_ONE(lock, _read_trylock, bool);                             \
	RMAP_CHECK_ONE(lock, _read_unlock, void);                              \
	RMAP_CHECK_ONE(lock, _is_held, bool)

RMAP_CHECK_LOCK(RMAPLOCK_ANON_VMA_LOCK);
RMAP_CHECK_LOCK(RMAPLOCK_I_MMAP_LOCK);

#define RMAP_PREFIX anon_vma
#define RMAP_ID RMAPLOCK_ANON_VMA
#define RMAP_LOCK RMAPLOCK_ANON_VMA_LOCK
#include "rmap_lock_template.h"

#define RMAP_PREFIX i_mmap
#define RMAP_ID RMAPLOCK_I_MMAP
#define RMAP_LOCK RMAPLOCK_I_MMAP_LOCK
#include "rmap_lock_template.h"

#endif /* RMAPLOCK_RMAP_LOCK_H */
