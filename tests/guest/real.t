#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# The clients on Linux's own MMU notifiers (kmod/real/), in the stock kernel; brd.ko of that kernel is what reclaim swaps to.
set -eu
# shellcheck source=tests/guest/guest.sh
. "$(dirname "$0")/guest.sh"
RMAPLOCK_ROOT=$top
for lib in common kernel; do
	. "$top/scripts/lib/$lib.sh"
done
modules=$(kernel_modules)
set -- --add "$modules/kernel/drivers/block/brd.ko" --add "$top/tests/guest/lib.sh"
for program in real-mmu real-reclaim model-mmu-races model-mmu-hostile; do
	set -- "$@" --add "$programs_dir/$program"
done
exec "$top/scripts/vm-exec" --timeout "${GUEST_TIMEOUT:-900}" --cmdline "$guest_slub_debug" "$@" -- "$top/tests/guest/real.guest.sh"
