# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=sh
# For collectors that use ftrace: an instance of its own for each collector, so that nobody else's tracing is touched.

TRACEFS=/sys/kernel/tracing

# tracefs_check: can we trace? The reason, if not, goes to stderr.
tracefs_check() {
	test "$(id -u)" -eq 0 || {
		echo "tracing needs root" >&2
		return 4
	}
	test -d "$TRACEFS/instances" || {
		echo "no tracefs on $TRACEFS: mount -t tracefs tracefs $TRACEFS" >&2
		return 4
	}
}

# tracefs_instance NAME: make it; set TRACE to its folder. What a collector that was killed left goes first.
tracefs_instance() {
	TRACE=$TRACEFS/instances/rmaplock-$1
	tracefs_remove "$1"
	mkdir "$TRACE"
}

tracefs_remove() {
	test ! -d "$TRACEFS/instances/rmaplock-$1" || rmdir "$TRACEFS/instances/rmaplock-$1"
}

# tracefs_module_events: set TRACE_MODULE to the folder of the events of the module that is loaded, '' if there is none.
tracefs_module_events() {
	for TRACE_MODULE in "$TRACE"/events/rmaplock_*; do
		test ! -d "$TRACE_MODULE" || return 0
	done
	TRACE_MODULE=
}

# tracefs_stream OVERWRITE KIB: prepare the instance for a window's events in their order over all CPUs: nothing is traced
# yet, buffers are of so many KiB in all; when one is full, the oldest events are lost (OVERWRITE 1) or the newest (0).
tracefs_stream() {
	echo 0 >"$TRACE/tracing_on"
	echo mono >"$TRACE/trace_clock"
	echo "$1" >"$TRACE/options/overwrite"
	kib=$(($2 / $(grep -c '^processor' /proc/cpuinfo)))
	test "$kib" -le 16384 || kib=16384
	echo "$kib" >"$TRACE/buffer_size_kb"
}

# tracefs_dropped: how many of the newest events found no room, then the CPUs in question.
tracefs_dropped() {
	awk '/^dropped events:/ && $3 > 0 {
		n += $3
		sub(/\/stats$/, "", FILENAME)
		sub(/.*cpu/, "", FILENAME)
		cpus = cpus " " FILENAME
	} END { print n + 0 cpus }' "$TRACE"/per_cpu/cpu*/stats
}
