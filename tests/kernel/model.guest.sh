# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=sh
# shellcheck source=tests/guest/lib.sh
# Run in the guest by model.t, whose own test is the first: each test program on the first config of each lock and lifetime.
# Whatever lockdep has to say switches it off.
. /rmaplock/files/lib.sh
tap_count=1
export RACES=320

lockdep_is_on() {
	grep -q '^ *debug_locks: *1' /proc/lockdep_stats
}

programs() {
	first_of_its_kind || return 0
	for program in /rmaplock/files/model-*; do
		case ${program##*/} in
		model-kind | model-freed) ;; # the latter wants its memory zeroed
		*) check "$with_config: ${program##*/}" "$program" ;;
		esac
	done
	check "$with_config: lockdep is still on" lockdep_is_on
}

check "lockdep is on" lockdep_is_on
each_config programs
tap_end
