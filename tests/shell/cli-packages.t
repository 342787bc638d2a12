#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# What is missing is installed, or named in one line; when nothing is missing nothing happens.
# shellcheck disable=SC2016,SC2317 # $ in the programs of awk and stand-ins; functions that ok calls
. "$(dirname -- "$0")/../../scripts/lib/tap.sh"
tap_tree

# ensure [VARIABLE=VALUE]...: packages_ensure for a table with something there and, in group `gone`, something not.
cat >"$TAP_TMP/ensure" <<'SCRIPT'
set -eu
. "$RMAPLOCK_ROOT/scripts/lib/common.sh"
. "$RMAPLOCK_ROOT/scripts/lib/packages.sh"
packages_table() {
	printf '%s\n' 'here sh dash' 'here /etc/pass?d base-passwd' 'gone no-such-command some-package' \
		'gone /no/such/file* another-package'
}
packages_ensure "$@"
SCRIPT
export RMAPLOCK_ROOT="$TAP_TREE" LOG="$TAP_TMP/apt.log"
tap_stub apt-get 'echo "$*" >>"$LOG"; case " $* " in *" install "*) exit "${APT_STATUS:-0}" ;; esac'
tap_stub id 'echo "${STUB_UID:-0}"'
tap_stub sudo 'case "${SUDO:-no} $*" in "no "*) exit 1 ;; "yes -n true") ;; *) echo sudo >>"$LOG"; exec "$@" ;; esac'

ok "nothing is missing: silence" sh "$TAP_TMP/ensure" here
ok "nothing is missing: apt-get is not called" test ! -e "$LOG"
refused 4 'RMAPLOCK_NO_INSTALL is set; run: apt-get install --no-install-recommends some-package another-package$' \
	"RMAPLOCK_NO_INSTALL=1 names the command instead" sh "$TAP_TMP/ensure" here gone
ok "and apt-get is not called" test ! -e "$LOG"

unset RMAPLOCK_NO_INSTALL
refused 4 'as root, run: apt-get install --no-install-recommends some-package another-package$' \
	"a user without sudo is told the command" env STUB_UID=1000 sh "$TAP_TMP/ensure" gone
ok "a user with sudo gets it installed" env STUB_UID=1000 SUDO=yes sh "$TAP_TMP/ensure" gone
ok "through sudo" grep -qx sudo "$LOG"
rm -f "$LOG"
ok "root gets it installed" sh "$TAP_TMP/ensure" gone
ok "with one call" sh -c "test \"\$(cat '$LOG')\" = '-q install -y --no-install-recommends some-package another-package'"
rm -f "$LOG"
ok "an installation that fails ends with 4" sh -c "APT_STATUS=100 sh '$TAP_TMP/ensure' gone; test \$? -eq 4"
told "and the command is named" 'run it by hand: apt-get install .*some-package another-package'
ok "after it was tried with new lists" sh -c "cut -d ' ' -f 2 '$LOG' | tr '\n' ' ' | grep -qx 'install update install '"

ok "every row of the real table has three fields" sh -c ". '$TAP_TREE/scripts/lib/common.sh'
	. '$TAP_TREE/scripts/lib/packages.sh'; packages_table | awk 'NF != 3 { exit 1 }'"
done_testing
