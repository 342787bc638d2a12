# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=sh
# shellcheck source=tests/guest/lib.sh
# Every config: counts, brute-force comparison, bad input, SIGKILL.
. /rmaplock/files/lib.sh

programs() {
	for program in model-counts model-areas model-hostile; do
		check "$with_config: $program" "$program"
	done
}

each_config programs
tap_end
