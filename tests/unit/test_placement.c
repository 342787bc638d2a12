// SPDX-License-Identifier: GPL-2.0
/* Golden placements on the topologies of machines that we do not own. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

#include "../../workloads/placement.h"

struct golden {
	const char *machine; /* hwloc synthetic description */
	const char *pin;
	unsigned long tasks;
	const char *expected; /* PUs of each task, blank between tasks */
};

#define TWO_NODES "numa:2 core:4 pu:2"
#define TWO_PACKAGES "pack:2 core:4 pu:2"
/* numbered as many BIOSes do: first all first threads, then all second ones */
#define SIBLINGS_APART "pack:1 core:4 pu:2(indexes=0,4,1,5,2,6,3,7)"

static const struct golden goldens[] = {
	{ TWO_NODES, "compact", 5, "0 1 2 3 4" },
	{ TWO_NODES, "scatter", 4, "0 4 8 12" },
	{ TWO_NODES, "scatter", 1, "0" },
	{ TWO_NODES, "core", 10, "0 2 4 6 8 10 12 14 1 3" },
	{ TWO_NODES, "pu", 18, "0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 0 1" },
	{ TWO_NODES, "node", 3, "0-7 8-15 0-7" },
	{ TWO_NODES, "none", 2, "- -" },
	{ TWO_PACKAGES, "scatter", 6, "0 2 4 8 10 12" },
	{ TWO_PACKAGES, "scatter", 18, "0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 0 1" },
	{ TWO_PACKAGES, "node", 2, "0-15 0-15" },
	{ SIBLINGS_APART, "compact", 9, "0 4 1 5 2 6 3 7 0" },
	{ SIBLINGS_APART, "core", 9, "0 1 2 3 4 5 6 7 0" },
	{ SIBLINGS_APART, "pu", 9, "0 1 2 3 4 5 6 7 0" },
	{ SIBLINGS_APART, "scatter", 2, "0 2" },
	{ SIBLINGS_APART, "6,0,3-5", 6, "6 0 3 4 5 6" },
	{ "pu:1", "core", 3, "0 0 0" },
	{ "pu:2", "core", 3, "0 1 0" }, /* no cores known */
	{ "pack:2 l3:2 core:2 pu:1", "scatter", 4, "0 2 4 6" },
};

static hwloc_topology_t machine(const char *description)
{
	hwloc_topology_t topology;

	assert_int_equal(hwloc_topology_init(&topology), 0);
	assert_int_equal(hwloc_topology_set_synthetic(topology, description), 0);
	assert_int_equal(hwloc_topology_load(topology), 0);
	return topology;
}

static void place(const struct golden *golden, char *text, size_t size)
{
	hwloc_bitmap_t sets[32];
	struct placement placement;
	hwloc_topology_t topology = machine(golden->machine);
	char why[256] = "";
	size_t used = 0;

	assert_int_equal(placement_parse(golden->pin, &placement, why, sizeof(why)), 0);
	assert_int_equal(
		placement_sets(topology, &placement, golden->tasks, sets, why, sizeof(why)), 0);
	for (unsigned long i = 0; i < golden->tasks; i++) {
		char *pus;

		hwloc_bitmap_list_asprintf(&pus, sets[i]);
		used += snprintf(text + used, size - used, "%s%s", i ? " " : "", *pus ? pus : "-");
		free(pus);
		hwloc_bitmap_free(sets[i]);
	}
	placement_free(&placement);
	hwloc_topology_destroy(topology);
}

static void test_goldens(void **state)
{
	char text[512];

	(void)state;
	for (size_t i = 0; i < sizeof(goldens) / sizeof(goldens[0]); i++) {
		place(&goldens[i], text, sizeof(text));
		if (strcmp(text, goldens[i].expected))
			fail_msg("%s, --pin %s, %lu tasks: expected '%s', got '%s'",
				 goldens[i].machine, goldens[i].pin, goldens[i].tasks,
				 goldens[i].expected, text);
	}
}

static void test_bad_pins(void **state)
{
	static const char *const bad[] = {
		"",	 "compac", "compact ", "-1",
		"1-",	 "3-2",	   "0,,1",     "0,",
		",0",	 "0x1",	   "8192",     "0-9999",
		"00000", "1 2",	   "0;1",      "99999999999999999999",
	};
	struct placement placement;
	char why[256];

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		why[0] = '\0';
		if (!placement_parse(bad[i], &placement, why, sizeof(why)))
			fail_msg("'%s' was accepted", bad[i]);
		assert_non_null(strstr(why, "--pin"));
		assert_null(strchr(why, '\n'));
	}
}

static void test_list_beyond_machine(void **state)
{
	hwloc_topology_t topology = machine("core:2 pu:2");
	struct placement placement;
	hwloc_bitmap_t sets[1];
	char why[256] = "";

	(void)state;
	assert_int_equal(placement_parse("1,4", &placement, why, sizeof(why)), 0);
	assert_int_equal(placement_sets(topology, &placement, 1, sets, why, sizeof(why)), -1);
	assert_non_null(strstr(why, "PU 4"));
	assert_non_null(strstr(why, "0-3"));
	placement_free(&placement);
	hwloc_topology_destroy(topology);
}

/* A saved machine is read back, and is taken for this one only if we are told that it is. */
static void test_xml_file(void **state)
{
	char path[] = "/tmp/test_placement_XXXXXX";
	hwloc_topology_t topology = machine("pack:2 core:3 pu:2");
	char why[256] = "";
	int fd = mkstemp(path);

	(void)state;
	assert_true(fd >= 0);
	close(fd);
	assert_int_equal(hwloc_topology_export_xml(topology, path, 0), 0);
	hwloc_topology_destroy(topology);
	setenv("HWLOC_XMLFILE", path, 1);
	assert_int_equal(placement_load(&topology, why, sizeof(why)), 0);
	assert_int_equal(hwloc_get_nbobjs_by_type(topology, HWLOC_OBJ_PU), 12);
	assert_false(hwloc_topology_is_thissystem(topology));
	hwloc_topology_destroy(topology);
	setenv("HWLOC_THISSYSTEM", "1", 1);
	assert_int_equal(placement_load(&topology, why, sizeof(why)), 0);
	assert_true(hwloc_topology_is_thissystem(topology));
	hwloc_topology_destroy(topology);
	setenv("HWLOC_SYNTHETIC", "core:2", 1);
	assert_int_equal(placement_load(&topology, why, sizeof(why)), 0);
	assert_false(hwloc_topology_is_thissystem(topology)); /* nobody owns a synthetic one */
	hwloc_topology_destroy(topology);
	unsetenv("HWLOC_SYNTHETIC");
	unlink(path);

	/* hwloc alone would silently describe this machine now */
	assert_int_equal(placement_load(&topology, why, sizeof(why)), -1);
	assert_non_null(strstr(why, path));
	unsetenv("HWLOC_XMLFILE");
	setenv("HWLOC_SYNTHETIC", "rubbish", 1);
	assert_int_equal(placement_load(&topology, why, sizeof(why)), -1);
	unsetenv("HWLOC_SYNTHETIC");
	assert_int_equal(placement_load(&topology, why, sizeof(why)), 0);
	assert_true(hwloc_topology_is_thissystem(topology));
	hwloc_topology_destroy(topology);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_goldens),
		cmocka_unit_test(test_bad_pins),
		cmocka_unit_test(test_list_beyond_machine),
		cmocka_unit_test(test_xml_file),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
