#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# A subject is one new file. One that needs a kernel for each config gets a boot for each block and config, in the order
# of the cells; with a stand-in for QEMU, which says which kernel it was given and runs the cells that it finds.
# shellcheck disable=SC2016,SC2317 # $ in the programs of awk and stand-ins; functions that ok calls
. "$(dirname -- "$0")/../../scripts/lib/tap.sh"
tap_tree
tap_fake
export RMAPLOCK_QEMU="$TAP_TREE/bin/fake-qemu" RMAPLOCK_ACCEL=tcg BOOTS="$TAP_TMP/boots" KERNELS="$TAP_TMP/kernels"

cat >"$TAP_TREE/scripts/subjects/brand-new" <<'SUBJECT'
#!/bin/sh
case $1 in
configs) printf 'slow\nfast\n' ;;
boots) echo each ;;
prepare) test ! -e "$KERNELS/broken" || { echo "no kernel today" >&2; exit 4; } ;;
kernel) echo "$KERNELS/$2" ;;
publish) echo "$*" >"$2/published" ;;
env) printf 'kernels.%s.sha256\tabc\n' fast ;;
esac
SUBJECT
chmod +x "$TAP_TREE/scripts/subjects/brand-new"
for kernel in slow fast; do
	mkdir -p "$KERNELS/$kernel"
	echo "kernel $kernel" >"$KERNELS/$kernel/bzImage"
done

# The cells are in the archive's last member of that name; everything else of a guest is played by this script.
tap_stub fake-qemu 'case $1 in --version) echo "QEMU emulator version 0"; exit ;; esac
for word; do
	case $before in
	-kernel) echo "${word#"$KERNELS"/}" >>"$BOOTS" ;;
	-initrd) initrd=$word ;;
	esac
	case $word in
	file,*path=*/end) end=${word#*path=} ;;
	file,*path=*/out,*) out=${word#*path=} out=${out%,append=on} ;;
	esac
	before=$word
done
test "$(wc -l <"$BOOTS")" -ne "${DIE_AT:-0}" || exit 1
grep -a "^[0-9][0-9]*	[0-9][0-9]*	none	" "$initrd" | while IFS="	" read -r block order collector config workload params tasks; do
	printf "cell\tstart\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t1.00\n" "$block" "$order" "$collector" "$config" "$workload" "$params" "$tasks"
	printf "sample\tops\t%s\nend\tok\ncell\tend\t%s\n" "$order" "$order"
done >"$out"
printf "end\tok\n" >"$out"
echo "end 0" >$end'
cat >"$TAP_TMP/plan" <<'PLAN'
description = x
subject = brand-new
configs = slow fast
baseline = slow
aa = yes
workloads = fork_exit:areas=8
tasks = 1 2
reps = 2
seconds = 0.1
seed = 1
PLAN
run() {
	"$TAP_TREE/scripts/rmaplock" run "$@"
}
# boots_of CELLS: the kernels that it takes, in order.
boots_of() {
	awk -F '\t' '/^[0-9]/ && $1 FS $4 != now { now = $1 FS $4; sub(/^aa-/, "", $4); print $4 "/bzImage" }' "$1"
}

ok "a new subject's file is a new subject" sh -c "'$TAP_TREE/scripts/rmaplock' list subjects | grep -qx brand-new"
ok "and its configs can be chosen" sh -c "'$TAP_TREE/scripts/rmaplock' list configs | grep -qx fast"
ok "a run of it succeeds" run --plan "$TAP_TMP/plan" --out "$TAP_TMP/run"
boots_of "$TAP_TMP/run/cells.tsv" >"$TAP_TMP/wanted"
ok "it boots 6 times" test "$(wc -l <"$BOOTS")" -eq 6
ok "each time the kernel of the config whose turn it is" diff "$TAP_TMP/wanted" "$BOOTS"
ok "every cell has its row" awk -F '\t' \
	'FNR == 2 { for (i = 1; i <= NF; i++) at[$i] = i } FNR > 2 { n++; if ($at["ops"] != $at["order"]) exit 1 } END { exit n != 12 }' "$TAP_TMP/run/samples.tsv"
ok "env.json names the subject and what was measured" jq -e '.subject == "brand-new" and .kernels.fast.sha256 == "abc"' "$TAP_TMP/run/env.json"
ok "the subject publishes" grep -qx "publish $TAP_TMP/run slow fast" "$TAP_TMP/run/published"

: >"$BOOTS"
ends 1 "a boot that dies ends the run" env DIE_AT=4 "$TAP_TREE/scripts/rmaplock" run --plan "$TAP_TMP/plan" --out "$TAP_TMP/dead"
ok "with the rows that were there" test "$(grep -c '	ok	' "$TAP_TMP/dead/samples.tsv")" -eq 6
: >"$BOOTS"
ok "and --resume boots what is left" run --resume "$TAP_TMP/dead"
ok "no more" test "$(wc -l <"$BOOTS")" -eq 3
ok "to complete it" test "$(grep -c '	ok	' "$TAP_TMP/dead/samples.tsv")" -eq 12
refused 4 "target native: the subject kernel boots kernels of its own" "such a subject is refused by the target native" \
	run --target native --subject kernel --plan quick --configs rwsem,spinlock
: >"$KERNELS/broken"
refused 4 "no kernel today" "a kernel that cannot be had is the subject's own sentence" run --plan "$TAP_TMP/plan"

rm "$TAP_TREE/kmod"
cp -R "$TAP_ROOT/kmod" "$TAP_TREE/kmod"
{ cat "$TAP_ROOT/kmod/configs/rwsem.config" && echo CONFIG_RMAPLOCK_BUG_COMPARATOR=y; } >"$TAP_TREE/kmod/configs/buggy.config"
refused 2 "config buggy: has a planted bug" "a module with a planted bug is not measured" \
	"$TAP_TREE/scripts/rmaplock" run --subject model --plan quick --configs spinlock,buggy
done_testing
