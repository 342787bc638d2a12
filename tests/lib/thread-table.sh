# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=sh
# The commands of doc/thread.md's table. Sourced after tap.sh.
table=$TAP_ROOT/doc/thread.md

# commands: the third column's code, one a line
commands() {
	awk -F '|' '/^\| [0-9]/ && NF == 6 { if (split($4, part, "`") != 3) print "row" $2 "has no command"; else print part[2] }' "$table" |
		sort -u
}
