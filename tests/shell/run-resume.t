#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# Whatever dies loses one cell, and --resume completes the run.
# shellcheck disable=SC2016,SC2317 # $ in the programs of awk and stand-ins; functions that ok calls
. "$(dirname -- "$0")/../../scripts/lib/tap.sh"
tap_tree
tap_fake
run() {
	"$TAP_TREE/scripts/rmaplock" run "$@"
}
new() {
	rm -rf "$TAP_TMP/run"
	run --target fake --plan "$TAP_TMP/plan" --out "$TAP_TMP/run" >"$TAP_TMP/new.out" 2>"$TAP_TMP/new.err"
}
rows() {
	grep -c '^[0-9]' "$TAP_TMP/run/$1"
}
# once TABLE: no cell has two good rows, no row is there twice.
once() {
	awk -F '\t' 'FNR > 2 && seen[$0]++ { exit 1 }' "$TAP_TMP/run/$1"
}

export FAKE_DIE='7 1' FAKE_REASON=
ends 1 "a machine that dies: exit status 1" new
ok "six cells were measured" test "$(rows samples.tsv)" -eq 6
ok "the counters of the cell that was cut short are not there" test "$(rows counters.tsv)" -eq 6
ok "what was measured is shown" grep -q "^rmaplock-analyse" "$TAP_TMP/new.out"
ok "one sentence says how to go on" grep -q '0 of 16 cells failed and 10 never ran; .*go on with: rmaplock run --resume' "$TAP_TMP/new.err"
export FAKE_DIE=
ok "a dry resume succeeds" run --resume "$TAP_TMP/run" --dry-run
said "and counts what is left" '^cells: 10$'
refused 2 '--reps cannot be given with --resume' "the plan cannot be changed" run --resume "$TAP_TMP/run" --reps 5
refused 2 '--target cannot be given with --resume' "nor the target" run --target vm --resume "$TAP_TMP/run"
ok "resume completes it" run --resume "$TAP_TMP/run"
ok "every cell has one row" test "$(rows samples.tsv)" -eq 16
ok "each in the order of the plan" sh -c "cut -f 7 '$TAP_TMP/run/samples.tsv' | tail -n +3 | sort -nc"
ok "counters are complete" test "$(rows counters.tsv)" -eq 16
ok "and none is there twice" once counters.tsv
ok "env.json says so" jq -e '.notes | any(test("completed with --resume"))' "$TAP_TMP/run/env.json"
ok "resuming a complete run succeeds" run --resume "$TAP_TMP/run"
told "and says that there is nothing to run" 'is complete: nothing to run'

export FAKE_DIE='7 1' FAKE_REASON='the kernel is gone'
new
ok "a reason makes a failed row" grep -q '	7	failed	the kernel is gone	' "$TAP_TMP/run/samples.tsv"
export FAKE_DIE='7 1'
run --resume "$TAP_TMP/run" >"$TAP_TMP/out" 2>&1
ok "the cell that killed the machine is tried last" test "$(rows samples.tsv)" -eq 17
export FAKE_DIE=
ok "when it works in the end the run is complete" run --resume "$TAP_TMP/run"
ok "the failed rows are kept" test "$(grep -c '	failed	' "$TAP_TMP/run/samples.tsv")" -eq 2
ok "the counters have no row of them" test "$(rows counters.tsv)" -eq 16

export FAKE_DIE='7 75'
ends 1 "a fault of the emulator is tried again, once" new
ok "by itself" grep -q 'fault of the emulator: going on' "$TAP_TMP/new.err"
ok "cells after the first fault were measured" test "$(grep -c '	ok	' "$TAP_TMP/run/samples.tsv")" -eq 15
export FAKE_DIE=

new
cp "$TAP_TMP/run/samples.tsv" "$TAP_TMP/samples"
head -c -5 "$TAP_TMP/samples" >"$TAP_TMP/run/samples.tsv"
sed -i '$d' "$TAP_TMP/run/histograms.tsv"
printf '4\thistograms\tspin' >>"$TAP_TMP/run/counters.tsv"
ok "half-written last lines are mended" run --resume "$TAP_TMP/run"
for table in samples counters histograms; do
	ok "$table.tsv has 16 whole rows" test "$(awk -F '\t' 'FNR == 2 { n = NF } FNR > 2 && NF == n' "$TAP_TMP/run/$table.tsv" | wc -l)" -eq 16
	ok "and no other" test "$(rows "$table.tsv")" -eq 16
done

sed -i '$d' "$TAP_TMP/run/samples.tsv"
echo changed >>"$TAP_TMP/build/kmod/fake/rmaplock_spinlock.ko"
ok "other modules are refused" sh -c "! '$TAP_TREE/scripts/rmaplock' run --resume '$TAP_TMP/run'"
told "with the reason" 'would not be comparable: modules.spinlock.sha256 was .* and is'
sed -i 's/^reps = .*/reps = 2/' "$TAP_TMP/run/plan"
refused 2 'cells.tsv does not follow from its plan' "a changed plan is refused" run --resume "$TAP_TMP/run"
echo '{' >"$TAP_TMP/run/env.json"
refused 2 'env.json is not JSON' "a broken env.json is refused" run --resume "$TAP_TMP/run"
rm "$TAP_TMP/run/env.json"
refused 2 'not a run folder, it has no env.json' "a folder without it too" run --resume "$TAP_TMP/run"
refused 2 'no such folder' "and no folder at all" run --resume "$TAP_TMP/nonsense"
done_testing
