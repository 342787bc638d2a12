#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# How tests of kernels boot one: a guest that does not come up is tried again, one that came up and died is not.
# QEMU is played by a script, whose n-th run writes to the console what turn-N holds and then hangs until it is stopped, as
# QEMU ends then: well; or ends by itself with the status in end-N.
# shellcheck disable=SC2016,SC2034,SC2317 # $ of the stand-in; settings of what is sourced; functions that ok calls
. "$(dirname -- "$0")/../../scripts/lib/tap.sh"
BOOT_SECONDS=1
. "$TAP_ROOT/tests/kernel/lib.sh"
cat >"$TAP_TMP/qemu" <<'E2'
#!/bin/sh
trap 'exit 0' TERM
cd "$(dirname "$0")"
echo >>turns
turn=$(wc -l <turns)
cat "turn-$turn" >>console
test ! -e "end-$turn" || exit "$(cat "end-$turn")"
while :; do sleep 0.1; done
E2
chmod 755 "$TAP_TMP/qemu"
GUEST_QEMU=$TAP_TMP/qemu

# play: forget what was played
play() {
	rm -f "$TAP_TMP"/turn*
	rm -f "$TAP_TMP"/end-*
}

# turn N TEXT [STATUS]
turn() {
	echo "$2" >"$TAP_TMP/turn-$1"
	test -z "${3:-}" || echo "$3" >"$TAP_TMP/end-$1"
}

boots() {
	: | boot "$TAP_TMP/no-image" 20 64
}

tried() {
	test "$(wc -l <"$TAP_TMP/turns")" -eq "$1"
}

play
turn 1 'STEP ok init' 0
ok "a guest that comes up and ends" boots
ok "is not asked twice" tried 1
play
turn 1 'Linux version'
turn 2 'STEP ok init' 0
ok "one that falls silent before it is up is tried again" boots
told "and it is said" 'try 1: the guest did not come up'
ok "once" tried 2
play
for n in 1 2 3; do turn "$n" ''; done
ends 1 "one that never comes up has failed" boots
ok "after three tries" tried 3
play
turn 1 'STEP ok init' 1
ends 1 "one that comes up and dies has failed" boots
ok "and is not tried again, for that is what it was booted for" tried 1
done_testing
