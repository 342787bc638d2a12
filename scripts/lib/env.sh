# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=sh
# env.json: under which circumstances a run was measured (doc/formats.md). Needs common.sh.
# Everything is first a line `KEY <TAB> VALUE` in FOLDER/machine.tsv (KEY is a path in the JSON, `note` may repeat), then
# jq makes the JSON: a file to append to survives a crash, a JSON object does not.

env_line() {
	test -z "$2" || printf '%s\t%s\n' "$1" "$2"
}

# env_read FILE: the first line of a file, if there is one.
env_read() {
	test ! -r "$1" || head -n 1 "$1"
}

# env_host: what the host is, as lines.
env_host() {
	env_line host.kernel "$(uname -sr)"
	env_line host.cpu "$(sed -n 's/^model name[ \t]*: //p' /proc/cpuinfo | head -n 1)"
	env_line host.cpus "$(nproc)"
	env_line host.memory_kib "$(awk '$1 == "MemTotal:" { print $2 }' /proc/meminfo)"
	env_line host.governor "$(env_read /sys/devices/system/cpu/cpu0/cpufreq/scaling_governor)"
	env_line host.smt "$(env_read /sys/devices/system/cpu/smt/control)"
	env_line host.load1 "$(cut -d ' ' -f 1 /proc/loadavg)"
	env_line host.mitigations "$(for eh_file in /sys/devices/system/cpu/vulnerabilities/*; do
		test ! -r "$eh_file" || printf '%s: %s; ' "${eh_file##*/}" "$(cat "$eh_file")"
	done)"
	awk -v cpus="$(nproc)" '$1 > 0.25 * cpus {
		printf "note\tthe host was busy when the run began: load %s on %d CPUs\n", $1, cpus }' /proc/loadavg
	case $(env_read /sys/devices/system/cpu/cpu0/cpufreq/scaling_governor) in
	'' | performance) ;;
	*) env_line note "the frequency governor is not 'performance'" ;;
	esac
}

# env_modules RELEASE CONFIG...: which modules exactly.
env_modules() {
	em_dir=$RMAPLOCK_BUILD/kmod/$1
	shift
	for em_config; do
		em_file=$em_dir/rmaplock_$em_config.ko
		env_line "modules.$em_config.srcversion" "$(grep -a -o -m 1 'srcversion=[0-9A-F]*' "$em_file" | cut -d = -f 2)"
		env_line "modules.$em_config.sha256" "$(sha256sum <"$em_file" | cut -d ' ' -f 1)"
	done
}

# env_rmaplock: which rmaplock.
env_rmaplock() {
	env_line rmaplock.describe "$(git -C "$RMAPLOCK_ROOT" describe --always --dirty 2>/dev/null || :)"
	env_line rmaplock.abi "$(awk '$2 == "RMAPLOCK_ABI" { print $3 }' "$RMAPLOCK_ROOT/kmod/uapi.h")"
}

# env_write FOLDER: make env.json of FOLDER/machine.tsv; a later line for a key wins.
env_write() {
	jq -n --rawfile lines "$1/machine.tsv" '
	def number: test("^(rmaplock.abi|host.cpus|host.memory_kib|host.load1|machine.cpus|machine.memory_kib|machine.aslr|run.seed)$");
	[$lines | split("\n")[] | select(length > 0) | split("\t")] as $all
	| reduce ($all[] | select(.[0] != "note")) as $line (
		{rmaplock: {describe: null, abi: null}, subject: null, target: null, accelerator: null, emulated: null,
		 kernel: {release: null, version: null, cmdline: null, config_sha256: null, preempt: null},
		 host: {kernel: null, cpu: null, cpus: null, memory_kib: null, governor: null, smt: null,
			mitigations: null, load1: null, qemu: null},
		 machine: {cpus: null, memory_kib: null, clocksource: null, thp: null, aslr: null},
		 modules: {}, run: {id: null, started: null, seed: null, command: null}, notes: []};
		setpath($line[0] | split("."); if $line[0] | number then $line[1] | tonumber else $line[1] end))
	| .emulated = (.accelerator == "tcg" or .accelerator == "icount")
	| .notes = ([$all[] | select(.[0] == "note") | .[1]] | unique)
	' >"$1/env.json.new" || die "$EXIT_FAILED" "cannot make $1/env.json of $1/machine.tsv"
	mv "$1/env.json.new" "$1/env.json"
}
