#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# Runs in a real guest: the real thing once, and workloads that fail, hang and kill the kernel.
# shellcheck disable=SC2016,SC2317 # $ in the programs of awk and stand-ins; functions that ok calls
. "$(dirname -- "$0")/../../scripts/lib/tap.sh"
export RMAPLOCK_ACCEL=tcg
tap_tree
run() {
	"$TAP_TREE/scripts/rmaplock" run "$@"
}
column() { # TABLE COLUMN: its values
	awk -F '\t' -v name="$2" 'FNR == 2 { for (i = 1; i <= NF; i++) at[$i] = i } FNR > 2 { print $at[name] }' "$1.tsv"
}

ok "the plan smoke runs in the guest" run --plan smoke --collectors 'histograms perf breakdown holders' --out "$TAP_TMP/smoke" --seed 1
said "and ends with a table" '^config .*forks/s'
cd "$TAP_TMP/smoke" || exit
# A guest that hung with a collector on is booted again, which leaves a failed row of that cell (scripts/lib/run.sh).
ok "none failed but where the emulator stood still" awk -F '\t' 'FNR > 2 && $8 != "ok" && $9 !~ /^no sign of life/ { exit 1 }' samples.tsv
grep -v '	failed	no sign of life' samples.tsv >good.tsv
ok "every cell is ok" sh -c "test \"\$(cut -f 8 good.tsv | tail -n +3 | sort | uniq -c | tr -s ' ')\" = ' 14 ok'"
ok "no cell broke exclusion" test "$(column good violations | sort -u)" = 0
ok "every cell did something" sh -c "! cut -f 12 good.tsv | grep -qx 0"
ok "the module counted" grep -q 'module	anon_vma.write.fork.acquired	[1-9][0-9]*	count' counters.tsv
ok "perf counted" grep -q 'perf	context-switches	[1-9][0-9]*	count' counters.tsv
ok "or said that it could not" grep -q 'perf	cycles	\(-	not-supported\|[0-9]*	count\)' counters.tsv
ok "only perf's cells have perf's counters" awk -F '\t' '$7 == "perf" && $2 != "perf" { exit 1 }' counters.tsv
ok "histograms were taken" test "$(column histograms histogram | grep -c hold)" -gt 0
ok "only in their own cells" test "$(column histograms collector | sort -u)" = histograms
# good.tsv has duration_s in column 11; tasks are in column 6 of both
ok "the states of a breakdown add up to tasks x window" awk -F '\t' '
	$2 == "breakdown" && FILENAME == "good.tsv" { want[$3] = $6 * $11 * 1e9 }
	$7 == "breakdown" && $8 ~ /^time/ { ns[$3] += $9 }
	$7 == "breakdown" && $8 == "time.work" { worked += $9 > 0 }
	END { for (c in want) { n++; bad += ns[c] < 0.999 * want[c] || ns[c] > 1.001 * want[c] }; exit n != 2 || worked != 2 || bad }' good.tsv counters.tsv
# good.tsv has what the module counted in column 20. A window's edges cut a wait of each task in two.
ok "each wait is for somebody, and acquisitions are all that the module counted" awk -F '\t' '
	$2 == "holders" && FILENAME == "good.tsv" { want[$3] = $20; edges[$3] = 2 * $6 }
	$7 == "holders" && $8 ~ /^acquired/ { acquired[$3] += $9 }
	$7 == "holders" && $8 ~ /^waited/ { apart[$3] += $9 }
	$7 == "holders" && $8 ~ /^waits/ { apart[$3] -= $9 }
	END {
		for (c in want) {
			n++
			bad += !want[c] || acquired[c] < 0.999 * want[c] || acquired[c] > 1.001 * want[c] ||
				apart[c] < -edges[c] || apart[c] > edges[c]
		}
		exit n != 2 || bad
	}' good.tsv counters.tsv
ok "the kernel's messages have a marker for each cell" test "$(grep -o 'rmaplock: cell [0-9]*' dmesg.txt | sort -u | wc -l)" -eq 14
ok "env.json describes the guest" jq -e '.emulated and .accelerator == "tcg" and .machine.cpus > 0 and .machine.clocksource == "tsc" and
	(.kernel.release | test("cloud")) and (.kernel.cmdline | test("tsc=reliable"))' env.json
ok "topology.xml is the guest's" sh -c "xmllint --noout --nowarning topology.xml && grep -q QEMU topology.xml"
for plot in plots/*.svg; do
	ok "$plot was drawn" test -s "$plot"
done

# Stand-ins for the workload, in a build of our own with the real modules.
export RMAPLOCK_BUILD="$TAP_TMP/build"
mkdir -p "$RMAPLOCK_BUILD/workloads" "$RMAPLOCK_BUILD/analysis"
ln -s "$TAP_ROOT/build/kmod" "$RMAPLOCK_BUILD/kmod"
printf '#!/bin/sh\n' >"$RMAPLOCK_BUILD/analysis/rmaplock-analyse"
cp "$RMAPLOCK_BUILD/analysis/rmaplock-analyse" "$RMAPLOCK_BUILD/analysis/rmaplock-scale"
rm "$TAP_TREE/plots"
mkdir "$TAP_TREE/plots"
printf '#!/bin/sh\n' >"$TAP_TREE/plots/render"
chmod +x "$RMAPLOCK_BUILD"/analysis/* "$TAP_TREE/plots/render"
# Its tasks say what it does: 1 is good.
stand_in() {
	cat >"$RMAPLOCK_BUILD/workloads/fork_exit" <<WORKLOAD
#!/bin/sh
case \$1\$2 in
--tasks2) echo "no luck" >&2; exit 1 ;;
--tasks3) printf 'sample\tops\t1\nsample\tduration'; kill -KILL \$\$ ;;
--tasks4) echo "<4>WARNING: something is odd" >/dev/kmsg ;;
--tasks5) $1 ;;
esac
printf 'sample\tops\t1\nend\tok\n'
WORKLOAD
	chmod +x "$RMAPLOCK_BUILD/workloads/fork_exit"
}
cd "$TAP_TMP" || exit
stand_in 'echo c >/proc/sysrq-trigger'
# A seed that puts the cell with 5 tasks last.
seed=1
until run --dry-run --plan smoke --no-collectors --reps 1 --configs spinlock --tasks '1 2 3 4 5' --seed "$seed" >"$TAP_TMP/plan.out" &&
	head -n 14 "$TAP_TMP/plan.out" >"$TAP_TMP/plan" && awk -f "$TAP_ROOT/scripts/lib/cells.awk" "$TAP_TMP/plan" | tail -n 1 | grep -q '	5$'; do
	seed=$((seed + 1))
done
ends 1 "a kernel that dies in the middle: exit status 1" run --plan "$TAP_TMP/plan" --out "$TAP_TMP/run"
told "one sentence quotes it and names the console" "the guest's kernel died: .*; the console is in $TAP_TMP/run/console.log"
ok "the console is there" grep -q 'Kernel panic' run/console.log
reason() { # TASKS REGEX NAME
	ok "$3" awk -F '\t' -v tasks="$1" -v regex="$2" '$6 == tasks { found = $8 "\t" $9 ~ regex } END { exit !found }' run/samples.tsv
}
reason 1 '^ok' "a good cell is kept"
reason 2 '^failed.*status 1: no luck' "a workload that fails gives its last words as the reason"
reason 3 '^failed.*killed' "a workload that is killed in the middle of a line is a failed cell"
reason 4 '^failed.the kernel said: .*WARNING: something is odd' "so is one that makes the kernel complain"
reason 5 "^failed.the guest.s kernel died" "and the one that killed the kernel"
stand_in 'exit 0'
sed -i 's/^case.*/case x in/' "$RMAPLOCK_BUILD/workloads/fork_exit"
ok "resume boots again and completes the run" run --resume "$TAP_TMP/run"
ok "every cell has a good row" test "$(awk -F '\t' '$8 == "ok"' run/samples.tsv | wc -l)" -eq 5
ok "the failed ones are kept" test "$(grep -c '	failed	' run/samples.tsv)" -eq 4
done_testing
