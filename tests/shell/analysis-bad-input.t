#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# shellcheck disable=SC2016 # $1 is for the inner shell
# Hostile and damaged run folders: one clear line with file and line, exit 2, and
# nothing written. The sanitized build runs, so that a hidden error is a crash.
. "$(dirname -- "$0")/../../scripts/lib/tap.sh"

analyse=${RMAPLOCK_BUILD:-$TAP_ROOT/build}/analysis/sanitized/rmaplock-analyse
good=$TAP_TMP/good
run=$TAP_TMP/run
"$TAP_ROOT/tests/lib/fake-run" "$good" reps=6 tasks='1 2' configs='null spinlock aa-spinlock'

fresh() {
	rm -rf "$run"
	cp -R "$good" "$run"
}

# set_field FILE LINE COLUMN VALUE: one field of a fresh folder, changed.
set_field() {
	fresh
	awk -F '\t' -v OFS='\t' -v line="$2" -v name="$3" -v value="$4" '
		FNR == 2 { for (i = 1; i <= NF; i++) column[$i] = i }
		FNR == line { $column[name] = value }
		{ print }
	' "$good/$1" >"$run/$1"
}

bad() {
	bad_regex=$1 bad_name=$2
	refused 2 "$bad_regex" "$bad_name" "$analyse" "$run"
	ok "  and nothing is written" test ! -e "$run/summary.tsv" -a ! -e "$run/distributions.tsv"
}

fresh
ok 'a good folder is analysed' "$analyse" "$run"

refused 2 'cannot|is not there: name the folder' 'no such folder' "$analyse" "$TAP_TMP/nowhere"
fresh
rm "$run/samples.tsv"
bad 'samples\.tsv: is not there' 'no samples.tsv'
fresh
: >"$run/samples.tsv"
bad 'samples\.tsv: is empty' 'samples.tsv is empty'
fresh
head -n 2 "$good/samples.tsv" >"$run/samples.tsv"
bad 'samples\.tsv: holds no cell' 'no rows'
fresh
rm "$run/samples.tsv"
mkdir "$run/samples.tsv"
bad 'samples\.tsv: cannot be' 'samples.tsv is a folder'

fresh
head -c -5 "$good/samples.tsv" >"$run/samples.tsv"
lines=$(wc -l <"$good/samples.tsv")
bad "samples\\.tsv:$lines: the last line was cut off" 'half a last line'
fresh
sed -i '1s/ 1$/ 2/' "$run/samples.tsv"
bad "samples\\.tsv:1: .*samples 2.*expected" 'another version'
fresh
sed -i '2s/\tops_per_sec/\tops_per_hour/' "$run/samples.tsv"
bad "samples\\.tsv:2: column 'ops_per_sec' is missing" 'a column is missing'
fresh
sed -i '2s/\tjain/\tops/' "$run/samples.tsv"
bad "samples\\.tsv:2: column 'ops' is there twice" 'a column is there twice'
fresh
sed -i '7s/\t0$//' "$run/samples.tsv"
bad 'samples\.tsv:7: [0-9]+ fields' 'a field too few'
fresh
sed -i '7s/$/\t0/' "$run/samples.tsv"
bad 'samples\.tsv:7: [0-9]+ fields' 'a field too many'
fresh
sed -i '7s/.*/1/' "$run/samples.tsv"
bad 'samples\.tsv:7: 1 field where the header has 23 columns: ' 'one field alone'
fresh
sed -n 5p "$good/samples.tsv" >>"$run/samples.tsv"
bad "samples\\.tsv:$((lines + 1)): the same cell as line 5" 'a cell that is ok twice'
fresh
printf '1\tnone\tnull\0\tx\n' >>"$run/samples.tsv"
bad "samples\\.tsv:$((lines + 1)): holds a NUL byte" 'a NUL byte'
fresh
head -c 10000000 /dev/zero | tr '\0' 'a' >>"$run/samples.tsv"
bad "samples\\.tsv:$((lines + 1)): the line is longer" 'a line of 10 MB'
fresh
head -c 10000000 /dev/zero | tr '\0' '\t' >>"$run/samples.tsv"
bad "samples\\.tsv:$((lines + 1)): the line is longer" '10 MB of tabs'

for value in nan NaN inf -inf 1e400 1e300 -5 0x10 '' ' 3' 3x 1,5; do
	set_field samples.tsv 4 ops_per_sec "$value"
	bad 'samples\.tsv:4: ops_per_sec is ' "ops_per_sec '$value'"
done
set_field samples.tsv 4 voluntary_switches nan
bad 'samples\.tsv:4: voluntary_switches' 'a number that is not used is checked too'
set_field samples.tsv 4 contended_share 1.5
bad 'samples\.tsv:4: contended_share' 'a share above 1'
set_field samples.tsv 4 ops_per_sec -
bad "samples\\.tsv:4: ops_per_sec is '-' in a cell that is ok" 'an ok cell without throughput'
for value in 0 -1 1.5 4294967296 99999999999999999999 ''; do
	set_field samples.tsv 4 block "$value"
	bad 'samples\.tsv:4: block is ' "block '$value'"
done
set_field samples.tsv 4 status fine
bad "samples\\.tsv:4: status is 'fine'" 'a status that is none'
for value in '' Spinlock ../x 'a b' "$(printf '\033[31m')"; do
	set_field samples.tsv 4 config "$value"
	bad 'samples\.tsv:4: config is ' 'a config name that is none'
done
ok 'an escape sequence does not reach the terminal' sh -c '! "$1" "$2" 2>&1 | grep -q "$(printf "\033")"' - "$analyse" "$run"
for table in 'counters counter' 'counters source' 'histograms histogram'; do
	set_field "${table% *}.tsv" 3 "${table#* }" "$(printf 'a\033[31m.wait')"
	bad "${table% *}\\.tsv:3: ${table#* } is 'a\?\[31m\.wait', expected printable" "an escape sequence in a ${table#* }"
done
set_field samples.tsv 4 params "a'b"
bad 'samples\.tsv:4: params is ' 'params with a quote'

set_field counters.tsv 4 value x
bad 'counters\.tsv:4: value is' 'a counter that is no number'
fresh
sed -n 3p "$good/counters.tsv" >>"$run/counters.tsv"
bad 'counters\.tsv:[0-9]+: the same counter of the same cell as line 3' 'a counter twice'
set_field counters.tsv 3 unit bananas
bad 'counters\.tsv:[0-9]+: unit of module:' 'one counter in two units'
set_field histograms.tsv 4 low_ns 1.5
bad 'histograms\.tsv:4: low_ns is' 'a bucket that is no whole number'
set_field histograms.tsv 4 high_ns 1
bad 'histograms\.tsv:4: low_ns is .*less than high_ns' 'a bucket upside down'
set_field histograms.tsv 3 high_ns 1000000
bad 'histograms\.tsv:[0-9]+: the bucket overlaps' 'buckets that overlap'
fresh
sed -n 3p "$good/histograms.tsv" >>"$run/histograms.tsv"
bad 'histograms\.tsv:[0-9]+: the same bucket of the same cell as line 3' 'a bucket twice'
set_field histograms.tsv 3 count 999999999999999999999
bad 'histograms\.tsv:3: count is' 'a count beyond 64 bits'

fresh
echo '{"run": ' >"$run/env.json"
bad 'env\.json:[0-9]+: is not valid JSON' 'env.json cut off'
fresh
echo '{"run": [1], "notes": "x"}' >"$run/env.json"
bad "env\\.json: 'run' is not an object" 'env.json of another shape'
fresh
echo 'garbage' >>"$run/plan"
bad "plan:[0-9]+: 'garbage' is not of the form" 'a plan line without ='
fresh
echo 'baseline = null' >>"$run/plan"
bad "plan:[0-9]+: 'baseline' is set twice" 'a plan with two baselines'
fresh
sed -i '/^baseline/d' "$run/plan"
bad 'plan: names no baseline' 'a plan without a baseline'
fresh
sed -i 's/^baseline.*/baseline = spin lock/' "$run/plan"
bad "plan:[0-9]+: baseline: 'spin lock' is no config" 'a plan whose baseline can be no config'
fresh
sed -i 's/^configs.*/configs = spinlock ..\/rwsem/' "$run/plan"
bad "plan:[0-9]+: configs: '../rwsem' is no config" 'a plan with a path among its configs'

ok 'no argument: usage, exit 2' sh -c '"$1" 2>/dev/null; test $? -eq 2' - "$analyse"
ok 'two arguments: usage, exit 2' sh -c '"$1" a b 2>/dev/null; test $? -eq 2' - "$analyse"
ok 'an unknown option: usage, exit 2' sh -c '"$1" --frobnicate a 2>/dev/null; test $? -eq 2' - "$analyse"
done_testing
