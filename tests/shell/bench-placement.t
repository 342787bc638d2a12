#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# shellcheck disable=SC2016,SC2317 # $1 is awk's; functions that ok calls
# bench/lib/placement: functions lie elsewhere for each PLACEMENT, and their instructions are the same.
. "$(dirname -- "$0")/../../scripts/lib/tap.sh"

cat >"$TAP_TMP/code.c" <<'END'
int first(int n) { return n + 1; }
int second(int n) { int sum = 0; while (n--) sum += first(n) * n; return sum; }
int third(int n) { return second(n) - 2; }
END

# compiled N: $TAP_TMP/N.o, at places N
compiled() {
	PLACEMENT=$1 cc -O -B "$TAP_ROOT/bench/lib/placement/" -c -o "$TAP_TMP/$1.o" "$TAP_TMP/code.c" &&
		nm "$TAP_TMP/$1.o" | awk '$2 == "T" { print $3, $1 }' >"$TAP_TMP/$1.places" &&
		objdump -d --no-show-raw-insn "$TAP_TMP/$1.o" |
			awk '/^ / && $2 != "nop" { print $2 }' >"$TAP_TMP/$1.code"
}

ok 'a program is compiled' compiled 1
ok 'and again' compiled 2
ok 'its functions are there' test "$(wc -l <"$TAP_TMP/1.places")" -eq 3
ok 'they are of the same instructions' cmp "$TAP_TMP/1.code" "$TAP_TMP/2.code"
ok 'at other places, each' awk 'NR == FNR { place[$1] = $2; next } place[$1] == $2 { exit 1 }' "$TAP_TMP/1.places" "$TAP_TMP/2.places"
cp "$TAP_TMP/1.places" "$TAP_TMP/places"
ok 'and once more' compiled 1
ok 'the same places for the same number' cmp "$TAP_TMP/1.places" "$TAP_TMP/places"
unset PLACEMENT
ok 'without a number it is refused' sh -c '! "$@"' sh cc -O -B "$TAP_ROOT/bench/lib/placement/" -c -o "$TAP_TMP/none.o" "$TAP_TMP/code.c"
told 'it says which' 'PLACEMENT'
done_testing
