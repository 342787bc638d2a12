# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=sh
# machine_report: describe the machine that measures, as lines `env <TAB> KEY <TAB> VALUE` (KEY as in env.json) and
# `topology <TAB> LINE` (hwloc's XML). Sourced in the guest and by the target native.

# machine_value KEY FILE: the file's first line; for lists of choices, the [chosen] one.
machine_value() {
	mv_line=
	test ! -r "$2" || read -r mv_line <"$2" || : # a sysctl's second byte is an end of file
	test -n "$mv_line" || return 0
	case $mv_line in
	*\[*\]*) mv_line=${mv_line#*[} mv_line=${mv_line%%]*} ;;
	*\(*\)*) mv_line=${mv_line#*(} mv_line=${mv_line%%)*} ;;
	esac
	printf 'env\t%s\t%s\n' "$1" "$mv_line"
}

# machine_text KEY FILE: the first line as it is.
machine_text() {
	read -r mv_line <"$2" && printf 'env\t%s\t%s\n' "$1" "$mv_line"
}

machine_report() {
	machine_value kernel.release /proc/sys/kernel/osrelease
	machine_text kernel.version /proc/sys/kernel/version
	machine_text kernel.cmdline /proc/cmdline
	machine_value machine.clocksource /sys/devices/system/clocksource/clocksource0/current_clocksource
	machine_value machine.thp /sys/kernel/mm/transparent_hugepage/enabled
	machine_value machine.aslr /proc/sys/kernel/randomize_va_space
	machine_value kernel.preempt /sys/kernel/debug/sched/preempt
	mr_cpus=0
	for mr_cpu in /sys/devices/system/cpu/cpu[0-9]*; do
		test ! -e "$mr_cpu" || mr_cpus=$((mr_cpus + 1))
	done
	printf 'env\tmachine.cpus\t%s\n' "$mr_cpus"
	while read -r mr_key mr_value _; do
		test "$mr_key" != MemTotal: || printf 'env\tmachine.memory_kib\t%s\n' "$mr_value"
	done </proc/meminfo
	if command -v lstopo-no-graphics >/dev/null; then
		lstopo-no-graphics --of xml - 2>/dev/null | sed 's/^/topology\t/'
	fi
}
