#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# shellcheck disable=SC2016,SC2317 # $1 is for the inner shell; tap.sh calls the functions
# Two crossed choices: the effects that were put into made-up throughput come out, and what is no crossing is refused.
. "$(dirname -- "$0")/../../scripts/lib/tap.sh"

build=${RMAPLOCK_BUILD:-$TAP_ROOT/build}
factors=$build/analysis/sanitized/rmaplock-factors
run=$TAP_TMP/run
out=$TAP_TMP/effects

# new_run CONFIGS [LEFT_OUT]: 10 blocks that drift by 5 % each; the lock halves, a reference costs 10 %, both together another
# 20 %, the choice of one reference is free. LEFT_OUT: a config without a cell in block 3.
new_run() {
	rm -rf "$run" "$out"
	mkdir "$run" "$out"
	printf '%s\n' 'description = x' "configs = $1" 'baseline = spinlock' 'aa = yes' >"$run/plan"
	awk -v configs="$1 aa-spinlock" -v left_out="${2:-}" 'BEGIN {
		OFS = "\t"
		print "# rmaplock samples 1"
		print "block\tcollector\tconfig\tworkload\tparams\ttasks\torder\tstatus\treason\tstarted_s\tduration_s" \
			"\tops\tops_per_sec\ttask_ops_min\ttask_ops_max\tjain\tvoluntary_switches\tinvoluntary_switches" \
			"\tswitches_per_op\tacquired\tcontended\tcontended_share\tviolations"
		n = split(configs, name, " ")
		for (block = 1; block <= 10; block++)
			for (i = 1; i <= n; i++) {
				x = 1000 * exp(0.05 * block) * (name[i] ~ /rwsem/ ? 0.5 : 1) * (name[i] ~ /-ref$/ ? 0.9 : 1)
				x *= name[i] ~ /rwsem-fifo-ref$/ ? 0.8 : 1
				if (name[i] != left_out || block != 3)
					print block, "none", name[i], "fork_exit", "areas=8", 8, ++order, "ok", "-", order, 1,
						int(x), sprintf("%.6f", x), "-", "-", "-", 0, 0, 2, "-", "-", "-", "-"
			}
	}' >"$run/samples.tsv"
}

# effect FACTOR LEVEL WITH: n and the ratio with its interval
effect() {
	awk -F '\t' -v want="$1 $2 $3" 'FNR > 2 && $4 " " $5 " " $6 == want {
		printf "%d %.4f %.4f %.4f\n", $7, $8, $9, $10 }' "$out/factors.tsv"
}
# is EXPECTED FACTOR LEVEL WITH
is() {
	is_got=$(effect "$2" "$3" "$4")
	echo "expected '$1', got '$is_got'" >&2
	test "$is_got" = "$1"
}

export RMAPLOCK_BUILD="$build"
tap_tree
command=$TAP_TREE/scripts/rmaplock
new_run 'spinlock spinlock-ref spinlock-ref1 rwsem-fifo rwsem-fifo-ref rwsem-fifo-ref1'
ok 'rmaplock factors: lock and lifetime' "$command" factors "$run" --out "$out"
said '  the table says what is compared with what' '^lock: instead of spinlock; lifetime: instead of list_empty; '
said '  percent, with interval' '^lifetime +ref_per_link +rwsem_fifo +-28 % \[-28, -28\] +10$'
ok '  the lock alone' is '10 0.5000 0.5000 0.5000' lock rwsem_fifo list_empty
ok '  the lock with a reference a link' is '10 0.4000 0.4000 0.4000' lock rwsem_fifo ref_per_link
ok '  the lock over all: the third root of .5 * .4 * .5' is '10 0.4642 0.4642 0.4642' lock rwsem_fifo -
ok '  the reference alone' is '10 0.9000 0.9000 0.9000' lifetime ref_per_link spinlock
ok '  the reference over both: the root of .9 * .72' is '10 0.8050 0.8050 0.8050' lifetime ref_per_link -
ok '  one reference' is '10 1.0000 1.0000 1.0000' lifetime ref_from_birth -
ok '  what both do beyond each alone' is '10 0.8000 0.8000 0.8000' interaction rwsem_fifo ref_per_link
ok '  and what they do not' is '10 1.0000 1.0000 1.0000' interaction rwsem_fifo ref_from_birth
ok '  it is drawn' sh -c 'grep -q "</svg>" "$1/factors.svg" && test -s "$1/factors.png"' - "$out"
ok '  with all names' sh -c 'sed "s/&#160;/ /g" "$1/factors.svg" | grep -q "ref_per_link with rwsem_fifo"' - "$out"

new_run 'spinlock spinlock-ref rwsem-fifo rwsem-fifo-ref' rwsem-fifo-ref
ok 'a cell is missing' "$command" factors "$run" --out "$out"
ok '  its block is left out of what takes it' is '9 0.8000 0.8000 0.8000' interaction rwsem_fifo ref_per_link
ok '  and not of what does not' is '10 0.5000 0.5000 0.5000' lock rwsem_fifo list_empty

new_run 'spinlock anon-rwsem-fifo file-rwsem-fifo rwsem-fifo'
ok 'where the two locks differ they are the choices' "$command" factors "$run" --out "$out"
ok '  all halved but the baseline: together they are twice as good as the product' is '10 2.0000 2.0000 2.0000' interaction rwsem_fifo rwsem_fifo
new_run 'rwsem-fifo spinlock-ref spinlock rwsem-fifo-ref'
ok 'the baseline comes first, wherever the plan has it' "$command" factors "$run" --out "$out"
ok '  in both choices' is '10 0.9000 0.9000 0.9000' lifetime ref_per_link spinlock

new_run 'spinlock spinlock-ref rwsem-fifo'
refused 2 'design\.tsv: no config is rwsem_fifo with ref_per_link' 'a hole in the crossing' "$command" factors "$run" --out "$out"
new_run 'spinlock rwsem mutex'
refused 2 'each factor needs two levels' 'one choice only' "$command" factors "$run" --out "$out"
new_run 'spinlock spinlock-bare rwsem-fifo'
refused 2 'spinlock and spinlock-bare are alike in both' 'a third choice' "$command" factors "$run" --out "$out"
new_run 'spinlock nosuch'
refused 2 "names the config 'nosuch', and there is no" 'a config that there is not' "$command" factors "$run" --out "$out"
refused 2 'is not a run folder' 'no run folder' "$command" factors "$TAP_TMP"
refused 2 "'rmaplock factors' makes it" 'the program alone needs the design' "$factors" --out "$TAP_TMP" "$run"
done_testing
