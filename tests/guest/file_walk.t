#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# The workload file_walk with the device: its sections are as long as it says, and whose lock it takes.
set -eu
# shellcheck source=tests/guest/guest.sh
. "$(dirname "$0")/guest.sh"
guest_tests file_walk.guest.sh
