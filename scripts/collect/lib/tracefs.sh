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
