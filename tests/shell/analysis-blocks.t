#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# After a pilot, the blocks that a difference takes: rmaplock-blocks.
. "$(dirname -- "$0")/../../scripts/lib/tap.sh"
. "$TAP_ROOT/tests/lib/small-run.sh"
blocks=${RMAPLOCK_BUILD:-$TAP_ROOT/build}/analysis/sanitized/rmaplock-blocks

# pilot MDE RATIO SCATTER: six blocks; rwsem's throughput is RATIO of the baseline's, and lies SCATTER % about it
pilot() {
	new_run
	printf 'mde = %s\nreps = 6\nmax_reps = 100\n' "$1" >>"$run/plan"
	pi_block=0
	for pi_part in 0.9 -1.2 0.3 1.1 -0.2 -0.9; do
		pi_block=$((pi_block + 1))
		cell $pi_block spinlock 100000
		cell $pi_block aa-spinlock "$(awk -v part="$pi_part" 'BEGIN { print 100000 * exp(-part / 100) }')"
		cell $pi_block rwsem "$(awk -v r="$2" -v s="$3" -v part="$pi_part" 'BEGIN { print 100000 * r * exp(s / 100 * part) }')"
	done
}
answer() {
	sed -n 's/^blocks\t//p' "$TAP_TMP/out"
}

pilot 3% 1 1
ok 'a quiet pilot' "$blocks" "$run"
quiet=$(answer)
said '  says who needs most' '^why	1 comparison; most by rwsem at fork_exit areas=8, 8 tasks, which scatters by 1\.0 % from block to block$'
pilot 3% 1 3
ok 'one that scatters more' "$blocks" "$run"
ok '  takes more blocks' test "$(answer)" -gt "$quiet"
pilot 1.5% 1 1
ok 'a smaller difference' "$blocks" "$run"
ok '  takes more blocks' test "$(answer)" -gt "$quiet"
pilot 3% 1 30
refused 4 'cannot be found in 100 blocks: rwsem at .* scatters by' 'one that scatters too much' "$blocks" "$run"
pilot 3% 0.3 30
ok 'a config that is plainly slower need only be found as such' "$blocks" "$run"
pilot 3% 0.9 30
refused 4 'cannot be found' 'one that may be slower is not that' "$blocks" "$run"
pilot 3% 1 100
sed -i 's/^max_reps.*/max_reps = 6/' "$run/plan"
refused 4 'nor can any other' 'nothing at all can be found' "$blocks" "$run"

pilot 3% 1 1
sed -i '/^[1-4]\t.*\trwsem\t/s/\tok\t-/\tfailed\tno luck/' "$run/samples.tsv"
refused 1 'rwsem at fork_exit areas=8, 8 tasks has but 2 pairs in the pilot.*leave it out' 'cells that failed' "$blocks" "$run"
sed -i '/\taa-spinlock\t/d; s/failed\tno luck/ok\t-/' "$run/samples.tsv"
refused 1 'has no A/A pair' 'a pilot without a twin' "$blocks" "$run"
pilot none 1 1
refused 2 'states no difference' 'a plan without a difference' "$blocks" "$run"
for mde in 3 x% 0.01% 99% '%'; do
	pilot "$mde" 1 1
	refused 2 "plan: mde is '$mde', expected" "a plan whose difference is $mde" "$blocks" "$run"
done
pilot 3% 1 1
sed -i 's/^max_reps.*/max_reps = 1e9/' "$run/plan"
refused 2 "plan: max_reps is '1e9', expected" 'more blocks than there can be' "$blocks" "$run"
ok 'no argument: usage, exit 2' sh -c "'$blocks' 2>/dev/null; test \$? -eq 2"
done_testing
