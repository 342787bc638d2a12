#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# shellcheck disable=SC2016,SC2317 # $1 is for the inner shell; tap.sh calls the functions
# Two runs compared: the figures on summaries small enough to be worked out by
# hand, what is refused, and the command from run folders to pictures.
. "$(dirname -- "$0")/../../scripts/lib/tap.sh"

build=${RMAPLOCK_BUILD:-$TAP_ROOT/build}
compare=$build/analysis/sanitized/rmaplock-agree
mkdir "$TAP_TMP/work"
cd "$TAP_TMP/work" || exit

# new_side NAME [BASELINE]: an empty folder whose summary.tsv has but its header.
new_side() {
	side=$1 base=${2:-spinlock}
	rm -rf "$side"
	mkdir "$side"
	{
		echo '# rmaplock summary 1'
		printf 'config\tbaseline\tworkload\tparams\ttasks\tmetric\tunit\tn\tfailed\tmedian\tmin\tmax\tmid\tmid_low\tmid_high\t'
		printf 'ratio\tratio_low\tratio_high\tcliffs_delta\tp\tp_holm\tnoise_floor\tmde\tverdict\n'
	} >"$side/summary.tsv"
	row "$base" 1 1 1
}

# row CONFIG RATIO LOW HIGH [FLOOR [METRIC [TASKS]]]
row() {
	printf '%s\t%s\tfork_exit\tareas=8\t%s\t%s\tx\t10\t0\t-\t-\t-\t-\t-\t-\t%s\t%s\t%s\t-\t-\t-\t%s\t-\t-\n' \
		"$1" "$base" "${7:-8}" "${6:-ops_per_sec}" "$2" "$3" "$4" "${5:-0.02}" >>"$side/summary.tsv"
}

agreed() {
	"$compare" --out . a b >report && cat report
}

says() {
	cat report >&2
	grep -q -E -e "$1" report
}

# is EXPECTED CONFIG COLUMN, of throughput
is() {
	got=$(awk -F '\t' -v config="$2" -v name="$3" '
		FNR == 2 { for (i = 1; i <= NF; i++) column[$i] = i }
		FNR > 2 && $column["config"] == config && $column["metric"] == "ops_per_sec" { print $column[name] }
	' agree.tsv)
	echo "expected '$1', got '$got'" >&2
	test "$got" = "$1"
}

new_side a
row slow 0.5 0.45 0.55
row slower 0.4 0.38 0.42
row near 0.99 0.97 1.01
row mine 0.7 0.6 0.8
row aa-spinlock 1 0.99 1.01
row spinlock 1 1 1 - switches_per_op
row slow 6 5 7 - switches_per_op
row aa-spinlock 1.01 0.9 1.1 - switches_per_op
new_side b
row near 1.02 1 1.04
row slower 0.28 0.25 0.31
row slow 0.25 0.2 0.3
row theirs 0.7 0.6 0.8 0.02 ops_per_sec 2
row spinlock 1 1 1 - switches_per_op
row slow 3 2 4 - switches_per_op
row aa-spinlock 1.01 0.9 1.15 - switches_per_op
ok 'two summaries are compared' agreed
ok '  ratio in the first' is 0.5 slow a_ratio
ok '  and in the second, whose rows stand otherwise' is 0.25 slow b_ratio
ok '  its interval' is 0.3 slow b_ratio_high
ok '  noise floor' is 0.02 slow b_noise_floor
ok '  what differs' is yes slow b_differs
ok '  what does not' is no near b_differs
ok '  ratio of the effects: log(1/4) / log(1/2)' is 2 slow effect
ok '  its interval, by R' is 1.63783163 slow effect_low
ok '  and none where nothing differs' is - near effect
ok '  in the table' says '^slow +8 +0\.500 \[0\.450, 0\.550\] +0\.250 \[0\.200, 0\.300\] +A and B +2\.00 \[1\.64, 2\.47\]$'
ok '  the order: four pairs apart in both, one in A alone, none reversed' says \
	'^  all +4 +0\.60 +6 +4 +4 \(100 %\) +1 +0 +1 +67 %$'
ok '  the sentence' says '^Of 4 pairs of configs whose throughput both runs tell apart, A \(unknown\) puts 4 in the order of B \(unknown\); where a config differs from spinlock in both runs, its effect in B is 1\.7 times \(median of 2, 1\.4 to 2\.0\) that in A, as logarithms; of context switches, 1 of 1 pair, 0\.61 times\.$'
ok '  what is left out of the first' says '^in A alone, left out: mine$'
ok '  and of the second' says '^in B alone, left out: theirs, fork_exit areas=8 at 2 tasks$'
ok '  no A/A twin among the configs' sh -c '! grep -q aa- report agree.tsv'
ok '  switches have the noise floor of the twin' grep -q -P '^slow\t.*\tswitches_per_op\tswitches/fork\t6\t5\t7\t0\.1\tyes\t3\t2\t4\t0\.15\tyes\t' agree.tsv
ok '  where from: nobody knows' says '^A: env\.json is absent'

# drawn: the commands that gnuplot is given
drawn() {
	"$TAP_ROOT/plots/agree/data" agree agree agree.tsv | tee "$TAP_TMP/drawn" >&2
	grep -q -x -e "$1" "$TAP_TMP/drawn"
}
ok 'drawn: A is x, B is y, each with its interval' drawn '0.5 0.25 0.45 0.55 0.2 0.3'
ok '  and with its noise floor' drawn 'floor_b\[2\] = 0.15'

sed -i 's/\t0\.28\t0\.25\t0\.31\t/\t0.15\t0.14\t0.16\t/; s/\t0\.25\t0\.2\t0\.3\t/\t0.75\t0.7\t0.8\t/' b/summary.tsv
sed -i 's/\t0\.4\t0\.38\t0\.42\t/\t0.9\t0.85\t0.95\t/' a/summary.tsv
ok 'an order that is reversed' agreed
ok '  is counted' says '^Of 5 pairs .* puts 4 in the order of B'
sed -i 's/\t0\.75\t0\.7\t0\.8\t/\t1.25\t1.2\t1.3\t/' b/summary.tsv
ok 'an effect of the other sign' agreed
ok '  is negative' is -0.321928095 slow effect

new_side a
row slow 0.5 - -
row slower 0.4 - -
new_side b
row slow 0.5 - -
row slower 0.4 - -
ok 'too few blocks for intervals' agreed
ok '  tell nothing apart' says '^No two configs have a throughput that both runs tell apart, so nothing can be said'
ok '  the estimates agree all the same' says '^  all +3 +1\.00 +3 +0 +- +0 +0 +3 +100 %$'
sed -i 's/\t-\t-\t-\t-\t-\t0.02\t/\t-\t-\t-\t-\t-\t-\t/; s/\t0.5\t-\t-/\t0.5\t0.4\t0.6/' a/summary.tsv b/summary.tsv
sed -i 's/\t0.02\t-\t-$/\t-\t-\t-/' a/summary.tsv b/summary.tsv
ok 'without an A/A pair' agreed
ok '  nothing is told apart either' says '^No two configs'

new_side a
row slow 0.9 0.88 0.92
new_side b
row slow 0.9 0.88 0.92 0.2
ok 'a noisy second run' agreed
ok '  differs in the first' is yes slow a_differs
ok '  and not in the second' is no slow b_differs
ok '  so only the first tells them apart' says '^  all +2 +- +1 +0 +- +1 +0 +0 +100 %$'
ok '  which the sentence says' says '; 1 difference from spinlock in A alone\.$'

new_side a
row slow 0.5 0.45 0.55
new_side b mutex
row slow 0.5 0.45 0.55
refused 2 '^b: its baseline is mutex, that of a is spinlock' 'another baseline' "$compare" a b
new_side b
row fast 0.5 0.45 0.55
refused 2 '^b: has no config, workload, params and tasks in common with a: ' 'only the baseline in common' "$compare" a b
refused 2 '^./a: is the same run twice' 'a run and itself' "$compare" a ./a
new_side b
row slow 0.5 0.45 0.55
for name in a b; do
	printf '{"run": {"id": "%s"}, "subject": "kernel", "accelerator": "none", "emulated": false}\n' $name >$name/env.json
done
ok 'two real runs' agreed
ok '  of the kernel' says '^Of 1 pair .* A \(kernel\) puts 1 in the order of B \(kernel\)'
ok '  nothing is emulated' sh -c '! grep -q emulated report'
sed -i 's/"none"/"tcg"/; s/false/true/' a/env.json
refused 2 '^b: B is not emulated, A is emulated: .*--force' 'one of them emulated' "$compare" a b
ok '  --force compares them' "$compare" --force a b
said '  and says it' '^A alone is emulated: ratios and shapes only'
said '  and why it would not' '^FORCED: B is not emulated, A is emulated: no verdict'
sed -i 's/tcg/kvm/' a/env.json
refused 2 '^b: B is not emulated' 'emulated, by whatever' "$compare" a b
sed -i 's/"kvm"/"icount"/' a/env.json
sed -i 's/"none"/"tcg"/; s/false/true/' b/env.json
refused 2 '^b: B has accelerator tcg, A has icount: ' 'instructions against seconds' "$compare" a b
ok '  --force compares them' "$compare" --force --out . a b
said '  and says it, above and below' '^FORCED: B has accelerator tcg, A has icount: no verdict'
ok '  twice' sh -c '"$1" --force a b >report && test "$(grep -c ^FORCED report)" -eq 2' - "$compare"
ok '  and marks every row' sh -c 'sed 1,2d agree.tsv | cut -f 21 | sort -u >marks && echo emulated,forced | cmp - marks'
sed -i 's/icount/tcg/' a/env.json
ok 'tcg and tcg' agreed
ok '  is nothing to force' sh -c '! grep FORCED report'
ok '  and emulated' sh -c 'sed 1,2d agree.tsv | cut -f 21 | sort -u >marks && echo emulated | cmp - marks'
rm b/env.json
refused 2 '^b: B has no env.json, A has one: ' 'where it took place is known of one' "$compare" a b
rm a/env.json
for side in a b; do
	printf '%s\n' 'baseline = spinlock' 'seconds = 1' 'warmup_seconds = 0.5' 'pin = compact' >$side/plan
done
ok 'two plans of the same window' agreed
ok '  have no marks' sh -c 'sed 1,2d agree.tsv | cut -f 21 | sort -u >marks && echo - | cmp - marks'
for key in seconds warmup_seconds pin; do
	sed "s/^$key = .*/$key = 2/" a/plan >b/plan
	refused 2 "^b: B has $key = 2, A has " "another key $key" "$compare" a b
	ok '  --force compares them' "$compare" --force a b
	said '  and says it' "^FORCED: B has $key = 2, A has "
done
rm b/plan
refused 2 '^b: B has no plan, A has one: ' 'a window that is known of one' "$compare" a b
rm a/plan

# damaged LINE SUBSTITUTION REGEX: exit 2 and one line, as for every table
damaged() {
	new_side b
	row slow 0.5 0.45 0.55
	sed -i "$1" b/summary.tsv
	refused 2 "$2" "refused: $1" "$compare" a b
}
damaged '1s/1$/2/' 'summary.tsv:1: '
damaged '2s/ratio_low/x/' "summary.tsv:2: column 'ratio_low' is missing"
damaged '4s/0\.5\t/nan\t/' 'summary.tsv:4: ratio is'
damaged '4s/0\.5\t/0\t/' 'summary.tsv:4: ratio is 0'
damaged '4s/0\.5\t/0.6\t/' 'summary.tsv:4: ratio_low and ratio_high are no interval'
damaged '4s/0\.45\t/-\t/' 'summary.tsv:4: ratio_low and ratio_high are no interval'
damaged '4s/^slow/Slow/' 'summary.tsv:4: config is'
damaged '4s/spinlock/mutex/' "summary.tsv:4: a second baseline, 'mutex'"
damaged '4s/areas=8/\x1b[31m/' 'summary.tsv:4: params is'
damaged '4p' 'summary.tsv:5: a second row for this config'
damaged '3,$d' '^b: its summary.tsv holds no ratio'
rm b/summary.tsv
refused 2 '^b: has no summary.tsv' 'not analysed' "$compare" a b
ok 'one folder: usage, exit 2' sh -c '"$1" a 2>/dev/null; test $? -eq 2' - "$compare"
ok 'three folders: usage, exit 2' sh -c '"$1" a b c 2>/dev/null; test $? -eq 2' - "$compare"

# the command: a stand-in for make, for everything is built
tap_tree
export RMAPLOCK_BUILD="$build"
agree=$TAP_TREE/scripts/rmaplock
"$TAP_ROOT/tests/lib/fake-run" model id=of-model
"$TAP_ROOT/tests/lib/fake-run" kernel id=of-kernel subject=kernel loss=0.75 seed=7 tasks='1 8' \
	configs='spinlock rwsem rwsem-fifo mutex semaphore stock aa-spinlock'
ok 'rmaplock agree, on folders that were not analysed' "$agree" agree model kernel --out "it's out"
said '  names the model a model' '^A: run of-model, subject model, target vm, kernel .*, accelerator tcg$'
said '  and the kernel the kernel' '^B: run of-kernel, subject kernel, target vm, '
said '  says that they are emulated' '^emulated: ratios and shapes only$'
said '  the made-up kernel loses more' "its effect in B is 1\\.[45] times"
said '  the sentence' '^Of 7 pairs .* A \(model\) puts 7 in the order of B \(kernel\)'
said '  a path' "^it's out/agree\\.png$"
ok '  without talk' test ! -s "$TAP_TMP/err"
for text in 'A: run of-model, subject model' 'B: run of-kernel, subject kernel' 'emulated: ratios and shapes only' \
	'ratio to spinlock in A (model)' 'ratio to spinlock in B (kernel)' 'forks/s: fork_exit areas=8, 8 tasks' \
	'switches/fork: fork_exit' rwsem-fifo semaphore; do
	ok "  the picture has: $text" sh -c 'sed "s/&#160;/ /g" "$1" | grep -F -q -e "$2"' - "it's out/agree.svg" "$text"
done
ok '  a PNG' sh -c 'test "$(head -c 4 "$1" | tail -c 3)" = PNG' - "it's out/agree.png"
ok '  env.json of both' sh -c 'cd "$1" && grep -q of-model a.env.json && grep -q of-kernel b.env.json' - "it's out"
cp model/summary.tsv before
sed -i '/^semaphore/d' model/summary.tsv
ok 'a summary that is there is taken as it is' "$agree" agree model kernel --out out
ok '  and not made again' sh -c '! grep -q ^semaphore model/summary.tsv out/agree.tsv'
cp before model/summary.tsv
RMAPLOCK_RESULTS=$TAP_TMP/work/results
export RMAPLOCK_RESULTS
ok 'without --out' "$agree" agree model kernel
ok '  a folder of its own in the results' test -f results/agree/model-kernel/agree.svg
sed 's/^seconds = .*/seconds = 7/' kernel/plan >plan
mv plan kernel/plan
refused 2 'B has seconds = 7, A has' 'another window' "$agree" agree model kernel --out none
ok '  --force' "$agree" agree --force model kernel --out forced
ok '  the picture says it' sh -c 'sed "s/&#160;/ /g" forced/agree.svg | grep -F -q "FORCED: B has seconds = 7, A has"'
ok '  and no other does' sh -c '! sed "s/&#160;/ /g" "$1" | grep -q FORCED' - results/agree/model-kernel/agree.svg
"$TAP_ROOT/tests/lib/fake-run" real id=real accelerator=kvm
refused 2 'is not emulated' 'what makes no sense is refused' "$agree" agree model real --out none
ok '  and leaves nothing behind' test ! -e none
ok '  --force' "$agree" agree --force model real --out none
refused 2 'two run folders, please' 'one folder' "$agree" agree model
refused 2 "not also 'real'" 'three folders' "$agree" agree model kernel real
refused 2 'is not a run folder' 'no run folder' "$agree" agree model out
refused 2 "no option '--nonsense'" 'an unknown option' "$agree" agree --nonsense
refused 2 'needs a value' '--out without a folder' "$agree" agree model kernel --out
refused 2 'cannot make the folder' '--out that is a file' "$agree" agree model kernel --out before
ok 'render does not take it for a plot of one run' test ! -e "$TAP_ROOT/plots/agree.gp"

picture() {
	gnuplot -c "$TAP_ROOT/plots/agree/agree.gp" out/agree.tsv x.svg
}
rm out/a.env.json
ok 'a picture without env.json' picture
ok '  says so' grep -q 'A: env.json is absent' x.svg
echo '{' >out/a.env.json
refused 2 '^agree: .*a.env.json is not what' 'a broken env.json' picture
sed -i '1s/1$/2/' out/agree.tsv
refused 2 'is not an agree.tsv of version 1' 'another version' picture
done_testing
