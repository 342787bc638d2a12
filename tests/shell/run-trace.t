#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# run --trace traces one more cell, the one that loses most, and keeps what was traced.
# shellcheck disable=SC2016,SC2317 # $ in the programs of stand-ins; functions that ok calls
. "$(dirname -- "$0")/../../scripts/lib/tap.sh"
tap_tree
tap_fake
run() {
	rm -rf "$TAP_TMP/run"
	"$TAP_TREE/scripts/rmaplock" run --target fake --plan "$TAP_TMP/plan" --out "$TAP_TMP/run" "$@"
}
# The analysis: rwsem-fifo loses more with 2 tasks than with 1; the A/A twin and what has no ratio do not count.
cat >"$RMAPLOCK_BUILD/analysis/rmaplock-analyse" <<'ANALYSE'
#!/bin/sh
printf '# rmaplock summary 1\nconfig\tworkload\tparams\ttasks\tmetric\tratio\n' >"$1/summary.tsv"
for row in $ROWS; do
	printf '%s\tfork_exit\tareas=8\t%s\tops_per_sec\t%s\n' "${row%%/*}" "$(echo "$row" | cut -d / -f 2)" "${row##*/}"
done >>"$1/summary.tsv"
ANALYSE
sed -i '/^\tprintf .sample/a\
	test "$collector" != trace || test -n "$LOST" || printf "file\\ttrace.dat\\t%s\\n" "$(echo "window $CELL_SECONDS" | gzip -c | base64)"' "$TAP_TREE/scripts/target/fake"
export LOST='' ROWS='spinlock/1/1 spinlock/2/0.1 rwsem-fifo/1/0.8 rwsem-fifo/2/0.5 aa-spinlock/2/0.2 null/2/-'

ok "a run with a trace" run --trace 2.5
said "names the file" "^$TAP_TMP/run/collected/17-trace.dat\$"
ok "which is of as many seconds as were asked for" grep -qx 'window 2.5' "$TAP_TMP/run/collected/17-trace.dat"
ok "and of the worst cell, in a block of its own" grep -q '^5	trace	rwsem-fifo	fork_exit	areas=8	2	17	ok	' "$TAP_TMP/run/samples.tsv"
ok "the measured cells had the plan's window" test "$(grep -c '	ok	' "$TAP_TMP/run/samples.tsv")" -eq 17
ok "the plan is as it was" grep -qx 'seconds = 0.1' "$TAP_TMP/run/plan"
ok "without the option" run
ok "nothing is traced" test ! -e "$TAP_TMP/run/collected"
export LOST=yes
ends 1 "a trace that does not come" run --trace 1
told "is said to be missing, and of which cell" 'the cell with the largest loss .rwsem-fifo.* was not traced'
export ROWS='spinlock/1/1'
ends 1 "a run in which nothing is compared" run --trace 1
told "has no worst cell" '--trace: no config has a ratio to the baseline'
refused 2 "--trace: '0' is no number of seconds from 0.01 to 60" "no window" run --trace 0
refused 2 "--trace: '61' is no number" "too long a window" run --trace 61
refused 2 "--trace: '1;x' is no number" "no number" run --trace '1;x'
done_testing
