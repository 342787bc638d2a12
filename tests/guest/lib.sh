# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=sh
# TAP inside the guest: sourced by the *.guest.sh scripts, run by busybox sh.
# A script calls ok/not_ok or with_config, and at last tap_end.

tap_count=0
tap_failed=0
export CMOCKA_MESSAGE_OUTPUT=TAP

ok() {
	tap_count=$((tap_count + 1))
	echo "ok $tap_count - $1"
}

# not_ok NAME [FILE]: FILE's lines tell why.
not_ok() {
	tap_count=$((tap_count + 1))
	tap_failed=$((tap_failed + 1))
	echo "not ok $tap_count - $1"
	test -z "${2:-}" || sed 's/^/# /' "$2"
}

# check NAME COMMAND...: ok if COMMAND succeeds, its output as diagnostics if not.
check() {
	check_name=$1
	shift
	if "$@" >/tmp/check.out 2>&1; then
		ok "$check_name"
	else
		not_ok "$check_name" /tmp/check.out
	fi
}

# module_name CONFIG: as the kernel spells it, with _ for -.
module_name() {
	printf 'rmaplock_%s' "$1" | tr - _
}

load() {
	dmesg -c >/dev/null
	insmod "/rmaplock/modules/rmaplock_$1.ko"
}

unload() {
	rmmod "$(module_name "$1")"
}

# What the kernel says when something is wrong. "busted" is told so by the oracle.
dmesg_is_clean() {
	! dmesg | grep -E 'BUG|WARNING|Oops|Call Trace|stall|lockup|hung_task|blocked for more than|leak|Objects remaining'
}

# with_config CONFIG COMMAND...: load, run, unload, and look at the kernel's log.
with_config() {
	with_config=$1
	shift
	check "$with_config loads" load "$with_config"
	"$@"
	check "$with_config unloads" unload "$with_config"
	check "$with_config leaves the kernel's log clean" dmesg_is_clean
}

# each_config COMMAND...: with_config for every module there is, shortest names first; $with_config names it.
each_config() {
	for each_module in $(printf '%s\n' /rmaplock/modules/rmaplock_*.ko | awk '{ print length($0), $0 }' | sort -n | cut -d ' ' -f 2); do
		each_config=${each_module##*/rmaplock_}
		with_config "${each_config%.ko}" "$@"
	done
}

# first_of_its_kind: has this config a lock or a lifetime that none before it had? For what takes long and would do the
# same on a variant. model-kind, which has to be among the test's programs, prints their names.
kinds_seen=' '
first_of_its_kind() {
	kind_first=false
	for kind in $(model-kind); do
		case $kinds_seen in
		*" $kind "*) ;;
		*) kind_first=true kinds_seen="$kinds_seen$kind " ;;
		esac
	done
	$kind_first
}

# in_a_window COMMAND...: a workload, in a window of half a second, or of as many as it takes for an operation to end in it:
# where waiters spin and the host is busy, a fork may take seconds. /tmp/window.out has what the last one said.
in_a_window() {
	for window_s in 0.5 2 8 32; do
		window_status=0
		"$@" --seconds "$window_s" >/tmp/window.out 2>&1 || window_status=$?
		grep -q 'no iteration ended inside the window' /tmp/window.out || break
	done
	test "$window_status" -eq 0 || cat /tmp/window.out
	return "$window_status"
}

tap_end() {
	echo "1..$tap_count"
	test "$tap_failed" -eq 0
}
