#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# shellcheck disable=SC2016,SC2086,SC2317 # $1 is for the inner shell; $report is two words; tap.sh calls the functions
# The page: whole, escaped, without the network, with what the tables say; and what is refused.
. "$(dirname -- "$0")/../../scripts/lib/tap.sh"

export RMAPLOCK_BUILD="${RMAPLOCK_BUILD:-$TAP_ROOT/build}"
tap_tree
report="$TAP_TREE/scripts/rmaplock report"
mkdir "$TAP_TMP/work"
cd "$TAP_TMP/work" || exit
run="it's <b>1 & 2"
"$TAP_ROOT/tests/lib/fake-run" "$run" reps=9 breakdown_reps=1 holders_reps=1 tasks='1 2 4 8' configs='spinlock rwsem rwsem-fifo aa-spinlock'
"$TAP_ROOT/tests/lib/fake-run" other reps=6 tasks='8' configs='spinlock rwsem aa-spinlock' seed=2 id=other
rm other/counters.tsv other/histograms.tsv
cp -R other third
sed -i 's/"other"/"third"/; s/"tcg"/"kvm"/; s/true/false/' third/env.json
sed -i 's/these numbers are made up/<script>alert(1)<\/script>/' "$run/env.json"
sed -i '6s/\tok\t-/\tfailed\tno <luck>/' "$run/samples.tsv"
(cd "$run" && cksum ./*) >before

ok 'a report of a run' $report "$run"
said '  says where it is' "/report\\.html$"
page=$run/report.html
(cd "$run" && cksum ./*) | grep -v report.html >after
ok '  the run is as it was' cmp before after
has() {
	grep -q -F -e "$1" "$page"
}
ok '  its sentence' has 'lock convoy'
ok '  a verdict' has '<td class="slower">slower</td>'
ok '  that it is emulated' has '<p class="mark">emulated: ratios and shapes only</p>'
ok '  a note, escaped' has '&lt;script&gt;alert(1)&lt;/script&gt;'
ok '  no script' sh -c '! grep -i "<script" "$1"' - "$page"
ok '  its title, escaped' has "<title>rmaplock: it's &lt;b&gt;1 &amp; 2</title>"
ok '  a failed cell' has 'no &lt;luck&gt;'
ok '  scalability' has '<h3>Scalability</h3>'
ok '  the command that repeats a cell' has "scripts/rmaplock run --plan 'results/it'\\''s &lt;b&gt;1 &amp; 2/plan'"
ok '  no path of this machine' sh -c '! grep -F -e "$2" -e "$3" "$1"' - "$page" "$TAP_TMP" "$TAP_ROOT"
ok '  the method' has '<h2>Method</h2>'
ok '  at least four plots' sh -c 'test "$(grep -c "<figure><svg" "$1")" -ge 4' - "$page"
ok '  no id twice' sh -c 'grep -o "[^a-z]id=[\"'\''][^\"'\'']*" "$1" | sort | uniq -d | grep . && exit 1; exit 0' - "$page"
ok '  each reference has its id' sh -c 'grep -o "href=.#[^\"'\'']*" "$1" | cut -c 8- | sort -u | while read -r id; do
	grep -q "id=.$id[\"'\'']" "$1" || { echo "$id" >&2; exit 1; }; done' - "$page"
ok '  nothing from the network' sh -c '! sed "s/xmlns[:a-z]*=\"[^\"]*\"//g" "$1" | grep -E "(src|href)=.(https?:)?//|@import|url\\([^#]"' - "$page"
ok '  raw data, linked to' has '<a href="samples.tsv">samples.tsv</a>'
ok '  where the time goes' sh -c 'grep -A 3 "^<pre>where the time of the tasks goes" "$1" | grep -q "config  *work  *lock_spinning  *ready"' - "$page"
ok '  and what the words mean' has '<b>lock_woken</b>: '
ok '  who waits for whom' sh -c 'grep -A 2 "^<pre>who waits for whom" "$1" | grep -q "config  *lock  *waiter  *write.fork"' - "$page"
ok '  and who overtakes whom' sh -c 'grep -A 2 "^how locks go" "$1" | grep -q "in_turn  *steals  *passed"' - "$page"
ok '  what collectors cost, with an interval' sh -c 'grep -A 3 "what collectors cost" "$1" | grep -q "perf .* % \[.*\] *over [0-9]* kinds of cells"' - "$page"
ok '  at most 2 MB' sh -c 'test "$(wc -c <"$1")" -le 2000000' - "$page"
ok '  which is HTML' sh -c 'sed "/<figure>/,/<\/figure>/d" "$1" | xmllint --html --noout - 2>&1 | grep "error" | grep -v "Tag [a-z]* invalid" && exit 1; exit 0' - "$page"

mkdir there "$run/collected"
ok 'a report of two' $report "$run" other --out there/page.html
page=there/page.html
ok '  what they are together' has '<h2>The runs together</h2>'
ok '  in one picture, too' has 'run by run'
ok '  a comparison' has 'B: run other, subject model'
ok '  both chapters' has '<h2>B: other</h2>'
ok '  raw data relative to the page' has '<a href="../other/samples.tsv">'
ok '  and what collectors kept' has 'collected">collected</a>'
ok "  and as a URL" has '<a href="../it'\''s%20%3Cb%3E1%20%26%202/samples.tsv">'
ok '  no id twice' sh -c 'grep -o "[^a-z]id=[\"'\''][^\"'\'']*" "$1" | sort | uniq -d | grep . && exit 1; exit 0' - "$page"
ok 'runs that make no sense together' $report other third --out there/page.html
ok '  are not compared, and the page says why' has 'Not compared: B is not emulated, A is emulated'
ok '  forced' $report other third --out there/page.html --force
ok '  it says so' has '<p class="mark">FORCED: B is not emulated, A is emulated'
ok 'nothing is left beside the page' test "$(find there | wc -l)" -eq 2

sed -i '5s/\t0$/\tx/' other/samples.tsv
rm there/page.html
refused 2 '/other/samples\.tsv:5: violations is' 'a bad number' $report "$run" other --out there/page.html
ok '  leaves no page' test ! -e there/page.html
refused 2 'is not a run folder' 'no run folder' $report there
refused 2 'no folder nowhere' 'nowhere to write to' $report "$run" --out nowhere/page.html
refused 2 'is a folder: name a file' 'a folder to write to' $report "$run" --out there
refused 2 "no option '--x'" 'an unknown option' $report --x
refused 2 'run folders, please' 'no argument' $report
done_testing
