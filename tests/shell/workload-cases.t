#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# A new case is one new file: will-it-scale's kind unchanged, or with knobs.
set -eu
. "$(dirname "$0")/workload-lib.sh"

mkdir "$tmp/cases"
# As will-it-scale's own tests are written: no header of ours, its own
# _GNU_SOURCE, asserts with side effects, an unused parameter.
cat >"$tmp/cases/open1.c" <<'EOF'
#define _GNU_SOURCE
#include <assert.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

char *testcase_description = "Separate file open/close";

void testcase(unsigned long long *iterations, unsigned long nr)
{
	char name[] = "/tmp/workload-cases.XXXXXX";
	int fd = mkstemp(name);

	assert(fd >= 0);
	close(fd);
	unlink(name);
	while (1) {
		fd = open("/dev/null", O_RDWR);
		assert(fd >= 0);
		close(fd);
		(*iterations)++;
	}
}
EOF
# The same with a helper, prepare and cleanup.
cat >"$tmp/cases/pingpong.c" <<'EOF'
#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

char *testcase_description = "A byte to a helper and back";
static unsigned long prepared;

extern void new_task(void *(func)(void *), void *arg);

void testcase_prepare(unsigned long nr_tasks)
{
	prepared = nr_tasks;
}

void testcase_cleanup(void)
{
	fprintf(stderr, "cleanup of %lu\n", prepared);
}

static void *helper(void *arg)
{
	int *fds = arg;
	char c;

	while (read(fds[0], &c, 1) == 1)
		assert(write(fds[3], &c, 1) == 1);
	return NULL;
}

void testcase(unsigned long long *iterations, unsigned long nr)
{
	int fds[4];
	char c = 0;

	assert(nr < prepared);
	assert(pipe(fds) == 0 && pipe(fds + 2) == 0);
	new_task(helper, fds);
	while (1) {
		assert(write(fds[1], &c, 1) == 1);
		assert(read(fds[2], &c, 1) == 1);
		(*iterations)++;
	}
}
EOF
# The first signature that will-it-scale had.
cat >"$tmp/cases/oldest.c" <<'EOF'
#include <unistd.h>

char *testcase_description = "getppid";

void testcase(unsigned long long *iterations)
{
	while (1) {
		getppid();
		(*iterations)++;
	}
}
EOF
cat >"$tmp/cases/mine.c" <<'EOF'
#include "testcase.h"
#include <unistd.h>

char *testcase_description = "every second task is no forker but a napper";

const struct knob testcase_knobs[] = { KNOB("nap_us", 500, 1, 100000, "length of a nap"), { 0 } };

static unsigned long nap_us;

void testcase_prepare(unsigned long nr_tasks)
{
	nap_us = knob("nap_us");
}

const char *testcase_counts(unsigned long nr)
{
	return nr % 2 ? "naps" : NULL;
}

void testcase(unsigned long long *iterations, unsigned long nr)
{
	for (;;) {
		usleep(nr % 2 ? nap_us : 5000);
		(*iterations)++;
	}
}
EOF
programs=$(built "$tmp/cases")

runs() {
	run "$@" --device none --seconds 0.2
	show
	test "$status" -eq 0 &&
		test "$(tail -n 1 "$tmp/out")" = "end	ok" &&
		test "$(value sample ops)" -gt 0
}

check "a will-it-scale test builds and runs as it is" runs "$programs/open1" --tasks 2
check "so does one with new_task, prepare and cleanup" runs "$programs/pingpong" --tasks 2
check "its prepare and cleanup were called" grep -q -x "cleanup of 2" "$tmp/err"
check "its helpers are gone" none_left pingpong
check "its switches and its helpers' are counted: at least one a round trip" \
	sh -c "test $(value sample voluntary_switches) -ge $(value sample ops)"
check "so does one of the oldest signature" runs "$programs/oldest"
check "a knob needs no edit elsewhere" runs "$programs/mine" --tasks 4 --knob nap_us=500
# 5 ms iterations of two tasks against 0.5 ms naps of two others, in 0.2 s
check "only operations are ops" sh -c "test $(value sample ops) -le 80 && test $(value sample task_ops_min) -gt 0"
check "the others are a counter" sh -c "test $(value counter naps) -gt $(value sample ops)"
check "and so are their switches" sh -c "test $(value counter naps_voluntary_switches) -ge $(value counter naps)"
check "described" sh -c "$programs/mine --describe | grep -q '^knob	nap_us	500	1	100000	length of a nap$'"

tap_end
