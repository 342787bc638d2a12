#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# shellcheck disable=SC2016,SC2317 # $1 is for the inner shell; tap.sh calls the functions
# Every plot of a run: drawn without a word on stderr, well-formed, holding what
# the data hold, and the emulation note; and what happens without data.
. "$(dirname -- "$0")/../../scripts/lib/tap.sh"

analyse=${RMAPLOCK_BUILD:-$TAP_ROOT/build}/analysis/rmaplock-analyse
plots=$TAP_ROOT/plots

# made_run NAME [KEY=VALUE...]: a run folder, analysed.
made_run() {
	run=$TAP_TMP/$1
	shift
	"$TAP_ROOT/tests/lib/fake-run" "$run" "$@" && "$analyse" "$run" >/dev/null &&
		"${analyse%analyse}scale" --tsv -- "$run" >"$run/scale.tsv"
}

quietly() {
	"$@" >"$TAP_TMP/drawn" 2>"$TAP_TMP/talk" || return 1
	cat "$TAP_TMP/talk" >&2
	test ! -s "$TAP_TMP/talk"
}

# texts FILE: what is written in an SVG, one piece a line.
texts() {
	tr '\n' ' ' <"$1" | sed 's/<\/text>/&\n/g' | sed -n 's/.*<text[^>]*>\(.*\)<\/text>.*/\1/p' |
		sed 's/<[^>]*>//g; s/&#160;/ /g' | tr -s ' ' | sed 's/^ //; s/ $//'
}

# shows PLOT TEXT
shows() {
	texts "$run/plots/$1.svg" >&2
	texts "$run/plots/$1.svg" | grep -F -q -e "$2"
}

# without PLOT LINE: nothing in it says just that
without() {
	texts "$run/plots/$1.svg" >&2
	! texts "$run/plots/$1.svg" | grep -q -F -x -e "$2"
}

is_png() {
	test "$(head -c 8 "$1" | od -An -tx1 | tr -d ' ')" = 89504e470d0a1a0a && test "$(wc -c <"$1")" -gt 5000
}

ok 'a run is made' made_run usual breakdown_reps=2 holders_reps=2 reps=12 tasks='1 2 4 8' workloads='fork_exit:areas=8 fork_exit:areas=64'
awk -F '\t' -v OFS='\t' '{ print } $7 ~ /wait$/ { $7 = "ftrace-hist:" $7; print }' "$run/histograms.tsv" >"$TAP_TMP/histograms"
cp "$TAP_TMP/histograms" "$run/histograms.tsv"
awk -F '\t' -v OFS='\t' '{ print } $7 == "perf" { $2 = $7 = "lock-events"; $8 = "rwsem_" $8; print }
	$8 == "rwsem_context-switches" { $8 = "lock_nothing"; $9 = 0; print }' "$run/counters.tsv" >"$TAP_TMP/counters"
cp "$TAP_TMP/counters" "$run/counters.tsv"
awk -F '\t' -v OFS='\t' '{ print } $2 == "perf" { $2 = "lock-events"; print }' "$run/samples.tsv" >"$TAP_TMP/samples"
cp "$TAP_TMP/samples" "$run/samples.tsv"
ok 'with waits that ftrace saw, and lock events, too' "$analyse" "$run"
ok 'all its plots are drawn, and nothing is said' quietly "$plots/render" "$run"
for script in "$plots"/*.gp; do
	name=$(basename "$script" .gp)
	ok "$name: its path is printed" grep -q "/plots/$name.svg\$" "$TAP_TMP/drawn"
	ok "$name: a PNG" is_png "$run/plots/$name.png"
	ok "$name: an SVG that is complete" sh -c 'tail -n 2 "$1" | grep -q "</svg>"' - "$run/plots/$name.svg"
	ok "$name: says that it is emulated" shows "$name" 'emulated: ratios and shapes only'
	ok "$name: says where it is from" shows "$name" 'run made-up, subject model, target vm, kernel 6.1.0-0-cloud-amd64, accelerator tcg'
	for config in null spinlock rwlock mutex rwsem rwsem-fifo semaphore aa-spinlock; do
		test "$name $config" = 'ratio spinlock' || ok "$name: has $config" shows "$name" "$config"
	done
done
ok 'throughput: unit on its axis' shows throughput forks/s
ok 'throughput: number of blocks' shows throughput 'n = 12 blocks'
ok 'strip: unit on its axis' shows strip forks/s
ok 'strip: number of blocks' shows strip 'n = 12 blocks'
ok 'fairness: an index for each config' shows fairness "Jain's index 0.9"
ok 'lock_events: an event' shows lock_events 'rwsem_context-switches (fork_exit areas=8)'
ok 'lock_events: what is 0 has no panel' without lock_events 'lock_nothing (fork_exit areas=8)'
first_switches() {
	"$plots/data" lock_events against-tasks "$run/summary.tsv" lock-events: | awk 'found { exit !($2 >= 2) } /^\$data/ { found = 1 }'
}
ok 'lock_events: the first panel has the values of the first that is not' first_switches
ok 'lock_events: and is counted' shows lock_events 'are 0 throughout'
ok 'usl: the law of each config' shows usl 'knee at'
# bands KNEE LOW HIGH: so many fewer than panels, if the law of the first config and load has that knee and all others have one at 4 tasks
bands() {
	awk -F '\t' -v OFS='\t' -v knee="$1" -v low="$2" -v high="$3" 'FNR > 2 { $8 = 4; $9 = 3; $10 = 6 } FNR == 3 { $8 = knee; $9 = low; $10 = high } { print }' \
		"$run/scale.tsv" >"$TAP_TMP/knees/scale.tsv"
	cp "$run/summary.tsv" "$run/env.json" "$TAP_TMP/knees"
	gnuplot -c "$plots/usl.gp" "$TAP_TMP/knees/summary.tsv" "$TAP_TMP/knees/usl.svg" || return 2
	drawn=$(grep -c '<path.*rgb(224, 224, 224)\|<polygon.*rgb(224, 224, 224)' "$TAP_TMP/knees/usl.svg")
	missing=$(($(sed 1,2d "$run/scale.tsv" | wc -l) - drawn))
	echo "$missing missing of $drawn and these" >&2
	test "$missing" -eq "$4"
}
mkdir "$TAP_TMP/knees"
ok 'usl: a band at each knee' bands 4 3 6 0
ok '  and at one whose interval ends nowhere' bands 4 3 - 0
ok '  and at one that is not measured, but its interval begins on the axis' bands 20 7 30 0
ok '  no knee, no band, wherever resamples have one' bands - 3 - 1
ok '  nor without an interval' bands 4 - - 1
ok '  nor beyond the axis' bands 40 20 - 1
ok 'heat: the baseline is 1 of itself' shows heat '1.00'
ok 'heat: a bold ratio for the convoy' grep -q 'font-weight="bold" *>0\.[0-9][0-9]<' "$run/plots/heat.svg"
ok 'ratio: a verdict' shows ratio slower
ok 'switches: unit on its axis' shows switches switches/fork
ok 'hold: of each lock' shows hold 'anon_vma, write lock (fork_exit areas=8, 8 tasks)'
ok 'hold: of the model' shows hold 'Time that a lock is held, in the model'
# every lock is held, and few are waited for: a curve of holds begins at 1
all_held() {
	"$plots/data" hold times "$run/summary.tsv" hold | awk '/^\$data/ { on = 1; next } /^EOD/ { exit bad || !curves }
		on && NF == 2 && $1 != "NaN" { if (!inside) { curves++; bad += $2 != 1 } inside = 1 } on && !NF { inside = 0 }'
}
ok 'hold: of all values' all_held
ok 'wait: who never waited' shows wait 'never waited: null'
# two collectors, one name for what they saw: of each its own, the second five times as long
made_run two-collectors reps=6 configs='spinlock rwsem' tasks=8
awk -F '\t' -v OFS='\t' 'FNR > 2 && $2 == "timing" { print; $2 = "other"; $1 += 100 } { print }' "$run/samples.tsv" >"$TAP_TMP/samples"
awk -F '\t' -v OFS='\t' 'FNR > 2 && $2 == "timing" { print; $2 = "other"; $1 += 100; $8 *= 5; $9 *= 5 } { print }' "$run/histograms.tsv" >"$TAP_TMP/histograms"
awk -F '\t' -v OFS='\t' 'FNR > 2 && $2 == "timing" { print; $2 = "other"; $1 += 100 } { print }' "$run/counters.tsv" >"$TAP_TMP/counters"
for table in samples histograms counters; do
	cp "$TAP_TMP/$table" "$run/$table.tsv"
done
quietly "$analyse" "$run"
mkdir "$run/plots"
ok 'wait: two collectors with one name for what they saw' quietly gnuplot -c "$plots/wait.gp" "$run/summary.tsv" "$run/plots/wait.svg"
ok '  a panel for the one' shows wait 'anon_vma, write lock (fork_exit areas=8, 8 tasks; timing)'
ok '  and one for the other' shows wait 'anon_vma, write lock (fork_exit areas=8, 8 tasks; other)'
ascending() {
	"$plots/data" wait times "$run/summary.tsv" wait | awk '/^\$data/ { on = 1; next } /^EOD/ { exit bad || curves < 4 }
		on && NF == 2 { bad += $1 + 0 <= before; if (!before) curves++; before = $1 + 0 } on && !NF { before = 0 }'
}
ok '  each curve goes one way' ascending
cut -f 1-8 "$run/distributions.tsv" >"$TAP_TMP/older"
cp "$TAP_TMP/older" "$run/distributions.tsv"
ok '  a table that does not say who took it is drawn' quietly gnuplot -c "$plots/wait.gp" "$run/summary.tsv" "$run/plots/wait.svg"
run=$TAP_TMP/usual
ok 'wait: of the model, and not of the kernel' shows wait 'Wait time of lock acquisitions, in the model'
ok 'breakdown: a state' shows breakdown lock_asleep
ok 'breakdown: a panel for each number of tasks' shows breakdown 'fork_exit areas=8, 8 tasks'
ok 'breakdown: the unit of its axis' shows breakdown 'time of all tasks for each fork'
ok 'breakdown: how many cells' shows breakdown 'n = 2'
drawn_pieces() {
	"$plots/data" breakdown breakdown "$run/summary.tsv" '' | awk '/^\$data/ { on = 1; next } /^EOD/ { exit } on && NF == 3 && $3 > $2 { n++ } END { exit n != 160 }'
}
ok 'breakdown: a piece for each state that took time' drawn_pieces
ok 'holders: a place' shows holders write.unlink
ok 'holders: a share' shows holders 50
ok 'holders: who never waited' shows holders 'nobody was seen to wait: null'
ok 'holders: a panel for a lock of a config' shows holders 'rwsem-fifo, anon_vma (fork_exit areas=64, 8 tasks)'
# at 8 tasks: 7 configs, 2 workloads, 3 pairs; the share of the second is in the row of forks and the column of unlinks
drawn_pairs() {
	"$plots/data" holders holders "$run/summary.tsv" '' | awk '/^\$data/ { on = 1; next } /^EOD/ { exit } on && NF == 4 { n++; right += /^2 1 0.25/ } END { exit n != 42 || right != 14 }'
}
ok 'holders: each pair in its place' drawn_pairs
# panels_of METRIC: their titles, in order, drawn from rows that are in reverse
panels_of() {
	mkdir -p "$TAP_TMP/reverse"
	cp "$run/summary.tsv" "$TAP_TMP/reverse/"
	{ head -n 2 "$run/samples.tsv" && tail -n +3 "$run/samples.tsv" | tac; } >"$TAP_TMP/reverse/samples.tsv"
	"$plots/data" "$1" cells "$TAP_TMP/reverse/summary.tsv" "$1" | sed -n 's/^title\[[0-9]*\] = .fork_exit \(.*\).$/\1/p' | paste -sd ';'
}
ok 'strip: panels in the order of the tables, whatever that of the cells' \
	test "$(panels_of strip)" = "$(printf 'areas=%s;' '8, 1 task' '8, 2 tasks' '8, 4 tasks' '8, 8 tasks' '64, 1 task' '64, 2 tasks' '64, 4 tasks')areas=64, 8 tasks"
ok 'fairness: likewise' test "$(panels_of fairness)" = \
	"$(printf 'areas=%s;' '8, 2 tasks' '8, 4 tasks' '8, 8 tasks' '64, 2 tasks' '64, 4 tasks')areas=64, 8 tasks"
ok 'dose: its knob is found in the data' shows dose 'areas (log scale)'
ok 'dose: a panel for each number of tasks' shows dose 'fork_exit, 8 tasks'
ok 'dose: how many blocks' shows dose 'n = 12 blocks'
ok 'perf: a panel for an event' shows perf 'lock:contention_begin (fork_exit areas=8)'
ok 'perf: what the machine lacks' shows perf 'not supported by this machine: cycles, instructions'
ok 'no plot names a config' sh -c '! grep -E -w "spinlock|rwlock|mutex|rwsem|semaphore" "$1"/*.gp "$1"/*.inc "$1"/*.awk "$1"/*/*.gp "$1"/*/*.awk' - "$plots"
ok 'no plot names a knob' sh -c '! grep -E -w "areas|pages" "$1"/*.gp "$1"/*.inc "$1"/*.awk' - "$plots"

made_run fewer configs='spinlock rwsem aa-spinlock' workloads='fork_exit split:areas=2' tasks=4
ok 'another run: one number of tasks, two workloads' "$plots/render" "$run"
ok '  both are there' shows throughput 'split areas=2'
ok '  its number of tasks' shows ratio 'fork_exit, 4 tasks'

ok '  no knob varies, so there is no dose' test ! -e "$run/plots/dose.svg"
refused 4 '^dose: no knob of a workload takes several values: ' 'dose: gnuplot itself ends with 4' \
	gnuplot -c "$plots/dose.gp" "$run/summary.tsv" "$TAP_TMP/x.svg"

made_run doses subject=kernel collector_reps=0 tasks=8 configs='spinlock rwsem-fifo aa-spinlock' \
	workloads='fork_exit:areas=0 fork_exit:areas=4 fork_exit:areas=8,pages=2 fork_exit:areas=64 fork_exit split:pages=1 split:pages=2'
dose() {
	mkdir -p "$run/plots"
	gnuplot -c "$plots/dose.gp" "$run/summary.tsv" "$run/plots/dose.svg"
}
ok 'doses: 0, two workloads, and one more knob' quietly dose
ok '  0 has no place on a logarithmic axis' shows dose 'areas (log scale; 0 stands aside)'
ok '  a small span is linear' sh -c 'sed "s/&#160;/ /g" "$1" | grep -q ">pages<"' - "$run/plots/dose.svg"
ok '  a dose that the data do not hold is named' shows dose 'left out, its value is not in the data: areas of fork_exit'
ok '  other values of another knob are not mixed in' without dose 8
# the ratio and interval that the summary has of 4 areas, where the axis has log2(4)
drawn_at_4() {
	wanted=$(awk -F '\t' '$1 == "rwsem-fifo" && $4 == "areas=4" && $6 == "ops_per_sec" { print $16, $17, $18 }' "$run/summary.tsv")
	"$plots/data" dose dose "$run/summary.tsv" | grep -x -e "2 $wanted"
}
ok '  ratio and interval are the summary'"'s" drawn_at_4
ok '  it is of the kernel' shows dose 'run made-up, subject kernel, target vm'
made_run strong loss=0.85 collector_reps=0 tasks=8 reps=5 configs='spinlock rwsem-fifo' workloads='fork_exit:areas=1 fork_exit:areas=8'
ok 'large effects, too few blocks for intervals, no A/A pair' quietly dose
ok '  a log scale for the ratio' shows dose 0.7
ok '  and no linear one' without dose 0.4

# a folder that somebody sent: what it holds is drawn, and nothing of it is run
made_run sent holders_reps=1 tasks='1 8' configs='spinlock rwsem-fifo aa-spinlock' accelerator=icount
sed -i "s/\twaits\.anon_vma\.write\.fork\./\twaits.anon_vma.write.a' 1); system 'touch RUN'; #./" "$run/counters.tsv"
cd "$TAP_TMP" || exit
ok 'a site whose name is a command' "$analyse" "$run"
sent_drawn() {
	quietly gnuplot -c "$plots/holders.gp" "$run/summary.tsv" "$run/holders.svg"
}
ok '  is drawn' sent_drawn
ok '  by its name' sh -c 'sed "s/&#160;/ /g" "$1" | grep -q "system ?touch RUN?"' - "$run/holders.svg"
ok '  and not run' test ! -e RUN
sed -i "s/made-up/it''s x/" "$run/env.json"
ok 'a run with two quotes in its name' sent_drawn
ok '  has that name' sh -c 'sed "s/&#160;/ /g" "$1" | grep -q -F "run it'\'\''s x, subject"' - "$run/holders.svg"
ok '  and is emulated, as its instructions are counted' grep -q -F 'emulated: ratios' "$run/holders.svg"

made_run users collector_reps=0 tasks='1 2 8' configs='spinlock rwsem-fifo aa-spinlock' workloads='aim7:areas=8,mix=high_systime'
against_users() {
	mkdir -p "$run/plots"
	gnuplot -c "$plots/throughput.gp" "$run/summary.tsv" "$run/plots/throughput.svg"
}
ok "AIM7's throughput" quietly against_users
ok '  is in jobs per minute' shows throughput jobs/min
ok '  against users' shows throughput 'Throughput against users'
x_axis() {
	texts "$run/plots/throughput.svg" | grep -q -x "$1"
}
ok '  as its axis says, too' x_axis users
# Of the suspect at 8 users: value and interval are 60 times the summary's, to the digits that awk prints.
drawn_per_minute() {
	"$plots/data" throughput against-tasks "$run/summary.tsv" ops_per_sec >"$TAP_TMP/drawn"
	awk -F '\t' 'NR == FNR {
			if ($1 == "rwsem-fifo" && $5 == 8 && $6 == "ops_per_sec")
				for (i = 13; i <= 15; i++)
					wanted[i - 11] = 60 * $i
			next
		}
		{
			split($0, drawn, " ")
			good = wanted[2] > 0
			for (i = 2; i <= 4; i++)
				good = good && (drawn[i] / wanted[i] - 1) ^ 2 < 1e-10
			found += good
		}
		END { exit found != 1 }' "$run/summary.tsv" "$TAP_TMP/drawn"
}
ok '  with its interval' drawn_per_minute

awkward="$TAP_TMP/it's a \"run\" \$HOME"
mkdir "$awkward"
cp "$run"/*.tsv "$run/env.json" "$awkward"
run=$awkward
ok 'a path with quotes and blanks' "$plots/render" "$run"

made_run bare configs='spinlock aa-spinlock' collector_reps=0
rm "$run/counters.tsv" "$run/histograms.tsv"
"$analyse" "$run" >/dev/null
ok 'a run without collectors is drawn' sh -c '"$1" "$2" 2>"$3"' - "$plots/render" "$run" "$TAP_TMP/talk"
ok '  perf says what it misses' grep -q '^perf: counters.tsv is not there: ' "$TAP_TMP/talk"
ok '  wait says what it misses' grep -q '^wait: the run has no wait times: ' "$TAP_TMP/talk"
ok '  dose says what it misses' grep -q '^dose: no knob of a workload' "$TAP_TMP/talk"
ok '  so does that of holds' grep -q '^hold: the run has no hold times: ' "$TAP_TMP/talk"
ok '  and that of ftrace' grep -q '^wait_ftrace: the run has no wait times: ' "$TAP_TMP/talk"
ok '  and that of the law' grep -q '^usl: no law is fitted: ' "$TAP_TMP/talk"
ok '  and that of states' grep -q '^breakdown: no cell has its time broken down: ' "$TAP_TMP/talk"
ok '  and that of holders' grep -q '^holders: nobody is known to have waited' "$TAP_TMP/talk"
ok '  and that of lock events' grep -q '^lock_events: counters.tsv is not there: ' "$TAP_TMP/talk"
ok '  nine lines, no more' test "$(wc -l <"$TAP_TMP/talk")" -eq 9
ok '  neither is drawn' test ! -e "$run/plots/perf.svg" -a ! -e "$run/plots/wait.png"
refused 4 '^perf: ' 'gnuplot itself ends with 4' gnuplot -c "$plots/perf.gp" "$run/summary.tsv" "$TAP_TMP/x.svg"

{
	printf '# rmaplock counters 1\nblock\tcollector\tconfig\tworkload\tparams\ttasks\tsource\tcounter\tvalue\tunit\n'
	printf '11\tperf\tspinlock\tfork_exit\t-\t1\tperf\tunavailable\t-\tno perf on this machine\n'
} >"$run/counters.tsv"
refused 4 '^perf: nothing was counted by perf: no perf on this machine$' 'a collector that was not available' \
	gnuplot -c "$plots/perf.gp" "$run/summary.tsv" "$TAP_TMP/x.svg"
rm "$run/env.json"
ok 'without env.json' quietly gnuplot -c "$plots/throughput.gp" "$run/summary.tsv" "$TAP_TMP/x.svg"
ok '  the plot says so' grep -q 'env.json is absent' "$TAP_TMP/x.svg"
echo '{' >"$run/env.json"
refused 2 'env.json is not what' 'a broken env.json' gnuplot -c "$plots/throughput.gp" "$run/summary.tsv" "$TAP_TMP/x.svg"
echo '{}' >"$run/env.json"
refused 2 'neither .svg nor .png' 'a third kind of picture' gnuplot -c "$plots/throughput.gp" "$run/summary.tsv" "$TAP_TMP/x.gif"
refused 2 '^usage: ' 'no arguments' gnuplot -c "$plots/throughput.gp"
refused 2 'cannot read .*rmaplock-analyse' 'a run that was not analysed' "$plots/render" "$TAP_TMP"
ok 'a run of few configs and few numbers of tasks' made_run few reps=6 configs='spinlock rwsem' tasks='8 16'
failures() {
	awk -F '\t' -v OFS='\t' -v count="$1" 'FNR == 2 { for (i = 1; i <= NF; i++) column[$i] = i }
		FNR > 2 && $2 == "none" && n++ < count { $column["status"] = "failed"; $column["reason"] = "it died" } { print }' \
		"$run/samples.tsv" >"$run/x/samples.tsv" && gnuplot -c "$plots/strip.gp" "$run/x/summary.tsv" "$run/plots/strip.svg"
}
mkdir "$run/x" "$run/plots"
cp "$run/plan" "$run/env.json" "$run/summary.tsv" "$run/x"
ok 'strip: a cell failed' failures 1
ok '  one' shows strip ', 1 cell failed'
ok 'strip: two cells failed' failures 2
ok '  two' shows strip ', 2 cells failed'
rm -r "$run/x" "$run/plots"
beside() {
	"$plots/data" throughput against-tasks "$run/summary.tsv" ops_per_sec >"$TAP_TMP/drawn"
	awk '/^\$data/ { on = 1; next } /^EOD/ { exit } on && NF == 4 { n++; near += ($1 > 7.5 && $1 < 8.5) || ($1 > 15 && $1 < 17) } END { exit n != 4 || near != n }' "$TAP_TMP/drawn"
}
ok '  each stands beside its number' beside
sed -i '1s/1/9/' "$run/summary.tsv"
refused 2 'not a summary of version 1' 'another version' gnuplot -c "$plots/throughput.gp" "$run/summary.tsv" "$TAP_TMP/x.svg"
done_testing
