#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# shellcheck disable=SC2016,SC2317 # $1 is for the inner shell; tap.sh calls the functions
# Scalability of made-up throughput that follows the law: what was put in comes out, and what cannot be had is said.
. "$(dirname -- "$0")/../../scripts/lib/tap.sh"

build=${RMAPLOCK_BUILD:-$TAP_ROOT/build}
scale=$build/analysis/sanitized/rmaplock-scale
run=$TAP_TMP/run

# new_run BLOCKS TASKS [alike SEED]: slow: lambda 1000, sigma .1, kappa .01; fast: lambda 800, sigma .05, kappa 0; 1 % of noise by block.
# alike: seven configs of slow's law, each cell with normal noise of 3 %
# convoy: fast is as slow up to 4 tasks, and from 8 on has 0.4 of its throughput
new_run() {
	rm -rf "$run"
	mkdir "$run"
	configs='slow fast'
	test "${3:-}" != alike || configs='c1 c2 c3 c4 c5 c6 c7'
	kind=${3:-}
	printf '%s\n' 'description = x' "configs = $configs" "baseline = ${configs%% *}" >"$run/plan"
	awk -v blocks="$1" -v list="$2" -v configs="$configs" -v kind="$kind" -v state="${4:-0}" '
	function normal(    i, sum) { # of twelve uniform numbers; the same ones in every awk
		for (i = 0; i < 12; i++)
			sum += (state = state * 16807 % 2147483647) / 2147483647
		return sum - 6
	}
	BEGIN {
		OFS = "\t"
		print "# rmaplock samples 1"
		print "block\tcollector\tconfig\tworkload\tparams\ttasks\torder\tstatus\treason\tstarted_s\tduration_s" \
			"\tops\tops_per_sec\ttask_ops_min\ttask_ops_max\tjain\tvoluntary_switches\tinvoluntary_switches" \
			"\tswitches_per_op\tacquired\tcontended\tcontended_share\tviolations"
		n = split(list, tasks, " ")
		count = split(configs, name, " ")
		alike = kind == "alike"
		for (block = 1; block <= blocks; block++)
			for (i = 1; i <= n; i++)
				for (config = 0; config < count; config++) {
					t = tasks[i]
					x = (config && !kind ? 800 * t / (1 + 0.05 * (t - 1)) : 1000 * t / (1 + 0.1 * (t - 1) + 0.01 * t * (t - 1)))
					x *= alike ? exp(0.03 * normal()) : 1 + 0.01 * ((block * 7 + i * 3 + config) % 5 - 2)
					if (kind == "convoy" && config && t >= 8)
						x *= 0.4
					print block, "none", name[config + 1], "fork_exit", "-", t, ++order, "ok", "-", order, 1,
						int(x), x, "-", "-", "-", 0, 0, 2, "-", "-", "-", "-"
				}
	}' >"$run/samples.tsv"
}

new_run 10 '1 2 4 8 16 32'
ok 'a run of six numbers of tasks' "$scale" "$run"
said '  lambda, sigma, kappa and knee: sqrt(.9 / .01)' \
	'^slow +6 +1000\.0 \[99[0-9]\.[0-9], 100[0-9]\] +0\.1 \[0\.09[0-9]+, 0\.10[0-9]+\] +0\.01 \[0\.00[0-9]+, 0\.010[0-9]+\] +9\.5 \[9\.4, 9\.6\] +0\.0 %$'
said '  a config that only grows, or nearly' '^fast +6 +(79|80)[0-9]'
said '  where they cross' '^  slow and fast: at 4\.2 \[4\.[01], 4\.[23]\]$'
# the interval of each number of the table, which is rounded, for programs
"$scale" --tsv "$run" >"$TAP_TMP/tsv"
ok '  the same with its intervals for programs' awk -F '\t' '
	FNR == 2 { for (i = 1; i <= NF; i++) at[$i] = i }
	$1 == "slow" { n = split("lambda 1000 sigma 0.1 kappa 0.01 knee 9.5", want, " ")
		for (i = 1; i < n; i += 2) {
			low = $at[want[i] "_low"]; high = $at[want[i] "_high"]
			bad += !(low < high) || low > $at[want[i]] || high < $at[want[i]] || low < want[i + 1] * 0.9 || high > want[i + 1] * 1.1
		}
		found = 1 }
	END { exit !found || bad }' "$TAP_TMP/tsv"
"$scale" "$run" >"$TAP_TMP/first"
"$scale" "$run" >"$TAP_TMP/second"
ok '  the same numbers each time' cmp "$TAP_TMP/first" "$TAP_TMP/second"
ok 'up to 3 tasks' "$scale" --up-to 3 "$run"
said '  there is no crossing, though they differ' '^  slow and fast: none up to 3$'
ok 'up to 100' "$scale" --up-to 100 "$run"
said '  most were not measured, and it says so' '^where two cross, up to 100 tasks, most of which were not measured:$'
new_run 5 '1 2 4 8'
ok 'five blocks' "$scale" "$run"
said '  give no intervals' '^no intervals and no crossings: they take 6 blocks$'
said '  and name none' '^  slow and fast: cannot be told apart up to 8$'
said '  but a fit' '^slow +4 +[0-9.]+ +0\.[0-9]+ +0\.0[0-9]+ +[0-9.]+ +[0-9.]+ %$'
# alike SEED: pairs of configs of one law, and how many of them are said to cross
alike() {
	new_run 10 '1 2 4 8 16 32' alike "$1"
	"$scale" "$run" >"$TAP_TMP/alike"
	awk '/^  c[1-7] and c[1-7]: / { pairs++; cross += $4 == "at" } END { print pairs, cross + 0 }' "$TAP_TMP/alike"
}
for seed in 1 2 3; do
	ok "seven configs of one law, seed $seed: no two of them cross" test "$(alike $seed)" = "21 0"
done
ok '  most cannot be told apart' sh -c 'test "$(grep -c ": cannot be told apart up to 32$" "$1")" -ge 12' - "$TAP_TMP/alike"
new_run 10 '1 2 4 8 16 32' convoy
ok 'one that falls off a cliff' "$scale" "$run"
said '  has a law that fits badly' '^fast +6 .* [3-9][0-9] %$'
said '  and leads, at 1 task, by that law alone' '^  slow and fast: none up to 32$'
new_run 6 '1 2 4'
ok 'three numbers of tasks' "$scale" "$run"
said '  are too few, and it says so' '^no fit: the law takes 4 numbers of tasks'
sed -i '5s/^[0-9]*/4000000000/' "$run/samples.tsv"
refused 2 'samples\.tsv: block 4000000000: a plan has at most 1000' 'a block that no plan has' "$scale" "$run"
sed -i '5s/^[0-9]*/x/' "$run/samples.tsv"
refused 2 'samples\.tsv:5: block is' 'a block that is no number' "$scale" "$run"
ok 'a number of tasks that is none: usage, exit 2' sh -c '"$1" --up-to -1 "$2" 2>/dev/null; test $? -eq 2' - "$scale" "$run"

export RMAPLOCK_BUILD="$build"
tap_tree
new_run 6 '1 2 4 8'
ok 'rmaplock scale' "$TAP_TREE/scripts/rmaplock" scale "$run" --up-to 64
said '  looks as far as it is told' '^where two cross, up to 64 tasks'
refused 2 'is no number of tasks' 'a number that is none' "$TAP_TREE/scripts/rmaplock" scale "$run" --up-to 1e3
refused 2 'is not a run folder' 'no run folder' "$TAP_TREE/scripts/rmaplock" scale "$TAP_TMP"
done_testing
