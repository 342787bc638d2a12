#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# Runs in a real guest that is too small: a cell too many tasks, then one that leaves the kernel nothing to kill.
# shellcheck disable=SC2016,SC2317 # $ in the programs of awk and stand-ins; functions that ok calls
. "$(dirname -- "$0")/../../scripts/lib/tap.sh"
export RMAPLOCK_ACCEL=tcg
tap_tree
run() {
	"$TAP_TREE/scripts/rmaplock" run "$@"
}

# The real modules and workload, but with 3 tasks it fills the guest's memory with what no kill gives back.
export RMAPLOCK_BUILD="$TAP_TMP/build"
mkdir -p "$RMAPLOCK_BUILD/workloads" "$RMAPLOCK_BUILD/analysis"
ln -s "$TAP_ROOT/build/kmod" "$RMAPLOCK_BUILD/kmod"
ln -s "$TAP_ROOT/build/analysis/rmaplock-analyse" "$TAP_ROOT/build/analysis/rmaplock-scale" "$RMAPLOCK_BUILD/analysis/"
cp "$TAP_ROOT/build/workloads/fork_exit" "$RMAPLOCK_BUILD/workloads/real"
ln -s "$TAP_ROOT/build/workloads/null" "$RMAPLOCK_BUILD/workloads/"
rm "$TAP_TREE/plots"
mkdir "$TAP_TREE/plots"
printf '#!/bin/sh\n' >"$TAP_TREE/plots/render"
cat >"$RMAPLOCK_BUILD/workloads/fork_exit" <<'WORKLOAD'
#!/bin/sh
test "$1$2" != --tasks3 || {
	for process in /proc/[0-9]*; do
		echo -1000 >"$process/oom_score_adj"
	done
	cat /dev/zero >/dev/shm/hog
	cat /dev/zero >/tmp/hog
}
exec "${0%/*}/real" "$@"
WORKLOAD
chmod +x "$RMAPLOCK_BUILD/workloads/fork_exit" "$TAP_TREE/plots/render"

# A seed that puts the cell with 3 tasks last and the one with 500 before it.
cd "$TAP_TMP" || exit
seed=1
until run --dry-run --plan smoke --no-collectors --reps 1 --configs spinlock --tasks '2 3 500' --seed "$seed" >plan.out &&
	head -n 14 plan.out >plan && test "$(awk -f "$TAP_ROOT/scripts/lib/cells.awk" plan | cut -f 7 | tail -n 2 | tr '\n' ' ')" = '500 3 '; do
	seed=$((seed + 1))
done
row() { # TASKS REGEX NAME
	ok "$3" awk -F '\t' -v tasks="$1" -v regex="$2" '$6 == tasks { found = $8 "\t" $9 ~ regex } END { exit !found }' run/samples.tsv
}
ends 1 "a guest that runs out of memory: exit status 1" env RMAPLOCK_GUEST_MIB=192 "$TAP_TREE/scripts/rmaplock" run --plan ./plan --out run
told "one sentence says so, what to do, and names the console" \
	"the guest ran out of memory: Kernel panic.*deadlocked on memory: give it more than 192 MiB with RMAPLOCK_GUEST_MIB, or .* fewer tasks.*; the console is in $TAP_TMP/run/console.log"
said "the table gives the reasons" 'out of memory: the kernel killed real'
ok "the console is there" grep -q 'System is deadlocked on memory' run/console.log
row 2 '^ok' "what was measured is kept"
row 500 '^failed.out of memory: the kernel killed real; choose fewer tasks.*RMAPLOCK_GUEST_MIB' "too many tasks void their cell and not the run"
row 3 '^failed.the guest ran out of memory: ' "the cell that left nothing to kill has its reason"

ln -sf real "$RMAPLOCK_BUILD/workloads/fork_exit"
ok "resume with more memory completes the run" env RMAPLOCK_GUEST_MIB=512 "$TAP_TREE/scripts/rmaplock" run --resume run
ok "every cell has a good row" test "$(awk -F '\t' '$8 == "ok"' run/samples.tsv | wc -l)" -eq 3
ok "the failed ones are kept" test "$(grep -c '	failed	' run/samples.tsv)" -eq 2
done_testing
