#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# The command's manual: every command has one, and nothing is a command that is not.
# shellcheck disable=SC2016,SC2317 # $ in the programs of awk and stand-ins; functions that ok calls
. "$(dirname -- "$0")/../../scripts/lib/tap.sh"
rmaplock=$TAP_ROOT/scripts/rmaplock

ok "rmaplock --help succeeds" "$rmaplock" --help
cp "$TAP_TMP/out" "$TAP_TMP/manual"
for command in "$TAP_ROOT"/scripts/cmd/*; do
	name=${command##*/}
	ok "rmaplock --help lists $name with a summary" grep -qE "^       $name +[a-z].{10}" "$TAP_TMP/manual"
	ok "rmaplock $name --help succeeds" "$rmaplock" "$name" --help
	for section in NAME SYNOPSIS DESCRIPTION 'EXIT STATUS'; do
		said "rmaplock $name --help has $section" "^$section\$"
	done
done
for option in $("$rmaplock" run --help | grep -oE '^       --[a-z-]+' | tr -d ' '); do
	ok "run knows its option $option" sh -c "! '$rmaplock' run $option nonsense --dry-run 2>&1 | grep -e \"no option '$option'\""
done

refused 2 "no command 'nonsense'" "an unknown command is refused" "$rmaplock" nonsense
refused 2 "no command '../lib/common.sh'" "a path is not a command" "$rmaplock" ../lib/common.sh
for command in build kernel-dir list plots run test; do
	refused 2 "--nonsense" "rmaplock $command refuses an unknown option" "$rmaplock" "$command" --nonsense
done
ok "no command at all is wrong usage" sh -c "'$rmaplock' >/dev/null; test \$? -eq 2"

ln -s "$rmaplock" "$TAP_TMP/rmaplock"
ok "it works through a symbolic link, from any folder" sh -c "cd / && '$TAP_TMP/rmaplock' list plans | grep -qx quick"
done_testing
