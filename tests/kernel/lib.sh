# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=sh
# For tests of kernels of our own: build the stress programs, boot a kernel with them, read its console.
# Sourced after scripts/lib/tap.sh.

RMAPLOCK_ROOT=$TAP_ROOT
for lib in common kernel initramfs accel guest kernels; do
	. "$TAP_ROOT/scripts/lib/$lib.sh"
done

# What the kernel says when something is wrong.
SPLAT='BUG:|WARNING:|Oops|KASAN|INFO: (task|rcu)|possible (recursive|circular)|inconsistent lock|sleeping function|stall|lockup|scheduling while atomic|Kernel panic|DEBUG_LOCKS_WARN|MAX_[A-Z_]* too low'

# stress_build: all programs of tests/kernel/src, static.
stress_build() {
	mkdir -p "$TAP_TMP/stress"
	for sb_file in "$TAP_ROOT"/tests/kernel/src/*.c; do
		sb_name=${sb_file##*/}
		gcc -std=gnu11 -D_GNU_SOURCE -Wall -Wextra -Werror -O1 -static -o "$TAP_TMP/stress/${sb_name%.c}" "$sb_file" ||
			return
	done
}

# boot BZIMAGE SECONDS MIB: boot it on two CPUs and run the script that comes on stdin, as busybox's sh, with the stress
# programs in PATH. `step NAME COMMAND...` in it runs COMMAND and says how it ended. All that the console said is in
# TAP_TMP/console. Ends 0 if the guest switched itself off.
boot() {
	rm -rf "$TAP_TMP/root"
	mkdir -p "$TAP_TMP/root/bin" "$TAP_TMP/root/proc" "$TAP_TMP/root/sys" "$TAP_TMP/root/dev" "$TAP_TMP/root/tmp"
	initramfs_install_busybox "$TAP_TMP/root" "$(initramfs_busybox)"
	test ! -d "$TAP_TMP/stress" || cp -R "$TAP_TMP/stress" "$TAP_TMP/root/"
	{
		cat <<'INIT'
#!/bin/sh
mount -t proc proc /proc
mount -t sysfs sysfs /sys
mount -t devtmpfs dev /dev
mount -t debugfs debugfs /sys/kernel/debug 2>/dev/null
mount -t tmpfs tmpfs /tmp
export PATH=/stress:$PATH
step() {
	step_name=$1
	shift
	if "$@" >/tmp/out 2>&1; then
		echo "STEP ok $step_name: $(tail -n 1 /tmp/out)"
	else
		echo "STEP failed $? $step_name: $(tail -n 1 /tmp/out)"
	fi
}
echo "STEP ok init"
INIT
		cat
		echo 'echo "STEP ok end"; poweroff -f'
	} >"$TAP_TMP/root/init"
	chmod 755 "$TAP_TMP/root/init"
	initramfs_pack "$TAP_TMP/root" >"$TAP_TMP/initrd"
	# Now and then a guest does not come up under QEMU's emulation, as scripts/vm-exec knows, too.
	# One that is stopped for it ends with 0, as if it had switched itself off.
	for boot_try in 1 2 3; do
		boot_status=0
		boot_once "$1" "$2" "$3" || boot_status=$?
		test "$bo_silent" = yes || return "$boot_status"
		echo "# try $boot_try: the guest did not come up: nothing on its console for $BOOT_SECONDS s" >&2
	done
	return 1
}

# no5lvl: where pages have five levels and an interrupt comes while the first CPU is identified, whose features are cleared
# then, KASAN takes good addresses for wild ones, in any kernel.
# Two CPUs in a socket each: the firmware's MP table, all that a kernel without ACPI has, lists one of a socket only.
# boot_once BZIMAGE SECONDS MIB: bo_silent=yes: it was stopped, because it had said nothing for long and was not up yet.
BOOT_SECONDS=${BOOT_SECONDS:-30} # of silence, until it is up
bo_pid=
trap 'test -z "$bo_pid" || kill "$bo_pid" 2>/dev/null; rm -rf "$TAP_TMP"' EXIT
boot_once() {
	: >"$TAP_TMP/console"
	# shellcheck disable=SC2086 # options
	timeout --foreground -k 2 "$2" "$GUEST_QEMU" $ACCEL_TCG_OPTIONS -nodefaults -no-user-config -display none -no-reboot \
		-machine pc -smp 2,sockets=2 -m "$3M" -kernel "$1" -initrd "$TAP_TMP/initrd" -serial "file:$TAP_TMP/console" \
		-append 'console=ttyS0 ignore_loglevel tsc=reliable oops=panic panic=-1 no_timer_check random.trust_cpu=on no5lvl' </dev/null &
	bo_pid=$!
	bo_seconds=0 bo_bytes=0 bo_silent=no
	while kill -0 "$bo_pid" 2>/dev/null && ! grep -q 'STEP ok init' "$TAP_TMP/console"; do
		bo_before=$bo_bytes bo_bytes=$(wc -c <"$TAP_TMP/console")
		test "$bo_bytes" -eq "$bo_before" || bo_seconds=0
		if test "$bo_seconds" -ge "$BOOT_SECONDS"; then
			bo_silent=yes
			kill "$bo_pid"
			break
		fi
		bo_seconds=$((bo_seconds + 1))
		sleep 1
	done
	bo_status=0
	wait "$bo_pid" || bo_status=$?
	bo_pid=
	return "$bo_status"
}

# stepped NAME: did that step of the last boot end well?
stepped() {
	grep -q "STEP ok $1" "$TAP_TMP/console"
}

# clean: has the kernel nothing to complain of? Prints what it said otherwise.
clean() {
	test -s "$TAP_TMP/console" && ! grep -E -m 3 -A 25 "$SPLAT" "$TAP_TMP/console"
}

# stress FOLDER SECONDS [STEP]...: boot the kernel in it and run debug.guest.sh, each of its steps, or the named ones, for so
# long.
STRESS_STEPS='init all-locks storm tmpfs reclaim both swapped end'
STRESS_SECONDS=600 # beside the steps' own, for what they set up and look through; under an emulator all is slow
STRESS_MEMORY_MIB=384 STRESS_RECLAIM_MIB=310 # KASAN and the kernel itself leave about 270
stress() {
	st_folder=$1 st_seconds=$2
	shift 2
	{
		printf 'SECONDS_EACH=%s RECLAIM_MIB=%s STEPS="%s"\n' "$st_seconds" "$STRESS_RECLAIM_MIB" "${*:-$STRESS_STEPS}"
		cat "$TAP_ROOT/tests/kernel/debug.guest.sh"
	} >"$TAP_TMP/script"
	boot "$st_folder/bzImage" "$((st_seconds * 20 + STRESS_SECONDS))" "$STRESS_MEMORY_MIB" <"$TAP_TMP/script"
}

# stands NAME FOLDER SECONDS: the tests of a debug kernel that is to stand all of that load.
stands() {
	TAP_STATUS=0
	stress "$2" "$3" >"$TAP_TMP/out" 2>"$TAP_TMP/err" || TAP_STATUS=$?
	tap_result "$TAP_STATUS" "$1: the guest ends by itself"
	for sd_step in $STRESS_STEPS; do
		test "$sd_step$1" != all-locksstock || continue # the unpatched kernel has no such hook
		ok "$1: $sd_step" stepped "$sd_step"
	done
	ok "$1: the kernel has nothing to report" clean
	grep 'STEP failed' "$TAP_TMP/console" | sed 's/^/# /'
}

# kernel_tree: a project tree of our own (TAP_TREE) whose kernel/ can be changed, built with the real make.
kernel_tree() {
	tap_tree
	rm "$TAP_TREE/kernel" "$TAP_TREE/bin/make"
	cp -R "$TAP_ROOT/kernel" "$TAP_TREE/kernel"
}
