# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=sh
# shellcheck source=tests/guest/lib.sh
# file_walk takes one lock, for reading, once an operation, whatever the number of mappings; with exec=1 nobody meets.
. /rmaplock/files/lib.sh

# walk KNOBS [OPTION]...
walk() {
	walk_knobs=$1
	shift
	/rmaplock/workloads/file_walk --tasks 4 --seconds 1 --device /dev/rmaplock --knob "$walk_knobs" "$@" >/tmp/out 2>/tmp/err || {
		cat /tmp/err
		return 1
	}
}

# sum REGEX: of the module's counters whose name matches
sum() {
	awk -F '\t' -v name="$1" '$1 == "counter" && $2 == "module" && $3 ~ name { sum += $4 } END { print sum + 0 }' /tmp/out
}

# The tasks' counts and the module's are read one after the other at the window's edges, and a busy machine puts operations
# in between. One walk for each mapping would be 300 times as many, two an operation twice as many: so to the nearest whole.
reads_once() {
	walk entries=300 || return
	ops=$(awk '$2 == "ops" { print $3 }' /tmp/out)
	reads=$(sum '^i_mmap[.]read[.]walk[.]acquired$')
	echo "$ops operations, $reads walks, $(sum '[.]acquired$') acquisitions"
	test "$((2 * reads))" -gt "$ops" && test "$((2 * reads))" -lt "$((3 * ops))" && test "$(sum '[.]acquired$')" -eq "$reads"
}

alone() {
	walk entries=300,exec=1 && test "$(sum '[.]contended$')" -eq 0
}

# The whole life of a writer is in it: at least one.
writes() {
	walk entries=300,writers=2,writer_rate=1000 && test "$(sum '^i_mmap[.]write[.]mmap[.]acquired$')" -gt 0 &&
		test "$(sum '^i_mmap[.]read[.]walk[.]acquired$')" -gt 0
}

everything() {
	check "$with_config: an operation is one walk" reads_once
	check "$with_config: with files of their own nobody waits" alone
	check "$with_config: writers write, the others walk" writes
}

with_config semaphore everything
with_config rwsem everything
tap_end
