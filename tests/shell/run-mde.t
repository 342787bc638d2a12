#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# run --mde: a pilot says how many blocks the difference takes; they include the pilot, and whatever dies is completed.
# shellcheck disable=SC2016,SC2317 # $ in the programs of stand-ins; functions that ok calls
. "$(dirname -- "$0")/../../scripts/lib/tap.sh"
real=${RMAPLOCK_BUILD:-$TAP_ROOT/build}/analysis/sanitized
tap_tree
tap_fake
sed -i 's/^aa = .*/aa = yes/' "$TAP_TMP/plan"
run() {
	rm -rf "$TAP_TMP/run"
	"$TAP_TREE/scripts/rmaplock" run --target fake --plan "$TAP_TMP/plan" --out "$TAP_TMP/run" "$@"
}
resume() {
	"$TAP_TREE/scripts/rmaplock" run --resume "$TAP_TMP/run" "$@"
}
rows() {
	grep -c '^[0-9]' "$TAP_TMP/run/$1"
}
key() {
	sed -n "s/^$1 = //p" "${2:-$TAP_TMP/run/plan}"
}
# follows: is cells.tsv what the plan makes?
follows() {
	awk -v boots=one -f "$TAP_ROOT/scripts/lib/cells.awk" "$TAP_TMP/run/plan" | cmp - "$TAP_TMP/run/cells.tsv"
}
# The analysis after a pilot, which it sees alone.
cat >"$RMAPLOCK_BUILD/analysis/rmaplock-blocks" <<'BLOCKS'
#!/bin/sh
tail -n +3 "$1/samples.tsv" | cut -f 1,2 | sort -u >"$SEEN"
test "$ANSWER" != refused || { echo 'a difference of 3 % cannot be found in 100 blocks'; exit 4; } >&2
printf 'blocks\t%s\nwhy\tit scatters\n' "$ANSWER"
BLOCKS
chmod +x "$RMAPLOCK_BUILD/analysis/rmaplock-blocks"
export SEEN="$TAP_TMP/seen" ANSWER=9 FAKE_DIE='' FAKE_REASON='' FAKE_FAIL=''

ok "a run with a difference to be found" run --mde 3%
told "says how many blocks it takes, why, and for how long" 'a difference of 3% takes 9 blocks \(it scatters\): about [0-9]+s more'
ok "it was asked after six blocks without a collector" test "$(tr '\t\n' '  ' <"$SEEN")" = '1 none 2 none 3 none 4 none 5 none 6 none '
ok "the plan has the difference" test "$(key mde)" = 3%
ok "and the blocks" test "$(key reps)" = 9
ok "the cells follow from it" follows
ok "nine blocks of six cells were run, and one with a collector" test "$(rows samples.tsv)" -eq 60
ok "each once, in the order of the plan" sh -c "cut -f 7 '$TAP_TMP/run/samples.tsv' | tail -n +3 | sort -nc"
ok "a plan that was run so begins with a pilot again" sh -c "'$TAP_TREE/scripts/rmaplock' run --dry-run --plan '$TAP_TMP/run/plan' --target fake"
said "which the dry run tells from the most that may follow" '^cells: 36 in the pilot of 6 blocks, at most 606 in 100$'
said "with both times" '^time: about [0-9]+s for the pilot, at most [0-9]+m[0-9]+s$'
ok "or has as many blocks as are asked for" sh -c "'$TAP_TREE/scripts/rmaplock' run --dry-run --plan '$TAP_TMP/run/plan' --target fake --reps 2"
said "and no difference" '^mde = none$'
said "in as many cells" '^cells: 18$'

ANSWER=6
ok "a pilot that is enough" run --mde 3%
ok "is all there is" test "$(rows samples.tsv)" -eq 42
ANSWER=refused
ends 4 "what takes too many blocks is refused" run --mde 3%
told "with what the analysis says, and where the pilot is" "cannot be found in 100 blocks; the pilot is kept: rmaplock plots $TAP_TMP/run\$"
ok "after the pilot" test "$(rows samples.tsv)" -eq 36
ok "env.json is there" jq -e '.run.seed == 1' "$TAP_TMP/run/env.json"

ANSWER=9 FAKE_DIE='7 1'
ends 1 "a machine that dies in the pilot" run --mde 3%
ok "  leaves a pilot" test "$(key reps)" = 6
FAKE_DIE=''
ok "  that is completed" resume
ok "  and goes on to what it asks for" test "$(rows samples.tsv)" -eq 60
ok "  by the plan" test "$(key reps)" = 9
FAKE_DIE='40 1'
ends 1 "a machine that dies after it" run --mde 3%
FAKE_DIE='' ANSWER=20
ok "  is completed" resume
ok "  with the blocks that were chosen" test "$(rows samples.tsv)" -eq 60
ok "  the cells follow from the plan" follows
ANSWER=6 FAKE_FAIL=7
ends 1 "a cell of the pilot that fails" run --mde 3%
ok "  has its turn once" test "$(grep -c '	failed	' "$TAP_TMP/run/samples.tsv")" -eq 1
FAKE_FAIL=''

# killed between the plan and its cells
ANSWER=9
ok "a run" run --mde 3%
sed 's/^reps = .*/reps = 6/' "$TAP_TMP/run/plan" >"$TAP_TMP/pilot.plan"
awk -v boots=one -f "$TAP_ROOT/scripts/lib/cells.awk" "$TAP_TMP/pilot.plan" >"$TAP_TMP/run/cells.tsv"
sed -i '/^[789]\t\|^10\t/d' "$TAP_TMP/run/samples.tsv" "$TAP_TMP/run/counters.tsv" "$TAP_TMP/run/histograms.tsv"
ok "  whose cells are still the pilot's is completed" resume
ok "  to its blocks" test "$(rows samples.tsv)" -eq 60
ok "  the cells follow from the plan" follows
sed -i 's/^reps = .*/reps = 8/' "$TAP_TMP/run/plan"
refused 2 'cells.tsv does not follow from its plan' "  but not to others" resume

# the real analysis; throughput scatters by some 3 %, rwsem-fifo loses nothing
cp "$real/rmaplock-blocks" "$RMAPLOCK_BUILD/analysis/rmaplock-blocks"
sed -i '/^\tprintf .sample/i\
	printf "sample\\tduration_s\\t0.1\\nsample\\tops_per_sec\\t%s\\n" "$(awk -v n="$order" '\''BEGIN { srand(n); rand(); print 1000 * (1 + 0.04 * rand() + 0.04 * rand()) }'\'')"' "$TAP_TREE/scripts/target/fake"
ok "a real pilot" run --mde 5%
told "asks for more blocks, and says for whom" 'a difference of 5% takes [0-9]+ blocks \(2 comparisons; most by rwsem-fifo at fork_exit areas=8, [12] tasks?, which scatters by [1-4]\.[0-9] % from block to block\)'
ok "which were run" test "$(rows samples.tsv)" -eq "$(($(key reps) * 6 + 6))"
ok "more than the pilot" test "$(key reps)" -gt 6
ok "the table says" "$real/rmaplock-analyse" "$TAP_TMP/run"
said "what was asked for and what it has" '^MDE: asked for 5\.0 %, has [0-9.]+ % \(in 80 % of such runs; 2 comparisons; most is needed by rwsem-fifo'
ends 4 "what it would take too many for" run --mde 0.5%
told "is refused with what can be found" 'a difference of 0\.5 % cannot be found in 100 blocks: rwsem-fifo at fork_exit areas=8, [12] tasks? scatters by .*; what can be found in so many is ([0-9.]+)% \(--mde [0-9.]+%\)'
sed -i "s/^mde = .*/mde = $(sed -n 's/.*(--mde \([0-9.]*%\)).*/\1/p' "$TAP_TMP/err")/" "$TAP_TMP/run/plan"
ok "which is possible" "$real/rmaplock-blocks" "$TAP_TMP/run"
said "in so many" '^blocks	[89][0-9]|^blocks	100'
done_testing
