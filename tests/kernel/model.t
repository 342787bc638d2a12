#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# The module on a debug kernel (lockdep, sleeps in atomic context, KASAN), which Debian's is not: each lock and lifetime, mm_lock,
# MMU notifiers. Nothing may be reported, and lockdep must still be on at the end. Long: run by `rmaplock test --kernels`.
#
#   RMAPLOCK_KERNEL_SERIES   of which series the kernel is (default: the reference)
#   RMAPLOCK_MODEL_CONFIGS   which of the module's configs (default: the first of each lock and lifetime)
# shellcheck disable=SC2317 # functions that ok calls
. "$(dirname -- "$0")/../../scripts/lib/tap.sh"
. "$(dirname -- "$0")/lib.sh"
kernel=$(kernels_path "${RMAPLOCK_KERNEL_SERIES:-$KERNELS_SERIES}" debug "$KERNELS_REFERENCE") || exit
programs=${RMAPLOCK_TESTS_DIR:-$TAP_ROOT/build/tests}/guest
export RMAPLOCK_BOOT_SECONDS=120

modules() {
	make -s -C "$TAP_ROOT/kmod" -j "$(nproc)" KDIR="$kernel/kdir" OUT="$TAP_TMP/modules" ONE_UNIT=1 \
		${RMAPLOCK_MODEL_CONFIGS:+"CONFIGS=$RMAPLOCK_MODEL_CONFIGS"} &&
		mkdir -p "$TAP_TMP/root/rmaplock/modules" || return
	for mo_file in "$TAP_TMP"/modules/*.ko; do
		strip --strip-debug -o "$TAP_TMP/root/rmaplock/modules/${mo_file##*/}" "$mo_file" || return
	done
}

ok "the modules build against the kernel" modules
test "$TAP_STATUS" -eq 0 || done_testing
set --
for program in "$programs"/model-*; do
	case $program in
	*.d) ;;
	*) set -- "$@" --add "$program" ;;
	esac
done
TAP_STATUS=0
# The guest counts its own tests; ours is the first.
"$TAP_ROOT/scripts/vm-exec" --kernel "$kernel" --timeout "${GUEST_TIMEOUT:-3000}" --root "$TAP_TMP/root" "$@" \
	--add "$TAP_ROOT/tests/guest/lib.sh" -- "$TAP_ROOT/tests/kernel/model.guest.sh" || TAP_STATUS=$?
exit "$TAP_STATUS"
