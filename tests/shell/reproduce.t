#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# rmaplock reproduce: scenarios are judged as their conditions say, on runs that were kept and on runs that were bent.
# shellcheck disable=SC2016,SC2317 # $ in programs of awk; functions that ok calls
. "$(dirname -- "$0")/../../scripts/lib/tap.sh"
rmaplock=$TAP_ROOT/scripts/rmaplock
kept=$TAP_ROOT/results/reference

# judged SCENARIO RUN [OPTION]...: a copy, for the verdict is kept in it.
judged() {
	jd_scenario=$1 jd_run=$2
	shift 2
	rm -rf "$TAP_TMP/run"
	cp -R "$jd_run" "$TAP_TMP/run"
	"$rmaplock" reproduce "$jd_scenario" --judge "$TAP_TMP/run" "$@"
}

# bent RULE: a copy of the kept run of 2008 whose summary went through a rule of awk (name[COLUMN] is its number).
bent() {
	rm -rf "$TAP_TMP/bent"
	cp -R "$kept/2008-i-mmap-rwsem" "$TAP_TMP/bent"
	awk -F '\t' -v OFS='\t' 'NR == 2 { for (i = 1; i <= NF; i++) name[$i] = i }
		'"$1"'
		{ print }' \
		"$kept/2008-i-mmap-rwsem/summary.tsv" >"$TAP_TMP/bent/summary.tsv"
}

for scenario in 2008-anon-vma-rwsem 2008-i-mmap-rwsem 2013-fork-test; do
	ends 0 "$scenario: what was kept reproduces it" judged "$scenario" "$kept/$scenario"
	said "  and says so last" '^reproduced$'
	said "  with the claim's source" '^  source    linux-kernel'
	said "  where it was measured" '^  here      subject (model|kernel), .*emulated'
	said "  and an interval" 'holds  [a-z-]*rwsem-fifo[a-z-]* is slower than .*8 tasks: 0\.[0-9]+ \[0\.[0-9]+, 0\.[0-9]+\], slower'
	ok "  and leaves the run as it was" diff -r "$kept/$scenario" "$TAP_TMP/run"
	ends 1 "$scenario: rwsem in place of rwsem-fifo does not" judged "$scenario" "$kept/$scenario" --suspect rwsem
	said "  and says so last" '^not reproduced$'
	said "  because it is not slower" '^fails  (aa-)?[a-z-]*rwsem[a-z-]* is slower than'
done

# refutes WHAT CONDITION RULE: bent by RULE, the run does not reproduce it, and CONDITION is what fails.
refutes() {
	bent "$3"
	ends 1 "$1" judged 2008-i-mmap-rwsem "$TAP_TMP/bent"
	said "  by the condition" "^fails  $2"
}

# One condition broken at a time.
refutes "an effect at one task count alone is none" 'rwsem-fifo is slower than spinlock' '$name["tasks"] == 16 && $name["config"] == "rwsem-fifo" && $name["metric"] == "ops_per_sec" { $name["verdict"] = "inconclusive" }'
refutes "no more switches, no convoy" 'rwsem-fifo switches more than' '$name["metric"] == "switches_per_op" && $name["config"] == "rwsem-fifo" && NR > 2 { $name["ratio_low"] = "1.1" }'
refutes "a control that is not silent refutes it" 'control: rwsem-fifo is not called slower than spinlock, fork_exit:areas=0' '$name["params"] == "areas=0" && $name["config"] == "rwsem-fifo" && $name["metric"] == "ops_per_sec" { $name["verdict"] = "slower" }'
refutes "a cure that cures nothing refutes it" 'rwsem loses less than rwsem-fifo' '$name["config"] == "rwsem" && $name["metric"] == "ops_per_sec" { $name["ratio_low"] = "0.01" }'
refutes "a loss that does not grow with the dose refutes it" 'the loss of rwsem-fifo grows' '$name["params"] == "areas=1" && $name["metric"] == "ops_per_sec" { $name["ratio_low"] = "0.01" }'
refutes "a loss that goes against the switches refutes it" 'the loss of rwsem-fifo goes with' '$name["metric"] == "switches_per_op" && NR > 2 && $name["ratio"] != "-" { high = 1 / $name["ratio_low"]; $name["ratio_low"] = 1 / $name["ratio_high"]; $name["ratio_high"] = high }'

refutes "so does one switching kind of cells without a loss" 'the loss of rwsem-fifo goes with' '$1 == "rwsem-fifo" && $name["metric"] == "switches_per_op" && $name["params"] == "areas=0" && $name["tasks"] == 8 { $name["ratio_high"] = 40 }'

# half SWITCHES: half a loss at one more kind of cells, with so many times the switches
half() {
	bent '$1 == "rwsem-fifo" && $name["params"] == "areas=1" && $name["tasks"] == 8 {
		if ($name["metric"] == "ops_per_sec") { $name["verdict"] = "slower"; $name["ratio_low"] = 0.6; $name["ratio_high"] = 0.7 }
		if ($name["metric"] == "switches_per_op") $name["ratio_low"] = $name["ratio_high"] = '"$1"'
	}'
	judged 2008-i-mmap-rwsem "$TAP_TMP/bent"
}
ends 0 "half a loss with a third of the switches, among cells that lose more" half 6
said "  shows how they grow together" '^holds  the loss of rwsem-fifo goes with .* both lose in [1-9][0-9]*$'
ends 1 "half a loss with more switches than all of it" half 60
said "  is no loss that goes with them" '^fails  the loss of rwsem-fifo goes with .* both lose in [1-9][0-9]*$'
ends 0 "cells that lose much or nothing" judged 2013-fork-test "$kept/2013-fork-test"
said "  show that both come together, and it says no more" '^holds  the loss of rwsem-fifo goes with .* not that they grow together$'

refutes "waits of which too few can be switches refute it" 'most switches of rwsem-fifo .* are waits for i_mmap' '$name["metric"] ~ /^module:i_mmap.*contended/ { $name["mid"] *= 3 }'
refutes "switches that are no waits for the lock refute it" 'most switches of rwsem-fifo .* are waits for i_mmap' '$name["metric"] ~ /^module:i_mmap.*contended/ { $name["mid"] /= 10 }'
refutes "nor do waits for another lock" 'most switches of rwsem-fifo .* are waits for i_mmap' '$name["metric"] ~ /^module:i_mmap.*contended/ { sub(/i_mmap/, "anon_vma", $name["metric"]) }'

# Every scenario, on a run that is made up so that all its conditions hold. Without its effect none of them does.
ideal() {
	rm -rf "$TAP_TMP/bent"
	"$TAP_ROOT/tests/lib/ideal-run" "$TAP_ROOT/scripts/scenarios/$1" "$TAP_TMP/bent"
	awk -F '\t' -v OFS='\t' 'NR == 2 { for (i = 1; i <= NF; i++) name[$i] = i }
		'"$2"'
		{ print }' "$TAP_TMP/bent/summary.tsv" >"$TAP_TMP/summary" && mv "$TAP_TMP/summary" "$TAP_TMP/bent/summary.tsv"
}
for scenario in $("$rmaplock" reproduce --list); do
	ideal "$scenario" ''
	ends 0 "$scenario: judged to be there where it is" judged "$scenario" "$TAP_TMP/bent"
	said "  and every condition is looked at" '^holds '
	ideal "$scenario" '$name["verdict"] == "slower" { $name["verdict"] = "inconclusive" }'
	ends 1 "$scenario: not without its effect" judged "$scenario" "$TAP_TMP/bent"
	said "  which is what is missing" '^fails  .* is slower than'
	ends 2 "$scenario: another suspect takes a run of its own" judged "$scenario" "$TAP_TMP/bent" --suspect busted
	told "  and says which" 'the run has no cells of busted'
done

# Scatter: 2011's conditions.
scatter() {
	ideal 2011-mutex "$2"
	ends 1 "$1" judged 2011-mutex "$TAP_TMP/bent"
	said "  by the condition" "^fails  $3"
}
scatter "throughput that falls but does not scatter is not 2011's" '$1 == "mutex" && $name["metric"] == "ops_per_sec_spread" { $name["ratio_low"] = 0.9 }' 'mutex scatters more'
scatter "nor does scatter within that of the twin count" '$name["metric"] == "ops_per_sec_spread" { $name["noise_floor"] = 9.5 }' 'mutex scatters more'
scatter "nor is scatter in the control the lock's" '$name["params"] == "areas=0" && $1 == "mutex" && $name["metric"] == "ops_per_sec_spread" { $name["ratio"] = 10; $name["ratio_low"] = 5 }' 'control: mutex scatters no more'
ideal 2011-mutex '$name["metric"] == "ops_per_sec_spread" { next }'
refused 2 "does not say how far throughput scatters" "a summary without it" judged 2011-mutex "$TAP_TMP/bent"

# A dose that is the tasks: 2013's.
ideal 2013-fork-test '$name["tasks"] == 1 && $name["params"] ~ /pieces=4/ && $name["metric"] == "ops_per_sec" { $name["ratio_low"] = 0.1 }'
ends 1 "a loss that one task has as well is not that of many" judged 2013-fork-test "$TAP_TMP/bent"
said "  by the condition" '^fails  the loss of rwsem-fifo grows with the tasks'

# What cannot be judged.
bent '$name["metric"] ~ /^module:/ { next }'
refused 2 'does not say how often i_mmap was waited for' "a summary made without the counters" judged 2008-i-mmap-rwsem "$TAP_TMP/bent"
bent '$name["tasks"] == 16 { next }'
refused 2 'the run has no cells of rwsem-fifo, fork_exit:areas=16, 16 tasks' "a run without a cell that is asked for" \
	judged 2008-i-mmap-rwsem "$TAP_TMP/bent"
bent '$name["metric"] == "ops_per_sec" { $name["ratio_low"] = $name["ratio_high"] = "-" }'
refused 2 'that takes 6 blocks' "a run with too few blocks" judged 2008-i-mmap-rwsem "$TAP_TMP/bent"
bent '$1 == "rwsem" && $name["metric"] == "ops_per_sec" && $name["tasks"] == 16 && $name["params"] == "areas=0" { $name["failed"] = 1 }'
refused 2 'a cell of rwsem, fork_exit:areas=0, 16 tasks failed, so there is no verdict' "a run in which a cell failed" \
	judged 2008-i-mmap-rwsem "$TAP_TMP/bent"
# a run without the cells of one task, in the dose that begins with it
ideal 2013-fork-test '$name["tasks"] == 1 { next }'
refused 2 'the run has no cells of [a-z-]*, fork_exit:[a-z0-9_=,]*, 1 task$' "a run without the cells of one task" judged 2013-fork-test "$TAP_TMP/bent"
bent ''
sed -i 's/^subject = model/subject = kernel/' "$TAP_TMP/bent/plan"
refused 2 'its plan says subject = kernel, the scenario model' "a run of another subject, by its plan" \
	judged 2008-i-mmap-rwsem "$TAP_TMP/bent"
bent ''
sed -i 's/"subject": "model"/"subject": "kernel"/' "$TAP_TMP/bent/env.json"
refused 2 'its env.json says subject kernel' "and by its env.json" judged 2008-i-mmap-rwsem "$TAP_TMP/bent"
bent ''
sed -i 's/^baseline = spinlock/baseline = null/' "$TAP_TMP/bent/plan"
refused 2 'its plan says baseline = null' "a run against another baseline" judged 2008-i-mmap-rwsem "$TAP_TMP/bent"
refused 2 'with --judge nothing is run' "blocks for what is not run" \
	"$rmaplock" reproduce 2013-fork-test --judge "$kept/2013-fork-test" --reps 9
refused 2 'blocks from 6' "fewer blocks than an interval takes" "$rmaplock" reproduce 2013-fork-test --reps 3
refused 2 'no summary.tsv' "a folder that is no run" "$rmaplock" reproduce 2013-fork-test --judge "$TAP_TMP"
refused 2 "no scenario '../x'; there are: 2008-anon-vma-rwsem 2008-bkl" "a scenario that is none" "$rmaplock" reproduce ../x
refused 2 "no config 'nonsense'" "a suspect that is none" "$rmaplock" reproduce 2013-fork-test --suspect nonsense
refused 2 "which scenario" "none at all" "$rmaplock" reproduce
refused 2 "no option '--x'" "an unknown option" "$rmaplock" reproduce --x
refused 2 "no target 'moon'" "an unknown target" "$rmaplock" reproduce 2013-fork-test --target moon

# A run that fails: a stand-in for the command that runs, which leaves what it was told to.
mkdir -p "$TAP_TMP/root/scripts/cmd"
for part in "$TAP_ROOT"/* "$TAP_ROOT"/scripts/*; do
	link=$TAP_TMP/root/${part#"$TAP_ROOT/"}
	test -e "$link" || ln -s "$part" "$link"
done
cat >"$TAP_TMP/root/scripts/cmd/run" <<'EOT'
#!/bin/sh
test -z "$RUN_LEAVES" || { cp -R "$RUN_LEAVES" "$6" && rm "$6/reproduce.txt"; }
exit "$RUN_STATUS"
EOT
chmod +x "$TAP_TMP/root/scripts/cmd/run"
# ran STATUS LEAVES: the scenario on a run that ends so and leaves a copy of that folder, or nothing.
ran() {
	rm -rf "$TAP_TMP/new"
	RMAPLOCK_ROOT=$TAP_TMP/root RUN_STATUS=$1 RUN_LEAVES=$2 RMAPLOCK_VCPUS=2 \
		"$TAP_ROOT/scripts/cmd/reproduce" 2013-fork-test --out "$TAP_TMP/new"
}
ends 0 "a run that ends well is judged" ran 0 "$kept/2013-fork-test"
ok "  and the verdict kept with it" grep -q '^reproduced$' "$TAP_TMP/new/reproduce.txt"
refused 2 "no verdict, the run failed; complete it with 'rmaplock run --resume .*/new'" "one that fails is not, however good it looks" \
	ran 1 "$kept/2013-fork-test"
ok "  and no verdict is kept with it" test ! -e "$TAP_TMP/new/reproduce.txt"
refused 2 "no verdict, nothing was measured" "nor one that leaves nothing" ran 1 ""
refused 4 "no verdict, nothing was measured" "one that cannot be made here says so" ran 4 ""
refused 130 "no verdict, the run failed" "an interrupted one ends as it did" ran 130 "$kept/2013-fork-test"

# One CPU.
one_cpu() {
	RMAPLOCK_VCPUS=1 "$rmaplock" reproduce "$@"
}
for scenario in $("$rmaplock" reproduce --list); do
	ends 4 "$scenario: one CPU is too few, and nothing is run" one_cpu "$scenario" --out "$TAP_TMP/none"
	said "  and says so" '^machine too small$'
	ok "  without a run folder" test ! -e "$TAP_TMP/none"
done
bent ''
sed -i 's/"cpus": 2/"cpus": 1/' "$TAP_TMP/bent/env.json"
ends 4 "so it is in a run of the past" judged 2008-i-mmap-rwsem "$TAP_TMP/bent"
said "  and says so" '^machine too small$'

# Every scenario is whole: its plan is one, and its conditions are of the known kinds.
for scenario in $("$rmaplock" reproduce --list); do
	plan_of() {
		RMAPLOCK_ROOT=$TAP_ROOT sh -euc '. "$RMAPLOCK_ROOT/scripts/lib/common.sh"; . "$RMAPLOCK_ROOT/scripts/lib/plan.sh"
			. "$RMAPLOCK_ROOT/scripts/lib/scenario.sh"; scenario_open "$1" ""; scenario_plan' sh "$scenario" >"$TAP_TMP/$scenario" &&
			"$rmaplock" run --plan "$TAP_TMP/$scenario" --dry-run
	}
	ok "$scenario: its plan can be run" plan_of
	for key in title source original limits suspect must; do
		ok "$scenario: has $key" grep -q "^$key = ." "$TAP_ROOT/scripts/scenarios/$scenario"
	done
done
done_testing
