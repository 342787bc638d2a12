# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=sh
# From a checked plan to plots: the part of `rmaplock run` that does things. Sourced by cmd/run, whose variables it uses.

for lib in packages env run progress resume blocks; do
	. "$RMAPLOCK_ROOT/scripts/lib/$lib.sh"
done

measure() {
	RUN_TARGET=$RMAPLOCK_ROOT/scripts/target/$target
	RUN_SUBJECT=$RMAPLOCK_ROOT/scripts/subjects/$(plan_value "$RUN_TMP/plan" subject)
	export RUN_TARGET RUN_SUBJECT
	"$RUN_TARGET" check || exit
	packages_ensure build run "$target"
	# shellcheck disable=SC2046 # a list of names
	"$RUN_SUBJECT" prepare $(plan_value "$RUN_TMP/plan" configs) || exit
	measure_needs
	trap 'run_stop; rm -rf "$RUN_TMP"' EXIT
	if test -z "$resume"; then
		measure_new
	else
		measure_again
	fi
	status=0
	blocks_run || status=$?
	env_write "$RUN"
	test -z "$BLOCKS_REFUSED" || exit "$status"
	measure_report || status=1
	test -z "$trace" || measure_trace || status=1
	exit "$status"
}

# measure_needs: the workloads must have been built, and agree with the knobs.
measure_needs() {
	for item in $(plan_value "$RUN_TMP/plan" workloads); do
		workload=$RMAPLOCK_BUILD/workloads/${item%%:*}
		test -x "$workload" || die "$EXIT_FAILED" "the build made no $workload: see 'rmaplock build'"
		set -- "$workload" --describe
		case $item in
		*:*) set -- "$@" --knob "${item#*:}" ;;
		esac
		"$@" >/dev/null 2>"$RUN_TMP/describe" ||
			die "$EXIT_USAGE" "--workloads: '$item': $(tail -n 1 "$RUN_TMP/describe")"
	done
}

measure_new() {
	CELL_BEGAN=$(date +%s)
	RUN=${out:-$RMAPLOCK_RESULTS/$(date -d "@$CELL_BEGAN" +%Y%m%d-%H%M%S)-${plan##*/}-$$}
	mkdir -p "$RUN" 2>/dev/null || die "$EXIT_FAILED" "cannot make the folder $RUN"
	RUN=$(cd "$RUN" && pwd -P)
	test -z "$(ls -A "$RUN")" || die "$EXIT_USAGE" "--out $RUN: the folder is not empty"
	measure_lock
	cp "$RUN_TMP/plan" "$RUN/plan"
	cp "$RUN_TMP/cells" "$RUN/cells.tsv"
	run_create
	# shellcheck disable=SC2046 # a list of names
	"$RUN_SUBJECT" publish "$RUN" $(plan_value "$RUN_TMP/plan" configs) || exit
	measure_circumstances >"$RUN/machine.tsv"
	lstopo-no-graphics --of xml - >"$RUN/topology.xml" 2>/dev/null || :
	env_write "$RUN"
	test -n "$out" || ln -sfn "${RUN##*/}" "$RMAPLOCK_RESULTS/latest"
}

measure_again() {
	measure_lock
	cmp -s "$RUN_TMP/planned" "$RUN/cells.tsv" || blocks_cells
	CELL_BEGAN=$(date -d "$(jq -r .run.started "$RUN/env.json")" +%s)
	if test ! -s "$RUN_TMP/cells" && ! blocks_open; then
		say "$RUN is complete: nothing to run"
		return
	fi
	measure_circumstances >"$RUN_TMP/machine.tsv"
	difference=$(resume_compare "$RUN/machine.tsv" "$RUN_TMP/machine.tsv")
	test -z "$difference" ||
		die "$EXIT_FAILED" "cannot go on with $RUN, its cells would not be comparable: $difference; start a new run"
	run_prune
	env_line note "completed with --resume at $(date -u +%FT%TZ)" >>"$RUN/machine.tsv"
}

# measure_lock: one rmaplock per run folder.
measure_lock() {
	exec 6>>"$RUN/log.txt"
	flock -n 6 || die "$EXIT_FAILED" "$RUN: another rmaplock is writing there"
}

# measure_circumstances: everything about this run that is known before it starts, as lines for env.json.
measure_circumstances() {
	env_rmaplock
	env_line subject "$(plan_value "$RUN_TMP/plan" subject)"
	env_line target "$target"
	env_line run.id "${RUN##*/}"
	env_line run.started "$(date -u -d "@$CELL_BEGAN" +%FT%TZ)"
	env_line run.seed "$(plan_value "$RUN_TMP/plan" seed)"
	env_line run.command "$command_line"
	env_host
	# shellcheck disable=SC2046 # a list of names
	"$RUN_SUBJECT" env $(plan_value "$RUN_TMP/plan" configs)
	"$RUN_TARGET" env | sed 's/^env\t//'
}

# measure_report: table and sentence to stdout, then where everything is; return 1 if cells failed or never ran.
measure_report() {
	mr_status=0
	run_counts
	if test "$((CELLS_FAILED + CELLS_MISSING))" -gt 0; then
		say "$CELLS_FAILED of $CELLS_ALL cells failed and $CELLS_MISSING never ran; the reasons are in $RUN/samples.tsv, the kernel's messages in $RUN/dmesg.txt; go on with: rmaplock run --resume $RUN"
		mr_status=1
	fi
	if test "$CELLS_MISSING" -eq "$CELLS_ALL"; then
		return 1
	fi
	"$RMAPLOCK_ROOT/scripts/cmd/plots" "$RUN" || mr_status=1
	return "$mr_status"
}

# measure_trace: one more cell, with the collector trace on: the one that loses most against the baseline.
measure_trace() {
	awk -F '\t' -v OFS='\t' -v baseline="$(plan_value "$RUN/plan" baseline)" '
		FNR == 1 { file++ }
		FNR == 2 { for (i = 1; i <= NF; i++) column[$i] = i }
		FNR <= 2 { next }
		file == 1 && $column["metric"] == "ops_per_sec" && $column["config"] != baseline && $column["config"] !~ /^aa-/ &&
			$column["ratio"] != "-" && (worst == "" || $column["ratio"] < ratio) {
			ratio = $column["ratio"] + 0
			worst = $column["config"] OFS $column["workload"] OFS $column["params"] OFS $column["tasks"]
		}
		file == 2 && $column["block"] > block { block = $column["block"] + 0 }
		file == 2 && $column["order"] > order { order = $column["order"] + 0 }
		END {
			if (worst == "")
				exit 1
			print "# rmaplock cells 1"
			print "block", "order", "collector", "config", "workload", "params", "tasks"
			print block + 1, order + 1, "trace", worst
		}' "$RUN/summary.tsv" "$RUN/samples.tsv" >"$RUN_TMP/todo" || {
		say "--trace: no config has a ratio to the baseline, so none is the worst"
		return 1
	}
	RUN_SECONDS=$trace
	RUN_BLOCKS=$(tail -n 1 "$RUN_TMP/todo" | cut -f 1)
	mt_status=0
	run_target || mt_status=$?
	mt_file=$RUN/collected/$(tail -n 1 "$RUN_TMP/todo" | cut -f 2)-trace
	for mt_kept in "$mt_file.dat" "$mt_file.txt"; do
		test ! -e "$mt_kept" || printf '%s\n' "$mt_kept"
	done
	{ test "$mt_status" -eq 0 && ls "$mt_file".* >/dev/null 2>&1; } || {
		say "--trace: the cell with the largest loss ($(tail -n 1 "$RUN_TMP/todo" | cut -f 4-)) was not traced: see $RUN/log.txt and the last row of $RUN/samples.tsv"
		return 1
	}
}
