#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# Who waits for whom: sums over the cells of a kind, divided by their operations, and shares of a lock's waits.
# shellcheck disable=SC2317 # functions that ok calls
. "$(dirname -- "$0")/../../scripts/lib/tap.sh"
analyse=${RMAPLOCK_BUILD:-$TAP_ROOT/build}/analysis/sanitized/rmaplock-analyse
run=$TAP_TMP/run

"$TAP_ROOT/tests/lib/fake-run" "$run" reps=1 tasks='1 8' configs='spinlock rwsem-fifo aa-spinlock' collector_reps=0 holders_reps=2
# two cells of rwsem-fifo, of 100 and 300 forks; a pair that but one of them has
awk -F '\t' -v OFS='\t' '$2 == "holders" && $3 == "rwsem-fifo" && $6 == 8 { $12 = ++n == 1 ? 100 : 300 } { print }' \
	"$run/samples.tsv" >"$TAP_TMP/samples" && mv "$TAP_TMP/samples" "$run/samples.tsv"
awk -F '\t' -v OFS='\t' '
	$2 == "holders" && $3 == "spinlock" && $8 == "events_lost" && !lost++ { $9 = 3 }
	$2 == "holders" && $3 == "rwsem-fifo" && $6 == 8 {
		id = $1 OFS $2 OFS $3 OFS $4 OFS $5 OFS $6 OFS $7
		if ($8 ~ /^(waits|events)/)
			next
		if ($8 ~ /^acquired/) {
			print id, "waits.anon_vma.write.fork.write.unlink", ++n * 100, "count"
			print id, "waits.i_mmap.read.walk.unknown", 20, "count"
			print id, "waits.i_mmap.read.walk.write.split", 60, "count"
			print id, "acquired.i_mmap", 40, "count"
			if (n == 1)
				print id, "waits.anon_vma.write.fork.unknown", 100, "count"
		}
		$9 = $8 ~ /^steals/ ? 50 : 400
	}
	{ print }' "$run/counters.tsv" >"$TAP_TMP/counters" && mv "$TAP_TMP/counters" "$run/counters.tsv"

ok 'a run with holders' "$analyse" "$run"
said 'who waits for whom' '^who waits for whom \(collector holders\)'
said 'has a column for each holder, the unknown one last' '^  config  *lock  *waiter  *write\.fork  *write\.split  *write\.unlink  *unknown$'
said 'what never happened is no number' '^  rwsem-fifo  *anon_vma  *write\.fork  *-  *-  *0\.750  *0\.250$'
said 'a lock of its own' '^  rwsem-fifo  *i_mmap  *read\.walk  *-  *0\.300  *-  *0\.100$'
said 'how it goes from hand to hand' '^  rwsem-fifo  *anon_vma  *2\.00  *2\.00  *2\.00  *0\.250  *2\.00$'
said 'of the other lock, too' '^  rwsem-fifo  *i_mmap  *0\.200  *0\.00  *0\.00  *0\.00  *0\.00$'
said 'whose window was seen in part' '^note: 1 of 10 cells lost events: of their windows the beginning is taken for the whole$'
row() {
	grep -x "rwsem-fifo	fork_exit	areas=8	8	$1	2" "$run/holders.tsv"
}
ok 'a sum over cells, by the operations of all' row 'anon_vma	write.fork	write.unlink	0.75	0.75'
ok 'of a pair that one cell has, too' row 'anon_vma	write.fork	unknown	0.25	0.25'
ok 'shares are of one lock' row 'i_mmap	read.walk	write.split	0.3	0.75'

ok 'nothing is left out' sh -c "! '$analyse' '$run' | grep 'left out here'"

# more_holders COUNT: so many places beyond the 3 and the unknown one, 33 and 34 in all
more_holders() {
	cp "$TAP_TMP/few" "$run/counters.tsv"
	awk -F '\t' -v OFS='\t' -v count="$1" '$3 == "rwsem-fifo" && $6 == 8 && $8 == "waits.i_mmap.read.walk.write.split" && !done++ {
		for (i = 1; i <= count; i++)
			print $1, $2, $3, $4, $5, $6, $7, "waits.i_mmap.read.walk.write.place" i, 20, "count"
	}' "$TAP_TMP/few" >>"$run/counters.tsv"
}
cp "$run/counters.tsv" "$TAP_TMP/few"
more_holders 28
ok '32 holders' sh -c "! '$analyse' '$run' | grep 'left out here'"
more_holders 29
ok '33 holders' "$analyse" "$run"
said '  say that one has no column' '^  note: 1 of 33 holders is left out here; holders\.tsv has them all$'
more_holders 30
ok '34 holders' "$analyse" "$run"
said '  say that two have none' '^  note: 2 of 34 holders are left out here; holders\.tsv has them all$'
ok '  and the file has them' test "$(grep -c 'write\.place' "$run/holders.tsv")" -eq 30

"$TAP_ROOT/tests/lib/fake-run" "$run" reps=2 tasks=1
ok 'a run without' sh -c "'$analyse' '$run' >'$TAP_TMP/table' && ! grep -E 'who waits|how locks' '$TAP_TMP/table'"
ok 'has an empty table' test "$(wc -l <"$run/holders.tsv")" -eq 2
done_testing
