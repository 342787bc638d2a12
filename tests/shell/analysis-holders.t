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

"$TAP_ROOT/tests/lib/fake-run" "$run" reps=2 tasks=1
ok 'a run without' sh -c "'$analyse' '$run' >'$TAP_TMP/table' && ! grep -E 'who waits|how locks' '$TAP_TMP/table'"
ok 'has an empty table' test "$(wc -l <"$run/holders.tsv")" -eq 2
done_testing
