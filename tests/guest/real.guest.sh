# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=sh disable=SC2317 # functions that check calls
# shellcheck source=tests/guest/lib.sh
# rmaplock_real.ko on the kernel as it is.
. /rmaplock/files/lib.sh

load_real() {
	dmesg -c >/dev/null
	insmod /rmaplock/modules/real/rmaplock_real.ko
}

races() {
	DEVICE=/dev/rmaplock_mmu RACES=800 model-mmu-races
}

hostile() {
	DEVICE=/dev/rmaplock_mmu model-mmu-hostile
}

workload() {
	in_a_window /rmaplock/workloads/"$1" --tasks 2 --device none --warmup 0.05 --knob "$2"
}

# Each ends well only if each of its clients has been released once.
workloads() {
	for client in used kvm gru xpmem; do
		workload fork_exit "client=$client,client_delay_us=1" &&
			workload mmap_munmap "client=$client,client_delay_us=1" || return
	done
	workload fork_exit client=kvm,client_mm=ancestor
}

in_use() {
	/rmaplock/workloads/fork_exit --tasks 2 --seconds 60 --device none --knob client=kvm &
	until test "$(cat /sys/module/rmaplock_real/refcnt)" -ge 4; do # 2 files, 2 registrations
		kill -0 $! || return
	done
	rmmod rmaplock_real 2>&1 && return 1
	kill $!
	! wait $! # interrupted
}

# 4 MiB for a process that writes to 5, and a disk of memory to swap to
oversubscribe() {
	insmod brd.ko rd_nr=1 rd_size=16384 && mkswap /dev/ram0 && swapon /dev/ram0 || return
	echo +memory >/sys/fs/cgroup/cgroup.subtree_control && mkdir /sys/fs/cgroup/real || return
	echo 4M >/sys/fs/cgroup/real/memory.max || return
	sh -c 'echo $$ >/sys/fs/cgroup/real/cgroup.procs && exec real-reclaim'
}

check "the module loads" load_real
check "real-mmu" real-mmu
check "races of exit and unregister" races
grep '^# [0-9]* races' /tmp/check.out
check "random use, and SIGKILL" hostile
check "workloads with each client" workloads
check "it is not removed while a client is registered" in_use
check "oversubscription" oversubscribe
grep '^# .*asked' /tmp/check.out
swapoff /dev/ram0
check "the module unloads" rmmod rmaplock_real
check "the kernel's log is clean" dmesg_is_clean
tap_end
