#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# shellcheck disable=SC2016,SC2317 # $1 is for the inner shell; tap.sh calls the functions
# The doctor on made-up machines: what is good, what is not, what cannot be known; and on this one.
. "$(dirname -- "$0")/../../scripts/lib/tap.sh"
tap_tree
rmaplock=$TAP_TREE/scripts/rmaplock
unset RMAPLOCK_ACCEL RMAPLOCK_KVM

ends 0 'a machine of which nothing is wrong, asked for what it has' "$rmaplock" doctor aslr
export DOCTOR_ROOT="$TAP_TMP/machine" DOCTOR_UID=0
cpu=/sys/devices/system/cpu

# has PATH TEXT: a file of the machine
has() {
	mkdir -p "$DOCTOR_ROOT${1%/*}"
	printf '%s\n' "$2" >"$DOCTOR_ROOT$1"
}

# finds VERDICT CHECK REGEX
finds() {
	ok "$2: $1, $3" sh -c '"$1" doctor --tsv "$2" | tee /dev/stderr | grep -q -E "^$2	$3	$4"' - "$rmaplock" "$2" "$1" "$3"
}

has /proc/cpuinfo "$(printf 'processor : 0\nprocessor : 1')"
has /proc/meminfo 'MemAvailable: 4000000 kB'
has /proc/loadavg '0.10 0.1 0.1 1/99 1'
has /proc/stat 'cpu 900 0 100 9000 0 0 0 0 0 0'
has /proc/modules 'x 1 0 - Live 0x0'
for unknown in governor turbo smt thp aslr clocksource; do
	finds unknown $unknown '[a-z]'
done
has $cpu/cpu0/cpufreq/scaling_governor performance
has $cpu/cpu1/cpufreq/scaling_governor performance
has $cpu/intel_pstate/no_turbo 1
has $cpu/smt/active 0
has /sys/kernel/mm/transparent_hugepage/enabled 'always [madvise] never'
has /proc/sys/kernel/randomize_va_space 2
has /sys/devices/system/clocksource/clocksource0/current_clocksource tsc
has $cpu/vulnerabilities/meltdown 'Mitigation: PTI'
has $cpu/vulnerabilities/retbleed Vulnerable
has /proc/cmdline 'quiet'
has /proc/sys/kernel/perf_event_paranoid 1
has /sys/kernel/security/lockdown '[none] integrity confidentiality'
mkdir -p "$DOCTOR_ROOT/sys/kernel/tracing/events"
for good in governor turbo smt steal load cpus thp aslr clocksource perf tracefs native memory; do
	finds good $good '[a-z0-9]'
done
finds good mitigations '1 in use; vulnerable: retbleed '
ends 0 'nothing to care for: exit 0' "$rmaplock" doctor governor turbo smt steal load cpus thp clocksource native memory
ok 'for people' "$rmaplock" doctor governor
said '  what was found' '^governor +good +performance on every CPU$'

has $cpu/cpu1/cpufreq/scaling_governor powersave
finds care governor 'governor: performance powersave	cpupower'
has $cpu/intel_pstate/no_turbo 0
finds care turbo 'on: .*	echo 1 >'
rm "$DOCTOR_ROOT$cpu/intel_pstate/no_turbo"
has $cpu/cpufreq/boost 1
finds care turbo 'on: .*	echo 0 >'
has $cpu/smt/active 1
finds care smt 'yes: .*--pin core'
has /proc/stat 'cpu 900 0 100 8000 0 0 0 1000 0 0'
finds care steal 'yes: 0\.0 % in the last second, 10\.0 % since the boot'
has /proc/loadavg '0.60 0.1 0.1 1/99 1'
finds care load 'load 0\.60 on 2 CPUs: a run now would carry a note'
has /proc/cpuinfo 'processor : 0'
finds care cpus one
has /sys/kernel/mm/transparent_hugepage/enabled '[always] madvise never'
finds care thp 'always: .*	echo madvise'
has /sys/devices/system/clocksource/clocksource0/current_clocksource hpet
finds care clocksource 'hpet: '
has /proc/cmdline 'quiet mitigations=off'
finds care mitigations 'switched off'
rm -r "$DOCTOR_ROOT/sys/kernel/tracing"
finds care tracefs '.*	(mount|run as root)'
has /sys/kernel/security/lockdown 'none [integrity] confidentiality'
finds refused native 'the kernel is locked down \(integrity\)'
has /sys/kernel/security/lockdown '[none] integrity confidentiality'
rm "$DOCTOR_ROOT/proc/modules"
finds refused native 'this kernel takes no modules'
DOCTOR_UID=1000
finds refused native 'not root'
finds refused perf 'kernel\.perf_event_paranoid is 1: .*	run as root'
has /proc/sys/kernel/perf_event_paranoid 0
finds good perf yes
has /proc/meminfo 'MemAvailable: 300000 kB'
finds refused memory '292 MiB available'
finds refused kvm 'no /dev/kvm: the guest is emulated'
has /dev/kvm ''
finds unknown kvm '/dev/kvm is there'
RMAPLOCK_ACCEL=tcg
export RMAPLOCK_ACCEL
finds refused kvm 'RMAPLOCK_ACCEL=tcg'
RMAPLOCK_ACCEL=icount
finds refused kvm 'RMAPLOCK_ACCEL=icount'
rm "$DOCTOR_ROOT/proc/sys/kernel/perf_event_paranoid"
finds refused perf 'this kernel has no perf events'
ends 1 'something to care for: exit 1' "$rmaplock" doctor
ok '  every check has its line' sh -c 'test "$("$1" doctor --tsv | wc -l)" -eq "$(ls "$2/scripts/doctor" | wc -l)"' - "$rmaplock" "$TAP_TREE"
rm "$DOCTOR_ROOT/proc/meminfo"
finds unknown memory 'the check failed'
refused 2 "no check 'nonsense'; there are: aslr " 'no such check' "$rmaplock" doctor nonsense
refused 2 "no check '\.\./cmd/test'" 'no path' "$rmaplock" doctor ../cmd/test
printf '#!/bin/sh\necho "care	x	y"\n' >"$TAP_TREE/scripts/doctor/brand-new"
chmod +x "$TAP_TREE/scripts/doctor/brand-new"
finds care brand-new x
done_testing
