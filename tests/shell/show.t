#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# shellcheck disable=SC2016,SC2317 # $1 is for the inner shell; tap.sh calls the functions
# What a run was, in words; the command that repeats a cell is one that `run` takes and that has this cell in it.
. "$(dirname -- "$0")/../../scripts/lib/tap.sh"

build=${RMAPLOCK_BUILD:-$TAP_ROOT/build}
show=$build/analysis/sanitized/rmaplock-show
run="$TAP_TMP/it's a run"
"$TAP_ROOT/tests/lib/fake-run" "$run" reps=2 tasks='1 8' configs='spinlock rwsem aa-spinlock' workloads='fork_exit:areas=8 null'
sed -i 's/"cpus": 2, "memory_kib": 1048576/"cpus": 3, "memory_kib": 1048576/' "$run/env.json"
sed -i '6s/\tok\t-/\tfailed\tno luck/' "$run/samples.tsv"
sed -i 's/^configs.*/configs = spinlock rwsem/' "$run/plan"

ok 'a run is shown' "$show" "$run"
said '  its plan' '^  configs +spinlock rwsem$'
said '  its cells' '^  cells +23 cells ok, 1 failed$'
said '  those of a collector' '^  perf +24 cells ok, 0 failed$'
said '  the kernel' '^  kernel: 6\.1\.0-0-cloud-amd64$'
said '  that it is emulated' '^  emulated: ratios and shapes only$'
said '  a note' '^  note: these numbers are made up$'
printf '# rmaplock cells 1\nblock\torder\tcollector\n' >"$run/cells.tsv"
for order in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25; do
	printf '1\t%s\tnone\n' "$order" >>"$run/cells.tsv"
done
ok 'a run that was planned larger' "$show" "$run"
said '  says what is missing' '^  cells .* 1 not measured \(--resume\)$'
ok 'a cell that failed' "$show" --cell 4 "$run"
said '  with its reason' '^cell 4 .* failed, no luck$'

# repeated ORDER: run the printed command, --dry-run, as the shell reads it
tap_tree
# from the folder of the source, with nothing installed
repeated() {
	"$show" --cell "$1" "$run" | sed -n '/^RMAPLOCK_KERNEL=.* scripts\/rmaplock run /s/$/ --dry-run/p' >"$TAP_TMP/command" &&
		test -s "$TAP_TMP/command" && (cd "$TAP_TREE" && sh "$TAP_TMP/command")
}
ok 'the command for a measured cell is one that works' repeated 11
said '  that config' '^configs = rwsem$'
said '  that workload' '^workloads = null$'
said '  that many tasks' '^tasks = 8$'
said '  once, and its twin' '^cells: 2$'
ok '  on as many CPUs, of that kernel' grep -q "^RMAPLOCK_KERNEL='6.1.0-0-cloud-amd64' RMAPLOCK_ACCEL='tcg' RMAPLOCK_VCPUS='3' " "$TAP_TMP/command"
ok 'a run by another name' "$show" --called 'results/a run' "$run"
said '  is called so in the command' " scripts/rmaplock run --plan 'results/a run/plan' "
ok "the command for a collector's cell" repeated 37
said '  has that collector' '^collectors = perf$'
said '  and the workload with its knobs' '^workloads = fork_exit:areas=8$'

# whoever takes the command over runs nothing but it, whatever the folder says
cp "$run/env.json" "$TAP_TMP/env.json"
sed -i "s/\"target\": \"vm\"/\"target\": \"vm; echo it's you\"/" "$run/env.json"
ok 'a run whose env.json has a command for a target' "$show" "$run"
said '  is quoted' " --target 'vm; echo it'\\\\''s you' --configs "
cp "$TAP_TMP/env.json" "$run/env.json"

refused 2 'samples\.tsv: has no cell whose order is 999' 'a cell that is not there' "$show" --cell 999 "$run"
ok 'a cell that is no number: usage, exit 2' sh -c '"$1" --cell 0x1 "$2" 2>/dev/null; test $? -eq 2' - "$show" "$run"
cp "$run/samples.tsv" "$TAP_TMP/good"
sed -i '5s/\t[^\t]*$/\tnan/' "$run/samples.tsv"
refused 2 'samples\.tsv:5: violations is' 'a bad number' "$show" "$run"
cp "$TAP_TMP/good" "$run/samples.tsv"
sed -i '1s/1$/2/' "$run/cells.tsv"
refused 2 'cells\.tsv:1: ' 'cells.tsv of another version' "$show" "$run"
rm "$run/cells.tsv"
echo '{"host": {"cpu": "a", "cpu": "b"}}' >"$run/env.json"
refused 2 'env\.json:1: is not valid JSON \(duplicate' 'a key twice in env.json' "$show" "$run"
rm "$run/env.json"
ok 'a run without env.json' "$show" "$run"
said '  says so' 'env\.json is absent'

export RMAPLOCK_BUILD="$build"
ok 'rmaplock show' "$TAP_TREE/scripts/rmaplock" show "$run" --cell 2
said '  shows that cell' '^cell 2 of the run: '
refused 2 'is not a run folder' 'no run folder' "$TAP_TREE/scripts/rmaplock" show "$TAP_TMP"
refused 2 "no option '--x'" 'an unknown option' "$TAP_TREE/scripts/rmaplock" show --x
refused 2 'one run folder at a time' 'two folders' "$TAP_TREE/scripts/rmaplock" show "$run" "$run"
done_testing
