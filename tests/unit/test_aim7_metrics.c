// SPDX-License-Identifier: GPL-2.0
/* AIM7's formulas against examples worked out by hand; and where a ramp goes. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "../../workloads/aim7/metrics.c"
#include "../../workloads/aim7/ramp.c"

#define S NS_PER_S

static void assert_near(double value, double expected)
{
	if (!(fabs(value - expected) <= 1e-6 * fabs(expected)))
		fail_msg("expected %.12g, got %.12g", expected, value);
}

/* 3 users, 100 jobs each: mean 2 s, variance (1 + 0 + 1) / 3. */
static void test_three_users(void **state)
{
	static const uint64_t ends[] = { 1 * S, 3 * S, 2 * S };
	struct metrics m = metrics(ends, 3, 100);

	(void)state;
	assert_near(m.seconds, 3);
	assert_near(m.jobs_per_sec_user, 100 / 3.0);
	assert_near(m.jobs_per_min_user, 2000);
	assert_near(m.jobs_per_min, 6000);
	assert_near(m.std_dev_s, 0.8164965809);
	assert_near(m.cov, 0.4082482905);
	assert_int_equal(m.jti, 59);
	assert_near(m.min_s, 1);
	assert_near(m.max_s, 3);
}

/* Published for an Altix with one task: 2435.06 jobs/min, jti 100, real 2.46 s. */
static void test_one_user(void **state)
{
	static const uint64_t ends[] = { 2464005815 };
	struct metrics m = metrics(ends, 1, 100);

	(void)state;
	assert_near(m.jobs_per_min, 2435.06);
	assert_int_equal(m.jti, 100);
	assert_true(m.std_dev_s == 0);
}

static int jti(const uint64_t *seconds, unsigned long users)
{
	uint64_t ends[16];

	for (unsigned long i = 0; i < users; i++)
		ends[i] = seconds[i] * S;
	return metrics(ends, users, 100).jti;
}

static void test_jti_edges(void **state)
{
	static const uint64_t equal[] = { 5, 5, 5, 5 };
	static const uint64_t below_one[] = { 1, 1, 4 }; /* mean 2, cov sqrt(2) / 2 */
	static const uint64_t at_one[] = { 0, 2 }; /* mean 1, cov 1 */
	static const uint64_t above_one[] = { 1, 1, 1, 9 }; /* mean 3, cov sqrt(12) / 3 */
	static const uint64_t at_two[] = { 0, 0, 0, 0, 5 }; /* mean 1, cov 2 */
	static const uint64_t above_two[] = { 0, 0, 0, 0, 0, 0, 0, 0, 0, 10 };

	(void)state;
	assert_int_equal(jti(equal, 4), 100);
	assert_int_equal(jti(below_one, 3), 29);
	assert_int_equal(jti(at_one, 2), 0);
	assert_int_equal(jti(above_one, 4), -15);
	assert_int_equal(jti(at_two, 5), 0);
	assert_int_equal(jti(above_two, 10), 0);
}

/* Times that differ in nanoseconds only: no digits are lost. */
static void test_tiny_spread(void **state)
{
	static const uint64_t ends[] = { 100 * S, 100 * S + 2 };

	(void)state;
	assert_true(fabs(metrics(ends, 2, 100).std_dev_s - 1e-9) < 2e-11);
}

static void test_stragglers(void **state)
{
	static const uint64_t ends[] = { 2 * S, 9 * S, 2 * S, 3 * S, 4 * S, 2 * S, 2 * S };
	unsigned long which[7];

	(void)state;
	assert_int_equal(stragglers(ends, 7, which), 2);
	assert_int_equal(which[0], 1);
	assert_int_equal(which[1], 4);
	assert_int_equal(stragglers(ends, 1, which), 0);
}

static struct ramp parse_ok(const char *text)
{
	struct ramp ramp;
	char why[200] = "";

	if (ramp_parse(&ramp, text, 1000, why, sizeof(why)))
		fail_msg("%s: %s", text, why);
	return ramp;
}

/* The points of a ramp on which every point takes a second. */
static void assert_points(struct ramp *ramp, const unsigned long *points, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		unsigned long users = ramp_next(ramp);

		assert_int_equal(users, points[i]);
		ramp_result(ramp, users, 1, 100000);
	}
	assert_int_equal(ramp_next(ramp), 0);
}

static void test_lists(void **state)
{
	struct ramp list = parse_ok("1,8,2"), range = parse_ok("10..40/15"), one = parse_ok("7");

	(void)state;
	assert_int_equal(ramp_max(&list), 8);
	assert_int_equal(ramp_max(&range), 40);
	assert_points(&list, (unsigned long[]){ 1, 8, 2 }, 3);
	assert_points(&range, (unsigned long[]){ 10, 25, 40 }, 3);
	assert_points(&one, (unsigned long[]){ 7 }, 1);
	range = parse_ok("1..3");
	assert_points(&range, (unsigned long[]){ 1, 2, 3 }, 3);
}

static void test_bad_lists(void **state)
{
	static const char *const bad[] = { "",	   "0",	     "1,",  ",1",    "1001",
					   "5..1", "1..",    "..2", "1..3/", "1..2/0",
					   "1 2",  "1,2..3", "x",   "-1",    "1..2,5" };
	struct ramp ramp;
	char why[200];

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		if (!ramp_parse(&ramp, bad[i], 1000, why, sizeof(why)))
			fail_msg("'%s' was taken", bad[i]);
	}
}

/* 60 jobs/min in all: 3 a user at 20 users. */
static void test_crossover(void **state)
{
	struct ramp ramp = parse_ok("10..1000/10");
	unsigned long users, points = 0;

	(void)state;
	ramp.crossover = 2.5;
	while ((users = ramp_next(&ramp))) {
		points++;
		ramp_result(&ramp, users, 1, 60);
	}
	assert_int_equal(points, 3); /* 6, 3, 2 */
}

static unsigned long points_until_peak(const double *jobs, size_t n)
{
	struct ramp ramp = parse_ok("1..100");
	unsigned long users;
	size_t i = 0;

	ramp.peak = true;
	while ((users = ramp_next(&ramp)) && i < n)
		ramp_result(&ramp, users, 1, jobs[i++]);
	return i;
}

static void test_peak(void **state)
{
	static const double fell[] = { 100, 200, 300, 400, 500, 480, 340, 600 };
	static const double flat[] = { 100, 200, 300, 400, 401, 402, 401, 400, 400 };
	static const double rising[] = { 100, 120, 140, 160, 180, 200, 220 };

	(void)state;
	/* at 340 the mean of the last five is 404 */
	assert_int_equal(points_until_peak(fell, 8), 7);
	/* the first five within 1 %: 400 to 400 */
	assert_int_equal(points_until_peak(flat, 9), 8);
	assert_int_equal(points_until_peak(rising, 7), 7);
}

/* The increment before the 10th point stays; then a = 1 s, b = 1.1 s make it 2 / (1 / 1.05) times as large. */
static void test_adaptive(void **state)
{
	struct ramp ramp = parse_ok("10..1000/10");

	(void)state;
	ramp.adaptive = true;
	for (unsigned long i = 1; i <= 9; i++) {
		assert_int_equal(ramp_next(&ramp), 10 * i);
		ramp_result(&ramp, 10 * i, 1, 100000);
	}
	assert_int_equal(ramp_next(&ramp), 100);
	ramp_result(&ramp, 100, 1.1, 100000);
	assert_int_equal(ramp_next(&ramp), 121); /* 21 */
	ramp_result(&ramp, 121, 1.4, 100000);
	/* 1.4 / 1.1 = 1.27: neither */
	assert_int_equal(ramp_next(&ramp), 142);
	ramp_result(&ramp, 142, 2.8, 100000);
	/* 2: 21 / (2 / (1.4 / 2.1)) = 7 */
	assert_int_equal(ramp_next(&ramp), 149);
	ramp_result(&ramp, 149, 2.8, 155);
	/* 155 jobs/min for 149 users: (155 - 149) / 2 = 3 */
	assert_int_equal(ramp_next(&ramp), 152);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_three_users), cmocka_unit_test(test_one_user),
		cmocka_unit_test(test_jti_edges),   cmocka_unit_test(test_tiny_spread),
		cmocka_unit_test(test_stragglers),  cmocka_unit_test(test_lists),
		cmocka_unit_test(test_bad_lists),   cmocka_unit_test(test_crossover),
		cmocka_unit_test(test_peak),	    cmocka_unit_test(test_adaptive),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
