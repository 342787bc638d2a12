# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=sh
# How many blocks a run has: those of the plan, or as many as its difference to be found takes, which a pilot says; fewer if
# at a look everything is decided. The pilot's blocks are the run's first. Needs common.sh, plan.sh, run.sh.

BLOCKS_REFUSED= # not empty: it would take too many

# blocks_run: run the cells that are still to be run; return as run_cells does.
blocks_run() {
	RUN_AFTER=0
	if blocks_open; then
		blocks_upto "$PLAN_PILOT" || return
		blocks_choose || return
	fi
	blocks_look || return
	RUN_UPTO=0 RUN_BLOCKS=$(tail -n 1 "$RUN/cells.tsv" | cut -f 1)
	run_cells
}

# blocks_open: is the number of blocks still to be chosen? Choosing anew gives the same: the pilot is all that it looks at.
blocks_open() {
	case $(plan_value "$RUN/plan" mde) in
	'' | none) return 1 ;;
	esac
	test "$(plan_value "$RUN/plan" reps)" -eq "$PLAN_PILOT"
}

# blocks_upto BLOCK: run those before it and itself that have not had their turn.
blocks_upto() {
	RUN_UPTO=$1 RUN_BLOCKS=$1
	run_cells || return
	RUN_AFTER=$1
}

# blocks_last: print the last measured block that a cell of was run.
blocks_last() {
	awk -F '\t' 'FNR > 2 && $2 == "none" && $1 > last { last = $1 + 0 } END { print last + 0 }' "$RUN/samples.tsv"
}

# blocks_look: run the blocks before each look but the last, and look: if nothing is left to be found out they are all.
# What was run on is past its look.
blocks_look() {
	bl_looks=$(plan_value "$RUN/plan" looks) bl_reps=$(plan_value "$RUN/plan" reps) bl_look=1
	while test "$bl_look" -lt "${bl_looks:-1}" && test "$(plan_value "$RUN/plan" stopped)" -eq 0; do
		bl_due=$(((bl_reps * bl_look + bl_looks - 1) / bl_looks)) # looks_due
		if test "$(blocks_last)" -le "$bl_due"; then
			blocks_upto "$bl_due" || return
			blocks_look_at "$bl_look" || return
		fi
		bl_look=$((bl_look + 1))
	done
}

# blocks_look_at LOOK: the plan is first, the cells follow from it (resume_before).
blocks_look_at() {
	"$RMAPLOCK_BUILD/analysis/rmaplock-look" "$RUN" >"$RUN_TMP/look" || return
	say "look $1 of $bl_looks, after $bl_due of $bl_reps blocks: $(sed -n 's/^why\t//p' "$RUN_TMP/look")"
	grep -q '^stop	yes' "$RUN_TMP/look" || return 0
	plan_set "$RUN/plan" stopped "$bl_due"
	blocks_cells
}

# blocks_choose: after the pilot. The plan is first, the cells follow from it (resume_before).
blocks_choose() {
	bc_status=0
	"$RMAPLOCK_BUILD/analysis/rmaplock-blocks" "$RUN" >"$RUN_TMP/blocks" 2>"$RUN_TMP/refused" || bc_status=$?
	if test "$bc_status" -ne 0; then
		BLOCKS_REFUSED=yes
		say "$(cat "$RUN_TMP/refused"); the pilot is kept: rmaplock plots $RUN"
		return "$bc_status"
	fi
	plan_set "$RUN/plan" reps "$(sed -n 's/^blocks\t//p' "$RUN_TMP/blocks")"
	blocks_cells
	RUN_UPTO=0
	run_todo >"$RUN_TMP/rest"
	say "a difference of $(plan_value "$RUN/plan" mde) takes $(plan_value "$RUN/plan" reps) blocks ($(sed -n 's/^why\t//p' "$RUN_TMP/blocks")): about $(plan_duration "$(plan_seconds "$RUN/plan" "$RUN_TMP/rest")") more"
}

# blocks_cells: cells.tsv anew.
blocks_cells() {
	plan_cells "$RUN/plan" >"$RUN/cells.tsv.new"
	mv "$RUN/cells.tsv.new" "$RUN/cells.tsv"
}
