#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# Where the tasks' time goes: sums over the cells of a kind, divided by their operations.
# shellcheck disable=SC2016,SC2317 # $1 is for the inner shell; functions that ok calls
. "$(dirname -- "$0")/../../scripts/lib/tap.sh"
analyse=${RMAPLOCK_BUILD:-$TAP_ROOT/build}/analysis/sanitized/rmaplock-analyse
run=$TAP_TMP/run

"$TAP_ROOT/tests/lib/fake-run" "$run" reps=1 tasks='1 8' configs='spinlock rwsem-fifo aa-spinlock' collector_reps=0 breakdown_reps=3
# three cells of rwsem-fifo: 100 forks with 4 s of work, 300 with 2 s; the last one failed
awk -F '\t' -v OFS='\t' '
	$2 == "breakdown" && $3 == "rwsem-fifo" && $6 == 8 {
		$12 = ++n == 1 ? 100 : 300
		if (n == 3) { $8 = "failed"; $9 = "no luck" }
	} { print }' "$run/samples.tsv" >"$TAP_TMP/samples" && mv "$TAP_TMP/samples" "$run/samples.tsv"
awk -F '\t' -v OFS='\t' '
	$2 == "breakdown" && $3 == "rwsem-fifo" && $6 == 8 && $8 ~ /^time/ { $9 = $8 == "time.work" ? (++n == 1 ? 4e9 : n == 2 ? 2e9 : 9e9) : $8 == "time.asleep" ? 1e9 : 0 }
	{ print }' "$run/counters.tsv" >"$TAP_TMP/counters" && mv "$TAP_TMP/counters" "$run/counters.tsv"

ok 'a run with a breakdown' "$analyse" "$run"
said 'its table has a unit' '^fork_exit areas=8, 8 tasks, in us for each fork:$'
said 'and a row for each config' '^  rwsem-fifo  *15000  *0\.00  *0\.00  *0\.00  *0\.00  *5000  *0\.00  *20000  *2$'
row() {
	grep -x "rwsem-fifo	fork_exit	areas=8	8	$1" "$run/breakdown.tsv"
}
ok 'a sum over cells that went well, by their operations' row 'work	15000000	0.75	2'
ok 'another state' row 'asleep	5000000	0.25	2'
ok 'what took no time is there' row 'lock_woken	0	0	2'
ok 'every kind of cells has all states' test "$(wc -l <"$run/breakdown.tsv")" -eq $((2 + 6 * 7))

ok 'nobody speaks of lost events where none were' sh -c '! grep -q lost "$1"' - "$TAP_TMP/out"
awk -F '\t' -v OFS='\t' '$8 == "events_lost" && n++ % 9 == 4 { $9 = 7 } { print }' "$run/counters.tsv" >"$TAP_TMP/counters" &&
	mv "$TAP_TMP/counters" "$run/counters.tsv"
ok 'two cells that lost events' "$analyse" "$run"
said 'are told of' '^note: 2 of 17 cells lost events: of their windows the beginning is taken for the whole$'

cp "$run/breakdown.tsv" "$run/distributions.tsv" "$TAP_TMP"
rm "$run/counters.tsv" "$run/histograms.tsv"
ok 'a run of which the counters were not kept' "$analyse" "$run"
ok 'keeps what was made of them' cmp "$TAP_TMP/breakdown.tsv" "$run/breakdown.tsv"
ok 'and its distributions' cmp "$TAP_TMP/distributions.tsv" "$run/distributions.tsv"
rm "$run/breakdown.tsv"
ok 'and without any' "$analyse" "$run"
ok 'has an empty table' test "$(wc -l <"$run/breakdown.tsv")" -eq 2

"$TAP_ROOT/tests/lib/fake-run" "$run" reps=2 tasks=1
ok 'a run without' sh -c "'$analyse' '$run' >'$TAP_TMP/table' && ! grep 'where the time' '$TAP_TMP/table'"
ok 'has an empty table' test "$(wc -l <"$run/breakdown.tsv")" -eq 2
done_testing
