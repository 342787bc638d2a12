#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# Plans and the options that replace what they say: every bad value gets one line that says what is allowed.
# shellcheck disable=SC2016,SC2317 # $ in the programs of awk and stand-ins; functions that ok calls
. "$(dirname -- "$0")/../../scripts/lib/tap.sh"
rmaplock=$TAP_ROOT/scripts/rmaplock

run() {
	"$rmaplock" run --dry-run "$@"
}

# plan KEY VALUE...: the path of a plan that is good but for these keys; a value of '' leaves the key out.
plan() {
	cp "$TAP_ROOT/scripts/plans/smoke" "$TAP_TMP/plan"
	while test $# -gt 0; do
		sed -i "/^$1 =/d" "$TAP_TMP/plan"
		test -z "$2" || printf '%s = %s\n' "$1" "$2" >>"$TAP_TMP/plan"
		shift 2
	done
	echo "$TAP_TMP/plan"
}

for file in "$TAP_ROOT"/scripts/plans/*; do
	ok "the plan ${file##*/} is good" run --plan "${file##*/}"
	said "its cells are counted" '^cells: [1-9]'
	said "its time is estimated" '^time: about [0-9]+(s|m|h)'
done

while IFS='|' read -r option value regex; do
	refused 2 "$regex" "$option '$value' is refused" run "$option" "$value"
done <<'TABLE'
--plan|nonsense|no plan 'nonsense'; there are: .*quick
--plan|../plans/quick|no such file
--target|nonsense|no target 'nonsense'; there are: .*vm
--target|../x|no target
--configs|spinlock nonsense|--configs: no config 'nonsense'; there are: .*rwsem
--configs||--configs: at least one is needed
--configs|spinlock,spinlock|--configs: 'spinlock' is given twice
--configs|rwsem|'spinlock' is not among the configs \(rwsem\)
--baseline|nonsense|--baseline: 'nonsense' is not among the configs
--baseline||--baseline: nothing is not among the configs
--workloads|nonsense|--workloads: no workload 'nonsense'; there are: .*fork_exit
--workloads|fork_exit:|a knob is needed
--workloads|fork_exit:areas|'areas' is not a knob
--workloads|fork_exit:areas=1,areas=2|knob areas is given twice
--workloads|fork_exit:areas=$(id)|is not a knob
--workloads|fork_exit:a=1,b=2 fork_exit:b=2,a=1|is given twice
--tasks|0|--tasks: '0' is not a number of tasks from 1 to 4096
--tasks|4097|from 1 to 4096
--tasks|2 x|'x' is not a number of tasks
--tasks|-1|not a number of tasks
--tasks|1e3|not a number of tasks
--reps|0|--reps: '0' is not a whole number from 1 to 1000
--reps|1001|from 1 to 1000
--reps|2.5|not a whole number
--reps|99999999999999999999|not a whole number
--seconds|0|--seconds: '0' is not a number of seconds from 0.01 to 3600
--seconds|1s|not a number of seconds
--seconds|3601|from 0.01 to 3600
--seconds|nan|not a number of seconds
--seconds|-1|not a number of seconds
--warmup|601|--warmup: '601' is not a number of seconds from 0 to 600
--pin|nonsense|--pin: 'nonsense' is not compact, scatter
--pin|0,|is not compact
--collectors|nonsense|--collectors: no collector 'nonsense'; there are: .*perf
--collector-reps|0|--collector-reps: '0' is not a whole number
--mde|3|--mde: '3' is not a difference from 0.1% to 50%, written as 3% or 2.5%
--mde|0.03|--mde: '0.03' is not a difference
--mde|0%|not a difference from 0.1% to 50%
--mde|51%|not a difference
--mde|1e1%|not a difference
--mde|-3%|not a difference
--mde||--mde: nothing is not a difference
--max-reps|50|--max-reps is for --mde
--looks|0|--looks: '0' is not a whole number from 1 to 5
--looks|6|from 1 to 5
--seed|x|--seed: 'x' is not a whole number from 0 to 2147483645
--seed|2147483646|from 0 to 2147483645
--nonsense|1|no option '--nonsense'
TABLE
refused 2 "--reps: '0' is not" "--option=value is checked too" run --reps=0
refused 2 "--mde chooses the number of blocks: leave out --reps" "either blocks or a difference" run --mde 3% --reps 9
refused 2 "--max-reps: '5' is not a whole number from 6 to 1000" "a pilot must fit into them" run --mde 3% --max-reps 5
refused 2 "--mde: there is but one config" "there must be a difference to be found" run --mde 3% --configs spinlock
refused 2 "cells are too many" "the most that a difference may take counts" run --mde 3% --max-reps 1000 --tasks "$(seq -s ' ' 1 99)"
refused 2 "--mde: nothing can be called different without the A/A pair" "an A/A pair is needed" run --mde 3% --plan "$(plan aa no)"
refused 2 "--looks: nothing can be called different without" "looks need it too" run --looks 3 --plan "$(plan aa no)"
refused 2 "control characters" "a value cannot smuggle in a second line" run --reps "2
seed = 1"
refused 2 "--seed needs a value" "an option without its value is refused" run --seed
refused 2 "cells are too many; at most 100000" "a plan that would take for ever is refused" run --reps 1000 --tasks "$(seq -s ' ' 1 99)"

for key in description configs baseline workloads tasks reps seconds; do
	refused 2 "$key is missing|$key:.*(nothing|at least)" "a plan without $key is refused" run --plan "$(plan "$key" '')"
done
refused 2 'aa: .maybe. is not one of: yes no' "aa is yes or no" run --plan "$(plan aa maybe)"
refused 2 'subject: .x. is not one of: kernel model stock' "the subject is known" run --plan "$(plan subject x)"
refused 2 "line [0-9]+: 'nonsense = 1' is not 'key = value'" "an unknown key is refused" run --plan "$(plan nonsense 1)"
plan >/dev/null
echo 'reps = 3' >>"$TAP_TMP/plan"
refused 2 'reps is given twice' "a key given twice is refused" run --plan "$TAP_TMP/plan"
head -c 4096 /dev/urandom >"$TAP_TMP/plan"
ok "noise is no plan" sh -c "'$rmaplock' run --dry-run --plan '$TAP_TMP/plan'; test \$? -eq 2"

ok "lists take commas and blanks" run --configs 'spinlock,rwsem  mutex' --tasks 1,2
said "and are printed in one form" '^configs = spinlock rwsem mutex$'
ok "knobs are sorted" run --workloads fork_exit:pages=2,areas=3
said "by name" '^workloads = fork_exit:areas=3,pages=2$'
ok "--option=value works" run --seed=7
said "the seed is printed" '^seed = 7$'
ok "a random seed" run --seed random
said "becomes a number" '^seed = [0-9]+$'
ok "no collectors" run --no-collectors
said "is printed as none" '^collectors = none$'
ok "a plan goes over to another subject" run --plan quick --subject stock
said "which keeps the configs that it has, or takes its own" '^configs = stock$'
said "and a baseline among them" '^baseline = stock$'
told "what is left out is said" 'subject stock has no null spinlock .*: left out of the plan'
ok "to the subject kernel" run --plan quick --subject kernel
said "with the configs that both have" '^configs = spinlock rwlock mutex rwsem rwsem-fifo$'
said "and the plan's baseline" '^baseline = spinlock$'
refused 2 "configs: no config 'null'; there are: " "configs that were chosen must be there" run --subject kernel --configs null,spinlock
for awk in mawk 'busybox awk'; do
	printf 'tasks = 3\n' >"$TAP_TMP/options"
	# shellcheck disable=SC2086 # a command of two words
	$awk -v configs_known='model spinlock rwsem-fifo' -v workloads_known=fork_exit -v collectors_known='histograms perf' \
		-v random=1 -f "$TAP_ROOT/scripts/lib/plan.awk" "$TAP_ROOT/scripts/plans/smoke" "$TAP_TMP/options" >"$TAP_TMP/${awk%% *}.plan"
done
ok "mawk and busybox awk agree" cmp "$TAP_TMP/mawk.plan" "$TAP_TMP/busybox.plan"
done_testing
