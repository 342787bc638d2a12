# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=sh
# shellcheck source=tests/guest/lib.sh
# Put each module that the file `list` names under its load: lines NAME <TAB> MODULE <TAB> ONCE <TAB> COMMAND. What
# came of it is printed between `begin NAME UPTIME` and `end NAME UPTIME STATUS`. Once a kernel has complained it is no longer
# to be trusted, so that ends the guest. ONCE: `once`, or `until` it is caught or LIMIT_SECONDS are over.
. /rmaplock/files/lib.sh

LIMIT_SECONDS=50
PATH=$PATH:/rmaplock/workloads
# Whoever waits for ever is found out soon.
echo 5 >/proc/sys/kernel/hung_task_timeout_secs
echo 1 >/proc/sys/kernel/hung_task_check_interval_secs
echo 5 >/proc/sys/kernel/watchdog_thresh

uptime_seconds() {
	read -r uptime _ </proc/uptime
	echo "${uptime%.*}"
}

# load_once COMMAND...: run it until it ends, the kernel complains or the time is over: it may never end, nor be killed.
load_once() {
	"$@" 2>&1 &
	load=$!
	while kill -0 "$load" 2>/dev/null; do
		dmesg_is_clean >/dev/null || return
		test "$(uptime_seconds)" -lt "$until" || return
		sleep 0.2
	done
	wait "$load" || {
		echo "the load failed with status $?"
		return 1
	}
}

loaded_module() {
	sed -n 's/^\(rmaplock_[^ ]*\).*/\1/p' /proc/modules
}

put_under_load() {
	until=$(($(uptime_seconds) + LIMIT_SECONDS))
	insmod "$module" || return
	while load_once "$@" && test "$once" = until && test "$(uptime_seconds)" -lt "$until"; do
		:
	done
	dmesg_is_clean && rmmod "$(loaded_module)" && dmesg_is_clean
}

tab=$(printf '\t')
while IFS=$tab read -r name module once command <&3; do
	dmesg -c >/dev/null
	echo "begin $name $(uptime_seconds)"
	# shellcheck disable=SC2086 # words
	put_under_load $command && status=0 || status=$?
	dmesg
	echo "end $name $(uptime_seconds) $status"
	test "$status" -eq 0 || exit 0
done 3</rmaplock/files/list
