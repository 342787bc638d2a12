#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# shellcheck disable=SC2016,SC2317 # $1 is for the inner shell; tap.sh calls the functions
# Configs of one run and of several: figures against R, what is said to differ, what is refused, and three outputs.
. "$(dirname -- "$0")/../../scripts/lib/tap.sh"

build=${RMAPLOCK_BUILD:-$TAP_ROOT/build}
compare=$build/analysis/sanitized/rmaplock-compare
mkdir "$TAP_TMP/work"
cd "$TAP_TMP/work" || exit

# new_run NAME CONFIG:VALUE,VALUE...  a run of one group whose throughput is known
new_run() {
	run=$1
	shift
	rm -rf "$run"
	mkdir "$run"
	printf '%s\n' 'description = x' 'configs = spinlock rwsem' 'baseline = spinlock' 'aa = yes' 'seconds = 1' \
		'warmup_seconds = 0.1' 'pin = scatter' >"$run/plan"
	printf '{"subject": "model", "accelerator": "tcg", "emulated": true, "kernel": {"release": "6.1"}, "run": {"id": "%s"}}\n' \
		"$run" >"$run/env.json"
	for list; do
		printf '%s\n' "$list"
	done | awk -F '[:,]' 'BEGIN {
		OFS = "\t"
		print "# rmaplock samples 1"
		print "block\tcollector\tconfig\tworkload\tparams\ttasks\torder\tstatus\treason\tstarted_s\tduration_s" \
			"\tops\tops_per_sec\ttask_ops_min\ttask_ops_max\tjain\tvoluntary_switches\tinvoluntary_switches" \
			"\tswitches_per_op\tacquired\tcontended\tcontended_share\tviolations"
	}
	{
		for (i = 2; i <= NF; i++)
			print i - 1, "none", $1, "fork_exit", "areas=8", 8, ++order, "ok", "-", order, 1, $i, $i, $i, $i, 1,
				0, 0, 2, "-", "-", "-", "-"
	}' >"$run/samples.tsv"
}

# is EXPECTED COLUMN [NUMBER]: of that comparison (default the first) in the last --tsv
is() {
	got=$(awk -F '\t' -v row="$((${3:-1} + 2))" -v name="$2" '
		NR == 2 { for (i = 1; i <= NF; i++) column[$i] = i }
		NR == row { print $column[name] }' "$TAP_TMP/tsv")
	echo "expected '$1', got '$got'" >&2
	test "$got" = "$1"
}

table() {
	"$compare" --tsv "$@" >"$TAP_TMP/tsv"
}

slow=rwsem:80,81,84,79,83,82,85,78,77,86
new_run a spinlock:100,101,103,99,98,102,104,97,105,96 $slow aa-spinlock:100.5,101.2,103.1,99.3,98.1,102.2,104.4,97.3,105.2,96.4
new_run b spinlock:121,119,124,118,122,125,117,123 rwsem:60,58,62,63,59,61,57,64 aa-spinlock:121,120,124.5,118,122,125,117.5,123
ok 'one run: its configs' table a
ok '  block by block' is paired method
ok '  a is the baseline' is spinlock a_config
# R: d = log(b / a); wilcox.test(d, conf.int = TRUE)
ok '  ratio, by R' is 0.80860754 ratio
ok '  its interval, by R' is 0.788091641 ratio_low
ok '  p, by R' is 0.001953125 p
ok '  which is called slower' is slower verdict
ok '  no twins: one comparison' test "$(wc -l <"$TAP_TMP/tsv")" -eq 3
ok '  emulated, which is marked' is emulated marks

# as in the default plan: 18 comparisons with the baseline, which 10 blocks pay for, and not for 63
"$TAP_ROOT/tests/lib/fake-run" many
ok 'seven configs at three numbers of tasks' table many
ok '  each with the baseline' test "$(awk -F '\t' 'NR > 2 { a[$3]++ } END { for (i in a) print i, a[i] }' "$TAP_TMP/tsv")" = 'spinlock 18'
slower_at_8() {
	awk -F '\t' '$7 == 8 && $(NF - 2) == "slower" { printf "%s ", $4 }' "$TAP_TMP/tsv"
}
ok '  what is slower is called so' test "$(slower_at_8)" = 'rwsem-fifo semaphore '
ok '  every two of them' table many --all-pairs
ok '  are 63' test "$(wc -l <"$TAP_TMP/tsv")" -eq 65
ok '  for which the blocks are too few' "$compare" many --all-pairs
said '  as it says' '^note: of 63 comparisons, 63 can never be called'
ok '  two that are chosen, without the baseline' table many --all-pairs --configs mutex,rwsem-fifo
ok '  are compared with each other' test "$(cut -f 3,4 "$TAP_TMP/tsv" | tail -n +3 | sort -u)" = "$(printf 'mutex\trwsem-fifo')"
ok 'one that is chosen' table many --configs rwsem-fifo
ok '  is compared with the baseline' is spinlock a_config
ok '  at each number of tasks' test "$(wc -l <"$TAP_TMP/tsv")" -eq 5
ok 'the reference run' table "$TAP_ROOT/results/reference/quick"
ok '  has the verdicts of its own summary' sh -c '
	awk -F "\t" "\$6 == \"ops_per_sec\" && \$1 != \$2 && \$1 !~ /^aa-/ { print \$5, \$1, \$NF }" "$1" | sort >summary
	awk -F "\t" "NR > 2 { print \$7, \$4, \$(NF - 2) }" "$2" | sort >compared
	diff summary compared >&2 && grep -q "^8 rwsem-fifo slower$" compared' - "$TAP_ROOT/results/reference/quick/summary.tsv" "$TAP_TMP/tsv"

ok 'two runs' table a b
ok '  independent samples' is unpaired method
# R: wilcox.test(log(b), log(a), conf.int = TRUE)
ok '  ratio of throughput, by R' is 1.20498166 ratio
ok '  its interval, by R' is 1.17 ratio_low
ok '  its upper end' is 1.24242424 ratio_high
ok '  p, by R' is 0.0000457059281 p
ok '  n of both' is 8 b_n
ok '  faster' is faster verdict
ok '  the second config is slower' is slower verdict 2
ok '  and so is its ratio to the baseline' is slower verdict 3
# R: wilcox.test(log(rwsem / spinlock) of b, of a, conf.int = TRUE)
ok '  whose ratio is by block' is 0.609621731 ratio 3
ok '  of each config but the baseline: three rows' test "$(wc -l <"$TAP_TMP/tsv")" -eq 5
ok '  Holm over all three' is 0.000137117784 p_holm
ok 'only one config' table a b --configs rwsem
ok '  is in the table' is rwsem a_config
ok '  alone' test "$(wc -l <"$TAP_TMP/tsv")" -eq 4
ok '  Holm has less to correct' is 0.0000914118561 p_holm

ok 'for people' "$compare" a b
said '  the runs' '^B: run b, subject model'
said '  a table' '^rwsem +A, B +81\.46 +60\.46 +0\.742 +\[0\.7[0-9]+, 0\.7[0-9]+\] +<\.001 +10, 8 +slower$'
said '  that nothing differs' '^env\.json names nothing that differs'
said '  the sum' '^3 comparisons: 2 slower, 1 faster\.$'
said '  what a run is' 'Each run is one boot'
sed -i 's/6\.1/6.12/; s/"run"/"host": {"mitigations": "retbleed: Vulnerable; spectre_v2: Retpolines; always on; STIBP: disabled; "}, "modules": {"rwsem": {"srcversion": "X"}}, "run"/' b/env.json
ok 'another kernel' "$compare" a b
said '  is said in words' '^  kernel: 6\.1 in A; 6\.12 in B$'
said '  each mitigation by itself' '^  mitigation of spectre_v2: unknown in A; Retpolines; always on; STIBP: disabled in B$'
said '  modules in one line' '^  modules of another source: rwsem$'
ok 'JSON' sh -c '"$1" --json a b >json' - "$compare"
ok '  has what the table has' sh -c 'jq -e ".format == \"rmaplock compare\" and .version == 1 and .emulated and .forced == [] and
	(.runs | length) == 2 and .runs[1].env.kernel.release == \"6.12\" and .comparisons[0].a.config == \"spinlock\" and
	.comparisons[0].ratio == 1.20498166 and .comparisons[2].verdict == \"slower\" and .differences[0].values == [\"6.1\", \"6.12\"]" json'
ok 'JSON and a table: usage, exit 2' sh -c '"$1" --json --tsv a b 2>/dev/null; test $? -eq 2' - "$compare"

sed -i 's/"tcg"/"kvm"/; s/true/false/' b/env.json
refused 2 '^b: B is not emulated, A is emulated: .*--force' 'emulated against real' "$compare" a b
ok '  forced' "$compare" --force a b
said '  says so' '^FORCED: B is not emulated, A is emulated: no verdict'
ok '  and in the table' table --force a b
ok '  too' is emulated,forced marks
ok '  and in JSON' sh -c '"$1" --force --json a b | jq -e ".forced | length == 1"' - "$compare"
sed -i 's/false/true/; s/"kvm"/"icount"/' b/env.json
refused 2 '^b: B has accelerator icount, A has tcg: .*--force' 'icount against tcg' "$compare" a b
refused 2 '^a: B has accelerator tcg, A has icount: .*--force' '  either way' "$compare" b a
sed -i 's/"tcg"/"icount"/' a/env.json
ok 'icount and icount' "$compare" a b
sed -i 's/"icount"/"tcg"/' a/env.json b/env.json
sed 's/"accelerator": "tcg", //' b/env.json >silent
mv b/env.json good
refused 2 '^b: B has no env\.json, A has one: .*--force' 'no env.json in one of them' "$compare" a b
refused 2 '^a: A has no env\.json, B has one: .*--force' '  or in the other' "$compare" b a
ok '  forced' "$compare" --force a b
said '  says so' '^FORCED: B has no env\.json, A has one: no verdict'
cp silent b/env.json
refused 2 '^b: B does not say its accelerator, A has tcg: .*--force' 'an env.json that does not say' "$compare" a b
refused 2 '^a: A does not say its accelerator, B has tcg: .*--force' '  or the other' "$compare" b a
mv a/env.json a.good
cp b/env.json a/env.json
ok 'two that do not say' "$compare" a b
rm a/env.json b/env.json
ok 'two without env.json' "$compare" a b
mv a.good a/env.json
mv good b/env.json
sed -i 's/model/kernel/' b/env.json
refused 2 '^b: B measures another subject, kernel instead of model' 'another subject' "$compare" a b
sed -i 's/kernel"/model"/' b/env.json
sed -i 's/^pin.*/pin = compact/' b/plan
refused 2 '^b: B has pin = compact, A has scatter' 'another placement' "$compare" a b
sed -i 's/^pin.*/pin = scatter/; s/^seconds.*/seconds = 2/' b/plan
refused 2 '^b: B has seconds = 2, A has 1' 'another window' "$compare" a b
new_run b spinlock:121,119,124,118,122,125,117,123
sed -i 's/areas=8/areas=16/' b/samples.tsv
refused 2 '^b: has none of these configs' 'other knobs' "$compare" a b
refused 2 '^./a: is the same run twice' 'a run and itself' "$compare" a ./a
refused 2 "^a: no cell, here or in the other runs, has the config 'nonsense'" 'a config that no run has' "$compare" a b --configs rwsem,nonsense
refused 2 '^a: has no two of these configs' 'one config' "$compare" a --all-pairs --configs rwsem
refused 2 "^a: no cell has the config 'nonsense' that --configs names" 'a config that nobody has, beside one that is there' "$compare" a --all-pairs --configs rwsem,spinlock,nonsense
refused 2 '^a: has none of these configs beside the baseline' 'the baseline alone' "$compare" a --configs spinlock
ok 'every two configs of two runs: usage, exit 2' sh -c '"$1" --all-pairs a b 2>/dev/null; test $? -eq 2' - "$compare"
new_run b spinlock:121,119,124,118 $slow
ok 'four blocks and ten' table a b
ok '  have an interval' is 10 a_n
ok '  but no verdict without an A/A pair in both' is inconclusive verdict
new_run b spinlock:121,119 $slow
ok 'two blocks and ten' table a b
ok '  are too few' is too-few verdict
ok '  but have an estimate, by R' is 1.19400317 ratio
new_run b spinlock:121 $slow
ok 'one block and ten' table a b
ok '  have no interval' is - ratio_low
new_run b spinlock:100,100,100,100,100,100,100 rwsem:100,100,100,100,100,100,100 aa-spinlock:100,100,100,100,100,100,100
new_run a spinlock:100,100,100,100,100,100,100 rwsem:100,100,100,100,100,100,100 aa-spinlock:100,100,100,100,100,100,100
ok 'nothing but ties' table a b
ok '  p is 1' is 1 p
ok '  and both are the same' is same verdict

# damaged FILE LINE SUBSTITUTION REGEX
damaged() {
	cp b/"$1" good
	sed -i "$2" b/"$1"
	refused 2 "$3" "refused: $1, $2" "$compare" a b
	cp good b/"$1"
}
damaged samples.tsv '5s/100/nan/3' 'b/samples\.tsv:5: '
damaged samples.tsv '5s/100/1e400/3' 'b/samples\.tsv:5: '
damaged samples.tsv '1s/1$/2/' 'b/samples\.tsv:1: '
damaged env.json '1s/$/}/' 'b/env\.json:1: '
damaged plan '2s/=/:/' 'b/plan:2: '
refused 2 'nowhere/plan: is not there' 'no run folder' "$compare" a nowhere

export RMAPLOCK_BUILD="$build"
tap_tree
rmaplock=$TAP_TREE/scripts/rmaplock
ok 'rmaplock compare' "$rmaplock" compare a b --configs rwsem
said '  compares' '^2 comparisons: 2 same\.$'
refused 2 'is not a run folder' 'no run folder' "$rmaplock" compare a nowhere
refused 2 "no option '--x'" 'an unknown option' "$rmaplock" compare a --x
refused 2 'run folders, please' 'no argument' "$rmaplock" compare
refused 2 'needs a value' '--configs without any' "$rmaplock" compare a --configs

# shows TEXT: the picture has it
shows() {
	sed 's/&#160;/ /g' forest.svg | tr -d '\n' | grep -F -q -e "$1"
}
"$TAP_ROOT/tests/lib/fake-run" first id=one tasks=8 reps=8
"$TAP_ROOT/tests/lib/fake-run" second id=two tasks=8 reps=8 configs='spinlock rwsem-fifo aa-spinlock' loss=0.2
find first second | sort >before
ok 'a picture of two runs' "$rmaplock" compare first second --plot forest.svg
said '  its path is the last line' '^forest\.svg$'
for text in 'Throughput as a ratio to spinlock, run by run' 'rwsem-fifo, A' 'rwsem-fifo, B' 'semaphore, A' 'fork_exit areas=8, 8 tasks' \
	'n = 8 blocks' 'run A one, B two, subject model' 'emulated: ratios and shapes only' 'slower'; do
	ok "  it has: $text" shows "$text"
done
ok '  in words' "$compare" first second
said '  what the second lacks is said' '^left out, in A and not in B: .*semaphore'
ok '  but not of what nobody asked for' "$compare" first second --configs rwsem-fifo
ok '  nothing' sh -c '! grep -q "^left out" "$1"' - "$TAP_TMP/out"
ok '  and the other way round, beside the table for programs' "$compare" --tsv second first
told '  it is said to people' '^left out, in B and not in A: .*semaphore'
ok '  a run keeps its own ratio' sh -c '"$1" --tsv first second --configs rwsem-fifo | awk -F "\t" "\$8 == \"ratio\" { exit !(\$14 > \$13 * 1.1) }"' - "$compare"
ok '  each' sh -c 'sed "s/&#160;/ /g" forest.svg | grep -o "0\.[0-9]* \[0[^<]*slower" | sort -u | wc -l | grep -q -x 3'
ok '  the folders are as they were' sh -c 'find first second | sort | cmp - before'
ok 'a PNG, and JSON beside it' sh -c '"$1" compare first second --plot forest.png --json | jq -e ".version == 1" && head -c 4 forest.png | grep -q PNG' - "$rmaplock"
ok 'the path after a =' "$rmaplock" compare first second --plot=with.svg
ok '  is that of the picture' test -s with.svg
sed -i 's/"tcg"/"kvm"/; s/true/false/' second/env.json
rm forest.svg
ends 2 'what makes no sense together' "$rmaplock" compare first second --plot forest.svg
ok '  is not drawn' test ! -e forest.svg
ok '  but forced' "$rmaplock" compare first second --plot forest.svg --force
ok '  it says so' shows 'FORCED: B is not emulated, A is emulated'
sed -i 's/baseline = spinlock/baseline = rwsem-fifo/' second/plan
ok 'another baseline' "$rmaplock" compare first second --plot forest.svg --force
ok '  in words' "$compare" first second --force
said '  leaves no ratios, which is said' '^left out: ratios, whose baseline is spinlock in A and rwsem-fifo in B$'
ok '  is left out' shows 'another baseline, and left out: B'
refused 2 'is of several runs' 'a picture of one run' "$rmaplock" compare first --plot x.svg
refused 2 'ends in neither' 'a picture of another kind' "$rmaplock" compare first second --plot x.jpg
refused 2 '^rmaplock: --plot needs a value' 'a picture without a name' "$rmaplock" compare first second --plot
done_testing
