#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# From the stream of the machine that measures to tables: what is wrong with a cell makes it a failed one.
# shellcheck disable=SC2016,SC2317 # $ in the programs of awk and stand-ins; functions that ok calls
. "$(dirname -- "$0")/../../scripts/lib/tap.sh"

# rows [LINE]...: the tables of one cell in which these lines come between the sample and its end.
rows() {
	rm -rf "$TAP_TMP/run"
	mkdir "$TAP_TMP/run"
	{
		printf 'cell\tstart\t1\t1\tnone\tspinlock\tfork_exit\tareas=8\t2\t1.50\nsample\tops\t100\n'
		for line; do
			printf '%b\n' "$line"
		done
		printf 'cell\tend\t1\nend\tok\n'
	} >"$TAP_TMP/stream"
	(cd "$TAP_TMP/run" && busybox awk -v progress="$TAP_TMP/progress" -f "$TAP_ROOT/scripts/lib/rows.awk" <"$TAP_TMP/stream" 2>/dev/null)
}

# cell STATUS 'REASON' NAME LINE...: the cell has that status and a reason that matches.
cell() {
	cell_status=$1 cell_reason=$2 cell_name=$3
	shift 3
	tap_run rows "$@"
	awk -F '\t' -v status="$cell_status" -v reason="$cell_reason" \
		'{ n++; bad = NF != 23 || $8 != status || $9 !~ reason } END { exit bad || n != 1 }' "$TAP_TMP/run/samples.tsv"
	tap_result $? "$cell_name"
}

cell ok '^-$' "a complete cell is ok" 'end\tok'
ok "its value is in its column" grep -q '	1.50	-	100	' "$TAP_TMP/run/samples.tsv"
ok "the stream was complete" rows 'end\tok'
cell failed 'not complete' "without its last line the output is not complete"
cell failed '^it died$' "the machine's reason counts" 'failed\tit died' 'failed\tsecond'
cell failed '^it died$' "before what its last words look like" 'sample\top' 'failed\tit died'
cell failed 'makes no sense: samp' "a line cut short" 'samp' 'end\tok'
cell failed 'makes no sense' "a value that is no number" 'sample\tops\t1;2' 'end\tok'
cell failed 'makes no sense' "an unknown column" 'sample\tnonsense\t1' 'end\tok'
cell failed 'makes no sense' "a counter without a unit" 'counter\tmodule\tx\t1' 'end\tok'
cell ok '^-$' "a value that could not be had" 'sample\tjain\t-' 'end\tok'
for splat in 'BUG: scheduling while atomic: x/1/0x2' 'WARNING: CPU: 0 PID: 1 at x' 'general protection fault' \
	'watchdog: BUG: soft lockup - CPU#0 stuck' 'rcu: INFO: rcu_preempt self-detected stall on CPU' \
	'INFO: task x:1 blocked for more than 60 seconds.' 'Out of memory and no killable processes...'; do
	cell failed '^the kernel said: .*' "the kernel says: $splat" 'end\tok' "<4>[    1.234567] $splat"
done
cell failed '^out of memory: the kernel killed x; choose fewer .*RMAPLOCK_GUEST_MIB.$' "out of memory is the reason of all others" 'failed\tkilled' 'end\tok' \
	'<3>[    1.2] Out of memory: Killed process 1 (x) total-vm:1kB' '<3>[    1.3] Out of memory: Killed process 2 (y) total-vm:1kB'
cell failed '^out of memory: the kernel killed x; ' "that of a cgroup too" 'end\tok' '<3>[    1.2] Memory cgroup out of memory: Killed process 1 (x) total-vm:1kB'
cell ok '^-$' "the kernel says something harmless" 'end\tok' '<6>[    1.234567] x: loading out-of-tree module taints kernel.'
ok "it is kept, without its priority" grep -qx '\[    1.234567\] x: loading out-of-tree module taints kernel.' "$TAP_TMP/run/dmesg.txt"
rows 'unavailable\tno perf here'
ok "a collector that is not there leaves one counter" grep -qx '1	none	spinlock	fork_exit	areas=8	2	none	unavailable	-	no perf here' "$TAP_TMP/run/counters.tsv"
ok "and no sample" test ! -e "$TAP_TMP/run/samples.tsv"
cell ok '^-$' "words on stderr" 'stderr\twatch out' 'end\tok'
ok "are in the log" grep -qx 'watch out' "$TAP_TMP/run/log.txt"
rows 'end\tok' 'counter\tmodule\ta.b\t5\tcount' 'histogram\tx\t1\t2\t3'
ok "a counter is one row" grep -qx '1	none	spinlock	fork_exit	areas=8	2	module	a.b	5	count' "$TAP_TMP/run/counters.tsv"
ok "a histogram's bucket is one row" grep -qx '1	none	spinlock	fork_exit	areas=8	2	x	1	2	3' "$TAP_TMP/run/histograms.tsv"

kept=$(printf 'what was\nseen\n' | gzip -c | base64 -w 8 | sed 's/^/file\\ta.txt\\t/')
# shellcheck disable=SC2086 # a line each
cell ok '^-$' "a file in pieces" $kept 'end\tok'
ok "is kept under the cell's number" test "$(cat "$TAP_TMP/run/collected/1-a.txt")" = "$(printf 'what was\nseen')"
ok "and its pieces are not" test "$(find "$TAP_TMP/run/collected" -type f | wc -l)" -eq 1
cell failed 'makes no sense: file' "a file that would lie elsewhere" 'file\t../a.txt\tQUJD' 'end\tok'
ok "is not written" test ! -e "$TAP_TMP/run/collected"
cell failed 'the file a.txt did not come through' "a file cut short" "$(echo "$kept" | head -n 1)" 'end\tok'

rm -rf "$TAP_TMP/run"
mkdir "$TAP_TMP/run"
head -n -2 "$TAP_TMP/stream" >"$TAP_TMP/cut"
ok "a stream that ends in the middle is not complete" sh -c "cd '$TAP_TMP/run' && ! busybox awk -v progress=/dev/null -f '$TAP_ROOT/scripts/lib/rows.awk' <'$TAP_TMP/cut'"
ok "and nothing of that cell is there" sh -c "! ls '$TAP_TMP/run' | grep -q tsv"
done_testing
