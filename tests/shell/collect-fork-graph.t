#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# The graph of one fork, out of a trace of several tasks.
. "$(dirname -- "$0")/../../scripts/lib/tap.sh"
lib=$TAP_ROOT/scripts/collect/lib
cd "$TAP_TMP" || exit

cat >graph <<'GRAPH'
# tracer: function_graph
#
# CPU  TASK/PID         DURATION                  FUNCTION CALLS
 0)    old-7     |   9.000 us    |    } /* copy_process */
 0)    old-7     |   9.000 us    |  } /* kernel_clone */
 0)    sh-12     |               |  kernel_clone() {
 0)    sh-12     |   2.000 us    |    first();
 0)    ot-13     |               |  kernel_clone() {
 ------------------------------------------
 0)    sh-12     |               |    copy_process() {
 0)    sh-12     | + 10.500 us   |      second();
 0)    sh-12     | ! 20.000 us   |    }
 0)    sh-12     | ! 40.000 us   |  }
GRAPH
ends 0 "a fork's graph is read" busybox awk -f "$lib/graph.awk" graph
said "the time of the whole" 'as the task that forks sees it: 4 calls, 40000 ns'
said "the time in a function itself" '^# +18000 +1  kernel_clone$'
said "and in one that calls another" '^# +9500 +1  copy_process$'
ok "a call of another task is not in it" test "$(grep -c 'kernel_clone() {' out)" -eq 1
refused 1 'no call of kernel_clone' "a graph that was cut off" busybox awk -f "$lib/graph.awk" /dev/null
done_testing
