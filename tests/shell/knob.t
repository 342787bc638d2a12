#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# shellcheck disable=SC2317 # functions that ok calls
# A run turned round: a knob's values are compared within each config, and come out as they were put in.
. "$(dirname -- "$0")/../../scripts/lib/tap.sh"
. "$TAP_ROOT/tests/lib/small-run.sh"
out=$TAP_TMP/turned

new_run
printf '%s\n' 'description = x' 'configs = spinlock rwsem' 'baseline = spinlock' 'aa = yes' 'tasks = 8' 'collectors = none' \
	'workloads = walk:client=none,rate=1 walk:client=kvm,rate=1 walk:client=gru,rate=0.5 null' >"$run/plan"
echo '{"subject": "model", "target": "vm", "accelerator": "tcg"}' >"$run/env.json"
# Blocks drift by 5 %; kvm costs a tenth under a spinlock, half under a rwsem; gru nothing, but at another rate.
awk -v OFS='\t' 'BEGIN {
	for (block = 1; block <= 10; block++)
		for (c = split("spinlock rwsem aa-spinlock", config, " "); c; c--)
			for (v = split("client=none,rate=1 client=kvm,rate=1 client=gru,rate=0.5 -", params, " "); v; v--) {
				x = 1000 * exp(0.05 * block) * (params[v] !~ /kvm/ ? 1 : config[c] ~ /rwsem/ ? 0.5 : 0.9) * (c == 2 ? 3 : 1)
				print block, "none", config[c], v == 4 ? "null" : "walk", params[v], 8, ++order, "ok", "-", order, 1,
					int(x), sprintf("%.6f", x), 1, 2, 1, 0, 0, 2, 100, 10, 0.1, 0
			}
}' >>"$run/samples.tsv"

turned() {
	RMAPLOCK_ROOT=$TAP_ROOT "$TAP_ROOT/scripts/rmaplock" knob "$run" "$@" --out "$out" >"$TAP_TMP/report"
}
# ratio CONFIG PARAMS: of the throughput, and its n
ratio() {
	awk -F '\t' -v config="$1" -v params="$2" '
		FNR == 2 { for (i = 1; i <= NF; i++) column[$i] = i }
		FNR > 2 && $column["config"] == config && $column["params"] == params && $column["metric"] == "ops_per_sec" {
			print $column["ratio"], $column["n"]
		}' "$out/summary.tsv"
}
is() {
	got=$(ratio "$2" "$3")
	echo "expected '$1', got '$got'" >&2
	test "$got" = "$1"
}

ok "a knob's values are compared" turned client
ok "within one config" is '0.9 10' kvm rate=1,config=spinlock
ok "and within the other" is '0.5 10' kvm rate=1,config=rwsem
ok "the twin is of the baseline's config" is '1 10' aa-none rate=1,config=spinlock
ok "and of no other" is '' aa-none rate=1,config=rwsem
ok "what differs in another knob, too, is not compared" is '- 10' gru rate=0.5,config=spinlock
ok "nor what has no such knob" sh -c "! grep -q null '$out/samples.tsv'"
ok "it is a run of its own, with plots" test -s "$out/plots/ratio.svg"
ok "compared with another value" turned client --baseline kvm
ok "it is the inverse" is '2 10' none rate=1,config=rwsem
ok "a value with a point in it" turned rate
ok "has a name" grep -qx 'configs = 1 0_5' "$out/plan"

cp -R "$run" "$TAP_TMP/before"
refused 2 'holds another run: choose another --out' "a folder with another run, or this one" "$TAP_ROOT/scripts/rmaplock" knob "$run" client --out "$run"
ok "is left as it was" diff -r "$TAP_TMP/before" "$run"

refused 2 "no workload of .* has two values of 'delay'" "a knob that no workload has" "$TAP_ROOT/scripts/rmaplock" knob "$run" delay
refused 2 "'xpmem' is no value of client: there are none kvm gru" "a value that it does not have" \
	"$TAP_ROOT/scripts/rmaplock" knob "$run" client --baseline xpmem
refused 2 'not a run folder' "no run" "$TAP_ROOT/scripts/rmaplock" knob "$TAP_TMP" client
refused 2 'a run folder and a knob, please' "no knob" "$TAP_ROOT/scripts/rmaplock" knob "$run"
refused 2 "no name of a knob" "a knob with a pattern in its name" "$TAP_ROOT/scripts/rmaplock" knob "$run" 'cl.*'
done_testing
