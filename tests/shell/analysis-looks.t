#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# shellcheck disable=SC2016,SC2317 # $1 is for the inner shell; functions that ok calls
# What a run that is looked at may say at each look; the levels are those of tests/unit/test_looks.c.
. "$(dirname -- "$0")/../../scripts/lib/tap.sh"
. "$TAP_ROOT/tests/lib/small-run.sh"
built=${RMAPLOCK_BUILD:-$TAP_ROOT/build}/analysis/sanitized

# blocks N FACTOR [LOOKS]: N of 36 blocks; rwsem's throughput is FACTOR of the baseline's
blocks() {
	new_run
	printf 'reps = 36\nlooks = %s\n' "${3:-3}" >>"$run/plan"
	bl_block=0
	while test "$bl_block" -lt "$1"; do
		bl_block=$((bl_block + 1))
		cell $bl_block spinlock $((100000 + 100 * (bl_block % 5)))
		cell $bl_block aa-spinlock $((100000 + 100 * (bl_block % 7)))
		cell $bl_block rwsem "$(awk -v f="$2" -v b="$bl_block" 'BEGIN { print 100000 * f + 100 * (b % 3) }')"
	done
}
looks() {
	"$built/rmaplock-look" "$run" >"$TAP_TMP/look" && cat "$TAP_TMP/look"
}

# twelve blocks on one side: p = 2 / 4096, just below the 0.00052 of the first look
blocks 12 0.5
ok 'the first look' analysed
said '  is named' '^look 1 of 3, due after 12 of 36 blocks: intervals are of 99\.95 %'
ok '  one comparison of twelve blocks passes it' is slower rwsem ops_per_sec verdict
ok '  its p is that of all looks' test "$(field rwsem ops_per_sec p | awk '{ print ($1 > 0.045 && $1 < 0.05) }')" -eq 1
ok '  all is decided' looks
said '  so that the run is over' '^stop	yes$'
wide=$(field rwsem ops_per_sec ratio_high)
sed -i '/^looks/d' "$run/plan"
ok 'without looks' analysed
ok '  p is smaller' is 0.00048828125 rwsem ops_per_sec p
ok '  and the interval narrower' awk -v a="$wide" -v b="$(field rwsem ops_per_sec ratio_high)" 'BEGIN { exit !(b < a) }'
ok '  no look is named' sh -c '! grep look "$1"' - "$TAP_TMP/report"
blocks 11 0.5
ok 'eleven blocks, before the first look' analysed
said '  how many it takes is said' '^nothing can be judged against spinlock at 8 tasks, areas=8: that takes 12 blocks in which both are ok; too few blocks: rwsem;'
said '  and what became of the A/A pair' '; no A/A pair of 12 blocks, so nothing is called different or same[.;]'
ok '  are too few for it' is too-few rwsem ops_per_sec verdict
ok '  there is no such interval' is - rwsem ops_per_sec ratio_low
ok '  rmaplock-compare' "$built/rmaplock-compare" "$run"
said '  judges alike' 'rwsem .* too-few$'
blocks 30 0.5
ok 'thirty blocks' analysed
said '  are judged at the second look, which is past' '^look 2 of 3, due after 24 of 36'
blocks 36 1
ok 'all blocks' analysed
said '  are judged at the last look' '^look 3 of 3, due after 36 of 36 blocks: intervals are of 95\.5 %'
ok '  it is the same' is same rwsem ops_per_sec verdict
ok '  all is decided' looks
said '  of one comparison' '^why	each of 1 comparison differs or is the same$'
printf 'mde = 0.1%%\nmax_reps = 100\n' >>"$run/plan"
ok 'but for a smaller difference that is to be found' looks
said '  it is not' '^stop	no$'
said '  for whom is said' '^why	1 of 1 comparison undecided: rwsem at 8 tasks$'

# one comparison alone, at a first look that comes too early for it
blocks 6 0.5
ok 'one comparison at the first look' analysed
said '  needs more blocks, which is said' 'note: 1 comparison needs 12 blocks .* some here have 6'

# two comparisons need a p half as large at the first look
blocks 12 0.5
sed -i 's/^configs.*/configs = spinlock rwsem mutex/' "$run/plan"
sed -n 's/\trwsem\t/\tmutex\t/p' "$run/samples.tsv" >"$TAP_TMP/mutex"
cat "$TAP_TMP/mutex" >>"$run/samples.tsv"
ok 'two comparisons at the first look' analysed
said '  need more blocks, which is said' 'note: 2 comparisons need 15 blocks'
ok '  and pay for each other' is inconclusive rwsem ops_per_sec verdict
ok 'rmaplock-compare' "$built/rmaplock-compare" "$run"
said '  says the look' '^A: look 1 of 3: intervals are of 99\.95 %'
said '  and judges alike' 'rwsem .* inconclusive$'

ok '  and, to programs, the level that it leaves' sh -c '"$1" --json "$2" | jq -e ".runs[0] | .look == 1 and .looks == 3 and .level > 0.0005 and .level < 0.00053"' - \
	"$built/rmaplock-compare" "$run"

# compared NAME ROW: of a comparison of two runs in this order
compared() {
	awk -F '\t' -v name="$1" -v row="$(($2 + 2))" 'NR == 2 { for (i = 1; i <= NF; i++) column[$i] = i } NR == row { print $column[name] }' "$TAP_TMP/tsv"
}

# two runs without anything in common: 12 blocks of each, the other's values 1 in 1000 above those of the first
blocks 12 0.5
rm -rf "$TAP_TMP/other" && cp -r "$run" "$TAP_TMP/other"
awk 'BEGIN { FS = OFS = "\t" } NR > 2 { $13 += 700 } { print }' "$run/samples.tsv" >"$TAP_TMP/other/samples.tsv"
sed -i '/^looks/d' "$run/plan" "$TAP_TMP/other/plan"
ok 'two runs without looks' sh -c '"$1" --tsv "$2" "$3" >"$4"' - "$built/rmaplock-compare" "$run" "$TAP_TMP/other" "$TAP_TMP/tsv"
ok '  intervals are of 95 %' test "$(compared level 2)" = 0.05
ok '  rwsem is faster in the other' test "$(compared verdict 2)" = faster
narrow=$(compared ratio_high 2) p=$(compared p 2)
printf 'looks = 3\n' >>"$run/plan"
ok 'one of them at the first of three looks' sh -c '"$1" --tsv "$2" "$3" >"$4"' - "$built/rmaplock-compare" "$run" "$TAP_TMP/other" "$TAP_TMP/tsv"
ok '  intervals are wider' awk -v level="$(compared level 2)" -v a="$narrow" -v b="$(compared ratio_high 2)" 'BEGIN { exit !(level < 0.02 && b > a) }'
printf 'looks = 3\n' >>"$TAP_TMP/other/plan"
ok 'both' sh -c '"$1" --tsv "$2" "$3" >"$4"' - "$built/rmaplock-compare" "$run" "$TAP_TMP/other" "$TAP_TMP/tsv"
ok '  are compared at the level of that pair of looks' awk -v level="$(compared level 2)" 'BEGIN { exit !(level > 0.00025 && level < 0.00035) }'
ok '  p is that of all pairs of looks' awk -v p="$p" -v all="$(compared p 2)" 'BEGIN { exit !(all > 10 * p) }'
ok '  in words' "$built/rmaplock-compare" "$run" "$TAP_TMP/other"
said '  which look of the one' '^A: look 1 of 3$'
said '  and what all pairs take' '^A and B: intervals are of 99\.97 % and p is adjusted, so that all pairs of looks at which they may have ended together err in 5 %$'
said '  of what level intervals are not' 'b / a  interval '

for looks in 0 6 x 1.5; do
	blocks 1 1 "$looks"
	refused 2 "plan: looks is '$looks', expected a whole number from 1 to 5" "a plan with $looks looks" "$built/rmaplock-analyse" "$run"
done
done_testing
