# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=sh
# Plans: what there is to choose from, and checking what was chosen. Needs common.sh.

PLAN_PILOT=6 # blocks: fewer have no interval, so that every run needs them

# plan_names KIND: print the names, one a line, as the tree has them. A new one is a new file.
plan_names() {
	case $1 in
	plans) set -- "$RMAPLOCK_ROOT"/scripts/plans/* ;;
	scenarios) set -- "$RMAPLOCK_ROOT"/scripts/scenarios/* ;;
	targets) set -- "$RMAPLOCK_ROOT"/scripts/target/* ;;
	subjects) set -- "$RMAPLOCK_ROOT"/scripts/subjects/* ;;
	configs)
		for pn_subject in $(plan_names subjects); do
			"$RMAPLOCK_ROOT/scripts/subjects/$pn_subject" configs
		done | sort -u
		return
		;;
	workloads) set -- "$RMAPLOCK_ROOT"/workloads/cases/*.c ;;
	collectors) set -- "$RMAPLOCK_ROOT"/scripts/collect/* ;;
	esac
	plan_files "$@"
}

# plan_files FILE...: print the names of those that are there.
plan_files() {
	for pn_file; do
		pn_name=${pn_file##*/}
		test ! -f "$pn_file" || printf '%s\n' "${pn_name%.*}"
	done | sort -u
}

plan_list() {
	plan_names "$1" | tr '\n' ' ' | sed 's/ $//'
}

# plan_file NAME: print the path of a plan given by name, or of a file given with a slash.
plan_file() {
	case $1 in
	*/*)
		test -f "$1" || die "$EXIT_USAGE" "no plan $1: no such file"
		test -r "$1" || die "$EXIT_USAGE" "no plan $1: it may not be read"
		printf '%s\n' "$1"
		;;
	*)
		{ is_name "$1" && test -f "$RMAPLOCK_ROOT/scripts/plans/$1"; } ||
			die "$EXIT_USAGE" "no plan '$1'; there are: $(plan_list plans) (or name a file, with a slash)"
		printf '%s\n' "$RMAPLOCK_ROOT/scripts/plans/$1"
		;;
	esac
}

# plan_check PLAN OPTIONS: print the plan as it will be run, or end with the reason why it cannot be.
plan_check() {
	awk -v configs_known="$(plan_subjects)" -v workloads_known="$(plan_list workloads)" \
		-v collectors_known="$(plan_list collectors)" \
		-v random="$(od -A n -N 3 -t u4 /dev/urandom | tr -d ' ')" \
		-f "$RMAPLOCK_ROOT/scripts/lib/plan.awk" "$1" "$2"
}

# plan_subjects: print each subject with its configs: `SUBJECT CONFIG CONFIG,SUBJECT CONFIG`.
plan_subjects() {
	for ps_subject in $(plan_names subjects); do
		printf ',%s' "$ps_subject"
		"$RMAPLOCK_ROOT/scripts/subjects/$ps_subject" configs | sed 's/^/ /' | tr -d '\n'
	done | sed 's/^,//'
}

# plan_boots PLAN: print `each` if every config needs a boot of its own, else `one`.
plan_boots() {
	"$RMAPLOCK_ROOT/scripts/subjects/$(plan_value "$1" subject)" boots
}

plan_cells() {
	awk -v boots="$(plan_boots "$1")" -f "$RMAPLOCK_ROOT/scripts/lib/cells.awk" "$1"
}

# plan_value PLAN KEY: print the value of a key in a checked plan.
plan_value() {
	sed -n "s/^$2 = //p" "$1"
}

# plan_set PLAN KEY VALUE: change a key of a checked plan, all at once or not at all.
plan_set() {
	sed "s/^$2 = .*/$2 = $3/" "$1" >"$1.new"
	mv "$1.new" "$1"
}

# plan_begin PLAN: as a run begins: not stopped, and where a difference to be found chooses the blocks, with a pilot.
plan_begin() {
	plan_set "$1" stopped 0
	test "$(plan_value "$1" mde)" = none || plan_set "$1" reps "$PLAN_PILOT"
}

# plan_seconds PLAN CELLS: print how long these cells take, in whole seconds. The constants are what a cell costs beside
# its window (load, start, unload; a collector's own start), and a boot.
plan_seconds() {
	awk -v cell=0.15 -v collector=0.3 -v boot=5 -v boots="$(plan_boots "$1")" -v window="$(plan_value "$1" seconds)" \
		-v warmup="$(plan_value "$1" warmup_seconds)" '
		/^[0-9]/ {
			seconds += window + warmup + cell + ($3 == "none" ? 0 : collector)
			if (!n++ || boots == "each" && $1 $4 != before)
				seconds += boot + (boots == "each" ? window + warmup : 0) # (cells_warm)
			before = $1 $4
		}
		END { printf "%d\n", seconds }' "$2"
}

# plan_duration SECONDS: print it for people.
plan_duration() {
	if test "$1" -ge 3600; then
		printf '%dh%02dm\n' "$(($1 / 3600))" "$(($1 / 60 % 60))"
	elif test "$1" -ge 60; then
		printf '%dm%02ds\n' "$(($1 / 60))" "$(($1 % 60))"
	else
		printf '%ds\n' "$1"
	fi
}
