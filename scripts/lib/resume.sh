# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=sh
# Completing a run folder. Needs common.sh, plan.sh and run.sh's todo.awk.

# resume_read FOLDER: set RUN, target, and RUN_TMP/{plan,cells}: the cells that are still to be run.
resume_read() {
	test -d "$1" || die "$EXIT_USAGE" "--resume $1: no such folder"
	RUN=$(cd "$1" && pwd -P)
	for rr_file in plan cells.tsv samples.tsv counters.tsv histograms.tsv env.json; do
		test -f "$RUN/$rr_file" || die "$EXIT_USAGE" "--resume $1: not a run folder, it has no $rr_file"
	done
	target=$(jq -r '.target // ""' "$RUN/env.json" 2>/dev/null) ||
		die "$EXIT_USAGE" "--resume $1: its env.json is not JSON"
	plan_check "$RUN/plan" /dev/null >"$RUN_TMP/plan" || exit
	plan_cells "$RUN_TMP/plan" >"$RUN_TMP/planned"
	cmp -s "$RUN_TMP/planned" "$RUN/cells.tsv" || resume_before ||
		die "$EXIT_USAGE" "--resume $1: its cells.tsv does not follow from its plan: one of them was changed"
	awk -f "$RMAPLOCK_ROOT/scripts/lib/todo.awk" "$RUN/samples.tsv" "$RUN_TMP/planned" >"$RUN_TMP/cells"
}

# resume_before: was it ended between writing how many blocks the pilot or a look asks for and writing their cells?
resume_before() {
	cp "$RUN_TMP/plan" "$RUN_TMP/before"
	plan_set "$RUN_TMP/before" stopped 0
	! plan_cells "$RUN_TMP/before" | cmp -s - "$RUN/cells.tsv" || return 0
	plan_begin "$RUN_TMP/before"
	plan_cells "$RUN_TMP/before" | cmp -s - "$RUN/cells.tsv"
}

# resume_compare OLD NEW (machine.tsv files): cells of two kernels or two sets of modules are not one run.
resume_compare() {
	awk -F '\t' '
		FNR == 1 { file++ }
		$1 !~ /^(modules\..*\.sha256|kernels\..*\.sha256|kernel\.config_sha256|accelerator|host\.cpu|host\.cpus)$/ { next }
		file == 1 { old[$1] = $2; next }
		($1 in old) && old[$1] != $2 { print $1 " was " old[$1] " and is " $2; exit }
	' "$1" "$2"
}
