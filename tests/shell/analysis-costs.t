#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# What a collector costs, from cells with it and without, by hand.
# shellcheck disable=SC2317 # functions that ok calls
. "$(dirname -- "$0")/../../scripts/lib/tap.sh"
. "$TAP_ROOT/tests/lib/small-run.sh"

# kind CONFIG RATE WITH...: a measured block that is far off, and for each WITH a block of the collectors, its rate with nothing on
# (RATE, and in each block half as much again) and with slow: what a block has in common cancels.
kind() {
	ki_config=$1 ki_rate=$2 ki_block=1
	cell 1 "$1" "$(($2 * 3))"
	shift 2
	for ki_with; do
		ki_block=$((ki_block + 1))
		cell "$ki_block" "$ki_config" "$ki_rate" ok - nothing
		cell "$ki_block" "$ki_config" "$ki_with" ok - slow
		ki_rate=$((ki_rate * 3 / 2))
	done
}

new_run
kind spinlock 1000 900
kind rwsem 2000 1000
kind mutex 100 90
kind null 1000 850 1350 2137
kind rwlock 500 450
ok "five kinds of cells with a collector" analysed
said "give an estimate" '^  slow  -10 %  over 5 kinds of cells$'
ok "and no interval" grep -qx 'slow	5	0\.9	-	-' "$run/costs.tsv"
kind other 500 451
cell 9 other 3000 failed "it died" slow
cell 9 other 500 ok - nothing
cell 10 other 1 ok - slow
cell 2 other 400 ok - fast
ok "six of them" analysed
said "give an interval; a cell that failed, or has no neighbour, counts for nothing" '^  slow  -10 % \[-50, -9\.8\]  over 6 kinds of cells$'
said "each collector by itself" '^  fast  -20 % +over 1 kind of cells$'
ok "but for nothing" sh -c "! grep -q '^nothing' '$run/costs.tsv'"

new_run
cell 1 spinlock 100
cell 2 spinlock 90 ok - slow
ok "a run whose collectors have no neighbours, as older ones" analysed
ok "says no costs" sh -c "! grep -q 'what collectors' '$TAP_TMP/report' && test \$(wc -l <'$run/costs.tsv') -eq 2"

new_run
cell 1 spinlock 100
ok "a run without collectors" analysed
ok "has no costs" sh -c "! grep -q 'what collectors' '$TAP_TMP/report' && test \$(wc -l <'$run/costs.tsv') -eq 2"
done_testing
