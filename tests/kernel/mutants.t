#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# Does debug.t see what it is there for? Each patch in mutants/SERIES takes back one thing that the series does for
# spinning locks. Its kernel is built, in the debug flavour, and put under that part of the same load that the patch
# names (Load: steps of debug.guest.sh), which has to find it out: the kernel complains, in words that fit
# what is missing (Says), for a slow machine has stalls and steps that fail, too.
# Long: run by `rmaplock test --kernels`.
#
#   RMAPLOCK_KERNEL_SERIES    of which series (default: the reference)
#   RMAPLOCK_KERNEL_MUTANTS   which mutants, by name (default: all)
#   RMAPLOCK_STRESS_SECONDS   how long each step (default 5)
# shellcheck disable=SC2317 # functions that ok calls
. "$(dirname -- "$0")/../../scripts/lib/tap.sh"
. "$(dirname -- "$0")/lib.sh"
series=${RMAPLOCK_KERNEL_SERIES:-$KERNELS_SERIES}
seconds=${RMAPLOCK_STRESS_SECONDS:-5}
mutants=$TAP_ROOT/tests/kernel/mutants/$series
names=${RMAPLOCK_KERNEL_MUTANTS:-$(cd "$mutants" && for file in *.patch; do echo "${file%.patch}"; done)}
kernel_tree
rm "$TAP_TREE"/kernel/configs/*.config
STRESS_SECONDS=200 # the kernel says within a minute that it hangs
path=$KERNELS_CACHE/$series/debug/mutant

# field NAME: what the mutant says of itself.
field() {
	sed -n "s/^$1: //p" "$mutants/$name.patch"
}

# caught: a step that fails, or is not reached in time, proves nothing: the machine may be slow.
caught() {
	! clean >"$TAP_TMP/complaint" && grep -qE -e "$(field Says)" "$TAP_TMP/console"
}

ok "the stress programs build" stress_build
for name in $names; do
	config=$(field Config)
	cp "$TAP_ROOT/kernel/configs/rwsem.config" "$TAP_TREE/kernel/configs/"
	cp "$TAP_ROOT/kernel/configs/$config.config" "$TAP_TREE/kernel/configs/mutant.config"
	cp "$mutants/$name.patch" "$TAP_TREE/kernel/patches/$series/9999-mutant.patch"
	ok "$name: $config without what it takes back builds" \
		"$TAP_TREE/scripts/rmaplock" kernels --series "$series" --flavour debug mutant
	# shellcheck disable=SC2046 # a list of names
	stress "$path" "$seconds" $(field Load) >"$TAP_TMP/out" 2>"$TAP_TMP/err" || : # it may hang, or die
	ok "$name: it comes up" stepped init
	ok "$name: caught" caught
	grep -m 1 -h -E "$SPLAT" "$TAP_TMP/complaint" 2>/dev/null | sed 's/^/# /'
	rm -rf "$path" "$TAP_TMP/complaint"
done
ok "the whole series is put back" "$TAP_ROOT/scripts/rmaplock" kernels --series "$series" --check rwsem
done_testing
