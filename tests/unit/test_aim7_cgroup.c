// SPDX-License-Identifier: GPL-2.0
/* What control groups leave, of either version, in trees of our own. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cmocka.h>

#define CGROUP_ROOT "cgroup"
#define CGROUP_OWN "own"
#include "../../workloads/aim7/cgroup.c"

static char folder[] = "/tmp/rmaplock-test-XXXXXX";

static int setup(void **state)
{
	(void)state;
	return !mkdtemp(folder) || chdir(folder);
}

static int teardown(void **state)
{
	char command[64];

	(void)state;
	snprintf(command, sizeof(command), "rm -rf %s", folder);
	return chdir("/") || system(command);
}

static void put(const char *name, const char *text)
{
	FILE *file = fopen(name, "w");

	assert_non_null(file);
	fputs(text, file);
	assert_int_equal(fclose(file), 0);
}

/* The group itself has no limit, its parent has one, and the parent's parent a larger one. */
static void test_v2(void **state)
{
	(void)state;
	mkdir("cgroup", 0700);
	mkdir("cgroup/a", 0700);
	mkdir("cgroup/a/b", 0700);
	mkdir("cgroup/a/b/c", 0700);
	put("own", "0::/a/b/c\n");
	put("cgroup/a/b/c/pids.max", "max\n");
	put("cgroup/a/b/c/pids.current", "5\n");
	assert_true(cgroup_left("pids", "pids.max", "pids.current") == ~0ull);
	put("cgroup/a/b/pids.max", "100\n");
	put("cgroup/a/b/pids.current", "40\n");
	put("cgroup/a/pids.max", "1000\n");
	put("cgroup/a/pids.current", "41\n");
	assert_int_equal(cgroup_left("pids", "pids.max", "pids.current"), 60);
	put("cgroup/a/b/pids.current", "101\n");
	assert_int_equal(cgroup_left("pids", "pids.max", "pids.current"), 0);
	assert_true(cgroup_left("memory", "memory.max", "memory.current") == ~0ull);
}

/* A hierarchy for each controller, and other names for memory. */
static void test_v1(void **state)
{
	(void)state;
	mkdir("cgroup/pids", 0700);
	mkdir("cgroup/pids/x", 0700);
	mkdir("cgroup/memory", 0700);
	put("own", "8:pids:/x\n5:cpuset:/\n4:cpu,memory:/\n0::/\n");
	put("cgroup/pids/x/pids.max", "30\n");
	put("cgroup/pids/x/pids.current", "10\n");
	put("cgroup/memory/memory.limit_in_bytes", "5000\n");
	put("cgroup/memory/memory.usage_in_bytes", "1000\n");
	assert_int_equal(cgroup_left("pids", "pids.max", "pids.current"), 20);
	assert_int_equal(cgroup_left("memory", "memory.max", "memory.current"), 4000);
	put("own", "4:cpu,memory2:/\n");
	assert_true(cgroup_left("memory", "memory.max", "memory.current") == ~0ull);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_v2),
		cmocka_unit_test(test_v1),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
