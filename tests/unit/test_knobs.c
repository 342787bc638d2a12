// SPDX-License-Identifier: GPL-2.0
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "../../workloads/knobs.h"

static const struct knob case_knobs[] = {
	{ "areas", 8, 0, 100, "how many" },
	{ "area", 1, 1, 1, "a name that starts another" },
	{ "big", 0, 0, -1ul, "any value" },
	{ 0 },
};
static const struct knob common_knobs[] = { { "depth", 1, 1, 64, "how deep" }, { 0 } };

static int setup(void **state)
{
	(void)state;
	knobs_reset();
	knobs_add(common_knobs);
	knobs_add(case_knobs);
	knobs_add(NULL); /* a case without knobs */
	return 0;
}

static void test_defaults(void **state)
{
	(void)state;
	assert_int_equal(knob("depth"), 1);
	assert_int_equal(knob("areas"), 8);
	assert_int_equal(knob("area"), 1);
}

static void test_set(void **state)
{
	char why[256] = "";

	(void)state;
	assert_int_equal(knobs_set("areas=100,depth=64", why, sizeof(why)), 0);
	assert_int_equal(knobs_set("big=18446744073709551615", why, sizeof(why)), 0);
	assert_int_equal(knob("areas"), 100);
	assert_int_equal(knob("depth"), 64);
	assert_true(knob("big") == -1ul);
	assert_int_equal(knob("area"), 1);
}

struct bad {
	const char *text;
	const char *why; /* must be part of the reason */
};

static void test_bad(void **state)
{
	static const struct bad bad[] = {
		{ "", "name=value" },
		{ "areas", "name=value" },
		{ "=1", "unknown knob ''" },
		{ "are=1", "unknown knob 'are'; this workload has: depth, areas, area, big" },
		{ "areass=1", "unknown knob 'areass'" },
		{ "areas=", "from 0 to 100" },
		{ "areas=101", "areas=101: must be a whole number from 0 to 100" },
		{ "depth=0", "from 1 to 64" },
		{ "areas=-1", "from 0 to 100" },
		{ "areas=+1", "from 0 to 100" },
		{ "areas= 1", "from 0 to 100" },
		{ "areas=0x1", "from 0 to 100" },
		{ "areas=1.5", "from 0 to 100" },
		{ "areas=1=2", "from 0 to 100" },
		{ "big=18446744073709551616", "from 0 to" },
		{ "depth=2,", "name=value" },
		{ "depth=2,depth=2", "given twice" },
	};
	char why[256];

	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		setup(state);
		why[0] = '\0';
		if (!knobs_set(bad[i].text, why, sizeof(why)))
			fail_msg("'%s' was accepted", bad[i].text);
		if (!strstr(why, bad[i].why))
			fail_msg("'%s': '%s' is not in the reason '%s'", bad[i].text, bad[i].why,
				 why);
		assert_int_equal(knob("areas"), 8);
	}
}

/* A reason longer than its buffer is cut, not written past its end. */
static void test_long_reason(void **state)
{
	char text[600], why[32];

	(void)state;
	memset(text, 'x', sizeof(text) - 1);
	text[sizeof(text) - 1] = '\0';
	memset(why, '#', sizeof(why));
	assert_int_equal(knobs_set(text, why, sizeof(why) - 1), -1);
	assert_int_equal(strlen(why), sizeof(why) - 2);
	assert_int_equal(why[sizeof(why) - 1], '#');
}

static void test_describe(void **state)
{
	char text[512] = "";
	FILE *out = fmemopen(text, sizeof(text), "w");

	(void)state;
	knobs_describe(out);
	fclose(out);
	assert_string_equal(text, "knob\tdepth\t1\t1\t64\thow deep\n"
				  "knob\tareas\t8\t0\t100\thow many\n"
				  "knob\tarea\t1\t1\t1\ta name that starts another\n"
				  "knob\tbig\t0\t0\t18446744073709551615\tany value\n");
}

static const char *const *colours(const char *name)
{
	static const char *const names[] = { "red", "green", "greenish", NULL };

	return strcmp(name, "area") ? NULL : names;
}

static void test_choices(void **state)
{
	char *text = NULL, why[256];
	size_t size = 0;
	FILE *out = open_memstream(&text, &size);

	(void)state;
	knobs_choices(colours);
	assert_int_equal(knobs_set("area=gree", why, sizeof(why)), -1);
	assert_string_equal(why, "knob area: no 'gree'; there are: red green greenish");
	assert_int_equal(knobs_set("area=1", why, sizeof(why)), -1);
	assert_int_equal(knobs_set("area=greenish,areas=3", why, sizeof(why)), 0);
	assert_int_equal(knob("area"), 2);
	assert_int_equal(knob("areas"), 3);
	knobs_describe(out);
	fclose(out);
	assert_non_null(strstr(text,
			       "knob\tarea\tgreen\tred\tgreenish\ta name that starts another: "
			       "red green greenish\n"));
	free(text);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(test_defaults, setup),
		cmocka_unit_test_setup(test_set, setup),
		cmocka_unit_test(test_bad),
		cmocka_unit_test_setup(test_long_reason, setup),
		cmocka_unit_test_setup(test_describe, setup),
		cmocka_unit_test_setup(test_choices, setup),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
