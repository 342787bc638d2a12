#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# mm_lock takes every lock once and gives every one back, each way and on every lock and lifetime.
set -eu
# shellcheck source=tests/guest/guest.sh
. "$(dirname "$0")/guest.sh"
guest_tests first.guest.sh model-kind model-mm_lock
