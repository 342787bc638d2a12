# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=sh
# shellcheck source=tests/guest/lib.sh
# Every config: each test program that was taken along.
. /rmaplock/files/lib.sh

programs() {
	for program in /rmaplock/files/model-*; do
		check "$with_config: ${program##*/}" "$program"
	done
}

each_config programs
tap_end
