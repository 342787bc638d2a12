#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# How a guest ended: only its own word counts, and every other end is one sentence. With a stand-in for QEMU.
# shellcheck disable=SC2016,SC2317 # $ in the programs of awk and stand-ins; functions that ok calls
. "$(dirname -- "$0")/../../scripts/lib/tap.sh"
tap_tree
export RMAPLOCK_QEMU="$TAP_TREE/bin/fake-qemu" RMAPLOCK_ACCEL=tcg
vm_exec=$TAP_TREE/scripts/vm-exec
echo 'exit 0' >"$TAP_TMP/script"

# qemu BODY: what the stand-in does. $end and $console are the files behind the guest's ports.
qemu() {
	# shellcheck disable=SC2016 # for the stand-in's shell
	tap_stub fake-qemu 'case $1 in --version) echo "QEMU emulator version 0"; exit ;; esac
for word; do
	case $word in
	file,*path=*/end) end=${word#*path=} ;;
	file,*path=*/console,*) console=${word#*path=} console=${console%,append=on} ;;
	-accel) kvm=next ;;
	kvm*) test "${kvm:-}" != next || kvm=yes ;;
	esac
	test "${kvm:-}" != next || test "$word" = -accel || kvm=no
done
'"$1"
}
vm() {
	"$vm_exec" --timeout 2 --console "$TAP_TMP/console.log" "$@" -- "$TAP_TMP/script"
}

qemu 'echo "end 0" >$end; exit 1'
ends 0 "the guest says 0: QEMU's status does not matter" vm
qemu 'echo "end 7" >$end'
ends 7 "the guest's status is ours" vm
qemu 'echo "end 700" >$end'
ends 1 "a status that is none is no end" vm
qemu 'exit 0'
refused 1 "the guest ended without saying so .QEMU's status: 0.; its console is in $TAP_TMP/console.log" "status 0 of QEMU proves nothing" vm
qemu 'echo "qemu: cannot allocate memory" >&2; exit 1'
refused 1 "QEMU ended with status 1: qemu: cannot allocate memory" "QEMU's own error is passed on" vm
qemu 'printf "[    1.0] Kernel panic - not syncing: sysrq\r\n" >>"$console"; exit 0'
refused 1 "the guest's kernel died: Kernel panic - not syncing: sysrq; its console is in" "a panic is quoted" vm
ok "the console is kept" grep -q 'Kernel panic' "$TAP_TMP/console.log"
qemu 'printf "[    1.0] BUG: kernel NULL pointer dereference\n[ 1.1] Oops: 0002\n[ 1.2] Kernel panic - not syncing\n" >>"$console"'
refused 1 "died: BUG: kernel NULL pointer dereference" "the first of a panic's lines is the reason" vm
qemu 'printf "[    1.0] Out of memory: Killed process 7 (x) total-vm:1kB\n[ 1.1] Kernel panic - not syncing: System is deadlocked on memory\n" >>"$console"'
refused 1 "the guest ran out of memory: Kernel panic.*deadlocked on memory: give it more than 300 MiB with RMAPLOCK_GUEST_MIB" "nothing left to kill" env RMAPLOCK_GUEST_MIB=300 "$vm_exec" -- "$TAP_TMP/script"
qemu 'printf "[    1.0] Initramfs unpacking failed: write error\n[ 1.1] Kernel panic - not syncing: VFS: Unable to mount root fs\n" >>"$console"'
refused 1 "the guest ran out of memory: Initramfs unpacking failed: write error: give" "too small to start" vm
qemu 'printf "[    1.0] Out of memory: Killed process 7 (x) total-vm:1kB\n[ 1.1] BUG: x\n" >>"$console"'
refused 1 "the guest.s kernel died: BUG: x" "a kernel that survived that and died of a bug" vm
qemu 'kill -KILL $$'
refused 1 "QEMU was killed, by somebody or because this machine ran out of memory" "the emulator is killed" vm
qemu 'exec sleep 1000'
refused 1 "the guest did not end within 2 s and was stopped" "a guest that hangs is stopped" vm
export RMAPLOCK_BOOT_SECONDS=1
ends 1 "a guest that never comes up is given up" "$vm_exec" --timeout 20 -- "$TAP_TMP/script"
told "after three tries" "did not come up within 1 s, 3 times; its console is in"
qemu 'test -e "$end.tried" || { : >"$end.tried"; exec sleep 1000; }; echo "end 0" >$end'
ends 0 "one that comes up at the second boot is fine" "$vm_exec" --timeout 20 -- "$TAP_TMP/script"
unset RMAPLOCK_BOOT_SECONDS
refused 4 "no nonsense-qemu on this machine: apt-get install" "no QEMU: one sentence" env RMAPLOCK_QEMU=nonsense-qemu "$vm_exec" -- "$TAP_TMP/script"
for bad in 0 x 256; do
	refused 2 "RMAPLOCK_VCPUS is '$bad': a number from 1 to 255" "RMAPLOCK_VCPUS=$bad is refused" env RMAPLOCK_VCPUS="$bad" "$vm_exec" -- "$TAP_TMP/script"
done
for bad in 191 x 1G; do
	refused 2 "RMAPLOCK_GUEST_MIB is '$bad': MiB, at least 192, are allowed" "RMAPLOCK_GUEST_MIB=$bad is refused" env RMAPLOCK_GUEST_MIB="$bad" "$vm_exec" -- "$TAP_TMP/script"
done
refused 4 "RMAPLOCK_GUEST_MIB is 99999999, but only [0-9]+ MiB of memory are available" "and so is more than there is" env RMAPLOCK_GUEST_MIB=99999999 "$vm_exec" -- "$TAP_TMP/script"
refused 2 "which script" "no script is refused" "$vm_exec" --
refused 2 "no script 'nonsense'" "a missing script too" "$vm_exec" -- nonsense
refused 2 "no such file" "and a missing file" "$vm_exec" --add nonsense -- "$TAP_TMP/script"
refused 2 "seconds from 1 to 86400" "and a bad time" "$vm_exec" --timeout 1h -- "$TAP_TMP/script"

# KVM: works, is refused by QEMU, or hangs. Verdicts go to a cache of our own.
mkdir "$TAP_TMP/cache"
for room in kernels initramfs; do
	ln -s "${RMAPLOCK_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/rmaplock}/$room" "$TAP_TMP/cache/$room"
done
export RMAPLOCK_CACHE="$TAP_TMP/cache" RMAPLOCK_KVM="$TAP_TMP/kvm" LOG="$TAP_TMP/qemu.log"
unset RMAPLOCK_ACCEL
verdict='echo "kvm=$kvm $*" >>"$LOG"'
qemu "$verdict; echo 'end 0' >\$end"
ok "no KVM device: emulate" vm
told "and say so" 'emulating \(TCG\): this machine has no'
refused 4 "RMAPLOCK_ACCEL=kvm: this machine has no" "kvm on demand is refused there" env RMAPLOCK_ACCEL=kvm "$vm_exec" -- "$TAP_TMP/script"
refused 2 "allowed are auto, kvm, tcg and icount" "an unknown accelerator is refused" env RMAPLOCK_ACCEL=x "$vm_exec" -- "$TAP_TMP/script"
: >"$RMAPLOCK_KVM"
: >"$LOG"
qemu "$verdict"'; test "$kvm" = no || { case $* in *"-cpu host"*) exit 134 ;; *) exec sleep 1000 ;; esac; }; echo "end 0" >$end'
ok "KVM that aborts with one CPU and hangs with the other: emulate" vm
told "and say so" 'emulating \(TCG\): KVM does not boot the guest.s kernel within 5 s'
ok "both CPUs were tried" test "$(grep -c 'kvm=yes' "$LOG")" -eq 2
: >"$LOG"
ok "the verdict is remembered" vm
ok "without another try" sh -c "! grep -q kvm=yes '$LOG'"
rm "$RMAPLOCK_CACHE/kvm-verdict"
qemu "$verdict; echo 'end 0' >\$end"
ok "KVM that works" vm
ok "is used" sh -c "tail -n 1 '$LOG' | grep -q 'kvm=yes.*-cpu host'"
ok "in silence" sh -c "! grep -q emulating '$TAP_TMP/err'"
done_testing
