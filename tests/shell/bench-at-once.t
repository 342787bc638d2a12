#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# shellcheck disable=SC2317 # functions that ok calls
# bench/aim7-original: ours and the original run by turns, or with -a at once.
. "$(dirname -- "$0")/../../scripts/lib/tap.sh"

# In place of the original: a rate only once it has seen, beside it, the folder of ours, which is there while ours runs.
mkdir "$TAP_TMP/original"
cat >"$TAP_TMP/original/reaim" <<'END'
#!/bin/sh
for try in $(seq 100); do
	for folder in rmaplock-aim7-*; do
		test ! -d "$folder" || { echo '1 add_int 1.00 500'; exit; }
	done
	sleep 0.05
done
END
chmod +x "$TAP_TMP/original/reaim"
mkdir "$TAP_TMP/folder"

# beside OPTION...
beside() {
	"$TAP_ROOT/bench/aim7-original" "$@" -s 3 -r 1 -t add_int -d "$TAP_TMP/folder" "$TAP_TMP/original"
}

ok 'with -a' beside -a
said '  both run at once' '^add_int +30000 +[0-9]+ +[0-9.]+  - '
ok 'without' beside
said '  the second when the first is done' '^add_int +one of both gave no result'
ok 'no file is left' rmdir "$TAP_TMP/folder"
done_testing
