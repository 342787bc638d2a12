#!/bin/busybox sh
# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=dash
# PID 1 of the guest: make the machine usable, run /rmaplock/main, report its exit status, power off.
#
# Three virtio-serial ports go to the host: `out` and `err` carry main's stdout and stderr, `end` a line when
# we are up and one that says how it ended. The host believes in nothing but these: a guest that panics or hangs never
# writes the last.
export PATH=/rmaplock/files:/bin:/usr/bin:/sbin HOME=/root LC_ALL=C

mount -t proc proc /proc
mount -t sysfs sys /sys
mount -t devtmpfs dev /dev
mkdir -p /dev/pts /dev/shm
mount -t devpts devpts /dev/pts
mount -t tmpfs tmpfs /dev/shm
mount -t tmpfs tmpfs /tmp
mount -t tracefs tracefs /sys/kernel/tracing
mount -t debugfs debugfs /sys/kernel/debug
mount -t cgroup2 cgroup2 /sys/fs/cgroup
ip link set lo up 2>/dev/null

for module in /lib/virtio/*.ko; do
	insmod "$module"
done
tries=0
until test -e /dev/vport0p3 || test "$tries" -ge 500; do
	usleep 10000
	tries=$((tries + 1))
done

# The tools see everything; nothing interrupts a measurement to save power or to print a hint.
for setting in kernel/perf_event_paranoid=-1 kernel/kptr_restrict=0 kernel/printk_ratelimit=0 kernel/printk_devkmsg=on \
	kernel/watchdog_thresh=30 kernel/hung_task_timeout_secs=60; do
	test ! -e "/proc/sys/${setting%=*}" || echo "${setting#*=}" >"/proc/sys/${setting%=*}"
done

echo up >/dev/vport0p3
cd /rmaplock/files || exit
setsid sh -c 'exec /rmaplock/main' </dev/null >/dev/vport0p1 2>/dev/vport0p2
status=$?
echo "end $status" >/dev/vport0p3
poweroff -f
