#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# AIM7's users carry areas of the module: their forks take its locks, exactly so often.
set -eu
# shellcheck source=tests/guest/guest.sh
. "$(dirname "$0")/guest.sh"
exec "$top/scripts/vm-exec" --timeout "${GUEST_TIMEOUT:-900}" --add "$top/build/aim7" \
	--add "$top/tests/guest/lib.sh" -- "$top/tests/guest/aim7.guest.sh"
