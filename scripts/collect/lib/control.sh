# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=sh
# For collectors that must know how far the workload is. Sourced by scripts/collect/NAME; busybox sh and dash.
#
# control_run FOLDER COMMAND...: run COMMAND (a workload) and call these functions of the collector's while it waits:
#   on_load      its module is loaded and it has no task yet: the time to patch the kernel's text, because QEMU before 8.1
#                may crash a guest in which a CPU executes what another one patches
#   on_begin     the window begins
#   on_end       the window is over
#   on_unload    its tasks are gone, its module is still there; print rows here
#   on_exit      always, and last, even if we are killed with -9: give everything back
# One that returns a status other than 0 fails the cell, with what it said last as the reason.
# The workload talks as it would to perf stat --control: `ping`, `enable`, `disable`, `ping`.

control_run() {
	control_folder=$1
	shift
	rm -f "$control_folder/control".*
	mkfifo "$control_folder/control.ctl" "$control_folder/control.ack"
	# Without a writer its reader sees the end: when both the workload and we are gone. stdout would keep open who reads ours.
	control_answer "$control_folder" >"$control_folder/control.rows" &
	control_pid=$!
	exec 6>"$control_folder/control.ctl"
	control_status=0
	"$@" --perf-control "$control_folder/control.ctl,$control_folder/control.ack" || control_status=$?
	echo over >&6
	exec 6>&-
	wait "$control_pid" || :
	cat "$control_folder/control.rows"
	if test -e "$control_folder/control.failed"; then
		cat "$control_folder/control.failed" >&2
		test "$control_status" -ne 0 || control_status=1
	fi
	return "$control_status"
}

# control_answer FOLDER: the other end. Nobody may end it before on_exit.
control_answer() {
	trap '' HUP INT TERM
	exec 4<"$1/control.ctl" 5<>"$1/control.ack"
	control_next=on_load
	while read -r control_word <&4; do
		case $control_word in
		ping) control_call "$1" "$control_next"; control_next=on_unload ;;
		enable) control_call "$1" on_begin ;;
		disable) control_call "$1" on_end ;;
		*) break ;;
		esac
		echo ack >&5
	done
	control_call "$1" on_exit
}

# control_call FOLDER FUNCTION: the first failure counts.
control_call() {
	control_said=$1/control.said
	"$2" 2>"$control_said" || test -e "$1/control.failed" || {
		test -s "$control_said" || echo "$2: failed" >"$control_said"
		mv "$control_said" "$1/control.failed"
	}
}
