#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# What a measured fork has to copy besides the areas stays small. The cost
# itself is bench/fork-loop's; here is what it comes from.
set -eu
. "$(dirname "$0")/workload-lib.sh"

mkdir "$tmp/cases"
cat >"$tmp/cases/image.c" <<'EOF'
#include <fcntl.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>
#include "child.h"
#include "testcase.h"

char *testcase_description = "copy /proc/self/smaps of a task and of its child to $OUT.task and .child";

static void copy(const char *name)
{
	char text[65536];
	int in = open("/proc/self/smaps", O_RDONLY);
	int out = open(name, O_WRONLY | O_CREAT, 0600);
	ssize_t n;

	while ((n = read(in, text, sizeof(text))) > 0)
		if (write(out, text, n) != n)
			_exit(1);
	_exit(in < 0 || out < 0);
}

void testcase(unsigned long long *iterations, unsigned long nr)
{
	pid_t pid = child_fork();

	if (pid == 0)
		copy(getenv("OUT_TASK"));
	child_wait(pid);
	task_keeps_counter();
	pid = child_fork();
	if (pid == 0)
		copy(getenv("OUT_CHILD"));
	child_wait(pid);
	for (;;) {
		usleep(1000);
		(*iterations)++;
	}
}
EOF
programs=$(built "$tmp/cases")
run env OUT_TASK="$tmp/task" OUT_CHILD="$tmp/child" "$programs/image" --device none --seconds 0.1
check "the case runs" sh -c "cat $tmp/err; test $status -eq 0"

# mappings FILE: of a process, without those that the kernel adds
mappings() {
	grep -E '^[0-9a-f]+-[0-9a-f]+ ' "$1" | grep -v -F -e '[v'
}

# at_most N NUMBER WHAT
at_most() {
	echo "$2 $3, at most $1 are expected"
	test "$2" -gt 0 && test "$2" -le "$1"
}

# the program's 5 and its bss, heap, stack; libraries would add 5 or more each
check "a task has few mappings" at_most 9 "$(mappings "$tmp/task" | wc -l)" mappings
# a bare C program has 48 kB; hwloc's topology would add 50 kB and more
check "a task has written to few pages" \
	at_most 72 "$(awk '$1 == "Anonymous:" { sum += $2 } END { print sum }' "$tmp/task")" kB
check "the tasks' shared memory is inherited" grep -q 'rw-s.*/dev/zero' "$tmp/task"
check "but not from a task that keeps its counter" \
	sh -c "! grep 'rw-s' $tmp/child && grep -q '\[heap\]' $tmp/child"

tap_end
