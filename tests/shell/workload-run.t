#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# Every case runs without a device, and prints what doc/formats.md promises.
set -eu
. "$(dirname "$0")/workload-lib.sh"

make -s -f workloads/workloads.mk workloads

# well_formed: all columns of samples.tsv from duration_s on, once and in order.
well_formed() {
	awk -F '\t' '
		BEGIN {
			n = split("duration_s ops ops_per_sec task_ops_min task_ops_max jain " \
				"voluntary_switches involuntary_switches switches_per_op " \
				"acquired contended contended_share violations", want, " ")
		}
		ended { bad("a line after the last one") }
		$1 == "sample" {
			if (NF != 3 || $2 != want[++i] || ($3 != "-" && $3 !~ /^[0-9]+([.][0-9]+)?$/))
				bad("sample")
			next
		}
		$1 == "counter" && NF == 5 && $4 ~ /^[0-9]+$/ { next }
		$0 == "end\tok" { ended = 1; next }
		{ bad("unknown line") }
		function bad(what) { print what ": " $0; failed = 1 }
		END { exit failed || !ended || i != n }' "$tmp/out"
}

# adds_up TASKS SECONDS: the figures agree with each other.
adds_up() {
	awk -F '\t' -v tasks="$1" -v seconds="$2" '
		$1 == "sample" { v[$2] = $3 }
		function near(a, b) { return a - b < 0.001 * b + 0.001 && b - a < 0.001 * b + 0.001 }
		END {
			exit !(v["ops"] > 0 && v["duration_s"] >= seconds &&
				near(v["ops_per_sec"], v["ops"] / v["duration_s"]) &&
				v["task_ops_min"] * tasks <= v["ops"] &&
				v["task_ops_max"] * tasks >= v["ops"] &&
				v["jain"] >= 1 / tasks && v["jain"] <= 1 &&
				v["acquired"] == "-" && v["violations"] == "-")
		}' "$tmp/out"
}

# runs TASKS COMMAND...
runs() {
	runs_tasks=$1
	shift
	run "$@" --device none --seconds 0.2 --warmup 0.05 --tasks "$runs_tasks"
	show
	test "$status" -eq 0 || return 1
	test ! -s "$tmp/err" || return 1
	well_formed && adds_up "$runs_tasks" 0.2
}

# device_only COMMAND...: is it refused without a device, with a sentence that says so?
device_only() {
	run "$@" --device none --seconds 0.1
	test "$status" -eq 4 && test "$(wc -l <"$tmp/err")" -eq 1 && grep -q 'only the device has' "$tmp/err"
}

for case_file in workloads/cases/*.c; do
	name=$(basename "$case_file" .c)
	set -- "build/workloads/$name"
	# without a device nothing can be walked on demand
	test "$name" != rmap_walk || set -- "$@" --knob readers=0
	if device_only "$@"; then
		check "$name needs a device, and leaves no process" none_left "$name"
		continue
	fi
	check "$name, 1 task" runs 1 "$@"
	check "$name, 3 tasks" runs 3 "$@"
	check "$name, generations between ancestor and tasks" runs 2 "$@" --knob depth=3
	check "$name, tasks that exec" runs 2 "$@" --knob exec=1
	check "$name, tasks that have the program for themselves" runs 2 "$@" --knob own_program=1
	check "$name leaves no process" none_left "$name"
done

f=build/workloads/fork_exit
# fresh_tasks: while it runs, its two tasks were exec'd. Main is older, and the children that they fork look as they do.
fresh_tasks() {
	"$f" --device none --seconds 2 --tasks 2 --knob exec=1 >/dev/null &
	sleep 1
	found=$(pgrep -P $! -f -c -- --exec-task) || :
	wait $!
	test "$found" -eq 2
}
check "exec=1: tasks are programs of their own" fresh_tasks
run "$f" --exec-task nonsense
check "which nobody else starts" test "$status" -eq 2
check "areas, pages, file mappings and files" \
	runs 2 "$f" --knob areas=20,pages=3 --knob file_mappings=4,files=3
# maps_with KNOBS: print how many areas a task has, whatever they are
maps_with() {
	"$f" --device none --seconds 1 --knob "$1" >/dev/null &
	sleep 0.5
	wc -l <"/proc/$(pgrep -P $! -f -o fork_exit)/maps"
	wait $!
}
cut_in_pieces() {
	whole=$(maps_with areas=2) pieces=$(maps_with areas=2,pieces=16)
	echo "$whole without, $pieces with pieces=16"
	test "$pieces" -eq "$((whole + 2 * 15))"
}
check "areas that are cut into pieces" runs 2 "$f" --knob areas=2,pieces=16
check "are so many more in a task" cut_in_pieces
check "no areas" runs 1 "$f" --knob areas=0
check "areas that are not written to" runs 1 "$f" --knob pages=0
check "two switches for each fork: to the child and back" \
	sh -c "$f -d none -t 1 -s 0.3 | awk '\$2 == \"switches_per_op\" { found = \$3 >= 1 && \$3 <= 4 } END { exit !found }'"
# the window is long, the warm-up not counted: all but a little of the life is in it
check "page faults are counted" \
	sh -c "$f -d none -t 1 -s 0.3 | awk '\$3 == \"minor_faults\" { found = \$4 > 100 } END { exit !found }'"

tap_end
