# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=sh
# shellcheck source=tests/guest/lib.sh
# Every config: counts of each event. The first config of each lock and lifetime, plain
# ones before their variants: brute-force comparison, bad input, SIGKILL, which take long.
. /rmaplock/files/lib.sh

# New words of model-kind, which prints the names of the config's locks and lifetime.
kinds_seen=' '
is_first_of_its_kind() {
	first=false
	for kind in $(model-kind); do
		case $kinds_seen in
		*" $kind "*) ;;
		*) first=true kinds_seen="$kinds_seen$kind " ;;
		esac
	done
	$first
}

programs() {
	check "$with_config: model-counts" model-counts
	is_first_of_its_kind || return 0
	for program in model-areas model-hostile; do
		check "$with_config: $program" "$program"
	done
}

each_config programs
check "model-kind told the kinds apart" test "$kinds_seen" != ' '
tap_end
