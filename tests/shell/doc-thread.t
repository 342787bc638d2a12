#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# Every command in doc/thread.md's table is one that works: its options parse, what it names exists. And no row is missing.
# shellcheck disable=SC2317 # functions that ok calls
. "$(dirname -- "$0")/../../scripts/lib/tap.sh"
. "$(dirname -- "$0")/../lib/thread-table.sh"
cd "$TAP_ROOT" || exit

# short COMMAND...: as much of it as takes no time; what stands before the command is its environment
short() {
	while test "$1" != "${1#RMAPLOCK_*=}"; do
		short_setting "$1" || return
		shift
	done
	case $1 in
	bench/*)
		test -x "$1" && sh -n "$1" && short_bench "$@"
		return
		;;
	rmaplock) shift ;;
	*) return 1 ;;
	esac
	case $1 in
	run) scripts/rmaplock "$@" --dry-run ;;
	factors | knob) scripts/rmaplock "$@" --out "$TAP_TMP/$1" ;;
	test) short_test "$@" ;;
	reproduce) test $# -eq 2 && cp -R "results/reference/$2" "$TAP_TMP/" && scripts/rmaplock reproduce "$2" --judge "$TAP_TMP/$2" ;;
	*) return 1 ;;
	esac
}

# short_setting NAME=VALUE: a setting that some script reads
short_setting() {
	grep -rqw -e "${1%%=*}" scripts/lib
}

# A bench's arguments: numbers, and configs that there are.
short_bench() {
	shift
	for sb_word; do
		is_number "$sb_word" || test -f "kmod/configs/$sb_word.config" || return
	done
}
is_number() {
	case $1 in
	'' | *[!0-9]*) return 1 ;;
	esac
}

# Tests cannot be tried without running them: their files, and the configs of kernels, must exist.
short_test() {
	for st_word; do
		case $st_word in
		test | --kernels) ;;
		--kernels=*)
			for st_config in $(echo "${st_word#*=}" | tr ',' ' '); do
				test -f "kernel/configs/$st_config.config" || return
			done
			;;
		*) test -x "$st_word" && sh -n "$st_word" || return ;;
		esac
	done
}

commands >"$TAP_TMP/commands"
ok "there are commands" test "$(wc -l <"$TAP_TMP/commands")" -gt 15
while IFS= read -r command; do
	# shellcheck disable=SC2086 # words
	ok "$command" short $command
done <"$TAP_TMP/commands"

# rows: the first column's numbers, one a line, `31 to 35` spelled out
rows() {
	awk -F '|' '/^\| [0-9]/ {
		n = split($2, item, ",")
		for (i = 1; i <= n; i++) {
			if (split(item[i], end, " to ") == 1)
				end[2] = end[1]
			for (row = end[1] + 0; row <= end[2] + 0; row++)
				print row
		}
	}' "$table" | sort -nu
}
rows >"$TAP_TMP/rows"
seq 1 54 >"$TAP_TMP/wanted"
ok "rows 1 to 54 are all there" cmp "$TAP_TMP/wanted" "$TAP_TMP/rows"
done_testing
