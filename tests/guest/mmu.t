#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# MMU notifiers tell every client of what goes away, and release it once. RMAPLOCK_RACES: exits that race with unregister on each
# config (default 1000; bench/mmu-races does a million).
set -eu
# shellcheck source=tests/guest/guest.sh
. "$(dirname "$0")/guest.sh"
exec "$top/scripts/vm-exec" --timeout "${GUEST_TIMEOUT:-900}" --cmdline "$guest_slub_debug" --add "$programs_dir/model-mmu" \
	--add "$programs_dir/model-mmu-races" --add "$programs_dir/model-mmu-hostile" \
	--add "$top/tests/guest/lib.sh" -- "$top/tests/guest/mmu.guest.sh" "${RMAPLOCK_RACES:-1000}"
