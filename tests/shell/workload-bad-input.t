#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# Bad input of any kind: one clear line, status 2, nothing on stdout.
set -eu
. "$(dirname "$0")/workload-lib.sh"

make -s -f workloads/workloads.mk workloads
f=build/workloads/fork_exit

# bad TEXT ARGUMENT...
bad() {
	bad_text=$1
	shift
	check "$*: $bad_text" refuses 2 "$bad_text" "$f" --device none --seconds 0.1 "$@"
}

bad "'--tsaks'" --tsaks 2
bad "requires an argument" --tasks
bad "stray: unexpected argument" stray
for value in 0 -1 65537 1x '' 1e3 4294967297 99999999999999999999 ' 1'; do
	bad "must be a whole number from 1 to 65536" "--tasks=$value"
done
bad "must be a whole number from 1 to 999999999" --seed 0
for value in 0 -1 nan inf 1e3 0x1 1.2.3 . '' 86401; do
	bad "must be seconds" "--seconds=$value"
	test "$value" = 0 || bad "must be seconds" "--warmup=$value"
done
bad "unknown knob 'nosuch'; this workload has: depth, exec, own_program, areas" --knob nosuch=1
bad "expected name=value" --knob areas
bad "must be a whole number from 0 to 65000" --knob areas=65001
bad "given twice" --knob areas=1 --knob areas=1
bad "must be compact, scatter, core, pu, node, none, or a list" --pin closest
bad "must be compact" --pin 3-1
bad "PU 8191 does not exist" --pin 8191
bad "--timing needs the device" --timing
bad "MiB of memory are available" --knob areas=65000,pages=65536
check "describing another machine" refuses 2 "another machine" \
	env HWLOC_SYNTHETIC="core:2 pu:2" "$f" --device none
check "not even with HWLOC_THISSYSTEM" refuses 2 "another machine" \
	env HWLOC_SYNTHETIC="core:2 pu:2" HWLOC_THISSYSTEM=1 "$f" --device none
check "an unreadable topology" refuses 2 "cannot read HWLOC_XMLFILE=$tmp/none" \
	env HWLOC_XMLFILE="$tmp/none" "$f" --show-placement 2

check "no device" refuses 4 "insmod" "$f" --device "$tmp/none"
check "a module that is none" refuses 2 "must be a module, NAME.ko" "$f" --module /etc/passwd
check "a module that is not there" refuses 2 "none.ko: No such file" "$f" --module "$tmp/none.ko"
check "no device at the default path" sh -c "test -e /dev/rmaplock || ! $f 2>/dev/null"
check "a device that is not ours" refuses 2 "is not rmaplock's device" "$f" --device /dev/null
check "readers without a device" refuses 4 "only the device can walk" \
	build/workloads/rmap_walk --device none --tasks 2
check "a walk without a device" refuses 4 "only the device has walks" build/workloads/anon_walk --device none
check "nobody forks" refuses 2 "at least one task must fork" \
	build/workloads/rmap_walk --device none --tasks 2 --knob readers=2
check "nobody visits" refuses 2 "at least one task must visit" \
	build/workloads/file_walk --device none --tasks 2 --knob writers=2
check "pieces without a page" refuses 2 "16 pieces of 0 pages" \
	"$f" --device none --knob pieces=16,pages=0
check "pieces that are too large" refuses 2 "an area has 65536 pages at most" \
	"$f" --device none --knob pieces=60000,pages=2
check "nothing to split" refuses 2 "at least one area" \
	build/workloads/split --device none --knob areas=0
check "a case without knobs of its own" refuses 2 "this workload has: depth" \
	build/workloads/null --device none --knob areas=1

if test "$(id -u)" -eq 0; then
	# a user id that runs nothing else, so that the limit is ours alone
	set -- setpriv --reuid=54321 --clear-groups
else
	set --
fi
cp "$f" "$tmp/fork_exit"
chmod 755 "$tmp" "$tmp/fork_exit"
check "more tasks than RLIMIT_NPROC" refuses 2 "RLIMIT_NPROC allows (20)" \
	prlimit --nproc=20 "$@" "$tmp/fork_exit" --device none --tasks 30
check "more tasks than can be forked" refuses 2 "cannot start 20 tasks: fork of task" \
	prlimit --nproc=21 "$@" sh -c "sleep 5 & sleep 5 & exec $tmp/fork_exit --device none --tasks 20"
check "more tasks than can be forked, from a keeper" refuses 2 "cannot start 20 tasks: fork of task" \
	prlimit --nproc=21 "$@" sh -c "sleep 5 & sleep 5 & exec $tmp/fork_exit --device none --tasks 20 --knob depth=3"
check "no process is left of those" none_left fork_exit

check "--help succeeds" sh -c "$f --help | grep -q 'Exit status'"
check "--describe is a table" sh -c "$f --describe | grep -q '^knob	areas	8	0	65000	'"

tap_end
