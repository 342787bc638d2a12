#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# Whoever leaves the default, the rwsem, has the kernel that was there before: after the first patch of the series not a
# byte of its text differs, and after all of them, of the functions in the objects that take the locks, at most the one that
# lets a FIFO rwsem in.
# Long: run by `rmaplock test --kernels`.
#
#   RMAPLOCK_KERNEL_SERIES   of which series (default: the reference)
# shellcheck disable=SC2016,SC2317 # $ of awk; functions that ok calls
. "$(dirname -- "$0")/../../scripts/lib/tap.sh"
. "$(dirname -- "$0")/lib.sh"
series=${RMAPLOCK_KERNEL_SERIES:-$KERNELS_SERIES}
kernel_tree
all=$TAP_TMP/all
mv "$TAP_TREE/kernel/patches/$series" "$all"
mkdir "$TAP_TREE/kernel/patches/$series"
# Names that no kernel has: so they are built, and their objects lie in the cache, each in its source tree.
rm "$TAP_TREE"/kernel/configs/*.config
printf '# source: unpatched\n' >"$TAP_TREE/kernel/configs/before.config"
cp "$TAP_ROOT/kernel/configs/rwsem.config" "$TAP_TREE/kernel/configs/"
cp "$TAP_ROOT/kernel/configs/rwsem.config" "$TAP_TREE/kernel/configs/after.config"

# The first patch has no choice yet, which is what rwsem.config asks for.
no_choice() {
	for config in rwsem after; do
		: >"$TAP_TREE/kernel/configs/$config.config"
	done
}

# compared: OBJECT, functions, how many differ, their names; and what is to be said of vmlinux.
compared() {
	"$TAP_ROOT/kernel/compare-functions" "$KERNELS_CACHE/build/$series/stock/o-timing" \
		"$KERNELS_CACHE/build/$series/patched/o-timing" >"$TAP_TMP/compared" || test $? -eq 1
}

# differing: which functions do, a line for each.
differing() {
	awk -F '\t' '$1 != "vmlinux" { n = split($4, name, " "); for (i = 1; i <= n; i++) print name[i] }' "$TAP_TMP/compared" | sort -u
}

# In 6.1 it does, in the operands of one comparison; in 6.12 not even that.
one_may_differ() {
	differing >&2
	! differing | grep -vx rwsem_mark_wake
}

built() {
	"$TAP_TREE/scripts/rmaplock" kernels --series "$series" "$@" && compared
}

cp "$all"/*.patch "$TAP_TREE/kernel/patches/$series/"
ok "stock, and rwsem with all patches, build" built before after
ok "hundreds of functions were compared" \
	awk -F '\t' '{ functions += $2 } END { exit functions < 500 }' "$TAP_TMP/compared"
ok "none differs, but for one" one_may_differ

rm "$TAP_TREE/kernel/patches/$series"/*
cp "$all"/0001-*.patch "$TAP_TREE/kernel/patches/$series/"
no_choice
ok "the first patch builds" built after
ok "no function differs" test -z "$(differing)"
ok "nor a byte of the text" grep -qx 'vmlinux	same' "$TAP_TMP/compared"

rm -rf "$KERNELS_CACHE/$series/timing/before" "$KERNELS_CACHE/$series/timing/after"
ok "the whole series is put back" "$TAP_ROOT/scripts/rmaplock" kernels --series "$series" --check rwsem
done_testing
