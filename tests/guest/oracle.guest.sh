# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=sh
# shellcheck source=tests/guest/lib.sh
# The oracle, under a real load: busted is caught, nobody else is accused.
. /rmaplock/files/lib.sh

# fork_storm WARMUP_SECONDS
fork_storm() {
	in_a_window /rmaplock/workloads/fork_exit --tasks 8 --warmup "$1" --knob areas=16 --device /dev/rmaplock
}

# The workload ends with 1 and names the oracle if exclusion was broken. Two tasks have to meet for that, which they do
# every time, but on a host that hardly lets the guest's CPUs run at once: 8 storms beside a kernel's build were too few.
is_caught() {
	for _ in $(seq 40); do
		fork_storm "$storm_warmup" || :
		! grep 'oracle: [1-9][0-9]* violations of exclusion' /tmp/window.out || return 0
	done
	return 1
}

# A variant of a lock that was under load for long is asked only shortly.
storm() {
	storm_warmup=0.2
	! first_of_its_kind || storm_warmup=1
	case $with_config in
	busted) check "busted is caught by the oracle" is_caught ;;
	*) check "$with_config passes the oracle" fork_storm "$storm_warmup" ;;
	esac
}

each_config storm
tap_end
