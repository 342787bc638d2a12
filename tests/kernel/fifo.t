#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# Is the FIFO rwsem of the kernel rwsem-fifo first come, first served? A module (kmod/rwsem_order.c) asks one, and a plain
# rwsem, which has to answer otherwise, or the question tells nothing: readers behind a writer are let in with those before
# it, who gives the lock back gets it again before who has waited, and who waits for a holder that runs spins.
# Long, where the kernel is not built: run by `rmaplock test --kernels`.
#
#   RMAPLOCK_KERNEL_SERIES    of which series (default: the reference)
# shellcheck disable=SC2317 # functions that ok calls
. "$(dirname -- "$0")/../../scripts/lib/tap.sh"
. "$(dirname -- "$0")/lib.sh"
series=${RMAPLOCK_KERNEL_SERIES:-$KERNELS_SERIES}

module() {
	kernel=$(kernels_path "$series" timing rwsem-fifo) &&
		cp -R "$TAP_ROOT/tests/kernel/kmod" "$TAP_TMP/kmod" &&
		make -s -C "$kernel/kdir" CC="$KERNELS_CC" M="$TAP_TMP/kmod" modules
}

asked() {
	cat >"$TAP_TMP/ask" <<'GUEST'
insmod rwsem_order.ko && dmesg | sed -n 's/^.*rwsem_order: \(fifo\|plain\) /\1 /p' && rmmod rwsem_order
GUEST
	"$TAP_ROOT/scripts/vm-exec" --kernel "$kernel" --add "$TAP_TMP/kmod/rwsem_order.ko" -- "$TAP_TMP/ask" \
		</dev/null >"$TAP_TMP/answers" && test "$(wc -l <"$TAP_TMP/answers")" -eq 8
}

answers() {
	grep -qxE -e "$1" "$TAP_TMP/answers"
}

ok "the kernel builds" "$TAP_ROOT/scripts/rmaplock" kernels --series "$series" rwsem-fifo
ok "and the module that asks" module
ok "every question is answered" asked
ok "FIFO: readers and writers are let in as they came" answers 'fifo queue RWRRWR'
ok "plain: readers come before writers that had been there before them" answers 'plain queue RRRRWW'
ok "FIFO: who gives the lock back waits behind who has waited, as a writer" answers 'fifo again-as-W 0 of .*'
ok "plain: it takes it again" answers 'plain again-as-W [1-9][0-9]* of .*'
ok "FIFO: likewise as a reader" answers 'fifo again-as-R 0 of .*'
ok "plain: it takes it again" answers 'plain again-as-R [1-9][0-9]* of .*'
ok "FIFO: nobody spins for a holder that runs" answers 'fifo asleep ([0-9]+) of \1'
ok "plain: it is spun for" answers 'plain asleep ([0-9]|[1-4][0-9]) of 50'
sed 's/^/# /' "$TAP_TMP/answers"
done_testing
