# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=sh
# shellcheck source=tests/guest/lib.sh
# The first config of each lock and lifetime: each test program that was taken along.
. /rmaplock/files/lib.sh

programs() {
	first_of_its_kind || return 0
	for program in /rmaplock/files/model-*; do
		test "${program##*/}" = model-kind || check "$with_config: ${program##*/}" "$program"
	done
}

each_config programs
check "model-kind told the kinds apart" test "$kinds_seen" != ' '
tap_end
