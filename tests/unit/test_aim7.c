// SPDX-License-Identifier: GPL-2.0
/* AIM7: what mixes are made of, how many jobs that is, in which order. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "../../workloads/aim7/deck.h"
#include "../../workloads/aim7/mix.h"
#include "../../workloads/testcase.h"

/* What all.o refers to; no user runs here. */
void testcase(unsigned long long *iterations, unsigned long nr)
{
	(void)iterations;
	(void)nr;
}

static void load(struct mix *mix, const char *name)
{
	char why[512] = "";

	if (mix_load(mix, name, why, sizeof(why)))
		fail_msg("%s: %s", name, why);
}

struct size {
	const char *mix;
	size_t tests;
	unsigned long sum, jobs; /* at 100 jobs */
};

/*
 * high_systime, shared, custom and long as the original's own output has them. alltests: all of
 * its weights are tens of a sum of 1000, so it would be 100, but string_rtns is listed twice,
 * with 20 and then 30: 2 of the 100 are lost.
 */
static void test_sizes(void **state)
{
	static const struct size sizes[] = {
		{ "high_systime", 18, 260, 104 }, { "shared", 53, 780, 97 },
		{ "custom", 27, 410, 95 },	  { "long", 18, 180, 108 },
		{ "alltests", 62, 1000, 98 },	  { "fserver", 31, 595, 101 },
		{ "compute", 26, 820, 101 },	  { "dbase", 23, 550, 99 },
		{ "short", 17, 340, 102 },	  { "five_sec", 11, 220, 99 },
		{ "all_utime", 16, 170, 102 },	  { "disk", 20, 400, 100 },
		{ "new_fserver", 28, 580, 98 },	  { "new_dbase", 25, 570, 103 },
		{ "aim9", 60, 600, 120 },
	};
	static unsigned long count[MIX_TESTS_MAX];
	static struct mix mix;

	(void)state;
	for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
		load(&mix, sizes[i].mix);
		assert_int_equal(mix.nr, sizes[i].tests);
		assert_int_equal(mix.sum, sizes[i].sum);
		assert_int_equal(mix_jobs(&mix, 100, count), sizes[i].jobs);
	}
	for (size_t i = 0; mix_names[i]; i++)
		load(&mix, mix_names[i]);
	assert_string_equal(mix_names[0], "high_systime");
}

static unsigned long jobs_of(const struct mix *mix, unsigned long jobs, const char *test)
{
	unsigned long count[MIX_TESTS_MAX];

	mix_jobs(mix, jobs, count);
	for (size_t i = 0; i < mix->nr; i++) {
		if (!strcmp(mix->item[i].test->name, test))
			return count[i];
	}
	return 0;
}

/* What touches our locks, at 100 jobs. */
static void test_shares(void **state)
{
	static struct mix mix;

	(void)state;
	load(&mix, "high_systime");
	assert_int_equal(jobs_of(&mix, 100, "fork_test"), 4);
	assert_int_equal(jobs_of(&mix, 100, "exec_test"), 8);
	assert_int_equal(jobs_of(&mix, 100, "brk_test"), 8);
	assert_int_equal(jobs_of(&mix, 100, "page_test"), 8);
	assert_int_equal(jobs_of(&mix, 100, "shell_rtns_1") + jobs_of(&mix, 100, "shell_rtns_2") +
				 jobs_of(&mix, 100, "shell_rtns_3"),
			 16);
	/* 10 * 1 / 260: no test goes without */
	assert_int_equal(jobs_of(&mix, 1, "fork_test"), 1);
	load(&mix, "shared");
	assert_int_equal(jobs_of(&mix, 100, "fork_test"), 1);
	assert_int_equal(jobs_of(&mix, 100, "exec_test"), 3);
	load(&mix, "custom");
	assert_int_equal(jobs_of(&mix, 100, "fork_test"), 2);
}

/* Half a job is a job, and less is none, but for what would have none at all. */
static void test_rounding(void **state)
{
	static struct mix mix;
	char why[128];

	(void)state;
	assert_int_equal(mix_parse(&mix, "halves", "5 fork_test\n35 brk_test\n", why, sizeof(why)),
			 0);
	assert_int_equal(jobs_of(&mix, 4, "fork_test"), 1); /* 0.5 */
	assert_int_equal(jobs_of(&mix, 4, "brk_test"), 4); /* 3.5 */
	assert_int_equal(jobs_of(&mix, 10, "fork_test"), 1); /* 1.25 */
	assert_int_equal(jobs_of(&mix, 11, "fork_test"), 1); /* 1.375 */
	assert_int_equal(jobs_of(&mix, 12, "fork_test"), 2); /* 1.5 */
	assert_int_equal(jobs_of(&mix, 1, "fork_test"), 1); /* 0.125 */
}

static void test_format(void **state)
{
	static struct mix mix;
	char why[128];

	(void)state;
	assert_int_equal(mix_parse(&mix, "m",
				   "# comment\n\nFILESIZE: 3K\n POOLSIZE: 2M # both\n"
				   "20 sieve\n10\tsieve\r\n07 fork_test",
				   why, sizeof(why)),
			 0);
	assert_int_equal(mix.nr, 2);
	assert_int_equal(mix.item[0].weight, 10); /* the last line's */
	assert_int_equal(mix.item[1].weight, 7);
	assert_int_equal(mix.sum, 37); /* of all lines */
	assert_int_equal(mix_file_kib(&mix, 1), 3 + 2048);
	assert_int_equal(mix_file_kib(&mix, 100), 3 + 20);
}

static void test_bad_mixes(void **state)
{
	static const char *const bad[][2] = {
		{ "", "no test in it" },
		{ "# 10 sieve\n", "no test in it" },
		{ "10 sieve\n10 nosuch\n", "line 2: 'nosuch' is no test" },
		{ "0 sieve", "'0' is no weight" },
		{ "-1 sieve", "'-1' is no weight" },
		{ "99999999999999999999 sieve", "is no weight" },
		{ "1.5 sieve", "is no weight" },
		{ "sieve", "line of two words" },
		{ "10 sieve 3", "line of two words" },
		{ "FILESIZE: 10", "is no size" },
		{ "FILESIZE: K", "is no size" },
		{ "FILESIZE: 99999M", "more than 16 GiB" },
		{ "FILESIZES: 10K", "is no weight" },
	};
	static struct mix mix;
	char why[256];

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		why[0] = '\0';
		assert_int_equal(mix_parse(&mix, "bad", bad[i][0], why, sizeof(why)), -1);
		if (!strstr(why, bad[i][1]))
			fail_msg("'%s' says '%s'", bad[i][0], why);
	}
	assert_int_equal(mix_load(&mix, "nosuch", why, sizeof(why)), -1);
	assert_non_null(strstr(why, "no mix 'nosuch'"));
	assert_int_equal(mix_load(&mix, "/no/such", why, sizeof(why)), -1);
	assert_non_null(strstr(why, "No such file"));
}

/* Draw all jobs into text, as numbers of tests; how many there were. */
static unsigned long draw(const struct mix *mix, struct origin origin, char *text)
{
	static struct deck deck;
	const struct test *test;
	unsigned long n = 0;

	deck_fill(&deck, mix, 100, origin_state(&origin));
	while ((test = deck_draw(&deck))) {
		size_t i = 0;

		while (mix->item[i].test != test)
			i++;
		text[n++] = 'a' + i;
	}
	text[n] = '\0';
	return n;
}

static unsigned long occurrences(const char *text, char what)
{
	unsigned long n = 0;

	for (; *text; text++)
		n += *text == what;
	return n;
}

static void test_order(void **state)
{
	const struct origin origin = { .seed = 1, .users = 8 };
	char first[256], again[256];
	unsigned long count[MIX_TESTS_MAX];
	static struct mix mix;

	(void)state;
	load(&mix, "high_systime");
	assert_int_equal(draw(&mix, origin, first), 104);
	draw(&mix, origin, again);
	assert_string_equal(first, again);
	mix_jobs(&mix, 100, count);
	for (size_t i = 0; i < mix.nr; i++)
		assert_int_equal(occurrences(first, 'a' + i), count[i]);
}

#define ORIGINS 10 /* of each of the four */

static int compare_orders(const void *a, const void *b)
{
	return strcmp(a, b);
}

/* Seeds, points, repetitions and users beside each other: no two of them draw in the same order. */
static void test_own_orders(void **state)
{
	static char order[ORIGINS * ORIGINS * ORIGINS * ORIGINS][256];
	static const size_t n = sizeof(order) / sizeof(order[0]);
	static struct mix mix;

	(void)state;
	load(&mix, "high_systime");
	for (size_t i = 0; i < n; i++) {
		draw(&mix,
		     (struct origin){ .seed = i % ORIGINS,
				      .users = 1 + i / ORIGINS % ORIGINS,
				      .repetition = i / (ORIGINS * ORIGINS) % ORIGINS,
				      .nr = i / (ORIGINS * ORIGINS * ORIGINS) },
		     order[i]);
	}
	qsort(order, n, sizeof(order[0]), compare_orders);
	for (size_t i = 1; i < n; i++)
		assert_string_not_equal(order[i - 1], order[i]);
}

/*
 * By hand: s = s * 1103515245 + 12345, (s >> 16) & 0x7fff, from s = 1: 16838, 5758, 10113.
 * Modulo 3 that is test 2, 1, 0.
 */
static void test_order_by_hand(void **state)
{
	static const char text[] = "1 fork_test\n1 brk_test\n1 sieve\n";
	static struct deck deck;
	static struct mix mix;
	char why[128];

	(void)state;
	assert_int_equal(mix_parse(&mix, "m", text, why, sizeof(why)), 0);
	deck_fill(&deck, &mix, 3, 1);
	assert_string_equal(deck_draw(&deck)->name, "sieve");
	assert_string_equal(deck_draw(&deck)->name, "brk_test");
	assert_string_equal(deck_draw(&deck)->name, "fork_test");
	assert_null(deck_draw(&deck));
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_sizes),	   cmocka_unit_test(test_shares),
		cmocka_unit_test(test_rounding),   cmocka_unit_test(test_format),
		cmocka_unit_test(test_bad_mixes),  cmocka_unit_test(test_order),
		cmocka_unit_test(test_own_orders), cmocka_unit_test(test_order_by_hand),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
