#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# own_program=1: what tasks of one ancestor share is the areas and nothing else. Of anonymous memory smaps tells whether
# another process has the page, too; of the program's file, which one it is.
set -eu
. "$(dirname "$0")/workload-lib.sh"

mkdir "$tmp/cases"
cat >"$tmp/cases/image.c" <<'EOF'
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "areas.h"
#include "testcase.h"

char *testcase_description = "copy /proc/self/smaps of each task to $OUT.NR, then use stack and heap";
const struct knob testcase_knobs[] = { KNOB_AREAS(3), KNOB_PAGES(1), KNOB_FILES(1),
				       KNOB_FILE_MAPPINGS(1), { 0 } };
static int initialised = 42;

void testcase_prepare(unsigned long nr_tasks)
{
	areas_prepare();
	initialised++;
}

static void copy(unsigned long nr)
{
	char text[65536], name[4096];
	int in = open("/proc/self/smaps", O_RDONLY), out;
	ssize_t n;

	snprintf(name, sizeof(name), "%s.%lu", getenv("OUT"), nr);
	out = open(name, O_WRONLY | O_CREAT, 0600);
	while ((n = read(in, text, sizeof(text))) > 0)
		if (write(out, text, n) != n)
			task_fail("cannot copy");
}

static int __attribute__((noinline)) deep(int levels)
{
	volatile char frame[4096];

	frame[0] = 1;
	return levels ? deep(levels - 1) + frame[0] : 0;
}

void testcase(unsigned long long *iterations, unsigned long nr)
{
	copy(nr);
	for (int i = 0; i < 1000; i++)
		if (!memset(malloc(4096), 1, 4096))
			task_fail("no heap");
	if (deep(1000) != 1000 || initialised != 43)
		task_fail("the program has lost its state");
	for (;;) {
		usleep(1000);
		(*iterations)++;
	}
}
EOF
programs=$(built "$tmp/cases")

# tasks KNOBS: two of them leave their maps
tasks() {
	rm -f "$tmp"/maps.*
	run env OUT="$tmp/maps" "$programs/image" --device none --seconds 0.2 --tasks 2 --knob "$1"
	show
	test "$status" -eq 0
}

# shared NR: the private mappings of which a task's pages are another process's, too: `kB path`, path `-` without one.
# But those of its own file: two segments may map one page, which counts as shared, too.
shared() {
	awk '/^[0-9a-f]+-[0-9a-f]+ / { path = NF > 5 ? $6 : "-"; private = $2 ~ /p/ && path !~ /memfd/ }
		private && /^Shared_Dirty:/ && $2 { print $2, path }' "$tmp/maps.$1"
}

# only_areas N: of private memory tasks share so many areas of a page, which have no name, and no more
only_areas() {
	for task in 0 1; do
		shared "$task" | sed "s/^/task $task shares kB /"
		test "$(shared "$task" | grep -cx '4 -')" -eq "$1" || return 1
		test "$(shared "$task" | wc -l)" -eq "$1" || return 1
	done
}

more_than_areas() {
	for task in 0 1; do
		shared "$task" | sed "s/^/task $task shares kB /"
	done
	test "$(shared 0 | wc -l)" -gt 3
}

# images N: the tasks run so many files, told apart by inode
images() {
	awk '/^[0-9a-f]+-[0-9a-f]+ ..x/ && $6 !~ /^\[/ { print $5, $6 }' "$tmp"/maps.[01] | sort -u >"$tmp/images"
	cat "$tmp/images"
	test "$(wc -l <"$tmp/images")" -eq "$1"
}

check "without it tasks run" tasks own_program=0
check "and share more than the areas" more_than_areas
check "and the program's file" images 1
check "with it they run, and have data, heap and stack" tasks own_program=1
check "they share the areas and no other page" only_areas 3
check "each runs a file of its own" images 2
check "and has nothing mapped of the one that was started" sh -c "! grep -e ' $(stat -c %i "$programs/image") ' '$tmp/maps.0'"
check "without areas they run" tasks own_program=1,areas=0
check "and share no page" only_areas 0
check "tasks that exec have nothing to share" refuses 2 "own_program=1" "$programs/image" --device none --knob exec=1,own_program=1

tap_end
