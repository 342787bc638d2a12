# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=sh
# Host side of a guest test: boots the guest and hands its TAP on.

top=$(cd "$(dirname "$0")/../.." && pwd)
programs_dir=${RMAPLOCK_TESTS_DIR:-$top/build/tests}/guest

# For the guest's command line: what surrounds each object is checked, and freed ones are poisoned, but not anon_vmas:
# type-stable memory stays readable when it is free. Of what we allocate, who did so is kept; of what we are lent, it is
# not, and of the rest of the kernel nothing: a guest in which all is kept takes twice as long, and says no more of us.
guest_slub_debug='slub_debug=FZPU,rmaplock_*,kmalloc-*;FZP,mm_struct,vm_area_struct'

# guest_tests SCRIPT [PROGRAM...]: run tests/guest/SCRIPT in the guest with the test programs.
# Grace periods are expedited: each write to a percpu_rwsem waits for one.
guest_tests() {
	guest_script=$top/tests/guest/$1
	shift
	for guest_program; do
		set -- "$@" --add "$programs_dir/$guest_program"
		shift
	done
	exec "$top/scripts/vm-exec" --timeout "${GUEST_TIMEOUT:-900}" \
		--cmdline "$guest_slub_debug rcupdate.rcu_expedited=1" "$@" --add "$top/tests/guest/lib.sh" \
		-- "$guest_script"
}
