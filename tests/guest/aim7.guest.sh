# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=sh
# shellcheck source=tests/guest/lib.sh
# The generator and the workload aim7 with the device.
. /rmaplock/files/lib.sh

users=2 areas=16
# With one job of each: 100 forks of fork_test, 5 of exec_test, two of each of the three shell_rtns.
forks=$((100 + 5 + 3 * 2))

point() {
	aim7 --users $users --jobs 1 --settle 0 --sleep 0 --device /dev/rmaplock --knob areas=$areas --rows >/tmp/out 2>/tmp/err ||
		{ cat /tmp/err; return 1; }
	grep '^counter.module' /tmp/out
	# the users themselves are forked, too; they end after the report
	for lock in anon_vma i_mmap; do
		counted "$lock.write.fork.acquired" "$((users * areas * (forks + 1)))" || return
		counted "$lock.write.unlink.acquired" "$((users * areas * forks))" || return
	done
}

counted() {
	grep -q "^counter	module	$1	$2	count$" /tmp/out
}

workload() {
	/rmaplock/workloads/aim7 --tasks 4 --seconds 2 --device /dev/rmaplock --knob mix=shared,areas=8 >/tmp/out 2>&1 || { cat /tmp/out; return 1; }
	grep -q '^sample	violations	0$' /tmp/out && tail -n 1 /tmp/out | grep -q '^end	ok$'
}

nothing_left() {
	ls -A /dev/shm
	ipcs | grep '^0x'
	test -z "$(ls -A /dev/shm)" && ! ipcs | grep -q '^0x'
}

everything() {
	check "$with_config: a point takes each lock once an area, fork and exit" point
	check "$with_config: the workload runs without a violation" workload
	check "$with_config: nothing is left" nothing_left
}

with_config spinlock everything
with_config rwsem-fifo everything
tap_end
