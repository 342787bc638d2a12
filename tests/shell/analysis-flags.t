#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# Blocks of two kinds, and blocks that drift, are said to be so; outliers and plain noise are not.
# shellcheck disable=SC2317 # functions that ok calls
. "$(dirname -- "$0")/../../scripts/lib/tap.sh"
. "$TAP_ROOT/tests/lib/small-run.sh"

# blocks CONFIG VALUE...: a block for each
blocks() {
	bl_config=$1 bl_block=0
	shift
	for bl_value; do
		bl_block=$((bl_block + 1))
		cell "$bl_block" "$bl_config" "$bl_value"
	done
}

new_run
blocks spinlock 1000 1010 990 1005 995 1002 998 1001 999 1003
blocks rwsem 300 900 310 905 305 910 295 895 302 898
blocks aa-spinlock 1001 1009 991 1004 996 1003 997 1002 998 100
ok "a run whose blocks are of two kinds is analysed" analysed
said "the sentence says how many there are of each, and where" 'rwsem has two modes: 5 blocks near 302 and 5 near 900 forks/s'
ok "so does its flag" is two-modes rwsem ops_per_sec flags
ok "an outlier is none" is - aa-spinlock ops_per_sec flags
ok "plain noise neither" is - spinlock ops_per_sec flags
ok "what is not throughput is not tested" is - rwsem jain flags

new_run
blocks spinlock 1010 1000 1020 1030 1050 1040 1060 1070 1080 1090
blocks rwsem 505 501 511 514 526 519 531 534 541 544
blocks aa-spinlock 1010 995 1011 1016 1031 1016 1031 1037 1042 1046
ok "a run that drifts is analysed" analysed
said "the baseline drifts with the machine" 'spinlock drifts: \+6\.[0-9] % over the blocks'
said "so does one that falls behind it" 'aa-spinlock drifts against the baseline: -3\.[0-9] % over the blocks'
ok "which its flag says" is drift aa-spinlock ops_per_sec flags
ok "a config that drifts as the baseline does is not flagged" is - rwsem ops_per_sec flags

new_run
blocks spinlock 1000 1010 990 1005 995 1002 998
blocks rwsem 300 900 310 905 305 910 295
ok "below eight blocks" analysed
ok "nothing is said about modes" is - rwsem ops_per_sec flags
done_testing
