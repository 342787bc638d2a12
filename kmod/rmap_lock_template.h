/* SPDX-License-Identifier: GPL-2.0 */
/*
 * One lock of the model, counted. rmap_lock.h includes this once for each of
 * the two, with
 *   RMAP_PREFIX  anon_vma or i_mmap: the prefix of all that is defined here
 *   RMAP_ID      its number in uapi.h
 *   RMAP_LOCK    the strategy's name, a file in locks/
 *
 * A trylock goes first so that a contended acquisition can be told from an
 * uncontended one, as the kernel's own LOCK_CONTENDED() does. It never overtakes
 * where lock() would not. A sleeping lock() begins with might_sleep(), which may
 * yield the CPU under voluntary preemption; a trylock does not, so we say it.
 * Without CONFIG_RMAPLOCK_COUNTERS only the bare lock is left.
 */
#define RMAP_FN(name) RMAP_GLUE(RMAP_PREFIX, _, name)
#define RMAP_RAW(name) RMAP_GLUE(rmap_, RMAP_LOCK, name)

struct RMAP_FN(lock) {
	RMAP_TYPE(RMAP_LOCK) raw;
	struct rmap_oracle oracle;
};

static __always_inline const struct rmap_lock_traits *RMAP_FN(lock_traits)(void)
{
	return &RMAP_RAW(_traits);
}

/* 0 or -ENOMEM, the latter only of a lock that owns memory. */
static inline int RMAP_FN(lock_init)(struct RMAP_FN(lock) * l)
{
	rmap_oracle_init(&l->oracle);
	return RMAP_RAW(_init)(&l->raw);
}

static inline void RMAP_FN(lock_destroy)(struct RMAP_FN(lock) * l)
{
	RMAP_RAW(_destroy)(&l->raw);
}

/* @alone: no other holder may be inside. An exclusive lock serves readers so, too. */
static __always_inline void RMAP_FN(acquired)(struct RMAP_FN(lock) * l, struct rmap_section *s,
					      bool alone)
{
	rmap_section_acquired(s, l);
	if (RMAP_RAW(_traits).excludes && unlikely(s->settings & RMAPLOCK_ORACLE))
		rmap_oracle_enter(&l->oracle, alone, RMAP_RAW(_is_held)(&l->raw));
}

static __always_inline void RMAP_FN(releasing)(struct RMAP_FN(lock) * l, struct rmap_section *s,
					       bool alone)
{
	if (RMAP_RAW(_traits).excludes && unlikely(s->settings & RMAPLOCK_ORACLE))
		rmap_oracle_leave(&l->oracle, alone);
	rmap_section_releasing(s);
}

/*
 * One of several locks of a section that has begun (mm_lock): @nest, held for
 * writing, is why a task may hold many of a kind. Of that only a plain acquisition
 * can tell lockdep, under which contention is not counted here.
 */
static __always_inline void RMAP_FN(write_lock_within)(struct RMAP_FN(lock) * l,
						       struct rmap_section *s,
						       struct rw_semaphore *nest)
{
	if (!IS_ENABLED(CONFIG_RMAPLOCK_COUNTERS) || IS_ENABLED(CONFIG_LOCKDEP)) {
		RMAP_RAW(_write_lock_nested)(&l->raw, nest);
	} else {
		if (RMAP_RAW(_traits).may_sleep)
			might_sleep();
		if (!RMAP_RAW(_write_trylock)(&l->raw)) {
			rmap_section_contended(s, l);
			RMAP_RAW(_write_lock_nested)(&l->raw, nest);
			rmap_section_waited(s);
		}
	}
	RMAP_FN(acquired)(l, s, true);
}

static __always_inline void RMAP_FN(write_lock)(struct RMAP_FN(lock) * l, enum rmaplock_site site,
						struct rmap_section *s)
{
	rmap_section_init(s, rmap_where(RMAP_ID, RMAPLOCK_WRITE, site));
	if (!IS_ENABLED(CONFIG_RMAPLOCK_COUNTERS)) {
		RMAP_RAW(_write_lock)(&l->raw);
	} else {
		if (RMAP_RAW(_traits).may_sleep)
			might_sleep();
		if (!RMAP_RAW(_write_trylock)(&l->raw)) {
			rmap_section_contended(s, l);
			RMAP_RAW(_write_lock)(&l->raw);
			rmap_section_waited(s);
		}
	}
	RMAP_FN(acquired)(l, s, true);
}

static __always_inline void RMAP_FN(write_unlock)(struct RMAP_FN(lock) * l, struct rmap_section *s)
{
	RMAP_FN(releasing)(l, s, true);
	RMAP_RAW(_write_unlock)(&l->raw);
	rmap_section_released(s);
}

static __always_inline void RMAP_FN(read_lock)(struct RMAP_FN(lock) * l, enum rmaplock_site site,
					       struct rmap_section *s)
{
	rmap_section_init(s, rmap_where(RMAP_ID, RMAPLOCK_READ, site));
	if (!IS_ENABLED(CONFIG_RMAPLOCK_COUNTERS)) {
		RMAP_RAW(_read_lock)(&l->raw);
	} else {
		if (RMAP_RAW(_traits).may_sleep)
			might_sleep();
		if (!RMAP_RAW(_read_trylock)(&l->raw)) {
			rmap_section_contended(s, l);
			RMAP_RAW(_read_lock)(&l->raw);
			rmap_section_waited(s);
		}
	}
	RMAP_FN(acquired)(l, s, !RMAP_RAW(_traits).readers_share);
}

static __always_inline void RMAP_FN(read_unlock)(struct RMAP_FN(lock) * l, struct rmap_section *s)
{
	RMAP_FN(releasing)(l, s, !RMAP_RAW(_traits).readers_share);
	RMAP_RAW(_read_unlock)(&l->raw);
	rmap_section_released(s);
}

/* True: acquired, as by read_lock(). False: taken; neither waited nor counted. */
static __always_inline bool RMAP_FN(read_trylock)(struct RMAP_FN(lock) * l, enum rmaplock_site site,
						  struct rmap_section *s)
{
	if (!RMAP_RAW(_read_trylock)(&l->raw))
		return false;
	rmap_section_init(s, rmap_where(RMAP_ID, RMAPLOCK_READ, site));
	RMAP_FN(acquired)(l, s, !RMAP_RAW(_traits).readers_share);
	return true;
}

/* For checks that must not wait and are not to be counted. */
static inline bool RMAP_FN(read_trylock_uncounted)(struct RMAP_FN(lock) * l)
{
	return RMAP_RAW(_read_trylock)(&l->raw);
}

static inline void RMAP_FN(read_unlock_uncounted)(struct RMAP_FN(lock) * l)
{
	RMAP_RAW(_read_unlock)(&l->raw);
}

static inline bool RMAP_FN(is_locked)(struct RMAP_FN(lock) * l)
{
	return RMAP_RAW(_is_held)(&l->raw);
}

#undef RMAP_FN
#undef RMAP_RAW
#undef RMAP_PREFIX
#undef RMAP_ID
#undef RMAP_LOCK
