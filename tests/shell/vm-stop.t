#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# However a script ends, no QEMU outlives it. With a stand-in for QEMU that would run for ever.
# shellcheck disable=SC2016,SC2317 # $ in the programs of awk and stand-ins; functions that ok calls
. "$(dirname -- "$0")/../../scripts/lib/tap.sh"
tap_tree
tap_fake
export RMAPLOCK_QEMU="$TAP_TREE/bin/fake-qemu" RMAPLOCK_ACCEL=tcg PIDFILE="$TAP_TMP/qemu.pid" TMPDIR="$TAP_TMP"
# shellcheck disable=SC2016 # for the stand-in's shell
tap_stub fake-qemu 'case $1 in --version) echo x; exit ;; esac; echo $$ >"$PIDFILE"; exec sleep 1000'
echo 'exit 0' >"$TAP_TMP/script"
release=$(sh -c '. "$0/scripts/lib/common.sh"; . "$0/scripts/lib/kernel.sh"; kernel_release' "$TAP_TREE")
mkdir "$RMAPLOCK_BUILD/kmod/$release"
for config in spinlock rwsem-fifo; do # any object file will do
	gcc -x c -c -o "$RMAPLOCK_BUILD/kmod/$release/rmaplock_$config.ko" /dev/null
done

# until_true COMMAND...: within 20 seconds.
until_true() {
	tries=0
	until "$@" 2>/dev/null; do
		tries=$((tries + 1))
		test "$tries" -lt 200 || return 1
		sleep 0.1
	done
}
gone() {
	! kill -0 "$1"
}

# stop SIGNAL COMMAND...: start it, wait for QEMU, send the signal to it and to nothing else; is QEMU gone?
# A shell cannot trap what it was started to ignore: INT, in the background, and HUP, under nohup.
stop() {
	signal=$1
	shift
	rm -f "$PIDFILE"
	env --default-signal=INT,HUP,TERM "$@" >/dev/null 2>&1 &
	script=$!
	until_true test -s "$PIDFILE" || return 1
	qemu=$(cat "$PIDFILE")
	kill -0 "$qemu" || return 1
	kill -s "$signal" "$script"
	wait "$script"
	until_true gone "$qemu"
}

for signal in TERM HUP INT KILL; do
	ok "vm-exec ended by $signal leaves no QEMU" stop "$signal" "$TAP_TREE/scripts/vm-exec" -- "$TAP_TMP/script"
	ok "run ended by $signal leaves no QEMU" stop "$signal" "$TAP_TREE/scripts/rmaplock" run --plan "$TAP_TMP/plan" --out "$TAP_TMP/run-$signal"
done
no_folder() {
	test -z "$(find "$TAP_TMP" -maxdepth 1 -name 'rmaplock-vm-*' -newer "$TAP_TMP/stamp")"
}
touch "$TAP_TMP/stamp"
ok "ended by TERM, vm-exec" stop TERM "$TAP_TREE/scripts/vm-exec" -- "$TAP_TMP/script"
ok "leaves no temporary folder either" until_true no_folder
touch "$TAP_TMP/stamp"
ok "killed with -9, run" stop KILL "$TAP_TREE/scripts/rmaplock" run --plan "$TAP_TMP/plan" --out "$TAP_TMP/run-again"
ok "lets its target clean up" until_true no_folder

# A target that hangs in the middle: stopped, the cell is a failed row, and the run says so.
export RMAPLOCK_PATIENCE=2 FAKE_HANG=5
ends 1 "a machine without a sign of life is given up" "$TAP_TREE/scripts/rmaplock" run --target fake --plan "$TAP_TMP/plan" --out "$TAP_TMP/hang"
told "in one sentence with the console's path" "no sign of life for 2 s: stopped; .* $TAP_TMP/hang/console.log"
ok "what was measured is kept" test "$(grep -c '	ok	' "$TAP_TMP/hang/samples.tsv")" -eq 4
ok "the cell that hung has its reason" grep -q '	5	failed	no sign of life for 2 s	' "$TAP_TMP/hang/samples.tsv"
rm "$FAKE_HUNG"
FAKE_HANG=14
ends 0 "a hang with a collector on is taken for the emulator's fault" "$TAP_TREE/scripts/rmaplock" run --target fake --plan "$TAP_TMP/plan" --out "$TAP_TMP/collect"
told "and tried again" 'fault of the emulator: going on where it stopped'
export FAKE_HANG=
ok "resume completes the run" "$TAP_TREE/scripts/rmaplock" run --resume "$TAP_TMP/hang"
done_testing
