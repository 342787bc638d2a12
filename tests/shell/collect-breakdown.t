#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# What the events of a window become: the time of the tasks, state by state.
# shellcheck disable=SC2016,SC2317 # $ in a program of awk; functions that ok calls
. "$(dirname -- "$0")/../../scripts/lib/tap.sh"
lib=$TAP_ROOT/scripts/collect/lib
cd "$TAP_TMP" || exit

# event US PID CPU TEXT: at so many microseconds of the window.
event() {
	printf '%16s-%-7s [%03d] d..2. %d.%06d: %s\n' 'a pid=7 -8 [001]' "$2" "$3" "$((1 + $1 / 1000000))" "$(($1 % 1000000))" "$4"
}

# moves US CPU PREV STATE NEXT
moves() {
	event "$1" "$3" "$2" "sched_switch: prev_comm=x prev_pid=9 prev_pid=$3 prev_prio=120 prev_state=$4 ==> next_comm=y next_pid=$5 next_prio=120"
}

breakdown() {
	busybox awk -v collector=10 -v dropped="$1" -v dropping="$2" -f "$lib/events.awk" -f "$lib/breakdown.awk" \
		part=rows rows part=processes stat part=last trace part=trace trace
}

# spent STATE NS
spent() {
	said "$1: $2 ns" "^counter	breakdown	time\\.$1	$2	ns\$"
}

printf 'sample\tduration_s\t0.000200\nsample\tops\t3\n' >rows
cat >stat <<'STAT'
10 (sh) S 1 10 1 0
11 (fork_exit) S 10 10 1 0
20 (fork ) S 9) R 11 20 1 0
21 (fork_exit) S 11 20 1 0
30 (fork_exit) S 20 20 1 0
31 (fork_exit) Z 20 20 1 0
40 (other) R 1 40 1 0
STAT
{
	echo '# tracer: nop'
	moves 0 0 0 R 20
	moves 0 1 21 S 0
	event 0 10 0 'tracing_mark_write: begin'
	event 5 40 1 'sched_waking: comm=fork_exit pid=20 prio=120 target_cpu=000'
	event 10 20 0 'contended: lock=anon_vma mode=write site=fork'
	moves 15 0 20 D 0
	moves 20 0 0 R 40
	event 25 40 0 'sched_waking: comm=fork_exit pid=20 prio=120 target_cpu=000'
	event 26 40 0 'sched_wakeup: comm=fork_exit pid=20 prio=120 target_cpu=000'
	moves 30 0 40 S 20
	event 32 20 0 'acquired: lock=anon_vma mode=write site=fork wait_ns=22000'
	event 40 20 0 'sched_process_fork: comm=fork_exit pid=20 child_comm=fork_exit child_pid=50'
	event 41 20 0 'sched_wakeup_new: comm=fork_exit pid=50 prio=120 target_cpu=001'
	moves 42 1 0 R 50
	moves 45 0 20 S 0
	moves 50 1 50 R+ 0
	moves 60 0 0 R 50
	moves 70 0 50 X 0
	moves 75 0 0 R 20
	event 80 21 2 'sched_process_fork: comm=fork_exit pid=21 child_comm=fork_exit child_pid=50'
	event 80 21 2 'sched_wakeup_new: comm=fork_exit pid=50 prio=120 target_cpu=000'
	moves 90 2 0 R 50
	event 100 10 0 'tracing_mark_write: end'
	moves 110 0 0 R 20
} >trace
ok 'a window' breakdown 0 ''
spent work 146000
spent lock_spinning 14000
spent ready 40000
spent lock_woken 10000
spent lock_asleep 20000
spent asleep 170000
spent unknown 0
cp out counted
ok 'all together: 2 tasks, 200 us each' awk '$3 ~ /^time/ { ns += $4 } END { exit ns != 400000 }' counted
ok 'CPU 1 had no room after 50 us: what was before stands for all' breakdown 7 1
spent work 112000
spent lock_asleep 40000
spent asleep 200000
said 'what was lost is told' '^counter	breakdown	events_lost	7	count$'

{
	moves 0 0 0 R 20
	event 0 10 0 'tracing_mark_write: begin'
	event 10 20 0 'contention_begin: 00000000aa (flags=WRITE)'
	event 20 20 0 'contention_begin: 00000000bb (flags=SPIN)'
	event 30 20 0 'contention_end: 00000000bb (ret=0)'
	event 40 20 0 'contention_begin: 00000000aa (flags=WRITE)'
	event 50 20 0 'contention_end: 00000000aa (ret=0)'
	event 100 10 0 'tracing_mark_write: end'
} >trace
ok 'of the kernel, a wait within a wait' breakdown 0 ''
spent work 120000
spent lock_spinning 80000
spent unknown 200000

sed -i '/begin$/d' trace
refused 1 '^no events of the tasks were traced$' 'a window that never began' breakdown 0 ''
done_testing
