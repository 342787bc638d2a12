#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# The two locks are chosen apart: a debug kernel whose anon_vma lock spins, inside a lock of a file's mappings that sleeps,
# stands the same load as those of debug.t, whose locks are both of one kind.
# Long: run by `rmaplock test --kernels`.
#
#   RMAPLOCK_KERNEL_SERIES    of which series (default: the reference)
#   RMAPLOCK_STRESS_SECONDS   how long each step (default 10)
# shellcheck disable=SC2317 # functions that ok calls
. "$(dirname -- "$0")/../../scripts/lib/tap.sh"
. "$(dirname -- "$0")/lib.sh"
series=${RMAPLOCK_KERNEL_SERIES:-$KERNELS_SERIES}
path=$KERNELS_CACHE/$series/debug/mixed
kernel_tree
printf '%s\n' CONFIG_ANON_VMA_LOCK_SPINLOCK=y CONFIG_I_MMAP_LOCK_RWSEM=y >"$TAP_TREE/kernel/configs/mixed.config"

ok "the stress programs build" stress_build
ok "a spinlock inside a rwsem builds" \
	"$TAP_TREE/scripts/rmaplock" kernels --series "$series" --flavour debug mixed
ok "and is what was chosen" grep -qx CONFIG_ANON_VMA_LOCK_SPINLOCK=y "$path/config"
ok "for one of them" grep -qx CONFIG_I_MMAP_LOCK_RWSEM=y "$path/config"
stands mixed "$path" "${RMAPLOCK_STRESS_SECONDS:-10}"
rm -rf "$path"
done_testing
