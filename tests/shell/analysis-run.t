#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# shellcheck disable=SC2016 # $1 is for the inner shell
# From run folder to summary.tsv, distributions.tsv and the printed table, on
# small folders whose answers can be worked out by hand.
. "$(dirname -- "$0")/../../scripts/lib/tap.sh"
. "$TAP_ROOT/tests/lib/small-run.sh"

# 1000 1010 ... against half: all ratios 1/2, 6 blocks: p = 2/64, one test
new_run
for block in 1 2 3 4 5 6; do
	cell $block spinlock $((990 + 10 * block))
	cell $block rwsem $((495 + 5 * block))
	cell $block aa-spinlock $((990 + 10 * block))
done
ok 'six blocks are analysed' analysed
ok '  ratio' is 0.5 rwsem ops_per_sec ratio
ok '  its interval' is 0.5 rwsem ops_per_sec ratio_high
ok '  p = 2/64' is 0.03125 rwsem ops_per_sec p
ok '  p_holm is the same: one comparison, the A/A twin is none' is 0.03125 rwsem ops_per_sec p_holm
ok '  no p for the twin' is - aa-spinlock ops_per_sec p
ok "  Cliff's delta" is -1 rwsem ops_per_sec cliffs_delta
ok '  median' is 1025 spinlock ops_per_sec median
ok '  minimum' is 1000 spinlock ops_per_sec min
ok '  maximum' is 1050 spinlock ops_per_sec max
ok '  noise floor' is 0 rwsem ops_per_sec noise_floor
ok '  verdict' is slower rwsem ops_per_sec verdict
ok '  the twin is the same' is same aa-spinlock ops_per_sec verdict
ok '  the baseline is the baseline' is baseline spinlock ops_per_sec verdict
ok '  the baseline has ratio 1' is 1 spinlock ops_per_sec ratio
ok '  unit' is forks/s rwsem ops_per_sec unit
ok '  other metrics are not judged' is - rwsem switches_per_op verdict
ok '  the sentence' says '^rwsem: -50 % \[-50, -50\] forks/s against spinlock at 8 tasks, areas=8: '
ok '  the table says where from: nobody knows' says 'env.json is absent'
ok '  nothing left aside' sh -c 'test "$(ls -A "$1" | wc -l)" -eq 9' - "$run"

# one block less: no interval, no verdict
sed -i '/^6\t/d' "$run/samples.tsv"
ok 'five blocks are analysed' analysed
ok '  the estimate stays' is 0.5 rwsem ops_per_sec ratio
ok '  there is no interval' is - rwsem ops_per_sec ratio_low
ok '  nor one of the values' is - rwsem ops_per_sec mid_low
ok '  verdict too-few' is too-few rwsem ops_per_sec verdict
ok '  the sentence says so' says '^nothing can be judged against spinlock at 8 tasks, areas=8: that takes 6 blocks'

# powers of 2 lie 2.5, 1.5 and 0.5 ln 2 from their median: 1.5 on the average, times 6 / 5; those of 4 twice as far
new_run
for block in 1 2 3 4 5 6; do
	cell $block spinlock $((1 << block))
	cell $block rwsem $((1 << (2 * block)))
	cell $block aa-spinlock $((1 << (3 * block - block % 2)))
done
ok 'scatter over blocks is analysed' analysed
ok '  as far as by hand' is 1.24766493 spinlock ops_per_sec_spread mid
ok '  in proportion to the baseline' is 2 rwsem ops_per_sec_spread ratio
ok '  whose own is 1' is 1 spinlock ops_per_sec_spread ratio
ok '  with a floor that the twin reaches' test "$(field aa-spinlock ops_per_sec_spread ratio_high | awk '{ printf "%.6f", $1 - 1 }')" = \
	"$(field rwsem ops_per_sec_spread noise_floor | awk '{ printf "%.6f", $1 }')"
sed -i '/^6\t/d' "$run/samples.tsv"
ok '  five blocks are analysed' analysed
ok '  without a ratio' is - rwsem ops_per_sec_spread ratio

# failed cells: the pair goes, the rest stays; a cell made good by --resume counts once
new_run
for block in 1 2 3 4 5 6 7 8; do
	cell $block spinlock 1000
	cell $block aa-spinlock $((1000 + block))
	test $block -le 2 || cell $block rwsem 900
done
cell 1 rwsem 900 failed 'first try'
cell 1 rwsem 900
cell 2 rwsem - failed 'the guest went away'
ok 'failed cells are analysed' analysed
ok '  what counts' is 7 rwsem ops_per_sec n
ok '  what failed' is 1 rwsem ops_per_sec failed
ok '  the failed cell is listed with its reason' says 'rwsem .*8 tasks .*block 2 .*the guest went away'
ok '  the one made good is not' sh -c '! grep -q "first try" "$1"' - "$TAP_TMP/report"
cell 1 rwsem - failed 'too late'
ok '  an ok row wins over a later failure' analysed
ok '  and counts' is 7 rwsem ops_per_sec n

# the baseline's failures cost pairs
new_run
for block in 1 2 3 4 5 6 7; do
	cell $block rwsem 900
	if test $block -le 2; then
		cell $block spinlock - failed gone
	else
		cell $block spinlock 1000
	fi
done
ok 'a failed baseline costs pairs' analysed
ok '  values stay' is 7 rwsem ops_per_sec n
ok '  pairs are too few' is too-few rwsem ops_per_sec verdict
ok '  which the table says' says '7 (5 pairs)'

# broken exclusion and nothing done are failures, too
new_run
for block in 1 2 3 4 5 6 7; do
	cell $block spinlock 1000
	cell $block rwsem 900 ok - none 0.1 $((block == 3))
done
cell 8 rwsem 0
ok 'broken exclusion' analysed
ok '  voids the cell' is 6 rwsem ops_per_sec n
ok '  with a reason' says 'the oracle saw 1 violations'
ok '  no operation voids the cell' says 'no operation ended inside the window'
ok '  both are counted' is 2 rwsem ops_per_sec failed

ok 'the same folder gives the same summary' sh -c \
	'cp "$1/summary.tsv" "$2" && "$3" "$1" >/dev/null && cmp "$1/summary.tsv" "$2"' - "$run" "$TAP_TMP/old" "$analyse"
ok 'a full disk is an error' sh -c '"$1" "$2" >/dev/full 2>"$3"; test $? -eq 1 && test -s "$3"' - \
	"$analyse" "$run" "$TAP_TMP/talk"

# many cells: a second process does half of the groups, and nobody can tell
groups=1668
new_run
awk -v groups="$groups" 'BEGIN {
	OFS = "\t"
	split("spinlock rwsem aa-spinlock", config, " ")
	for (tasks = groups; tasks; tasks--)
		for (block = 1; block <= 10; block++)
			for (i = 1; i <= 3; i++)
				print block, "none", config[i], "fork_exit", "areas=8", tasks, 1, "ok", "-", 0.5, 1, 1000, 1000 * tasks + block,
					"-", "-", "-", 3, 4, "-", 100, 10, "-", 0
}' >>"$run/samples.tsv"
ok 'fifty thousand cells are analysed' analysed
ok '  each group is in the summary once, in order' sh -c \
	'awk -F "\t" "\$6 == \"ops_per_sec\" && \$1 == \"rwsem\" { print \$5 }" "$1/summary.tsv" >"$3" && seq "$2" | cmp - "$3"' - \
	"$run" "$groups" "$TAP_TMP/tasks"
ok '  and in the report' sh -c 'sed -n "s/^fork_exit areas=8, \([0-9]*\) task.*/\1/p" "$1" >"$3" && seq "$2" | cmp - "$3"' - \
	"$TAP_TMP/report" "$groups" "$TAP_TMP/tasks"
ok '  nothing left aside' sh -c 'test "$(ls -A "$1" | wc -l)" -eq 9' - "$run"
ok '  a full disk is an error' sh -c '"$1" "$2" >/dev/full 2>"$3"; test $? -eq 1 && test -s "$3"' - \
	"$analyse" "$run" "$TAP_TMP/talk"
cpu=$(taskset -cp $$ | sed 's/.*: *//; s/[-,].*//')
cp "$run/summary.tsv" "$TAP_TMP/two-summary"
cp "$TAP_TMP/report" "$TAP_TMP/two-report"
ok '  on one CPU, by one process, the same' sh -c \
	'taskset -c "$1" "$2" "$3" >"$4" && cmp "$4" "$5-report" && cmp "$3/summary.tsv" "$5-summary"' - \
	"$cpu" "$analyse" "$run" "$TAP_TMP/one-report" "$TAP_TMP/two"
done_testing
