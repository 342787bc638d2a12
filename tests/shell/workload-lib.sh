# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=sh
# TAP and helpers for workload-*.t: sourced at their beginning, tap_end at
# their end. Each works in a directory of its own, $tmp, which goes with it.

cd "$(dirname "$0")/../.." || exit 1
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
trap 'exit 1' HUP INT TERM
tap_count=0
tap_failed=0

# check NAME COMMAND...: ok if COMMAND succeeds, its output as diagnostics if not.
# COMMAND may be a function; set -e does not work in it: join its steps by && or || return 1.
check() {
	check_name=$1
	shift
	tap_count=$((tap_count + 1))
	if "$@" >"$tmp/check.out" 2>&1; then
		echo "ok $tap_count - $check_name"
	else
		tap_failed=$((tap_failed + 1))
		echo "not ok $tap_count - $check_name"
		sed 's/^/# /' "$tmp/check.out"
	fi
}

# built DIRECTORY: a directory with the workloads of DIRECTORY's case files, built.
built() {
	make -s -f workloads/workloads.mk B="$tmp/build" CASES="$1" workloads >"$tmp/make.out" 2>&1 || {
		sed 's/^/# /' "$tmp/make.out"
		exit 1
	}
	echo "$tmp/build/workloads"
}

# run COMMAND...: its standard output in $tmp/out, error in $tmp/err, status in $status.
run() {
	status=0
	timeout -k 5 60 "$@" >"$tmp/out" 2>"$tmp/err" </dev/null || status=$?
}

show() {
	echo "status $status"
	cat "$tmp/out" "$tmp/err"
}

# fails STATUS TEXT COMMAND...: exits so, and the last line of stderr holds TEXT.
fails() {
	fails_status=$1
	fails_text=$2
	shift 2
	run "$@"
	show
	test "$status" -eq "$fails_status" || return 1
	tail -n 1 "$tmp/err" | grep -F -q -e "$fails_text" || return 1
	! grep -q '^end' "$tmp/out"
}

# refuses STATUS TEXT COMMAND...: fails, with one line and no output at all.
refuses() {
	fails "$@" || return 1
	test ! -s "$tmp/out" || return 1
	test "$(wc -l <"$tmp/err")" -eq 1
}

# value KIND NAME: of the sample or counter in $tmp/out.
value() {
	awk -F '\t' -v kind="$1" -v name="$2" '
		$1 == kind && kind == "sample" && $2 == name { print $3 }
		$1 == kind && kind == "counter" && $3 == name { print $4 }' "$tmp/out"
}

# none_left NAME: no process of that name lives (one that nobody reaped may lie about).
none_left() {
	for _ in 1 2 3 4 5 6 7 8 9 10; do
		ps -eo stat=,comm= | awk -v name="$1" '$1 !~ /^Z/ && $2 == name' >"$tmp/left"
		test -s "$tmp/left" || return 0
		sleep 0.2
	done
	cat "$tmp/left"
	return 1
}

tap_end() {
	echo "1..$tap_count"
	test "$tap_failed" -eq 0
}
