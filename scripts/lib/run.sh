# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=sh
# Run the cells of a run folder that are still to be run. Needs common.sh and plan.sh.
# Set by the caller: RUN (the folder), RUN_TARGET (the target's program), RUN_TMP (a folder of ours), and, unless all blocks
# are meant, RUN_AFTER and RUN_UPTO: the last block before those, and the last of them.

RUN_TAB=$(printf '\t')
RUN_RETRIES=2

# run_create: the tables and logs of a new run folder.
run_create() {
	run_table samples order status reason started_s duration_s ops ops_per_sec task_ops_min task_ops_max jain \
		voluntary_switches involuntary_switches switches_per_op acquired contended contended_share violations
	run_table counters source counter value unit
	run_table histograms histogram low_ns high_ns count
	: >"$RUN/dmesg.txt"
	: >"$RUN/console.log"
}

run_table() {
	rt_name=$1
	shift
	{
		printf '# rmaplock %s 1\n' "$rt_name"
		echo block collector config workload params tasks "$@" | tr ' ' '\t'
	} >"$RUN/$rt_name.tsv"
}

# run_prune: what a crash left half-written goes.
run_prune() {
	for rp_table in histograms counters samples; do
		rp_file=$RUN/$rp_table.tsv
		test -z "$(tail -c 1 "$rp_file")" || echo >>"$rp_file"
		awk -f "$RMAPLOCK_ROOT/scripts/lib/prune.awk" "$RUN/samples.tsv" "$rp_file" >"$RUN_TMP/table"
		cat "$RUN_TMP/table" >"$rp_file.new"
		mv "$rp_file.new" "$rp_file"
	done
}

run_todo() {
	awk -v after="${RUN_AFTER:-0}" -v upto="${RUN_UPTO:-0}" -f "$RMAPLOCK_ROOT/scripts/lib/todo.awk" "$RUN/samples.tsv" "$RUN/cells.tsv"
}

# run_cells: run what is to be run; return the target's status (0: everything was run). A fault of the emulator gets
# another try, and so does a cell that hung with a collector on: once in some 150 cells with perf, a guest under QEMU 7.2's
# emulation loses a timer or an interrupt between its CPUs and stands still (never seen without a collector).
run_cells() {
	rc_tries=0
	while :; do
		run_todo >"$RUN_TMP/todo"
		test -s "$RUN_TMP/todo" || return 0
		rc_status=0
		run_target || rc_status=$?
		rc_tries=$((rc_tries + 1))
		case $PROGRESS_HUNG in
		'' | none) ;;
		*) rc_status=75 ;;
		esac
		{ test "$rc_status" -eq 75 && test "$rc_tries" -le "$RUN_RETRIES"; } || break
		say "that is taken for a fault of the emulator: going on where it stopped (try $((rc_tries + 1)))"
	done
	test "$rc_status" -ne 75 || rc_status=1
	return "$rc_status"
}

# run_target: one go at the cells in RUN_TMP/todo. RUN_SECONDS is the length of their window, if not the plan's.
run_target() {
	CELL_SECONDS=${RUN_SECONDS:-$(plan_value "$RUN/plan" seconds)}
	CELL_WARMUP=$(plan_value "$RUN/plan" warmup_seconds)
	CELL_PIN=$(plan_value "$RUN/plan" pin)
	CELL_SEED=$(plan_value "$RUN/plan" seed)
	CELL_LIMIT=$(awk -v a="$CELL_SECONDS" -v b="$CELL_WARMUP" 'BEGIN { printf "%d\n", a + b + 31 }')
	export CELL_SECONDS CELL_WARMUP CELL_PIN CELL_SEED CELL_LIMIT CELL_BEGAN
	rm -f "$RUN_TMP/stream" "$RUN_TMP/err" "$RUN_TMP/progress"
	mkfifo "$RUN_TMP/stream" "$RUN_TMP/err"
	(cd "$RUN" && exec busybox awk -v progress="$RUN_TMP/progress" -f "$RMAPLOCK_ROOT/scripts/lib/rows.awk") \
		<"$RUN_TMP/stream" 6>&- &
	rt_rows=$!
	busybox awk '/^run\tover$/ { exit } { print >>"/dev/stderr"; print >>log_file; close(log_file) }' \
		log_file="$RUN/log.txt" "$RUN_TMP/err" 6>&- &
	rt_talk=$!
	# So that a reason can be put in when the target hangs, and an end when something of it lives on.
	exec 7>"$RUN_TMP/stream" 8>"$RUN_TMP/err"
	# If we are killed with -9, the target gets TERM and can clean up.
	setpriv --pdeathsig TERM "$RUN_TARGET" run "$RUN" "$RUN_TMP/todo" >"$RUN_TMP/stream" 2>"$RUN_TMP/err" 6>&- 7>&- 8>&- &
	RUN_TARGET_PID=$!
	progress_watch
	rt_status=0
	wait "$RUN_TARGET_PID" || rt_status=$?
	RUN_TARGET_PID=
	# check says what it left behind, if that is in the way
	test "$rt_status" -ne 137 || { say "the target $target was killed"; "$RUN_TARGET" check || :; }
	printf '\nrun\tover\n' >&7
	printf 'run\tover\n' >&8
	exec 7>&- 8>&-
	rt_complete=0
	wait "$rt_rows" || rt_complete=$?
	wait "$rt_talk" || :
	test "$rt_status" -eq 0 || return "$rt_status"
	return "$rt_complete"
}

# run_stop: end the target and all that hangs on it.
run_stop() {
	test -n "${RUN_TARGET_PID:-}" || return 0
	kill -TERM "$RUN_TARGET_PID" 2>/dev/null || :
	wait "$RUN_TARGET_PID" 2>/dev/null || :
}

# run_counts: set CELLS_ALL, CELLS_FAILED and CELLS_MISSING (never ran, and not for want of a collector).
run_counts() {
	read -r CELLS_ALL CELLS_FAILED CELLS_MISSING <<COUNTS
$(awk -F "$RUN_TAB" '
	FNR == 1 { file++ }
	FNR <= 2 { next }
	{ cell = $1 FS $2 FS $3 FS $4 FS $5 FS $6 }
	file == 1 { status[cell] = $8 }
	file == 2 && $8 == "unavailable" { status[cell] = "unavailable" }
	file == 3 {
		all++
		cell = $1 FS $3 FS $4 FS $5 FS $6 FS $7
		failed += status[cell] == "failed"
		missing += status[cell] == ""
	}
	END { print all + 0, failed + 0, missing + 0 }
	' "$RUN/samples.tsv" "$RUN/counters.tsv" "$RUN/cells.tsv")
COUNTS
}
