# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=sh
# Run cells, in the guest (busybox sh) and on a machine of its own (target native) alike. Sourced.
#
# cells_run FILE: run the cells in FILE (rows of cells.tsv) and write to stdout what happened, as it happens:
#   cell <TAB> start <TAB> BLOCK ORDER COLLECTOR CONFIG WORKLOAD PARAMS TASKS STARTED_S (tab-separated)
#   what the workload and the collector print (doc/formats.md, "What a workload prints")
#   stderr <TAB> LINE       what they said
#   failed <TAB> REASON     something is wrong with this cell; the first reason counts
#   unavailable <TAB> REASON   the collector does not work here; nothing was run
#   [... or <N>[...         the kernel's messages during the cell
#   cell <TAB> end <TAB> ORDER
# returns 3 when a module cannot be removed, so that no further cell can be run on this boot.
#
# Set by the caller: CELL_MODULES CELL_WORKLOADS CELL_COLLECT (folders), CELL_TMP (a folder of our own),
# CELL_SECONDS CELL_WARMUP CELL_PIN CELL_SEED, CELL_GUARD (a command that ends a workload that hangs, or nothing),
# CELL_OFFSET (hundredths of a second to add to the uptime to get the time since the run began),
# CELL_SUBJECT (a name in scripts/subjects), CELL_MODULE_OPTIONS (how the module is to be loaded),
# and the functions cell_mark TEXT, which puts a line among the kernel's messages, and cell_kernel_messages ORDER, which
# prints the messages since the cell's marker.
#
# Every fork costs milliseconds under an emulator, between cells that last a quarter of a second: use builtins.

CELL_DEVICE=/dev/rmaplock
CELL_SYS=/sys # (set by tests)
cell_tab=$(printf '\t')

cells_run() {
	export CELL_SUBJECT # for the collectors
	while IFS=$cell_tab read -r cell_block cell_order cell_collector cell_config cell_workload cell_params cell_tasks; do
		case $cell_block in
		'#'* | block) continue ;;
		esac
		cell_run </dev/null || return
	done <"$1"
}

# cells_warm FILE: run the first cell and forget it. What a fresh boot still has to load, and an emulator to translate,
# would otherwise be part of its first result.
cells_warm() {
	while IFS=$cell_tab read -r cell_block _ _ cell_config cell_workload cell_params cell_tasks; do
		case $cell_block in
		'#'* | block) continue ;;
		esac
		cell_collector=none
		cell_as_subject </dev/null >/dev/null
		return
	done <"$1"
}

cell_run() {
	cell_now
	printf 'cell\tstart\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n' "$cell_block" "$cell_order" "$cell_collector" \
		"$cell_config" "$cell_workload" "$cell_params" "$cell_tasks" "$cell_started_s"
	cell_mark "cell $cell_order: $cell_config $cell_workload $cell_params $cell_tasks tasks"
	cell_stuck=0
	if test "$cell_collector" = none || cell_collector_works; then
		cell_as_subject
	fi
	cell_kernel_messages "$cell_order"
	printf 'cell\tend\t%s\n' "$cell_order"
	return "$cell_stuck"
}

# cell_now: seconds since the run began, without a fork.
cell_now() {
	read -r cell_uptime _ </proc/uptime
	cell_centi=${cell_uptime%.*}${cell_uptime#*.}
	while test "$cell_centi" != "${cell_centi#0}"; do # a leading zero would make it octal
		cell_centi=${cell_centi#0}
	done
	cell_centi=$((${cell_centi:-0} + CELL_OFFSET))
	cell_started_s=$((cell_centi / 100)).$((cell_centi / 10 % 10))$((cell_centi % 10))
}

# cell_collector_works: ask each collector once per boot; what it says is kept.
cell_collector_works() {
	cell_refusal=$CELL_TMP/refusal-$cell_collector
	if test ! -e "$cell_refusal"; then
		if "$CELL_COLLECT/$cell_collector" check "$CELL_TMP" 2>"$CELL_TMP/err"; then
			: >"$cell_refusal"
		else
			tail -n 1 "$CELL_TMP/err" >"$cell_refusal"
		fi
	fi
	test -s "$cell_refusal" || return 0
	printf 'unavailable\t%s\n' "$(cat "$cell_refusal")"
	return 1
}

# cell_as_subject: only the model has a device. The other subjects' areas are the workload's own memory.
cell_as_subject() {
	case $CELL_SUBJECT in
	model) cell_with_module ;;
	stock-mmu) cell_with_client ;;
	*) cell_workload --device none ;;
	esac
}

# cell_with_module: the workload loads and removes the module itself, which saves two processes; what a workload that
# failed left loaded goes here.
cell_with_module() {
	cell_name=${cell_config#aa-}
	# shellcheck disable=SC2086 # options, or nothing
	cell_workload --device "$CELL_DEVICE" --module "$CELL_MODULES/rmaplock_$cell_name.ko" $CELL_MODULE_OPTIONS
	cell_unload "rmaplock_$cell_name"
}

# cell_with_client: the config is a client that the tasks register, or the kernel as it is.
cell_with_client() {
	cell_name=${cell_config#aa-}
	if test "$cell_name" = stock; then
		cell_workload --device none
		return
	fi
	# shellcheck disable=SC2086 # options, or nothing
	cell_workload --device none --knob "client=$cell_name" --module "$CELL_MODULES/real/rmaplock_real.ko" $CELL_MODULE_OPTIONS
	cell_unload rmaplock_real
}

# cell_unload MODULE: if it is still there.
cell_unload() {
	cell_name=$1
	while test "$cell_name" != "${cell_name#*-}"; do # the kernel writes - as _
		cell_name=${cell_name%%-*}_${cell_name#*-}
	done
	test -e "$CELL_SYS/module/$cell_name" || return 0
	if ! rmmod "$cell_name" 2>"$CELL_TMP/err"; then
		cell_failed "cannot remove the module"
		cell_stuck=3
	fi
}

# cell_workload OPTION...: whatever it leaves to chance, all configs of a block get the same, each block something else.
cell_workload() {
	set -- "$CELL_WORKLOADS/$cell_workload" --tasks "$cell_tasks" --seconds "$CELL_SECONDS" \
		--warmup "$CELL_WARMUP" --pin "$CELL_PIN" --seed "$(((CELL_SEED + cell_block * 10000019) % 999999999 + 1))" "$@"
	if test "$cell_params" != -; then
		cell_rest=$cell_params,
		while test -n "$cell_rest"; do
			set -- "$@" --knob "${cell_rest%%,*}"
			cell_rest=${cell_rest#*,}
		done
	fi
	if test "$cell_collector" != none; then
		set -- "$CELL_COLLECT/$cell_collector" run "$CELL_TMP" "$@"
	fi
	cell_status=0
	# shellcheck disable=SC2086 # a command, or nothing
	cell_first_to_go $CELL_GUARD "$@" 2>"$CELL_TMP/err" || cell_status=$?
	case $cell_status in
	0) test ! -s "$CELL_TMP/err" || cell_stderr ;;
	137 | 143)
		cell_sweep
		cell_failed "the workload was killed (status $cell_status)"
		;;
	*)
		cell_sweep
		cell_failed "the workload exited with status $cell_status"
		;;
	esac
}

# cell_first_to_go COMMAND: when memory runs out, the kernel kills it, and not us or others on this machine. In the
# background, because a shell that waits for a command in the foreground heeds no signal until that has ended.
cell_first_to_go() {
	(echo 1000 >/proc/self/oom_score_adj && exec "$@") &
	cell_child=$!
	cell_first_status=0
	wait "$cell_child" || cell_first_status=$?
	cell_child= # its PID may soon be somebody else's
	return "$cell_first_status"
}

# cell_failed WHAT: with the last line on stderr as the reason.
cell_failed() {
	cell_stderr
	cell_last=$(tail -n 1 "$CELL_TMP/err")
	printf '\nfailed\t%s\n' "$1${cell_last:+: $cell_last}"
}

cell_stderr() {
	sed "s/^/stderr$cell_tab/" "$CELL_TMP/err"
}

# cell_sweep: end the tasks that a dead workload left behind; they would keep the module in use.
cell_sweep() {
	for cell_pid in $(cell_workload_pids); do
		kill -KILL "$cell_pid" 2>/dev/null || :
	done
	sleep 1
}

# cell_workload_pids: print who runs the workload of the last cell, if there was one.
cell_workload_pids() {
	test -n "${cell_workload:-}" || return 0
	for cell_process in /proc/[0-9]*; do
		test ! "$cell_process/exe" -ef "$CELL_WORKLOADS/$cell_workload" || echo "${cell_process#/proc/}"
	done
}
