# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=sh disable=SC2016,SC2317 # $ in the programs of awk; functions that check calls
# The target native, in a guest with a Debian's own programs: to its end, and stopped in the middle.
# shellcheck source=tests/guest/lib.sh
. /rmaplock/files/lib.sh

PATH=/usr/sbin:/usr/bin:/bin
find /bin -lname busybox -delete
export RMAPLOCK_NO_INSTALL=1
cd /src || exit

# until_true COMMAND...: within 20 seconds, for the host may be busy; a cell here is longer when it is to be stopped in the middle.
until_true() {
	tries=0
	until "$@"; do
		tries=$((tries + 1))
		test "$tries" -lt 100 || return 1
		sleep 0.2
	done
}
module_loaded() {
	grep -q '^rmaplock_' /proc/modules
}
tasks() {
	cat /proc/[0-9]*/comm 2>/dev/null | grep -x -E 'fork_exit|timeout|perf'
}
# no module, no workload, no collector's process, no temporary folder
nothing_left() {
	! grep '^rmaplock_' /proc/modules && ! tasks && ! ls -d /tmp/rmaplock-native-* 2>/dev/null
}
column() { # TABLE COLUMN: its values
	awk -F '\t' -v name="$2" 'FNR == 2 { for (i = 1; i <= NF; i++) at[$i] = i } FNR > 2 { print $at[name] }' "$1.tsv"
}
rows() { # RUN STATUS NUMBER
	test "$(cut -f 8 "$1/samples.tsv" 2>/dev/null | grep -cx "$2")" -eq "$3"
}

check "the plan smoke runs natively" sh -c "scripts/rmaplock run --target native --plan smoke --seed 1 --out /tmp/smoke >/tmp/run.out"
check "and ends with a table" grep -q "^config .*forks/s" /tmp/run.out
check "nothing is left" nothing_left
cd /tmp/smoke || exit
check "every cell is ok" rows . ok 10
check "no cell broke exclusion" test "$(column samples violations | sort -u)" = 0
check "perf counted" grep -q 'perf	context-switches	[1-9][0-9]*	count' counters.tsv
check "histograms were taken" test "$(column histograms histogram | grep -c hold)" -gt 0
check "the kernel's messages have a marker for each cell" test "$(grep -c 'rmaplock: cell' dmesg.txt)" -eq 10
check "env.json says that it was native and, in this guest, emulated" jq -e '.target == "native" and .emulated and .machine.cpus > 0 and
	(.kernel.release | test("cloud")) and .modules.spinlock.sha256 != null' env.json
check "topology.xml is this machine's" grep -q '<topology' topology.xml
cd /src || exit

# start OPTION...: run in the background, until its module has been in use for a while; the PID in $run
start() {
	scripts/rmaplock run "$@" >/tmp/run.out 2>&1 &
	run=$!
	until_true module_loaded && sleep 0.5 && test -n "$(tasks)"
}
# stop SIGNAL PID: and see within how many seconds the run ends, with which status
stop() {
	began=$(date +%s)
	kill -s "$1" "$2"
	status=0
	wait "$run" 2>/dev/null || status=$?
	seconds=$(($(date +%s) - began))
	echo "ended with status $status; $(cat /tmp/run.out)"
}

set -- --target native --plan smoke --no-collectors --seed 1
check "a long cell begins" start "$@" --configs spinlock --reps 1 --seconds 30 --out /tmp/term
check "TERM ends the run" stop TERM "$run"
check "with its status" test "$status" -eq 143
check "at once, not when the cell is over" test "$seconds" -le 12
check "and leaves nothing" until_true nothing_left

check "a run of four cells" start "$@" --reps 2 --seconds 4 --out /tmp/kill
check "gets its first rows" until_true rows /tmp/kill ok 1
check "and is in the middle of the next" until_true module_loaded
check "KILL ends it" stop KILL "$run"
check "and leaves nothing" until_true nothing_left
check "what was measured is kept" rows /tmp/kill ok 1

# The target itself, killed with -9, cannot clean up. A subshell of it has the same name, and a higher PID.
target() {
	grep -l -a 'target/nativ[e]' /proc/[0-9]*/cmdline 2>/dev/null | tr -dc '0-9\n' | sort -n | head -n 1
}
check "resume goes on" start --resume /tmp/kill
check "when its target is killed" stop KILL "$(target)"
check "no task is left" until_true sh -c '! grep -q fork_exit /proc/[0-9]*/comm'
check "but the module" module_loaded
check "the run failed" test "$status" -eq 1
check "and says what is left" grep -q 'rmaplock_[a-z_]* is loaded; .*: rmmod rmaplock_' /tmp/run.out
scripts/rmaplock run --resume /tmp/kill >/tmp/refusal 2>&1
check "the next is refused" test $? -eq 1
module=$(sed -n 's/.*the module \(rmaplock_[a-z_]*\) is loaded; .*: rmmod \1$/\1/p' /tmp/refusal)
check "and told what to do" test -n "$module"
check "it helps" rmmod "$module"
rm -rf /tmp/rmaplock-native-*
check "then resume completes the run" scripts/rmaplock run --resume /tmp/kill
check "every cell has a good row" rows /tmp/kill ok 4
check "nothing is left at the end" nothing_left
check "the kernel's log is clean" dmesg_is_clean
tap_end
