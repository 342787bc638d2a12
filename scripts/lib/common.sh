# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=sh
# What every script of rmaplock needs: where things are, and how to say what went wrong.
# The script that sources this has set RMAPLOCK_ROOT, the top of the source tree.

export LC_ALL=C # numbers with a point, sort order by byte, messages that can be parsed

RMAPLOCK_BUILD=${RMAPLOCK_BUILD:-$RMAPLOCK_ROOT/build}
RMAPLOCK_RESULTS=${RMAPLOCK_RESULTS:-$RMAPLOCK_ROOT/results}
RMAPLOCK_CACHE=${RMAPLOCK_CACHE:-${XDG_CACHE_HOME:-${HOME:-/tmp}/.cache}/rmaplock}
export RMAPLOCK_ROOT RMAPLOCK_BUILD RMAPLOCK_RESULTS RMAPLOCK_CACHE

EXIT_FAILED=1 EXIT_USAGE=2 EXIT_UNAVAILABLE=4
export EXIT_FAILED EXIT_USAGE EXIT_UNAVAILABLE

say() {
	printf 'rmaplock: %s\n' "$*" >&2
}

# die STATUS MESSAGE: one line on stderr, then the end.
die() {
	die_status=$1
	shift
	say "$*"
	exit "$die_status"
}

# is_uint TEXT MIN MAX: a plain decimal integer within the bounds (the length keeps test(1) from overflowing).
is_uint() {
	case $1 in
	'' | *[!0-9]* | ??????????*) return 1 ;;
	esac
	test "$1" -ge "$2" && test "$1" -le "$3"
}

# is_name TEXT: a name as doc/formats.md has it.
is_name() {
	case $1 in
	'' | [!a-z0-9]* | *[!a-z0-9_-]*) return 1 ;;
	esac
}

# need_cache: make the cache folder, or say why not.
need_cache() {
	{ mkdir -p "$RMAPLOCK_CACHE" 2>/dev/null && test -w "$RMAPLOCK_CACHE"; } ||
		die "$EXIT_UNAVAILABLE" "cannot write to $RMAPLOCK_CACHE: set RMAPLOCK_CACHE to a folder that can be written to"
}

# usage: a command's manual is the comment at its top.
usage() {
	awk 'NR > 2 && !/^#/ { exit } NR > 2 { sub(/^# ?/, ""); print }' "$0"
}

# need_value COUNT OPTION: is there an argument after the option?
need_value() {
	test "$1" -ge 2 || die "$EXIT_USAGE" "$2 needs a value: see --help"
}
