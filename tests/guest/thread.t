#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# What doc/thread.md's table has people run, run: each config of each `rmaplock run` in it with each workload, once and for a
# twentieth of a second, in one boot for each subject; one cell of each workload with each collector; what has a setting of its
# own, once with it; each bench, as it says of itself `in short`. Kernels take minutes to build, or are fetched: the cells of
# those of our own that are built are run, too, and a Debian kernel that is in the cache.
# The table's tests are tests of their own; that all the rest is written right is seen by tests/shell/doc-thread.t.
# shellcheck disable=SC2317 # functions that ok calls
. "$(dirname -- "$0")/../../scripts/lib/tap.sh"
. "$(dirname -- "$0")/../lib/thread-table.sh"
cd "$TAP_ROOT" || exit
export RMAPLOCK_ROOT="$TAP_ROOT"
for lib in common plan run; do
	. "$TAP_ROOT/scripts/lib/$lib.sh"
done
RUN_TMP=$TAP_TMP

# cells COMMAND...: `SUBJECT <TAB> COLLECTOR <TAB> CONFIG <TAB> WORKLOAD <TAB> PARAMS <TAB> TASKS` of the first block, and
# one for each collector; of several numbers of tasks the first. What stands before the command is its environment.
cells() {
	while test "$1" != "${1#RMAPLOCK_*=}"; do
		shift
	done
	shift 2
	scripts/rmaplock run "$@" --dry-run --seed 1 </dev/null | grep ' = ' >"$TAP_TMP/plan"
	plan_cells "$TAP_TMP/plan" | awk -F '\t' -v OFS='\t' -v subject="$(plan_value "$TAP_TMP/plan" subject)" \
		-v tasks="$(plan_value "$TAP_TMP/plan" tasks | cut -d ' ' -f 1)" '
		!/^[0-9]/ || $7 != tasks || $3 == "none" && $1 != 1 || $3 != "none" && seen[$3]++ { next }
		{ sub(/^aa-/, "", $4); print subject, $3, $4, $5, $6, $7 }'
}

# runs SUBJECT: run the cells of that subject; the rows are in RUN then. Where no operation ends in so short a time (a scan of
# 1000 areas, a busy machine), once more and longer.
runs() {
	RUN=$TAP_TMP/$1 RUN_SUBJECT=$TAP_ROOT/scripts/subjects/$1
	CELL_WARMUP=0.02 CELL_PIN=scatter CELL_SEED=1 CELL_LIMIT=31 CELL_BEGAN=$(date +%s)
	export RUN_SUBJECT CELL_SECONDS CELL_WARMUP CELL_PIN CELL_SEED CELL_LIMIT CELL_BEGAN
	mkdir "$RUN"
	run_create
	awk -F '\t' -v OFS='\t' -v subject="$1" 'BEGIN { print "# rmaplock cells 1\nblock order collector config workload params tasks" }
		$1 == subject { print 1, ++n, $2, $3, $4, $5, $6 }' "$TAP_TMP/cells" >"$RUN/cells.tsv"
	for CELL_SECONDS in 0.05 3; do
		run_todo >"$RUN/todo"
		test -s "$RUN/todo" || return 0
		scripts/target/vm run "$RUN" "$RUN/todo" >"$RUN/stream" || return
		(cd "$RUN" && busybox awk -v progress="$TAP_TMP/progress" -f "$TAP_ROOT/scripts/lib/rows.awk") <"$RUN/stream" || return
	done
}

# ran COLLECTOR CONFIG WORKLOAD PARAMS TASKS: it has a row, and did something. Its own reason otherwise.
ran() {
	awk -F '\t' -v cell="$1 $2 $3 $4 $5" '
		$2 " " $3 " " $4 " " $5 " " $6 == cell { said = $8 " " $9 " " $12 " operations"; ok = $8 == "ok" && $12 > 0 }
		END { print said; exit !ok }' "$RUN/samples.tsv"
}

# in_its_setting NAME=VALUE... rmaplock run OPTION...: once, and for half a second.
in_its_setting() (
	while test "$1" != "${1#RMAPLOCK_*=}"; do
		export "${1?}"
		shift
	done
	shift 2
	rm -rf "$TAP_TMP/setting"
	scripts/rmaplock run "$@" --reps 1 --seconds 0.5 --no-collectors --out "$TAP_TMP/setting"
)

# fetched KERNEL: its image and headers are in the cache
fetched() {
	fetched_release=$(cat "$RMAPLOCK_CACHE/kernels/flavour-$1" 2>/dev/null || echo "$1")
	test -d "$RMAPLOCK_CACHE/kernels/$fetched_release/image" && test -d "$RMAPLOCK_CACHE/kernels/$fetched_release/headers"
}

commands >"$TAP_TMP/commands"
grep -w 'rmaplock run' "$TAP_TMP/commands" >"$TAP_TMP/runs"
: >"$TAP_TMP/all"
while IFS= read -r command; do
	eval "cells $command" >"$TAP_TMP/its"
	ok "$command: has cells" test -s "$TAP_TMP/its"
	case $command in
	RMAPLOCK_KERNEL=*' '*)
		its_kernel=${command#RMAPLOCK_KERNEL=} its_kernel=${its_kernel%% *}
		fetched "$its_kernel" || {
			ok "$command # SKIP its kernel is not in the cache; its cells are run without: rmaplock run, with RMAPLOCK_KERNEL=$its_kernel" true
			cat "$TAP_TMP/its" >>"$TAP_TMP/all"
			continue
		}
		eval "ok \"\$command, in short\" in_its_setting $command"
		;;
	RMAPLOCK_*) eval "ok \"\$command, in short\" in_its_setting $command" ;;
	esac
	cat "$TAP_TMP/its" >>"$TAP_TMP/all"
done <"$TAP_TMP/runs"
# without_kernel: the configs of the subject kernel that are not built
without_kernel() {
	scripts/rmaplock kernels --list | awk -F '\t' '$2 != "built" { print $1 }'
}
without_kernel >"$TAP_TMP/without"
while IFS= read -r config; do
	! awk -F '\t' -v config="$config" '$1 == "kernel" && $3 == config { found = 1 } END { exit !found }' "$TAP_TMP/all" ||
		ok "subject kernel, $config # SKIP not built, as of today: rmaplock kernels $config" true
done <"$TAP_TMP/without"
awk -F '\t' 'NR == FNR { without[$1]; next } $1 != "kernel" || !($3 in without)' "$TAP_TMP/without" "$TAP_TMP/all" >"$TAP_TMP/can"
mv "$TAP_TMP/can" "$TAP_TMP/all"
sort -u -t "$(printf '\t')" -k 1,5 "$TAP_TMP/all" | awk -F '\t' '$2 == "none" || !seen[$1, $2, $4]++' >"$TAP_TMP/cells"

cut -f 1 "$TAP_TMP/cells" | sort -u >"$TAP_TMP/subjects"
while IFS= read -r subject; do
	ok "subject $subject: the guest runs all cells" runs "$subject"
	while IFS="$(printf '\t')" read -r of collector config workload params tasks; do
		test "$of" != "$subject" || ok "$config $workload $params, $tasks tasks, collector $collector" \
			ran "$collector" "$config" "$workload" "$params" "$tasks"
	done <"$TAP_TMP/cells"
done <"$TAP_TMP/subjects"

# in_short BENCH: the command that it gives for that, which says something
in_short() {
	eval "$(sed -n 's/^# in short[^:]*: //p' "$1")" && test -s "$TAP_TMP/out"
}
# not_built BENCH: which of the kernels that its command in short takes is not
not_built() {
	sed -n 's/^# in short, with the kernels \([^:]*\):.*/\1/p' "$1" | tr ' ' '\n' | grep -x -f "$TAP_TMP/without"
}
grep -o 'bench/[^ ]*' "$TAP_TMP/commands" | sort -u >"$TAP_TMP/benches"
while IFS= read -r bench; do
	if kernel=$(not_built "$bench"); then
		ok "$bench # SKIP not built, as of today: rmaplock kernels $(echo "$kernel" | tr '\n' ' ')" true
	else
		ok "$bench, in short" in_short "$bench"
	fi
done <"$TAP_TMP/benches"
done_testing
