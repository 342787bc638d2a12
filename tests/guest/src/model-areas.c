// SPDX-License-Identifier: GPL-2.0
/*
 * Random munmap, mprotect, mremap, writes and forks against a brute-force
 * model: an array of segments, searched and cut naively. After every step the
 * module's entries must be that array, and areas must share an anon_vma
 * exactly where the array says so.
 */
#include "device.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

enum { WINDOW_PAGES = 96, MAX_SEGMENTS = 256, STEPS = 150, CHILD_STEPS = 12 };

struct segment {
	size_t first, pages; /* inside the window */
	size_t pgoff;
	int anon; /* 0 none, else an identity of the model's */
	bool writable, shared;
};

static int fd;
static char *window;
static struct segment segments[MAX_SEGMENTS];
static size_t nr_segments;
static int last_anon;
static unsigned int seed;

static size_t any(size_t n)
{
	return rand_r(&seed) % n;
}

static void add(struct segment s)
{
	assert_true(nr_segments < MAX_SEGMENTS);
	segments[nr_segments++] = s;
}

/* Cut segment @i so that page @at of the window begins a segment of its own. */
static void cut(size_t i, size_t at)
{
	struct segment upper = segments[i];
	size_t lower_pages = at - segments[i].first;

	if (at <= segments[i].first || at >= segments[i].first + segments[i].pages)
		return;
	segments[i].pages = lower_pages;
	upper.first += lower_pages;
	upper.pages -= lower_pages;
	upper.pgoff += lower_pages;
	add(upper);
}

static void remove_range(size_t first, size_t pages)
{
	for (size_t i = 0, n = nr_segments; i < n; i++) {
		cut(i, first);
		cut(i, first + pages);
	}
	for (size_t i = 0; i < nr_segments;) {
		struct segment *s = &segments[i];

		if (s->first >= first && s->first + s->pages <= first + pages)
			*s = segments[--nr_segments];
		else if (s->first < first + pages && s->first + s->pages > first)
			cut(i, first), cut(i, first + pages);
		else
			i++;
	}
}

static int by_first(const void *a, const void *b)
{
	const struct segment *x = a, *y = b;

	return (x->first > y->first) - (x->first < y->first);
}

/* The module's entries of @pid must be the segments. */
static void compare(pid_t pid)
{
	int number_of[WINDOW_PAGES * STEPS] = { 0 };
	struct rmaplock_entry *entries, *e;
	size_t count, i, j;

	device_check(fd);
	entries = device_entries(fd, &count);
	for (i = 0; i < count && entries[i].pid != (uint32_t)pid; i++)
		;
	qsort(segments, nr_segments, sizeof(*segments), by_first);
	for (j = 0; j < nr_segments; j++, i++) {
		struct segment *s = &segments[j];

		assert_true(i < count);
		e = &entries[i];
		assert_int_equal(e->pid, pid);
		assert_int_equal(e->start, (uintptr_t)(window + s->first * PAGE));
		assert_int_equal(e->end - e->start, s->pages * PAGE);
		assert_int_equal(e->pgoff, s->pgoff);
		assert_int_equal(!e->anon_vma, !s->anon);
		if (!s->anon)
			continue;
		if (!number_of[s->anon])
			number_of[s->anon] = e->anon_vma;
		assert_int_equal(number_of[s->anon], e->anon_vma);
		for (size_t k = 0; k < j; k++) /* and no two identities share one */
			if (segments[k].anon && segments[k].anon != s->anon)
				assert_int_not_equal(number_of[segments[k].anon], e->anon_vma);
	}
	assert_true(i == count || entries[i].pid != (uint32_t)pid);
	free(entries);
}

static void op_map(void)
{
	size_t first = any(WINDOW_PAGES - 8), pages = 1 + any(8), pgoff = any(1000);
	bool shared = !any(4);
	void *p = mmap(window + first * PAGE, pages * PAGE, PROT_READ | PROT_WRITE,
		       (shared ? MAP_SHARED : MAP_PRIVATE) | MAP_FIXED, fd, pgoff * PAGE);

	if (p == MAP_FAILED)
		fail_msg("mmap: %s", strerror(errno));
	remove_range(first, pages);
	add((struct segment){ .first = first,
			      .pages = pages,
			      .pgoff = pgoff,
			      .writable = true,
			      .shared = shared });
}

static void op_unmap(void)
{
	size_t first = any(WINDOW_PAGES - 12), pages = 1 + any(12);

	assert_int_equal(munmap(window + first * PAGE, pages * PAGE), 0);
	remove_range(first, pages);
}

static void op_protect(void)
{
	struct segment *s = &segments[any(nr_segments)];
	size_t from = any(s->pages), pages = 1 + any(s->pages - from), first = s->first + from;
	size_t i = s - segments;
	bool writable = any(2);

	assert_int_equal(mprotect(window + first * PAGE, pages * PAGE,
				  writable ? PROT_READ | PROT_WRITE : PROT_READ),
			 0);
	if (s->writable == writable)
		return;
	cut(i, first + pages);
	cut(i, first);
	for (i = 0; i < nr_segments; i++)
		if (segments[i].first == first)
			segments[i].writable = writable;
}

static void op_move(void)
{
	struct segment s = segments[any(nr_segments)];
	size_t from = any(s.pages), pages = 1 + any(s.pages - from), old = s.first + from;
	size_t to = any(WINDOW_PAGES - pages);
	void *p;

	if (to + pages > old && to < old + pages)
		return; /* source and target must not overlap */
	p = mremap(window + old * PAGE, pages * PAGE, pages * PAGE, MREMAP_MAYMOVE | MREMAP_FIXED,
		   window + to * PAGE);
	if (p == MAP_FAILED)
		fail_msg("mremap: %s", strerror(errno));
	remove_range(to, pages);
	remove_range(old, pages);
	s.pgoff += from;
	s.first = to;
	s.pages = pages;
	add(s);
}

static void op_write(void)
{
	struct segment *s = &segments[any(nr_segments)];

	if (!s->writable)
		return;
	window[(s->first + any(s->pages)) * PAGE] = 1;
	if (!s->shared && !s->anon)
		s->anon = ++last_anon;
}

static void step(void)
{
	static void (*const ops[])(void) = { op_map,  op_unmap, op_protect,
					     op_move, op_write, op_write };

	if (!nr_segments)
		op_map();
	else
		ops[any(sizeof(ops) / sizeof(*ops))]();
}

/* The child inherits areas and model alike, and goes its own way. */
static void fork_and_diverge(void)
{
	pid_t pid = fork();

	if (pid) {
		wait_ok(pid);
		return;
	}
	compare(getpid());
	for (int i = 0; i < CHILD_STEPS; i++) {
		step();
		compare(getpid());
	}
	_exit(0);
}

static void random_operations(void **state)
{
	seed = *(unsigned int *)*state;
	nr_segments = 0;
	last_anon = 0;
	window = mmap(NULL, WINDOW_PAGES * PAGE, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	assert_ptr_not_equal(window, MAP_FAILED);
	for (int i = 0; i < STEPS; i++) {
		step();
		compare(getpid());
		if (!any(10)) {
			fork_and_diverge();
			compare(getpid());
		}
	}
	munmap(window, WINDOW_PAGES * PAGE);
	device_check_empty(fd);
	assert_int_equal(device_report(fd).violations, 0);
}

int main(void)
{
	static unsigned int seeds[] = { 1, 2 };
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_prestate(random_operations, &seeds[0]),
		cmocka_unit_test_prestate(random_operations, &seeds[1]),
	};

	fd = device_open();
	if (!device_shares_lists(fd)) {
		print_message("1..0 # SKIP this config keeps no shared lists to compare\n");
		return 0;
	}
	device_set_flags(fd, RMAPLOCK_ORACLE);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
