#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# A run folder: what is in it, and that it is complete.
# shellcheck disable=SC2016,SC2317 # $ in the programs of awk and stand-ins; functions that ok calls
. "$(dirname -- "$0")/../../scripts/lib/tap.sh"
tap_tree
tap_fake
run() {
	"$TAP_TREE/scripts/rmaplock" run --target fake --plan "$TAP_TMP/plan" "$@"
}
rows() {
	grep -c '^[0-9]' "$TAP_TMP/run/$1"
}

ok "a dry run succeeds" run --dry-run --out "$TAP_TMP/run"
ok "and makes nothing" test ! -e "$TAP_TMP/run"
ok "a run succeeds" run --out "$TAP_TMP/run"
said "the analysis was called with the folder" "^rmaplock-analyse $TAP_TMP/run$"
said "and the plots" "^render $TAP_TMP/run$"
for file in plan env.json topology.xml cells.tsv samples.tsv counters.tsv histograms.tsv dmesg.txt console.log log.txt; do
	ok "it has $file" test -f "$TAP_TMP/run/$file"
done
ok "16 cells were to be run" test "$(rows cells.tsv)" -eq 16
ok "16 have a row" test "$(rows samples.tsv)" -eq 16
for table in samples counters histograms; do
	ok "$table.tsv names its format" sh -c "head -n 1 '$TAP_TMP/run/$table.tsv' | grep -qx '# rmaplock $table 1'"
	ok "every row of $table.tsv has as many fields as its header" \
		awk -F '\t' 'FNR == 2 { n = NF } FNR > 2 && NF != n { exit 1 }' "$TAP_TMP/run/$table.tsv"
done
ok "a value is in its column" awk -F '\t' \
	'FNR == 2 { for (i = 1; i <= NF; i++) at[$i] = i } FNR > 2 && ($at["ops"] != $at["order"] || $at["status"] != "ok") { exit 1 }' \
	"$TAP_TMP/run/samples.tsv"
ok "env.json says what the machine said" jq -e '.machine.cpus == 2 and .target == "fake" and .run.seed == 1 and .emulated == false' "$TAP_TMP/run/env.json"
ok "and which modules" jq -e '.modules.spinlock.sha256 | length == 64' "$TAP_TMP/run/env.json"
ok "the plan is complete and checked" sh -c "'$TAP_TREE/scripts/rmaplock' run --dry-run --plan '$TAP_TMP/run/plan' | head -n 18 | cmp - '$TAP_TMP/run/plan'"
refused 2 "the folder is not empty" "the same folder again is refused" run --out "$TAP_TMP/run"
ok "without --out a folder is made in results" run
ok "and results/latest is it" test "$(rows ../tree/results/latest/samples.tsv)" -eq 16

ok "a failed cell: exit status 1" sh -c "FAKE_FAIL=5 '$TAP_TREE/scripts/rmaplock' run --target fake --plan '$TAP_TMP/plan' --out '$TAP_TMP/bad'; test \$? -eq 1"
told "a sentence says so" '1 of 16 cells failed and 0 never ran; .* --resume'
said "the table is made all the same" "^rmaplock-analyse"
ok "the row has the reason" grep -q '	5	failed	no luck	' "$TAP_TMP/bad/samples.tsv"
ok "it is in the log" grep -q 'cell 5 .* failed: no luck' "$TAP_TMP/bad/log.txt"

refused 4 "missing" "a missing target says so" sh -c "printf '#!/bin/sh\necho missing >&2\nexit 4\n' >'$TAP_TREE/scripts/target/fake'
	'$TAP_TREE/scripts/rmaplock' run --target fake --plan '$TAP_TMP/plan'"
done_testing
