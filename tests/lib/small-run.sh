# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=sh disable=SC2317 # tap.sh calls these
# Run folders small enough to be worked out by hand, and what the analysis makes
# of them. Sourced after tap.sh; the sanitized build runs.

analyse=${RMAPLOCK_BUILD:-$TAP_ROOT/build}/analysis/sanitized/rmaplock-analyse
run=$TAP_TMP/run

# new_run: an empty folder whose samples.tsv has but its header.
new_run() {
	rm -rf "$run"
	mkdir "$run"
	printf 'configs = spinlock rwsem\nbaseline = spinlock\naa = yes\n' >"$run/plan"
	{
		echo '# rmaplock samples 1'
		printf 'block\tcollector\tconfig\tworkload\tparams\ttasks\torder\tstatus\treason\tstarted_s\tduration_s\tops\t'
		printf 'ops_per_sec\ttask_ops_min\ttask_ops_max\tjain\tvoluntary_switches\tinvoluntary_switches\t'
		printf 'switches_per_op\tacquired\tcontended\tcontended_share\tviolations\n'
	} >"$run/samples.tsv"
	for table in counters:'source\tcounter\tvalue\tunit' histograms:'histogram\tlow_ns\thigh_ns\tcount'; do
		printf "# rmaplock %s 1\nblock\tcollector\tconfig\tworkload\tparams\ttasks\t%b\n" \
			"${table%%:*}" "${table#*:}" >"$run/${table%%:*}.tsv"
	done
}

# cell BLOCK CONFIG OPS [STATUS [REASON [COLLECTOR [SHARE [VIOLATIONS]]]]]
cell() {
	printf '%s\t%s\t%s\tfork_exit\tareas=8\t8\t1\t%s\t%s\t0.5\t1.0\t%s\t%s\t1\t2\t1\t3\t4\t2.1\t100\t10\t%s\t%s\n' \
		"$1" "${6:-none}" "$2" "${4:-ok}" "${5:--}" "$3" "$3" "${7:-0.1}" "${8:-0}" >>"$run/samples.tsv"
}

# id BLOCK CONFIG COLLECTOR
id() {
	printf '%s\t%s\t%s\tfork_exit\tareas=8\t8\t' "$1" "$3" "$2"
}

# field CONFIG METRIC COLUMN
field() {
	awk -F '\t' -v config="$1" -v metric="$2" -v name="$3" '
		FNR == 2 { for (i = 1; i <= NF; i++) column[$i] = i }
		FNR > 2 && $column["config"] == config && $column["metric"] == metric { print $column[name] }
	' "$run/summary.tsv"
}

# is EXPECTED CONFIG METRIC COLUMN
is() {
	got=$(field "$2" "$3" "$4")
	echo "expected '$1', got '$got'" >&2
	test "$got" = "$1"
}

analysed() {
	"$analyse" "$run" >"$TAP_TMP/report" 2>"$TAP_TMP/talk" || return 1
	cat "$TAP_TMP/report" "$TAP_TMP/talk"
}

says() {
	grep -q -e "$1" "$TAP_TMP/report"
}
