#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# Clients of Linux's own MMU notifiers: a new client is a config at once, and a kernel without notifiers is refused.
# shellcheck disable=SC2317 # functions that ok calls
. "$(dirname -- "$0")/../../scripts/lib/tap.sh"
tap_tree
subject=$TAP_TREE/scripts/subjects/stock-mmu
export RMAPLOCK_ROOT="$TAP_TREE"

ok "its configs" "$subject" configs
said "are the kernel as it is" '^stock$'
said "and the clients" '^xpmem$'
rm -f "$TAP_TREE/kmod"
cp -R "$TAP_ROOT/kmod" "$TAP_TREE/kmod"
touch "$TAP_TREE/kmod/clients/brand-new.c"
ok "a new client is a config at once" "$TAP_TREE/scripts/rmaplock" run --plan stock-mmu --configs stock,brand-new --dry-run

# a target whose kernel has none
mkdir -p "$TAP_TMP/kdir/include/config" "$TAP_TMP/kdir/include/generated"
echo '# CONFIG_MMU_NOTIFIER is not set' >"$TAP_TMP/kdir/include/config/auto.conf"
echo '#define UTS_RELEASE "0.0.0-nonsense"' >"$TAP_TMP/kdir/include/generated/utsrelease.h"
cat >"$TAP_TMP/target" <<TARGET
#!/bin/sh
case \$1 in
kernel-dir) echo "$TAP_TMP/kdir" ;;
release) echo 0.0.0-nonsense ;;
esac
TARGET
chmod +x "$TAP_TMP/target"
RUN_TARGET=$TAP_TMP/target
export RUN_TARGET
refused 4 'subject stock-mmu: the kernel 0.0.0-nonsense is built without MMU notifiers .CONFIG_MMU_NOTIFIER.' \
	"a kernel without MMU notifiers is refused" "$subject" prepare stock kvm

rm "$TAP_TREE/bin/make" # the stand-in
# real_of ARGUMENT...: what make would do
real_of() {
	make -s -C "$TAP_ROOT/kmod" KDIR="$TAP_TMP/kdir" OUT="$TAP_TMP/modules" -n "$@" 2>&1
}
builds_real() {
	real_of modules | grep -q -e modules/real -e ' real: '
}
no_real() {
	! builds_real
}
ok "its build leaves the module out" no_real
says_why() {
	real_of CONFIGS=real | grep -q 'real: the kernel of .* has no MMU notifiers'
}
ok "or says why" says_why
echo CONFIG_MMU_NOTIFIER=y >"$TAP_TMP/kdir/include/config/auto.conf"
ok "where there are some, it is built" builds_real
done_testing
