#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# What the kernel's counts of lock events become, from a folder that stands in for debugfs; what is said where there is none.
# shellcheck disable=SC2016 # $ in the stand-in
. "$(dirname -- "$0")/../../scripts/lib/tap.sh"
collector=$TAP_ROOT/scripts/collect/lock-events
mkdir -p "$TAP_TMP/debug/lock_event_counts" "$TAP_TMP/folder" && cd "$TAP_TMP" || exit
export LOCK_EVENTS="$TAP_TMP/debug/lock_event_counts" CELL_SUBJECT=kernel

# set_counts SLEEPS HANDOFFS
set_counts() {
	echo "$1" >"$LOCK_EVENTS/rwsem_sleep_writer"
	echo "$2" >"$LOCK_EVENTS/rwsem_wlock_handoff"
	echo 7 >"$LOCK_EVENTS/lock_slowpath"
	echo 1.25 >"$LOCK_EVENTS/pv_hash_hops"
	echo 99 >"$LOCK_EVENTS/.reset_counts"
}

# Locks do something before, in and after the window.
cat >workload <<'WORKLOAD'
#!/bin/sh
while test "$1" != --perf-control; do shift; done
exec 7<>"${2%,*}" 8<>"${2#*,}"
ask() { echo "$1" >&7; read -r answer <&8; }
ask ping
echo 20 >"$LOCK_EVENTS/rwsem_sleep_writer"
ask enable
echo 4294967396 >"$LOCK_EVENTS/rwsem_sleep_writer"
echo 8 >"$LOCK_EVENTS/rwsem_wlock_handoff"
ask disable
echo 4294969999 >"$LOCK_EVENTS/rwsem_sleep_writer"
ask ping
printf 'sample\tops\t1\nend\tok\n'
WORKLOAD
chmod +x workload

set_counts 10 5
ok 'the counts are there' "$collector" check folder
for shell in dash 'busybox sh'; do
	set_counts 10 5
	# shellcheck disable=SC2086 # a command of two words
	ends 0 "$shell: a window" timeout 20 $shell "$collector" run folder ./workload --tasks 1
	said '  what was counted in it, and not before and after' '^counter	lock-events	rwsem_sleep_writer	4294967376	count$'
	said '  of each event' '^counter	lock-events	rwsem_wlock_handoff	3	count$'
	said '  nothing is 0' '^counter	lock-events	lock_slowpath	0	count$'
	cp out rows
	ok '  the workload says what it has to say' test "$(head -n 1 rows)" = 'sample	ops	1'
	ok '  averages and what sets all back are left alone' test "$(grep -c lock-events rows)" -eq 3
	ok '  nothing is set back' test "$(cat "$LOCK_EVENTS/.reset_counts")" -eq 99
	ok '  nothing is left' test -z "$(find folder -name 'lock-events*')"
done
mkdir debug/tracing
rm -r "$LOCK_EVENTS"
refused 4 '^not supported: kernel without CONFIG_LOCK_EVENT_COUNTS$' 'a kernel that counts none' "$collector" check folder
rmdir debug/tracing
refused 4 "^no debugfs on $TAP_TMP/debug: mount -t debugfs debugfs $TAP_TMP/debug\$" 'no debugfs' "$collector" check folder
done_testing
