# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=sh
# shellcheck source=tests/guest/lib.sh
# Every config: counts of each event. The first config of each lock and lifetime, plain
# ones before their variants: brute-force comparison, bad input, SIGKILL, which take long.
. /rmaplock/files/lib.sh

programs() {
	check "$with_config: model-counts" model-counts
	first_of_its_kind || return 0
	for program in model-areas model-hostile; do
		check "$with_config: $program" "$program"
	done
}

each_config programs
check "model-kind told the kinds apart" test "$kinds_seen" != ' '
tap_end
