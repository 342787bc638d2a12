#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# The debug flavour (lockdep, sleeps in atomic context, KASAN) of each choice under load: fork and exit storms with splits,
# merges, moves and growing stacks; truncation and hole punching against forking mappers; more memory touched than there
# is, with swap; all locks at once. Nothing may be reported, hang, or lose a page. Long: run by `rmaplock test --kernels`.
#
#   RMAPLOCK_KERNEL_CONFIGS   which configs (default: all that are built as debug kernels)
#   RMAPLOCK_KERNEL_SERIES    of which series (default: the reference)
#   RMAPLOCK_STRESS_SECONDS   how long each step (default 10)
# shellcheck disable=SC2317 # functions that ok calls
. "$(dirname -- "$0")/../../scripts/lib/tap.sh"
. "$(dirname -- "$0")/lib.sh"
series=${RMAPLOCK_KERNEL_SERIES:-$KERNELS_SERIES}
seconds=${RMAPLOCK_STRESS_SECONDS:-10}
# A folder there may also be what a stopped mutants.t has left.
configs=${RMAPLOCK_KERNEL_CONFIGS:-$(kernels_configs | while read -r config; do
	test ! -d "$KERNELS_CACHE/$series/debug/$config" || echo "$config"
done)}

ok "the stress programs build" stress_build
ok "there are debug kernels to test" test -n "$configs"
for config in $configs; do
	path=$(kernels_path "$series" debug "$config") || exit
	stands "$config" "$path" "$seconds"
done
done_testing
