#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# What a load leaves behind: trace events, histograms, failures that are told.
set -eu
# shellcheck source=tests/guest/guest.sh
. "$(dirname "$0")/guest.sh"
guest_tests events.guest.sh
