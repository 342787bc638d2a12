# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=sh
# shellcheck source=tests/guest/lib.sh
# The oracle, under a real load: busted is caught, nobody else is accused.
. /rmaplock/files/lib.sh

fork_storm() {
	/rmaplock/workloads/fork_exit --tasks 8 --seconds 0.5 --warmup 2 --knob areas=16 \
		--device /dev/rmaplock
}

# The workload ends with 1 and names the oracle if exclusion was broken.
is_caught() {
	! fork_storm >/tmp/storm.out 2>&1
	grep -q 'oracle: [1-9][0-9]* violations of exclusion' /tmp/storm.out || {
		cat /tmp/storm.out
		return 1
	}
}

storm() {
	case $with_config in
	busted) check "busted is caught by the oracle" is_caught ;;
	*) check "$with_config passes the oracle" fork_storm ;;
	esac
}

each_config storm
tap_end
