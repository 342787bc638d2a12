#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# Who waits for whom, and who overtakes whom, in the events of the model's locks.
# shellcheck disable=SC2317 # functions that ok calls
. "$(dirname -- "$0")/../../scripts/lib/tap.sh"
lib=$TAP_ROOT/scripts/collect/lib
cd "$TAP_TMP" || exit

# event US PID EVENT MODE SITE [MORE]: of anon_vma
event() {
	printf '       fork_exit-%-7s [000] ..... 1.%06d: %s: lock=anon_vma mode=%s site=%s%s\n' "$2" "$1" "$3" "$4" "$5" "${6:+ $6}"
}

holders() {
	printf 'sample\tacquired\t%s\n' "$1" >rows
	busybox awk -v dropped=0 -v dropping='' -f "$lib/events.awk" -f "$lib/holders.awk" part=rows rows part=trace trace
}

# counted COUNTER VALUE
counted() {
	said "$1: $2" "^counter	holders	$(printf '%s' "$1" | sed 's/\./\\./g')	$2	count\$"
}

{
	event 1 20 acquired write fork 'wait_ns=0 instance=7'
	event 2 21 contended write unlink instance=7
	event 3 22 contended write fork instance=7
	event 4 23 acquired write fork 'wait_ns=0 instance=8'
	event 5 20 released write fork hold_ns=4
	event 6 24 contended write unlink instance=7
	event 7 21 acquired write unlink 'wait_ns=5 instance=7'
	event 8 21 released write unlink hold_ns=1
	event 9 24 acquired write unlink 'wait_ns=3 instance=7'
	event 10 24 released write unlink hold_ns=1
	event 11 25 acquired write unlink 'wait_ns=0 instance=7'
	event 12 25 released write unlink hold_ns=1
	event 13 22 acquired write fork 'wait_ns=10 instance=7'
	event 14 26 contended write fork instance=9
} >trace
ok 'a trace of which the module counted twice as much' holders 12
counted waits.anon_vma.write.unlink.write.fork '2\.00'
counted waits.anon_vma.write.fork.write.fork '2\.00'
counted acquired.anon_vma '12\.00'
counted waits.anon_vma.write.unlink.write.unlink '2\.00'
counted waits.anon_vma.write.fork.unknown '2\.00'
counted passed.anon_vma '2\.00'
counted waited.anon_vma '6\.00'
counted in_turn.anon_vma '4\.00'
counted steals.anon_vma '4\.00'

{
	event 1 20 acquired read walk 'wait_ns=0 instance=7'
	event 2 21 acquired read walk 'wait_ns=0 instance=7'
	event 3 22 contended write unlink instance=7
	event 4 20 released read walk hold_ns=3
	event 5 23 contended write fork instance=7
	event 6 21 released read walk hold_ns=4
	event 7 24 contended read walk instance=7
	event 8 25 contended read walk instance=7
	event 9 22 acquired write unlink 'wait_ns=6 instance=7'
	event 10 22 released write unlink hold_ns=1
	event 11 23 acquired write fork 'wait_ns=6 instance=7'
	event 12 23 released write fork hold_ns=1
	event 13 25 acquired read walk 'wait_ns=5 instance=7'
	event 14 24 acquired read walk 'wait_ns=7 instance=7'
	event 15 30 acquired write unlink 'wait_ns=0 instance=9'
	event 16 31 acquired write fork 'wait_ns=0 instance=9'
	event 17 32 contended write fork instance=9
	event 18 30 released write unlink hold_ns=1
} >trace
ok 'readers hold a lock together; a release is written after the next one took it' holders 8
counted waits.anon_vma.write.fork.write.fork '1\.00'
counted waits.anon_vma.write.unlink.read.walk '1\.00'
counted waits.anon_vma.write.fork.read.walk '1\.00'
counted waits.anon_vma.read.walk.write.unlink '2\.00'
counted passed.anon_vma '2\.00'
counted in_turn.anon_vma '4\.00'
counted steals.anon_vma '0\.00'
counted events_lost 0

: >trace
refused 1 '^no acquisition was traced$' 'an empty trace' holders 1
done_testing
