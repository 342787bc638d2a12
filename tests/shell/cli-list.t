#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# What there is to choose from is what the tree holds: a new one is a new file and nothing else.
# shellcheck disable=SC2016,SC2317 # $ in the programs of awk and stand-ins; functions that ok calls
. "$(dirname -- "$0")/../../scripts/lib/tap.sh"
tap_tree
rmaplock=$TAP_TREE/scripts/rmaplock

for kind in plans subjects configs workloads collectors targets; do
	ok "list $kind succeeds" "$rmaplock" list "$kind"
	said "list $kind prints names" '^[a-z0-9][a-z0-9_-]*$'
	! grep -vE '^[a-z0-9][a-z0-9_-]*$' "$TAP_TMP/out"
	tap_result $? "list $kind prints nothing else"
done
cp "$TAP_TREE/scripts/plans/quick" "$TAP_TREE/scripts/plans/brand-new"
ok "a new plan's file is a new plan" sh -c "'$rmaplock' list plans | grep -qx brand-new"
ok "a new plan can be run at once" "$rmaplock" run --plan brand-new --dry-run
printf '#!/bin/sh\n' >"$TAP_TREE/scripts/collect/brand-new"
ok "a new collector can be chosen at once" "$rmaplock" run --collectors brand-new --dry-run
ok "without an argument every kind is listed" sh -c "'$rmaplock' list | cut -f 1 | uniq | wc -l | grep -qx 7"
refused 2 "no kind 'nonsense'; there are: plans" "an unknown kind is refused" "$rmaplock" list nonsense
done_testing
