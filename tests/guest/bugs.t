#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# A harness that cannot see a bug proves nothing. Each patch in kmod/bugs/ is one, most of them the thread's own. A module is
# built with it (CONFIG_RMAPLOCK_BUG_NAME) on top of CONFIG, and put under LOAD in a guest, again and again for at most 50 seconds;
# what the load or the kernel says must match CAUGHT-BY. The modules without the bugs stand the same loads. Prints the score, and a bug
# that survives fails the test.
#
#   RMAPLOCK_BUGS        which bugs, by name (default: all)
#   RMAPLOCK_BUGS_KEEP   a folder for all that was said of each
# shellcheck disable=SC2317 # functions that ok calls
. "$(dirname -- "$0")/../../scripts/lib/tap.sh"
. "$(dirname -- "$0")/guest.sh"
bugs=$TAP_ROOT/kmod/bugs
names=${RMAPLOCK_BUGS:-$(cd "$bugs" && for file in *.patch; do echo "${file%.patch}"; done)}
kdir=$("$TAP_ROOT/scripts/rmaplock" kernel-dir)
keep=${RMAPLOCK_BUGS_KEEP:-$TAP_TMP}
# Freed pages are zeroed: all of memory at boot, so let there be little of it.
cmdline="$guest_slub_debug init_on_free=1"
export RMAPLOCK_GUEST_MIB="${RMAPLOCK_GUEST_MIB:-256}"

# field NAME BUG: what the bug says of itself.
field() {
	sed -n "s/^$1: //p" "$bugs/$2.patch"
}

# with_bug BUG: a config of that name, which is the one that the bug wants and the bug
with_bug() {
	{
		cat "$TAP_ROOT/kmod/configs/$(field Config "$1").config"
		echo "CONFIG_RMAPLOCK_BUG_$(echo "$1" | tr a-z- A-Z_)=y"
	} >"$TAP_TMP/configs/$1.config"
}

# make_modules ARGUMENT...: of kmod/Makefile
make_modules() {
	make -s -j "$(nproc)" -C "$TAP_ROOT/kmod" KDIR="$kdir" OUT="$TAP_TMP/modules" CONFIG_DIR="$TAP_TMP/configs" ONE_UNIT=1 "$@"
}

# plant BUG: does it fit the sources?
plant() {
	with_bug "$1" && make_modules "$TAP_TMP/modules/$1/auto.conf"
}

# build: all of them at once, into TAP_TMP/BUG.ko
build() {
	make_modules CONFIGS="$names" || return
	for bu_bug in $names; do
		strip --strip-debug -o "$TAP_TMP/$bu_bug.ko" "$TAP_TMP/modules/$bu_bug/rmaplock_$bu_bug.ko" || return
	done
}

# planted BUG...: lines for the guest's list
planted() {
	for pl_bug; do
		printf '%s\t/rmaplock/files/%s.ko\tuntil\t%s\n' "$pl_bug" "$pl_bug" "$(field Load "$pl_bug")"
	done
}

# sound: each config and load once, without a bug. Names that no bug can have.
sound() {
	for so_bug in $names; do
		printf '%s\t%s\n' "$(field Config "$so_bug")" "$(field Load "$so_bug")"
	done | sort -u | awk -F '\t' '{ printf "%d:%s\t/rmaplock/modules/rmaplock_%s.ko\tonce\t%s\n", NR, $1, $1, $2 }'
}

# guest: run what is in TAP_TMP/list; all that it and its console say is in TAP_TMP/said, TAP_TMP/console.
guest() {
	set --
	for gu_file in "$TAP_TMP"/*.ko "$TAP_TMP/list" "$programs_dir"/model-* "$TAP_ROOT/tests/guest/lib.sh"; do
		case $gu_file in
		*.d) ;;
		*) test ! -f "$gu_file" || set -- "$@" --add "$gu_file" ;;
		esac
	done
	rm -f "$TAP_TMP/console"
	"$TAP_ROOT/scripts/vm-exec" --timeout 400 --console "$TAP_TMP/console" --cmdline "$cmdline" "$@" \
		-- "$TAP_ROOT/tests/guest/bugs.guest.sh" >"$TAP_TMP/said" 2>"$TAP_TMP/guest.err" || : # it may die
}

# said_of NAME: what the last guest said of it, and the console, if it was the last thing that happened.
said_of() {
	awk -v name="$1" '$1 == "begin" { on = $2 == name } on' "$TAP_TMP/said"
	test "$(sed -n 's/^begin \([^ ]*\).*/\1/p' "$TAP_TMP/said" | tail -n 1)" != "$1" || cat "$TAP_TMP/console"
}

# stands: the guest got through the whole list: no load failed, the kernel had nothing to say, the module went.
stands() {
	guest
	cat "$TAP_TMP/said"
	test "$(grep -c '^end [^ ]* [0-9]* 0$' "$TAP_TMP/said")" -eq "$(wc -l <"$TAP_TMP/list")" && ! grep -q 'the load failed' "$TAP_TMP/said"
}

# seconds_of NAME: how long the guest had it, by its own clock, or that of its last words
seconds_of() {
	{
		cat "$TAP_TMP/said"
		echo "last $1 $(sed -n 's/^\[ *\([0-9]*\)\..*/\1/p' "$TAP_TMP/console" | tail -n 1)"
	} | awk -v name="$1" '$2 == name && $1 == "begin" { begin = $3 } $2 == name && !seconds && $1 != "begin" { seconds = $3 - begin }
		END { print seconds + 0 }'
}

is_caught() {
	grep -E -q -e "$(field Caught-by "$1")" "$keep/$1.said"
}

mkdir "$TAP_TMP/configs"
planted_names=
for name in $names; do # one that does not fit must not take the others with it
	ok "$name is planted" plant "$name"
	test "$TAP_STATUS" -ne 0 || planted_names="$planted_names $name"
done
# shellcheck disable=SC2086 # names
set -- $names
number=$#
names=$planted_names
ok "the modules with a bug are built" build
sound >"$TAP_TMP/list"
ok "without them each config stands each load" stands

caught=0
left=$names
while test -n "$left"; do
	# shellcheck disable=SC2086 # names
	planted $left >"$TAP_TMP/list"
	guest
	begun=$(sed -n 's/^begin \([^ ]*\).*/\1/p' "$TAP_TMP/said")
	test -n "$begun" || break
	for name in $begun; do
		said_of "$name" >"$keep/$name.said"
		ok "$name is caught, in $(seconds_of "$name") s" is_caught "$name"
		test "$TAP_STATUS" -ne 0 || caught=$((caught + 1))
		grep -m 1 -E -e "$(field Caught-by "$name")" "$keep/$name.said" | cut -c 1-120 | sed 's/^/#   /'
		left=$(echo "$left" | tr ' ' '\n' | grep -vx "$name")
	done
done
ok "each of them was put under its load" test -z "$left"
echo "# caught $caught of $number planted bugs"
done_testing
