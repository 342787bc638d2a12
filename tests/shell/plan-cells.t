#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# The order of the cells: every block has every cell once, what is compared is adjacent, and the plan alone decides.
# shellcheck disable=SC2016,SC2317 # $ in the programs of awk and stand-ins; functions that ok calls
. "$(dirname -- "$0")/../../scripts/lib/tap.sh"

cat >"$TAP_TMP/plan" <<'PLAN'
configs = null spinlock rwsem
baseline = spinlock
aa = yes
workloads = fork_exit:areas=8 null
tasks = 1 2 16
reps = 12
collectors = histograms perf
collector_reps = 2
seed = 42
PLAN
cells() { # AWK PLAN
	# shellcheck disable=SC2086 # perhaps two words
	$1 -f "$TAP_ROOT/scripts/lib/cells.awk" "$2"
}
cells mawk "$TAP_TMP/plan" >"$TAP_TMP/cells"
per_block=24 # (3 configs + 1 twin) x 2 workloads x 3 tasks

# holds NAME AWK-PROGRAM: the program, run over the rows, exits 0. It may use per_block.
holds() {
	ok "$1" awk -F '\t' -v per_block="$per_block" "FNR <= 2 { next } $2" "$TAP_TMP/cells"
}

ok "the first line names the format" sh -c "head -n 1 '$TAP_TMP/cells' | grep -qx '# rmaplock cells 1'"
ok "the second names the columns" sh -c "sed -n 2p '$TAP_TMP/cells' | tr '\t' ' ' | grep -qx 'block order collector config workload params tasks'"
holds "there are as many cells as the plan says" 'END { exit NR - 2 != per_block * (12 + 2 * 3) }'
holds "every row has seven fields" 'NF != 7 { bad = 1 } END { exit bad }'
holds "order counts from 1" '$2 != ++n { bad = 1 } END { exit bad }'
holds "every block has every cell, once, or once with each collector" \
	'{ if (seen[$1, $3, $4, $5, $6, $7]++) bad = 1; n[$1]++ } END { for (b in n) if (n[b] != per_block * (b + 0 > 12 ? 3 : 1)) bad = 1; exit bad }'
holds "the configs of one group are adjacent" \
	'{ group = $5 FS $6 FS $7; if ($1 > 12) exit; if ((FNR - 3) % 4 == 0) now = group; else if (group != now) bad = 1 } END { exit bad }'
holds "the A/A twin of the baseline is in every group" '$4 == "aa-spinlock" { n++ } END { exit n != 6 * (12 + 2 * 3) }'
holds "measured blocks come first, collectors in blocks of their own" \
	'{ if ($1 <= 12 && $3 != "none" || $1 > 12 && $3 == "none") bad = 1 } END { exit bad }'
holds "there each cell is run with each collector and with nothing, one after the other" \
	'$1 > 12 { kind = $4 FS $5 FS $6 FS $7; if (n++ % 3 == 0) { now = kind; split("", on) } else if (kind != now) bad = 1
	   if ($3 !~ /^(histograms|perf|nothing)$/ || on[$3]++) bad = 1 } END { exit bad || !n }'
holds "in many orders" \
	'$1 > 12 { list = list " " $3; if (++n % 3 == 0) { if (!(list in seen)) orders++; seen[list]; list = "" } } END { exit orders != 6 }'
holds "configs come in many orders" \
	'$1 <= 12 { list = list " " $4; if ((FNR - 2) % 4 == 0) { if (!(list in seen)) n++; seen[list]; list = "" } } END { exit n < 12 }'
holds "groups come in many orders" \
	'$1 <= 12 { list = list " " $5 $7; if ((FNR - 2) % per_block == 0) { if (!(list in seen)) n++; seen[list]; list = "" } } END { exit n < 8 }'
holds "each config is first about as often as the others" \
	'$1 <= 12 && (FNR - 3) % 4 == 0 { first[$4]++ } END { for (c in first) { n++; if (first[c] < 8 || first[c] > 30) bad = 1 } exit bad || n != 4 }'

cells mawk "$TAP_TMP/plan" >"$TAP_TMP/again"
ok "the same plan gives the same cells" cmp "$TAP_TMP/cells" "$TAP_TMP/again"
for awk in 'busybox awk' gawk original-awk; do
	command -v "${awk%% *}" >/dev/null || continue
	cells "$awk" "$TAP_TMP/plan" >"$TAP_TMP/again"
	ok "with $awk too" cmp "$TAP_TMP/cells" "$TAP_TMP/again"
done
for seed in 0 41 43 2147483645; do
	sed "s/^seed = .*/seed = $seed/" "$TAP_TMP/plan" >"$TAP_TMP/other"
	cells mawk "$TAP_TMP/other" >"$TAP_TMP/again"
	ok "seed $seed gives another order" sh -c "! cmp -s '$TAP_TMP/cells' '$TAP_TMP/again'"
	ok "of the same cells" sh -c "cut -f 1,3- '$TAP_TMP/cells' | sort >'$TAP_TMP/a'; cut -f 1,3- '$TAP_TMP/again' | sort | cmp '$TAP_TMP/a' -"
done
sed 's/^collectors = .*/collectors = nothing/' "$TAP_TMP/plan" >"$TAP_TMP/other"
ok "nothing alone is there once" sh -c "awk -f '$TAP_ROOT/scripts/lib/cells.awk' '$TAP_TMP/other' | grep -c '	nothing	' | grep -qx $((per_block * 2))"
sed 's/^aa = .*/aa = no/' "$TAP_TMP/plan" >"$TAP_TMP/other"
ok "without aa there is no twin" sh -c "! awk -f '$TAP_ROOT/scripts/lib/cells.awk' '$TAP_TMP/other' | grep aa-"

# A subject that needs a boot for each config: its groups all run in that one boot.
mawk -v boots=each -f "$TAP_ROOT/scripts/lib/cells.awk" "$TAP_TMP/plan" >"$TAP_TMP/cells"
holds "with a boot for each config there are as many cells" 'END { exit NR - 2 != per_block * (12 + 2 * 3) }'
holds "every block has every cell, once, or once with each collector" \
	'{ if (seen[$1, $3, $4, $5, $6, $7]++) bad = 1; n[$1]++ } END { for (b in n) if (n[b] != per_block * (b + 0 > 12 ? 3 : 1)) bad = 1; exit bad }'
holds "a config is booted once in a block" \
	'$1 FS $4 != now { now = $1 FS $4; if (seen[now]++) bad = 1; n++ } END { exit bad || n != 4 * 14 }'
holds "in many orders" \
	'$1 FS $4 != now { now = $1 FS $4; list = list " " $4; if (++n % 4 == 0) { if (!(list in seen)) orders++; seen[list]; list = "" } } END { exit orders < 8 }'
done_testing
