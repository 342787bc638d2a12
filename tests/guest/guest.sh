# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=sh
# Host side of a guest test: boots the guest and hands its TAP on.

top=$(cd "$(dirname "$0")/../.." && pwd)
programs_dir=${RMAPLOCK_TESTS_DIR:-$top/build/tests}/guest

# guest_tests SCRIPT [PROGRAM...]: run tests/guest/SCRIPT in the guest with the
# test programs; slub_debug checks what surrounds each object, and poisons freed ones,
# but not anon_vmas: type-stable memory stays readable when it is free.
# Grace periods are expedited: each write to a percpu_rwsem waits for one.
guest_tests() {
	guest_script=$top/tests/guest/$1
	shift
	for guest_program; do
		set -- "$@" --add "$programs_dir/$guest_program"
		shift
	done
	exec "$top/scripts/vm-exec" --timeout "${GUEST_TIMEOUT:-900}" \
		--cmdline "slub_debug=FZPU rcupdate.rcu_expedited=1" "$@" --add "$top/tests/guest/lib.sh" \
		-- "$guest_script"
}
