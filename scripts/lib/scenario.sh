# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=sh
# Scenarios (doc/formats.md): a plan, and what must hold in its run. Needs common.sh and plan.sh.

SCENARIO_CPUS=2 # on one, nobody ever waits for a holder that runs
SCENARIO_BLOCKS=6 # below, there is no interval

# scenario_open NAME SUSPECT: have SCENARIO, its file, and SCENARIO_SUSPECT, the given one or the file's own.
scenario_open() {
	SCENARIO=$RMAPLOCK_ROOT/scripts/scenarios/$1
	{ is_name "$1" && test -f "$SCENARIO"; } ||
		die "$EXIT_USAGE" "reproduce: no scenario '$1'; there are: $(plan_list scenarios)"
	SCENARIO_SUSPECT=${2:-$(scenario_value suspect)}
	case " $(plan_list configs) " in
	*" $SCENARIO_SUSPECT "*) ;;
	*) die "$EXIT_USAGE" "reproduce: no config '$SCENARIO_SUSPECT'; there are: $(plan_list configs)" ;;
	esac
}

scenario_value() {
	sed -n "s/^$1 = //p" "$SCENARIO"
}

# scenario_plan: print the plan: all keys but the scenario's own, the suspect by its name, each config once.
scenario_plan() {
	printf 'description = %s\n' "$(scenario_value title)"
	awk -v suspect="$SCENARIO_SUSPECT" '
		/^(#|$)/ || /^(title|source|original|limits|suspect|must|show) = / { next }
		/^configs = / {
			gsub(/SUSPECT/, suspect)
			line = "configs ="
			for (i = 3; i <= NF; i++)
				if (!seen[$i]++)
					line = line " " $i
			$0 = line
		}
		{ print }' "$SCENARIO"
}

# scenario_cpus TARGET: print how many CPUs the target will have.
scenario_cpus() {
	{ is_name "$1" && test -x "$RMAPLOCK_ROOT/scripts/target/$1"; } ||
		die "$EXIT_USAGE" "no target '$1'; there are: $(plan_list targets)"
	"$RMAPLOCK_ROOT/scripts/target/$1" cpus
}

scenario_too_small() {
	say "$1 CPU: a lock is contended for as long as its holder is scheduled away, not while it runs: give it $SCENARIO_CPUS or more"
	echo "machine too small"
	exit "$EXIT_UNAVAILABLE"
}

# scenario_failed STATUS RUN: the run ended so, not well: no verdict. A status of 1 would be one.
scenario_failed() {
	sf_status=$1
	test "$sf_status" -ne "$EXIT_FAILED" || sf_status=$EXIT_USAGE
	if test -f "$2/samples.tsv"; then
		die "$sf_status" "reproduce: no verdict, the run failed; complete it with 'rmaplock run --resume $2', then judge it with 'rmaplock reproduce ${SCENARIO##*/} --judge $2'"
	fi
	die "$sf_status" "reproduce: no verdict, nothing was measured"
}

# scenario_belongs RUN: end unless it is a run of the scenario: on its subject, against its baseline, with an A/A pair.
scenario_belongs() {
	for sb_key in subject baseline aa; do
		sb_wanted=$(scenario_value "$sb_key")
		sb_has=$(sed -n "s/^$sb_key = //p" "$1/plan" 2>/dev/null) || sb_has=''
		test "$sb_has" = "$sb_wanted" ||
			die "$EXIT_USAGE" "reproduce: $1 is no run of ${SCENARIO##*/}: its plan says $sb_key = ${sb_has:-nothing}, the scenario $sb_wanted"
	done
	sb_has=$(jq -r '.subject // empty' "$1/env.json" 2>/dev/null) || sb_has=''
	test "$sb_has" = "$(scenario_value subject)" ||
		die "$EXIT_USAGE" "reproduce: $1 is no run of ${SCENARIO##*/}: its env.json says subject ${sb_has:-nothing}, the scenario $(scenario_value subject)"
}

scenario_judge() {
	awk -v suspect="$SCENARIO_SUSPECT" -f "$RMAPLOCK_ROOT/scripts/lib/scenario.awk" "$SCENARIO" "$1"
}

# scenario_report RUN EVIDENCE STATUS: print the whole: the claim, the evidence, the verdict.
scenario_report() {
	printf '%s: %s\n' "${SCENARIO##*/}" "$(scenario_value title)"
	for sr_key in source original limits; do
		printf '  %-8s  %s\n' "$sr_key" "$(scenario_value "$sr_key")"
	done
	jq -r '"  here      subject \(.subject), target \(.target), kernel \(.kernel.release), \(.machine.cpus) CPUs, accelerator \(.accelerator)" +
		if .emulated then " (emulated: ratios and shapes only)" else "" end' "$1/env.json"
	printf '  suspect   %s\n\n' "$SCENARIO_SUSPECT"
	cat "$2"
	if test "$3" -eq 0; then printf '\nreproduced\n'; else printf '\nnot reproduced\n'; fi
}
