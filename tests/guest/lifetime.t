#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# An anon_vma lives as long as it is needed, and a walk that comes too late finds nothing, on every lock and lifetime.
set -eu
# shellcheck source=tests/guest/guest.sh
. "$(dirname "$0")/guest.sh"
guest_tests first.guest.sh model-kind model-lifetime
