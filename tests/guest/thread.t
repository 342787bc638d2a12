#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# What doc/thread.md's table has people run, run: each config of each `rmaplock run` in it with each workload, once and for a
# twentieth of a second, in one boot for each subject; one cell of each workload with each collector; what has a setting of its
# own, once with it; each bench, as it says of itself `in short`. Kernels of our own take minutes to build: what needs them is
# left to `rmaplock test --kernels`.
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

# in_its_setting NAME=VALUE... rmaplock run OPTION...: once, and for a twentieth of a second.
in_its_setting() (
	while test "$1" != "${1#RMAPLOCK_*=}"; do
		export "${1?}"
		shift
	done
	shift 2
	rm -rf "$TAP_TMP/setting"
	scripts/rmaplock run "$@" --reps 1 --seconds 0.05 --no-collectors --out "$TAP_TMP/setting"
)

commands >"$TAP_TMP/commands"
grep -w 'rmaplock run' "$TAP_TMP/commands" >"$TAP_TMP/runs"
: >"$TAP_TMP/all"
while IFS= read -r command; do
	eval "cells $command" >"$TAP_TMP/its"
	ok "$command: has cells" test -s "$TAP_TMP/its"
	case $command in
	*RMAPLOCK_KERNEL=*) ok "$command # SKIP a kernel is fetched for it; its cells are run without" true ;;
	RMAPLOCK_*) eval "ok \"\$command, in short\" in_its_setting $command" ;;
	esac
	cat "$TAP_TMP/its" >>"$TAP_TMP/all"
done <"$TAP_TMP/runs"
cut -f 1 "$TAP_TMP/all" | sort -u | grep -v -x -e model -e stock-mmu >"$TAP_TMP/others" || :
while IFS= read -r subject; do
	ok "cells of the subject $subject # SKIP its kernels take minutes to build: rmaplock test --kernels" true
done <"$TAP_TMP/others"
sort -u -t "$(printf '\t')" -k 1,5 "$TAP_TMP/all" | awk -F '\t' '$2 == "none" || !seen[$1, $2, $4]++' >"$TAP_TMP/cells"

for subject in model stock-mmu; do
	ok "subject $subject: the guest runs all cells" runs "$subject"
	while IFS="$(printf '\t')" read -r of collector config workload params tasks; do
		test "$of" != "$subject" || ok "$config $workload $params, $tasks tasks, collector $collector" \
			ran "$collector" "$config" "$workload" "$params" "$tasks"
	done <"$TAP_TMP/cells"
done

# in_short BENCH: the command that it gives for that, which says something
in_short() {
	eval "$(sed -n 's/^# in short: //p' "$1")" && test -s "$TAP_TMP/out"
}
grep -o 'bench/[^ ]*' "$TAP_TMP/commands" | sort -u >"$TAP_TMP/benches"
while IFS= read -r bench; do
	case $(sed -n 's/^# in short: //p' "$bench") in
	not,*) ok "$bench # SKIP $(sed -n 's/^# in short: not, //p' "$bench")" true ;;
	*) ok "$bench, in short" in_short "$bench" ;;
	esac
done <"$TAP_TMP/benches"
done_testing
