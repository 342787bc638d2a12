#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# shellcheck disable=SC2016,SC2317 # $1 is for the inner shell; functions that ok calls
# bench/lib/pairs.awk: medians, the median of ratios, its interval and the quartiles, against worked examples.
. "$(dirname -- "$0")/../../scripts/lib/tap.sh"

# pairs OURS...: beside 100 each time, ours first by turns
pairs() {
	pair=0
	for rate; do
		pair=$((pair + 1))
		if test $((pair % 2)) -eq 1; then
			printf 'ours %s\ntheirs 100\n' "$rate"
		else
			printf 'theirs 100\nours %s\n' "$rate"
		fi
	done | awk -v test=job -f "$TAP_ROOT/bench/lib/pairs.awk"
}

ok 'six pairs' pairs 104 96 101 99 102 98
said '  have medians, and an interval from the least to the most' '^job +100 +100 +1\.00  0\.96 to 1\.04 +1\.00 +1\.04$'
ok 'five' pairs 104 96 101 99 102
said '  have none' '^job +100 +101 +1\.01  - +1\.00 +1\.03$'
# fewer than 2 heads in 9 tosses: 10 / 512 < 0.025
ok 'nine' pairs 101 102 103 104 105 106 107 108 150
said '  have one from the second to the last but one' '^job +100 +105 +1\.05  1\.02 to 1\.08 +1\.00 +1\.04$'
ok 'a median that is off' pairs 111 111 112 112 113 113
said '  is marked' '  1\.12  1\.11 to 1\.13 .* \*$'
ok 'an interval that leaves the tenth' pairs 100 100 100 100 100 111
said '  is, too' '  1\.00  1\.00 to 1\.11 .* \?$'
ok 'a side without a rate' sh -c 'echo ours 1 | awk -v test=job -f "$1"' sh "$TAP_ROOT/bench/lib/pairs.awk"
said '  is named' '^job +one of both gave no result$'
done_testing
