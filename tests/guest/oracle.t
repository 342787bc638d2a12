#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# Exclusion is checked, not assumed.
set -eu
# shellcheck source=tests/guest/guest.sh
. "$(dirname "$0")/guest.sh"
guest_tests oracle.guest.sh model-kind
