# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=sh
# Boot the guest with one program in it and wait for its end. Needs common.sh, kernel.sh, initramfs.sh, accel.sh.
#
# guest_run FOLDER RELEASE SECONDS
#   FOLDER/overlay/   what the guest gets on top of the base; /rmaplock/main is run
#   FOLDER/out, err   FIFOs or files that get main's stdout and stderr as they are written
#   FOLDER/console    the kernel's console, appended to (kept by the caller)
# returns main's exit status; after a guest that did not end by itself, GUEST_FAILURE holds the sentence that says why
# and the status is 1.
#
# No QEMU outlives the script that started it:
#   end, error, INT, TERM, HUP   the caller's exit trap calls guest_kill
#   kill -9 of the script        PR_SET_PDEATHSIG: the kernel kills timeout(1), and with it QEMU, when the parent is gone
#   a guest that hangs           timeout(1) after SECONDS, and whoever watches its output may call guest_kill before

GUEST_MEMORY_MIN_MIB=256
GUEST_MEMORY_MAX_MIB=1024
GUEST_MEMORY_LEAST_MIB=192 # in less it cannot even unpack what it needs

GUEST_QEMU=${RMAPLOCK_QEMU:-qemu-system-x86_64}

# guest_check: can there be a guest here?
guest_check() {
	command -v "$GUEST_QEMU" >/dev/null ||
		die "$EXIT_UNAVAILABLE" "no $GUEST_QEMU on this machine: apt-get install qemu-system-x86"
	guest_memory_mib >/dev/null && guest_vcpus >/dev/null || exit
}

# guest_memory_mib: print the guest's memory: what RMAPLOCK_GUEST_MIB says, or half of what is available, bounded.
guest_memory_mib() {
	gm_available=$(awk '$1 == "MemAvailable:" { print int($2 / 1024) }' /proc/meminfo)
	if test -n "${RMAPLOCK_GUEST_MIB:-}"; then
		is_uint "$RMAPLOCK_GUEST_MIB" "$GUEST_MEMORY_LEAST_MIB" 999999999 ||
			die "$EXIT_USAGE" "RMAPLOCK_GUEST_MIB is '$RMAPLOCK_GUEST_MIB': MiB, at least $GUEST_MEMORY_LEAST_MIB, are allowed"
		test "$RMAPLOCK_GUEST_MIB" -le "$gm_available" ||
			die "$EXIT_UNAVAILABLE" "RMAPLOCK_GUEST_MIB is $RMAPLOCK_GUEST_MIB, but only $gm_available MiB of memory are available: choose less, or end other programs"
		printf '%s\n' "$RMAPLOCK_GUEST_MIB"
		return
	fi
	gm_mib=$((gm_available / 2))
	test "$gm_mib" -ge "$GUEST_MEMORY_MIN_MIB" ||
		die "$EXIT_UNAVAILABLE" "only $gm_available MiB of memory are available, and the guest needs half of at least $((2 * GUEST_MEMORY_MIN_MIB)) MiB: end other programs"
	test "$gm_mib" -le "$GUEST_MEMORY_MAX_MIB" || gm_mib=$GUEST_MEMORY_MAX_MIB
	printf '%s\n' "$gm_mib"
}

guest_vcpus() {
	gv_vcpus=${RMAPLOCK_VCPUS:-$(nproc)}
	is_uint "$gv_vcpus" 1 255 || die "$EXIT_USAGE" "RMAPLOCK_VCPUS is '$gv_vcpus': a number from 1 to 255 is allowed"
	printf '%s\n' "$gv_vcpus"
}

# guest_qemu FOLDER RELEASE: print nothing, become QEMU.
guest_qemu() {
	set -- "$1" "$2" -nodefaults -no-user-config -display none -monitor none -no-reboot \
		-machine pc -smp "$(guest_vcpus)" -m "${GUEST_MIB}M" \
		-kernel "$(kernel_vmlinuz "$2")" -initrd "$1/initrd" -append "$GUEST_CMDLINE" \
		-chardev "file,id=console,path=$1/console,append=on" -serial chardev:console \
		-device virtio-serial-pci \
		-chardev "file,id=out,path=$1/out,append=on" -device virtserialport,chardev=out,nr=1,name=out \
		-chardev "file,id=err,path=$1/err,append=on" -device virtserialport,chardev=err,nr=2,name=err \
		-chardev "file,id=end,path=$1/end" -device virtserialport,chardev=end,nr=3,name=end
	gq_log=$1/qemu.log
	shift 2
	# shellcheck disable=SC2086 # options
	exec setpriv --pdeathsig KILL timeout --foreground -k 2 "$GUEST_SECONDS" \
		setpriv --pdeathsig KILL "$GUEST_QEMU" $ACCEL_OPTIONS "$@" </dev/null >"$gq_log" 2>&1
}

# tsc=reliable: without it an emulated guest falls back to the hpet. oops=panic, panic=-1: a broken kernel ends at once.
# cryptomgr.notests, no_timer_check, random.trust_cpu: a faster boot, nothing else.
GUEST_CMDLINE='console=ttyS0 quiet tsc=reliable oops=panic panic=-1 no_timer_check cryptomgr.notests random.trust_cpu=on'

guest_run() {
	GUEST_SECONDS=$3
	GUEST_FAILURE=
	guest_check
	GUEST_MIB=$(guest_memory_mib) || exit
	gr_base=$(initramfs_base "$2") || exit
	initramfs_pack "$1/overlay" | cat "$gr_base" - >"$1/initrd"
	test -n "${ACCEL_OPTIONS:-}" || accel_choose "$2"
	touch "$1/console"
	gr_boots=1
	until guest_boot "$1" "$2"; do
		if test "$gr_boots" -ge "$GUEST_BOOTS"; then
			GUEST_FAILURE="the guest did not come up within $GUEST_BOOT_SECONDS s, $gr_boots times"
			return 1
		fi
		gr_boots=$((gr_boots + 1))
		say "the guest did not come up within $GUEST_BOOT_SECONDS s, which happens now and then under QEMU's emulation: booting again"
	done
	guest_verdict "$1" "$gr_status" "$((gr_console_bytes + 1))"
}

# guest_boot FOLDER RELEASE: one life of the guest; gr_status is QEMU's. Returns 1 if it had to be killed because its init
# never said that it is up (or ended); it usually does after 2 to 6 seconds.
GUEST_BOOTS=3
GUEST_BOOT_SECONDS=${RMAPLOCK_BOOT_SECONDS:-45} # (set by tests)
guest_boot() {
	gr_console_bytes=$(stat -c %s "$1/console")
	: >"$1/end"
	gr_began=$(date +%s)
	guest_qemu "$1" "$2" &
	GUEST_PID=$!
	gr_status=0 gb_seconds=0
	until test -s "$1/end" || ! kill -0 "$GUEST_PID" 2>/dev/null; do
		if test "$gb_seconds" -ge "$GUEST_BOOT_SECONDS"; then
			guest_kill
			wait "$GUEST_PID" 2>/dev/null || :
			GUEST_PID=
			return 1
		fi
		sleep 1
		gb_seconds=$((gb_seconds + 1))
	done
	wait "$GUEST_PID" || gr_status=$?
	GUEST_PID=
}

# guest_kill: end the guest at once. Nothing is lost: what it said is already on this side.
guest_kill() {
	test -z "${GUEST_PID:-}" || kill -TERM "$GUEST_PID" 2>/dev/null || :
}

# guest_verdict FOLDER QEMU_STATUS CONSOLE_OFFSET
guest_verdict() {
	gd_last=$(tail -n 1 "$1/end")
	gd_word=${gd_last%% *} gd_status=${gd_last##* }
	if test "$gd_word" = end && is_uint "$gd_status" 0 255; then
		return "$gd_status"
	fi
	GUEST_FAILURE=$(guest_failure "$@")
	return 1
}

# guest_said FOLDER CONSOLE_OFFSET REGEX: the first line on the console that matches, without its time.
guest_said() {
	tail -c "+$2" "$1/console" | tr -d '\r' | grep -m 1 -E "$3" | sed 's/^\[ *[0-9.]*\] *//' || :
}

# guest_starved FOLDER CONSOLE_OFFSET: a sentence, if the guest ran out of memory and died of nothing else.
guest_starved() {
	gs_line=$(guest_said "$1" "$2" 'Kernel panic|Oops|BUG:|Initramfs unpacking failed: write error')
	test -n "$gs_line" || gs_line=$(guest_said "$1" "$2" 'Out of memory: Killed')
	gs_line=${gs_line#Out of memory: }
	case $gs_line in
	*'deadlocked on memory'* | Killed* | Initramfs*)
		echo "the guest ran out of memory: ${gs_line%% total-vm*}: give it more than $GUEST_MIB MiB with RMAPLOCK_GUEST_MIB, or choose fewer tasks, areas or pages"
		;;
	esac
}

guest_failure() {
	guest_starved "$1" "$3" | grep . && return
	gf_line=$(guest_said "$1" "$3" 'Kernel panic|Oops|BUG:|soft lockup|rcu.*stall')
	if test -n "$gf_line"; then
		echo "the guest's kernel died: $gf_line"
	elif test "$2" -eq 137 && test "$(($(date +%s) - gr_began))" -lt "$GUEST_SECONDS"; then
		echo "QEMU was killed, by somebody or because this machine ran out of memory (see dmesg)"
	elif test "$2" -eq 124 || test "$2" -eq 137; then
		echo "the guest did not end within $GUEST_SECONDS s and was stopped"
	elif test -s "$1/qemu.log"; then
		echo "QEMU ended with status $2: $(grep -v '^$' "$1/qemu.log" | tail -n 1)"
	else
		echo "the guest ended without saying so (QEMU's status: $2)"
	fi
}
