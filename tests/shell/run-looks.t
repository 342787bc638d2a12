#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# run --looks: a run ends at the look at which everything is decided, and whatever dies goes on looking where it was.
# shellcheck disable=SC2016,SC2317 # $ in the programs of stand-ins; functions that ok calls
. "$(dirname -- "$0")/../../scripts/lib/tap.sh"
real=${RMAPLOCK_BUILD:-$TAP_ROOT/build}/analysis/sanitized
tap_tree
tap_fake
sed -i 's/^aa = .*/aa = yes/' "$TAP_TMP/plan"
run() {
	rm -rf "$TAP_TMP/run" "$SEEN"
	"$TAP_TREE/scripts/rmaplock" run --target fake --plan "$TAP_TMP/plan" --out "$TAP_TMP/run" "$@"
}
resume() {
	"$TAP_TREE/scripts/rmaplock" run --resume "$TAP_TMP/run"
}
rows() {
	grep -c '^[0-9]' "$TAP_TMP/run/samples.tsv"
}
key() {
	sed -n "s/^$1 = //p" "$TAP_TMP/run/plan"
}
follows() {
	awk -v boots=one -f "$TAP_ROOT/scripts/lib/cells.awk" "$TAP_TMP/run/plan" | cmp - "$TAP_TMP/run/cells.tsv"
}
# looked BLOCK...: the looks were after so many blocks
looked() {
	printf '%s\n' "$@" | cmp - "$SEEN"
}
# The analysis at a look: STOP is the block after which all is decided.
cat >"$RMAPLOCK_BUILD/analysis/rmaplock-look" <<'LOOK'
#!/bin/sh
last=$(tail -n +3 "$1/samples.tsv" | cut -f 1 | sort -n | tail -n 1)
echo "$last" >>"$SEEN"
printf 'stop\t%s\nwhy\tbecause\n' "$(test "$last" -ne "$STOP" && echo no || echo yes)"
LOOK
chmod +x "$RMAPLOCK_BUILD/analysis/rmaplock-look"
export SEEN="$TAP_TMP/seen" STOP=0 FAKE_DIE='' FAKE_REASON=''

ok "a run with three looks" run --reps 8 --looks 3
told "  says what it sees" 'look 2 of 3, after 6 of 8 blocks: because'
ok "  of which the last is its end" looked 3 6
ok "  and runs all blocks: 8 of 6 cells, and one with a collector" test "$(rows)" -eq 54
ok "  it was not stopped" test "$(key stopped)" = 0
STOP=6
ok "one in which all is decided at the second look" run --reps 8 --looks 3
ok "  is stopped there" test "$(key stopped)" = 6
ok "  of as many as were planned" test "$(key reps)" = 8
ok "  the collector has its block all the same" test "$(rows)" -eq 42
ok "  the cells follow from the plan" follows
ok "  it is complete" resume
told "  and nothing is to be run" 'is complete: nothing to run'
ok "  nor looked at" looked 3 6
ok "its plan begins anew" sh -c "'$TAP_TREE/scripts/rmaplock' run --dry-run --target fake --plan '$TAP_TMP/run/plan'"
said "  not stopped" '^stopped = 0$'
said "  with its looks" '^looks = 3$'
ok "a plan that was stopped has its looks only where its blocks are chosen too" sh -c \
	"'$TAP_TREE/scripts/rmaplock' run --dry-run --target fake --plan '$TAP_TMP/run/plan' --reps 9 | grep -x 'looks = 1'"

STOP=0 FAKE_DIE='30 1'
ends 1 "a machine that dies between two looks" run --reps 8 --looks 3
FAKE_DIE='' STOP=6
ok "  is completed" resume
ok "  and looks where it has not looked yet" looked 3 6
ok "  and stops there" test "$(key stopped)" = 6

# killed between the plan and its cells
sed 's/^stopped = .*/stopped = 0/' "$TAP_TMP/run/plan" | awk -v boots=one -f "$TAP_ROOT/scripts/lib/cells.awk" >"$TAP_TMP/run/cells.tsv"
ok "  with the cells of all its blocks it is completed" resume
ok "  to those of the plan" follows

# together with a pilot, in which the first of three looks at nine blocks is past
printf '#!/bin/sh\nprintf "blocks\\t9\\nwhy\\tit scatters\\n"\n' >"$RMAPLOCK_BUILD/analysis/rmaplock-blocks"
chmod +x "$RMAPLOCK_BUILD/analysis/rmaplock-blocks"
ok "a difference to be found, and looks" run --mde 3% --looks 3
ok "  of which the pilot is one" looked 6
ok "  and may be the last" test "$(key reps) $(key stopped)" = '9 6'
sed 's/^stopped = .*/stopped = 0/' "$TAP_TMP/run/plan" | awk -v boots=one -f "$TAP_ROOT/scripts/lib/cells.awk" >"$TAP_TMP/run/cells.tsv"
ok "  killed before its cells were written it is completed" resume
ok "  to those of the plan" follows

# with the real analysis: rwsem-fifo is half as fast, or not at all slower
cp "$real/rmaplock-look" "$RMAPLOCK_BUILD/analysis/rmaplock-look"
sed -i '/^\tprintf .sample/i\
	rate=$(awk -v n="$order" -v c="$config" -v f="$FACTOR" '\''BEGIN { srand(n); rand(); print (c == "rwsem-fifo" ? f : 1) * 1000 * (1 + 0.04 * rand()) }'\'')\
	printf "sample\\tduration_s\\t0.1\\nsample\\tops_per_sec\\t%s\\n" "$rate"' "$TAP_TREE/scripts/target/fake"
export FACTOR=0.5
ok "a config that is half as fast" run --reps 18 --looks 3
told "  is not called so after 6 blocks, whose p is too large for a first look" 'look 1 of 3, after 6 of 18 blocks: 2 of 2 comparisons undecided: rwsem-fifo at 1 task and others'
told "  and is after 12" 'look 2 of 3, after 12 of 18 blocks: each of 2 comparisons differs or is the same'
ok "  which are all" test "$(key stopped)" = 12
ok "the table" "$real/rmaplock-analyse" "$TAP_TMP/run"
said "  says at which look" '^look 2 of 3, due after 12 of 18 blocks: intervals are of 98\.6 % and p is adjusted, so that all looks together err in 5 %$'
said "  above the intervals too" ' 95 % interval, look 2/3  '
said "  and that it is slower" '^rwsem-fifo .* slower$'
done_testing
