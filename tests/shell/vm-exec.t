#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# vm-exec with a real guest: what goes in, what comes out, and how a kernel that dies is reported.
# shellcheck disable=SC2016,SC2317 # $ in the programs of awk and stand-ins; functions that ok calls
. "$(dirname -- "$0")/../../scripts/lib/tap.sh"
export RMAPLOCK_ACCEL=tcg
vm_exec=$TAP_ROOT/scripts/vm-exec

printf '#!/bin/sh\necho "a program of ours"\n' >"$TAP_TMP/program"
chmod +x "$TAP_TMP/program"
echo "a file of ours" >"$TAP_TMP/file"
cat >"$TAP_TMP/script" <<'SCRIPT'
printf '%s\n' "$@"
echo "to stderr" >&2
program
cat file
for file in /proc/self/stat /sys/kernel /dev/null /sys/kernel/tracing/events /sys/fs/cgroup/cgroup.procs; do
	test -e "$file" || echo "missing: $file"
done
echo "uid $(id -u) cpus $(nproc) words $(grep -c slub_debug=FZ /proc/cmdline)"
echo "modules $(ls /rmaplock/modules | grep -c '\.ko$') workloads $(ls /rmaplock/workloads | wc -l)"
perf --version
head -c 3000000 /dev/zero | tr '\0' x
exit 7
SCRIPT
ends 7 "the script's status is ours" "$vm_exec" --add "$TAP_TMP/program" --add "$TAP_TMP/file" --cmdline slub_debug=FZ -- \
	"$TAP_TMP/script" 'two words' "a 'quote'" '$HOME'
said "arguments arrive as they are" '^two words$'
said "quotes too" "^a 'quote'$"
said "and are not expanded" '^\$HOME$'
said "a program that was added runs" '^a program of ours$'
said "a file that was added is there" '^a file of ours$'
! grep missing: "$TAP_TMP/out"
tap_result $? "nothing that should be there is missing"
told "stderr is stderr" '^to stderr$'
said "it is root, on as many CPUs as there are, with the command line that was asked for" "^uid 0 cpus $(nproc) words 1$"
said "every module and workload is there" \
	"^modules $(find "$TAP_ROOT/kmod/configs" -name '*.config' | wc -l) workloads $(find "$TAP_ROOT/workloads/cases" -name '*.c' | wc -l)$"
said "perf runs" '^perf version'
ok "megabytes come through whole" test "$(grep -o 'x*$' "$TAP_TMP/out" | tail -n 1 | wc -c)" -eq 3000001

printf 'echo before\necho c >/proc/sysrq-trigger\n' >"$TAP_TMP/script"
ends 1 "a kernel that panics ends with 1" "$vm_exec" --console "$TAP_TMP/console" -- "$TAP_TMP/script"
said "what was said before is there" '^before$'
told "one sentence quotes the panic and names the console" "the guest's kernel died: .*(sysrq|panic|BUG).*; its console is in $TAP_TMP/console"
ok "which is there" grep -q 'Kernel panic' "$TAP_TMP/console"
done_testing
