#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# The model does what 2.6.25 did, on every config, and unloads without a trace.
set -eu
# shellcheck source=tests/guest/guest.sh
. "$(dirname "$0")/guest.sh"
guest_tests model.guest.sh model-kind model-counts model-areas model-hostile
