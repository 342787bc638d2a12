#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# Whatever dies voids the run with a reason, and nothing is left behind.
set -eu
. "$(dirname "$0")/workload-lib.sh"

# A case for each death: task 1 dies of it after a while.
mkdir "$tmp/cases"
while IFS='|' read -r name death; do
	cat >"$tmp/cases/$name.c" <<EOF
#define _GNU_SOURCE
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>
#include "child.h"
#include "testcase.h"

char *testcase_description = "dies";

void *abort_helper(void *arg)
{
	abort();
}

void *end_helper(void *arg)
{
	return arg;
}

void testcase(unsigned long long *iterations, unsigned long nr)
{
	for (;;) {
		child_fork_exit_wait();
		if (nr == 1 && ++*iterations == 20)
			$death;
	}
}
EOF
done <<'DEATHS'
abort|abort()
exit3|_exit(3)
exit0|_exit(0)
return|return
kill|raise(SIGKILL)
reason|task_fail("no %s", "luck")
abort_helper|new_task(abort_helper, 0)
end_helper|new_task(end_helper, 0)
exit_child|child_wait(fork() ? : (_exit(7), 0))
abort_child|child_wait(fork() ? : (abort(), 0))
kill_keeper|kill(getppid(), SIGKILL)
DEATHS
programs=$(built "$tmp/cases")

# dies NAME TEXT [OPTION...]
dies() {
	dies_program=$programs/$1
	dies_text=$2
	shift 2
	fails 1 "$dies_text" "$dies_program" --device none --tasks 3 --seconds 30 "$@" || return 1
	test ! -s "$tmp/out" || return 1
	none_left "$(basename "$dies_program" | cut -c 1-15)"
}

for depth in 1 3; do
	set -- --knob "depth=$depth"
	check "an abort, depth $depth" dies abort "task 1 was killed by signal 6 (Aborted)" "$@"
	check "an exit, depth $depth" dies exit3 "task 1 exited with status 3" "$@"
	check "an exit that looks well, depth $depth" dies exit0 "task 1 exited with status 0" "$@"
	check "a kill, depth $depth" dies kill "task 1 was killed by signal 9" "$@"
	check "a reason, depth $depth" dies reason "task 1: no luck" "$@"
	check "an aborting helper, depth $depth" \
		dies abort_helper "a helper of a task was killed by signal 6" "$@"
	check "a helper that ends, depth $depth" \
		dies end_helper "a helper of a task exited with status 0" "$@"
	check "a failing child, depth $depth" dies exit_child \
		"task 1: a child exited with status 7" "$@"
	check "a dying child, depth $depth" dies abort_child \
		"task 1: a child was killed by signal 6" "$@"
done
check "a testcase that returns" dies return "task 1: the testcase returned"
check "a keeper that is killed" \
	dies kill_keeper "keeper of the areas was killed by signal 9" --knob depth=2

# fork itself fails in the middle: a limit that holds the tasks but not their children
make -s -f workloads/workloads.mk workloads
cp build/workloads/fork_exit "$tmp/fork_exit"
chmod 755 "$tmp" "$tmp/fork_exit"
set --
test "$(id -u)" -ne 0 || set -- setpriv --reuid=54322 --clear-groups
check "a fork that fails" fails 1 "fork: Resource temporarily unavailable" \
	prlimit --nproc=5 "$@" "$tmp/fork_exit" --device none --tasks 4 --seconds 30

# ended_by SIGNAL STATUS: the running program, its tasks and their children.
ended_by() {
	"$tmp/fork_exit" --device none --tasks 4 --knob depth=2 --seconds 30 >"$tmp/out" 2>"$tmp/err" &
	ended_pid=$!
	sleep 0.5
	kill "-$1" "$ended_pid"
	status=0
	wait "$ended_pid" || status=$?
	show
	test "$status" -eq "$2" || return 1
	test ! -s "$tmp/out" || return 1
	none_left fork_exit
}
for signal in TERM INT HUP; do
	check "SIG$signal" ended_by "$signal" 1
	check "SIG$signal is the reason" grep -q 'fork_exit: interrupted by' "$tmp/err"
done
check "SIGKILL" ended_by KILL 137

tap_end
