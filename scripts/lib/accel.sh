# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=sh
# KVM or emulation? A /dev/kvm that can be opened, and even one that runs a toy, may still hang a real kernel: only the
# kernel that will be used, booted to its end within a few seconds, is proof. Needs common.sh and guest.sh.

ACCEL_PROBE_SECONDS=5
ACCEL_DEVICE=${RMAPLOCK_KVM:-/dev/kvm}
ACCEL_TCG_OPTIONS='-accel tcg,thread=multi -cpu max'
# The guest's clock counts instructions, 1 ns each, and its CPUs take turns: nothing on the host reaches it, so a rate is
# one of instructions and the same again in each boot. It knows no cache, no cost of a hand-over and no true parallelism.
ACCEL_ICOUNT_OPTIONS='-accel tcg,thread=single -icount shift=0,sleep=off -cpu max'

# accel_choose RELEASE: set ACCEL (tcg, icount or kvm) and ACCEL_OPTIONS for QEMU. RMAPLOCK_ACCEL decides, `auto` finds
# out which of tcg and kvm.
accel_choose() {
	ACCEL=tcg ACCEL_OPTIONS=$ACCEL_TCG_OPTIONS
	case ${RMAPLOCK_ACCEL:-auto} in
	tcg) return ;;
	icount)
		ACCEL=icount ACCEL_OPTIONS=$ACCEL_ICOUNT_OPTIONS
		return ;;
	auto)
		accel_verdict "$1"
		test -n "$ACCEL_CPU" || say "emulating (TCG): $ACCEL_REFUSAL"
		;;
	kvm)
		accel_verdict "$1"
		test -n "$ACCEL_CPU" || die "$EXIT_UNAVAILABLE" "RMAPLOCK_ACCEL=kvm: $ACCEL_REFUSAL"
		;;
	*) die "$EXIT_USAGE" "RMAPLOCK_ACCEL is '$RMAPLOCK_ACCEL': allowed are auto, kvm, tcg and icount" ;;
	esac
	test -z "$ACCEL_CPU" || ACCEL=kvm ACCEL_OPTIONS="-accel kvm -cpu $ACCEL_CPU"
}

# accel_verdict RELEASE: set ACCEL_CPU to the CPU model that works with KVM, or to nothing and ACCEL_REFUSAL to why not.
# Remembered for this boot of the machine, this QEMU and this kernel.
accel_verdict() {
	ACCEL_CPU=
	if test ! -e "$ACCEL_DEVICE"; then
		ACCEL_REFUSAL="this machine has no $ACCEL_DEVICE"
		return
	elif test ! -r "$ACCEL_DEVICE" || test ! -w "$ACCEL_DEVICE"; then
		ACCEL_REFUSAL="$ACCEL_DEVICE may not be opened by this user (group kvm)"
		return
	fi
	ACCEL_REFUSAL="KVM does not boot the guest's kernel within $ACCEL_PROBE_SECONDS s"
	av_key="$(cat /proc/sys/kernel/random/boot_id) $("$GUEST_QEMU" --version | head -n 1) $1"
	av_file=$RMAPLOCK_CACHE/kvm-verdict
	if test -r "$av_file" && { read -r av_known && read -r ACCEL_CPU || :; } <"$av_file" && test "$av_known" = "$av_key"; then
		return
	fi
	ACCEL_CPU=
	say "trying whether KVM works here"
	for av_cpu in host max; do
		if accel_probe "$1" "$av_cpu"; then
			ACCEL_CPU=$av_cpu
			break
		fi
	done
	printf '%s\n%s\n' "$av_key" "$ACCEL_CPU" >"$av_file.$$"
	mv "$av_file.$$" "$av_file"
}

# accel_probe RELEASE CPU: does a guest come up and end well? A probe outlives a script killed with -9 by its few seconds.
accel_probe() (
	ap_folder=$(mktemp -d "${TMPDIR:-/tmp}/rmaplock-kvm-XXXXXX")
	trap 'guest_kill; rm -rf "$ap_folder"' EXIT
	trap 'exit 143' HUP INT TERM
	mkdir -p "$ap_folder/overlay/rmaplock/files"
	cp "$RMAPLOCK_ROOT/scripts/guest/init.sh" "$ap_folder/overlay/init"
	printf '#!/bin/sh\nexit 0\n' >"$ap_folder/overlay/rmaplock/main"
	chmod 755 "$ap_folder/overlay/init" "$ap_folder/overlay/rmaplock/main"
	ACCEL_OPTIONS="-accel kvm -cpu $2"
	guest_run "$ap_folder" "$1" "$ACCEL_PROBE_SECONDS" && test -z "$GUEST_FAILURE"
)
