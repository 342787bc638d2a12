#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# The lock seam: a new lock is one new file (and a config one more), and a lock
# that is wrong fails the build with one sentence.
set -eu

top=$(cd "$(dirname "$0")/../.." && pwd)
kdir=$("$top/scripts/rmaplock" kernel-dir)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp -r "$top/kmod" "$work/kmod"
count=0

# expect NAME COMMAND...: ok if it succeeds, else not ok and what the build said.
expect() {
	expect=$1
	shift
	count=$((count + 1))
	if "$@"; then
		echo "ok $count - $expect"
	else
		echo "not ok $count - $expect"
		sed 's/^/# /' "$work/out"
	fi
}

# build CONFIG...: into a folder of its own, quietly.
build() {
	make -s -C "$work/kmod" KDIR="$kdir" OUT="$work/out.d" CONFIGS="$*" ONE_UNIT=1 >"$work/out" 2>&1
}

# says TEXT: the build fails with a line that holds TEXT.
says() {
	says=$1
	shift
	! build "$@" && grep -qF "$says" "$work/out"
}

sed 's/rwsem/fancy/g; s/init_fancy/init_rwsem/; s/fancy\.h>/rwsem.h>/; s/fancy_is_locked(&l/rwsem_is_locked(\&l/' \
	"$work/kmod/locks/rwsem.h" >"$work/kmod/locks/fancy.h"
sed 's/_RWSEM=/_FANCY=/' "$work/kmod/configs/rwsem.config" >"$work/kmod/configs/fancy.config"
builds_a_module() {
	build fancy && test -f "$work/out.d/rmaplock_fancy.ko"
}
expect "a new lock and a new config are one new file each" builds_a_module

printf 'CONFIG_RMAPLOCK_ANON_VMA_FANCY=y\nCONFIG_RMAPLOCK_I_MMAP_SPINLOCK=y\n' >"$work/kmod/configs/mixed.config"
takes_both_choices() {
	build mixed && grep -q 'I_MMAP_LOCK="spinlock"' "$work/out.d/mixed/.config" &&
		grep -q 'ANON_VMA_LOCK="fancy"' "$work/out.d/mixed/.config"
}
expect "the two locks are chosen independently" takes_both_choices

links_follow() {
	echo '/* late */' >"$work/kmod/late.h"
	make -s -C "$work/kmod" KDIR="$kdir" OUT="$work/out.d" CONFIGS=mixed "$work/out.d/mixed/auto.conf" >"$work/out" 2>&1 &&
		test -f "$work/out.d/mixed/late.h" && rm "$work/kmod/late.h" &&
		make -s -C "$work/kmod" KDIR="$kdir" OUT="$work/out.d" CONFIGS=mixed "$work/out.d/mixed/auto.conf" >"$work/out" 2>&1 &&
		test ! -L "$work/out.d/mixed/late.h" && test -f "$work/out.d/mixed/model.h"
}
expect "a source that comes or goes is linked to, or not any more" links_follow

cp "$work/kmod/locks/fancy.h" "$work/fancy.h"
sed 's/bool rmap_fancy_is_held/int rmap_fancy_is_held/' "$work/fancy.h" >"$work/kmod/locks/fancy.h"
expect "a wrong signature is named" \
	says 'locks/fancy.h: rmap_fancy_is_held() must be: static inline bool' fancy

sed 's/rmap_fancy_read_unlock/rmap_fancy_unread/' "$work/fancy.h" >"$work/kmod/locks/fancy.h"
expect "a missing function is named" \
	says 'locks/fancy.h: rmap_fancy_read_unlock() is missing' fancy

sed 's/ \* lock: fancy/ * lock: plain/' "$work/fancy.h" >"$work/kmod/locks/fancy.h"
expect "a wrong name in the first comment is named" \
	says 'locks/fancy.h: the first comment must say "lock: fancy - PROMPT"' fancy
cp "$work/fancy.h" "$work/kmod/locks/fancy.h"

sed 's/fancy/no-name/g' "$work/fancy.h" >"$work/kmod/locks/no-name.h"
expect "a name that is none in C is refused" \
	says "locks/no-name.h: a lock's name is part of C names" fancy
rm "$work/kmod/locks/no-name.h"

sed 's/^static inline bool rmap_fancy_is_held/\/\/ rmap_fancy_is_held()\n&_not/' "$work/fancy.h" >"$work/kmod/locks/fancy.h"
expect "a function in a comment does not count" \
	says 'locks/fancy.h: rmap_fancy_is_held() is missing' fancy
cp "$work/fancy.h" "$work/kmod/locks/fancy.h"

sed 's/list_empty\([_; ]\)/counted\1/g' "$work/kmod/lifetimes/list_empty.h" >"$work/kmod/lifetimes/counted.h"
printf '%s\n' CONFIG_RMAPLOCK_ANON_VMA_MUTEX=y CONFIG_RMAPLOCK_I_MMAP_RWSEM=y CONFIG_RMAPLOCK_LIFETIME_COUNTED=y >"$work/kmod/configs/counted.config"
builds_a_lifetime() {
	build counted && grep -q 'LIFETIME="counted"' "$work/out.d/counted/.config"
}
expect "a new lifetime is one new file, and goes with any locks" builds_a_lifetime

cp "$work/kmod/lifetimes/counted.h" "$work/counted.h"
sed 's/bool lifetime_counted_put/int lifetime_counted_put/' "$work/counted.h" >"$work/kmod/lifetimes/counted.h"
expect "a lifetime's wrong signature is named" \
	says 'lifetimes/counted.h: lifetime_counted_put() has a wrong signature' counted

sed 's/lifetime_counted_tryget/lifetime_counted_tryit/' "$work/counted.h" >"$work/kmod/lifetimes/counted.h"
expect "a lifetime's missing function is named" \
	says 'lifetimes/counted.h: lifetime_counted_tryget() is missing; every lifetime defines init, born' counted
cp "$work/counted.h" "$work/kmod/lifetimes/counted.h"

printf '%s\n' CONFIG_RMAPLOCK_ANON_VMA_RWSEM=y CONFIG_RMAPLOCK_WALK_TRYLOCK=y >"$work/kmod/configs/vain.config"
expect "a trylock without a reference to fall back on is refused" \
	says "vain.config: 'CONFIG_RMAPLOCK_WALK_TRYLOCK=y' did not take effect" vain

cat >"$work/kmod/bugs/wrong-licence.patch" <<'EOF'
# SPDX-License-Identifier: GPL-2.0
The module has another licence.

--- a/kmod/device.c
+++ b/kmod/device.c
@@ -1,1 +1,1 @@
-// SPDX-License-Identifier: GPL-2.0
+// SPDX-License-Identifier: none
EOF
printf '%s\n' CONFIG_RMAPLOCK_ANON_VMA_RWSEM=y CONFIG_RMAPLOCK_BUG_WRONG_LICENCE=y >"$work/kmod/configs/buggy.config"
# configured CONFIG: as far as the sources are laid out
configured() {
	make -s -C "$work/kmod" KDIR="$kdir" OUT="$work/out.d" CONFIGS="$1" "$work/out.d/$1/auto.conf" >"$work/out" 2>&1
}
has_the_bug() {
	configured buggy && grep -q 'SPDX-License-Identifier: none' "$work/out.d/buggy/device.c" &&
		! grep -q 'SPDX-License-Identifier: none' "$work/kmod/device.c"
}
expect "a new bug is one new file, of a copy of the sources" has_the_bug

follows_the_source() {
	echo '/* late */' >>"$work/kmod/device.c" && has_the_bug && grep -q '/\* late' "$work/out.d/buggy/device.c"
}
expect "a bug follows its source" follows_the_source

cat >"$work/kmod/bugs/in-a-lock.patch" <<'EOF'
# SPDX-License-Identifier: GPL-2.0
A lock has another licence.

--- a/kmod/locks/rwsem.h
+++ b/kmod/locks/rwsem.h
@@ -1,1 +1,1 @@
-/* SPDX-License-Identifier: GPL-2.0 */
+/* SPDX-License-Identifier: none */
EOF
sed -i 's/WRONG_LICENCE/IN_A_LOCK/' "$work/kmod/configs/buggy.config"
in_a_lock() {
	configured buggy && grep -q 'Identifier: none' "$work/out.d/buggy/locks/rwsem.h" &&
		! grep -q 'Identifier: none' "$work/out.d/buggy/device.c" && ! grep -q 'Identifier: none' "$work/kmod/locks/rwsem.h"
}
expect "a lock can have a bug" in_a_lock
rm "$work/kmod/bugs/in-a-lock.patch"
expect "a bug that is gone is none" \
	says "'CONFIG_RMAPLOCK_BUG_IN_A_LOCK=y' did not take effect" buggy
sed -i 's/IN_A_LOCK/WRONG_LICENCE/' "$work/kmod/configs/buggy.config"
cp "$work/kmod/bugs/wrong-licence.patch" "$work/kmod/bugs/wrong_licence.patch"
expect "two bugs of one name are refused" \
	says 'kmod/bugs/wrong_licence.patch: becomes the same Kconfig symbol as wrong-licence' buggy
rm "$work/kmod/bugs/wrong_licence.patch"

nothing_is_copied() {
	configured rwsem && test -L "$work/out.d/rwsem/device.c" && grep -qx 'CONFIG_RMAPLOCK_BUG_NONE=y' "$work/out.d/rwsem/.config"
}
expect "a config has none unless it says so" nothing_is_copied
none_is_shipped() {
	! grep RMAPLOCK_BUG "$top"/kmod/configs/* >"$work/out"
}
expect "and none that is shipped does" none_is_shipped

sed -i '1s/GPL-2.0/other/' "$work/kmod/device.c"
expect "a bug that does not fit any more is named" \
	says 'kmod/bugs/wrong-licence.patch does not fit kmod/ any more' buggy
expect "each time" \
	says 'kmod/bugs/wrong-licence.patch does not fit kmod/ any more' buggy
sed -i '1s/other/GPL-2.0/' "$work/kmod/device.c"

printf '%s\n' CONFIG_RMAPLOCK_ANON_VMA_SPINLOCK=y CONFIG_RMAPLOCK_LIFETIME_REF_FROM_BIRTH=y \
	CONFIG_RMAPLOCK_WALK_TRYLOCK=y CONFIG_RMAPLOCK_WALK_TRYLOCK_VAIN=y >"$work/kmod/configs/held.config"
expect "a spinning lock that is held from load to unload is refused" \
	says 'walks try in vain only a lock that sleeps' held

echo 'CONFIG_RMAPLOCK_ANON_VMA_NOSUCH=y' >"$work/kmod/configs/typo.config"
expect "a config line without effect is named" \
	says "typo.config: 'CONFIG_RMAPLOCK_ANON_VMA_NOSUCH=y' did not take effect" typo

echo "1..$count"
