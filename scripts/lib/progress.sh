# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=sh
# While a target runs: say how far it is, and notice when it hangs. Needs common.sh, plan.sh; part of run.sh.
# One fork a second: the guest needs the CPUs.

PROGRESS_BOOT_SECONDS=200 # more than all tries of guest_run to boot

# progress_watch: until RUN_TARGET_PID has ended.
progress_watch() {
	progress_now
	pw_began=$PROGRESS_NOW pw_change=$PROGRESS_NOW pw_shown=$PROGRESS_NOW pw_last=
	pw_all=$(grep -c '^[0-9]' "$RUN_TMP/todo")
	pw_estimate=$(plan_seconds "$RUN/plan" "$RUN_TMP/todo")
	pw_limit=${RMAPLOCK_PATIENCE:-$PROGRESS_BOOT_SECONDS}
	PROGRESS_HUNG= # the collector of the cell that hung, if one did
	while kill -0 "$RUN_TARGET_PID" 2>/dev/null; do
		sleep 1
		progress_now
		pw_line=
		test ! -s "$RUN_TMP/progress" || read -r pw_line <"$RUN_TMP/progress" || :
		if test "$pw_line" != "$pw_last"; then
			pw_last=$pw_line pw_change=$PROGRESS_NOW
			# a collector may have much to read afterwards
			pw_limit=${RMAPLOCK_PATIENCE:-$((CELL_LIMIT + 30))}
		elif test "$((PROGRESS_NOW - pw_change))" -gt "$pw_limit"; then
			progress_hung
			break
		fi
		# shellcheck disable=SC2086 # DONE FAILED BLOCK COLLECTOR
		progress_show $pw_line
	done
	test ! -t 2 || printf '\r\033[K' >&2
}

# progress_now: set PROGRESS_NOW to the uptime in seconds, without a fork.
progress_now() {
	read -r PROGRESS_NOW _ </proc/uptime
	PROGRESS_NOW=${PROGRESS_NOW%.*}
}

progress_hung() {
	PROGRESS_HUNG=${pw_last##* }
	ph_reason="no sign of life for $pw_limit s"
	test -n "$pw_last" ||
		ph_reason="the machine did not start to measure within $pw_limit s"
	printf '\nfailed\t%s\n' "$ph_reason" >&7
	say "$ph_reason: stopped; what the machine said is in $RUN/console.log"
	kill -TERM "$RUN_TARGET_PID" 2>/dev/null || :
}

# progress_show [DONE FAILED BLOCK COLLECTOR]: in place on a terminal, else a line every 5 seconds.
progress_show() {
	ps_done=${1:-0} ps_spent=$((PROGRESS_NOW - pw_began))
	test -t 2 || test "$((PROGRESS_NOW - pw_shown))" -ge 5 || return 0
	pw_shown=$PROGRESS_NOW
	ps_left=$((pw_estimate - ps_spent))
	test "$ps_done" -lt 10 || ps_left=$((ps_spent * (pw_all - ps_done) / ps_done))
	test "$ps_left" -gt 0 || ps_left=0
	ps_text="block ${3:-1}/$RUN_BLOCKS, $ps_done/$pw_all cells, ${2:-0} failed, $(plan_duration "$ps_left") left"
	if test -t 2; then
		printf '\r%s\033[K' "$ps_text" >&2
	else
		printf '%s\n' "$ps_text" >&2
	fi
}
