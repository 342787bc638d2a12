# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=sh
# For test programs in sh: TAP, and a tree of their own to break things in. Sourced from tests/shell/NAME.t:
#
#   . "$(dirname -- "$0")/../../scripts/lib/tap.sh"
#   ok "what must hold" COMMAND...               COMMAND succeeds
#   ends STATUS "what must hold" COMMAND...   its exit status is STATUS
#   said "what must hold" 'REGEX'    a line of the last COMMAND's stdout matches; told: of its stderr
#   refused STATUS 'REGEX' "what" COMMAND...     exit status STATUS; stderr is one line that matches; stdout is empty
#   done_testing
#
# TAP_TMP is a folder for the test's files; stdout and stderr of the last COMMAND are in TAP_TMP/out and TAP_TMP/err.

set -u
export LC_ALL=C RMAPLOCK_NO_INSTALL=1
unset RMAPLOCK_RESULTS # `rmaplock test` exports its own: what a test runs goes into its own tree
TAP_ROOT=$(dirname -- "$(dirname -- "$(dirname -- "$(readlink -f -- "$0")")")")
TAP_TMP=$(mktemp -d "${TMPDIR:-/tmp}/rmaplock-test-XXXXXX")
TAP_COUNT=0
TAP_BAD=0
trap 'rm -rf "$TAP_TMP"' EXIT
trap 'exit 1' HUP INT TERM

tap_result() {
	TAP_COUNT=$((TAP_COUNT + 1))
	if test "$1" -eq 0; then
		printf 'ok %d - %s\n' "$TAP_COUNT" "$2"
	else
		TAP_BAD=$((TAP_BAD + 1))
		printf 'not ok %d - %s\n' "$TAP_COUNT" "$2"
		sed 's/^/# out: /' "$TAP_TMP/out" | head -n 20
		sed 's/^/# err: /' "$TAP_TMP/err" | head -n 20
	fi
}

tap_run() {
	TAP_STATUS=0
	"$@" >"$TAP_TMP/out" 2>"$TAP_TMP/err" </dev/null || TAP_STATUS=$?
}

ok() {
	ok_name=$1
	shift
	tap_run "$@"
	tap_result "$TAP_STATUS" "$ok_name"
}

ends() {
	en_status=$1 en_name=$2
	shift 2
	tap_run "$@"
	test "$TAP_STATUS" -eq "$en_status"
	tap_result $? "$en_name"
}

said() {
	grep -q -E -e "$2" "$TAP_TMP/out"
	tap_result "$?" "$1"
}

told() {
	grep -q -E -e "$2" "$TAP_TMP/err"
	tap_result "$?" "$1"
}

refused() {
	rf_status=$1 rf_regex=$2 rf_name=$3
	shift 3
	tap_run "$@"
	rf_bad=0
	test "$TAP_STATUS" -eq "$rf_status" && test ! -s "$TAP_TMP/out" &&
		test "$(wc -l <"$TAP_TMP/err")" -eq 1 && grep -q -E -e "$rf_regex" "$TAP_TMP/err" || rf_bad=1
	test "$rf_bad" -eq 0 || printf '# status %s, wanted %s and one line like: %s\n' "$TAP_STATUS" "$rf_status" "$rf_regex"
	tap_result "$rf_bad" "$rf_name"
}

done_testing() {
	printf '1..%d\n' "$TAP_COUNT"
	test "$TAP_BAD" -eq 0
	exit
}

# tap_tree: make TAP_TMP/tree, rmaplock with scripts that may be changed, and a make that has nothing to do. The rest
# is the real one's.
tap_tree() {
	TAP_TREE=$TAP_TMP/tree
	mkdir -p "$TAP_TREE/bin" "$TAP_TREE/results"
	cp -R "$TAP_ROOT/scripts" "$TAP_TREE/scripts"
	for tt_room in "$TAP_ROOT"/*; do
		tt_name=${tt_room##*/}
		test -e "$TAP_TREE/$tt_name" || ln -s "$tt_room" "$TAP_TREE/$tt_name"
	done
	tap_stub make 'exit 0'
	export PATH="$TAP_TREE/bin:$PATH"
}

# tap_stub NAME BODY: a program that comes before the real one of that name.
tap_stub() {
	printf '#!/bin/sh\n%s\n' "$2" >"$TAP_TREE/bin/$1"
	chmod +x "$TAP_TREE/bin/$1"
}

# tap_fake: give the tree a target `fake` and stand-ins for all that is built, so that runs take no time.
#   FAKE_DIE='ORDER STATUS'   die in the middle of that cell, with that exit status
#   FAKE_FAIL=ORDER           the workload of that cell fails
#   FAKE_HANG=ORDER           hang in the middle of that cell, once if the file FAKE_HUNG can be made
tap_fake() {
	export RMAPLOCK_BUILD="$TAP_TMP/build" FAKE_HUNG="$TAP_TMP/hung"
	mkdir -p "$RMAPLOCK_BUILD/kmod/fake" "$RMAPLOCK_BUILD/workloads" "$RMAPLOCK_BUILD/analysis"
	rm "$TAP_TREE/plots"
	mkdir "$TAP_TREE/plots"
	for tf_program in "$RMAPLOCK_BUILD/analysis/rmaplock-analyse" "$RMAPLOCK_BUILD/analysis/rmaplock-scale" "$TAP_TREE/plots/render" "$RMAPLOCK_BUILD/workloads/fork_exit"; do
		printf '#!/bin/sh\necho "%s $*"\n' "${tf_program##*/}" >"$tf_program"
		chmod +x "$tf_program"
	done
	for tf_config in spinlock rwsem-fifo; do
		echo "module $tf_config" >"$RMAPLOCK_BUILD/kmod/fake/rmaplock_$tf_config.ko"
	done
	cat >"$TAP_TREE/scripts/target/fake" <<'FAKE'
#!/bin/sh
case $1 in
check | env) exit ;;
release | kernel-dir) echo fake; exit ;;
esac
printf 'env\tmachine.cpus\t2\n'
grep '^[0-9]' "$3" | while IFS='	' read -r block order collector config workload params tasks; do
	printf 'cell\tstart\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t1.00\n' "$block" "$order" "$collector" "$config" "$workload" "$params" "$tasks"
	printf 'sample\tops\t%s\ncounter\tworkload\tfaults\t1\tcount\nhistogram\tanon_vma.write.hold\t1\t2\t3\n' "$order"
	if test "$order" = "${FAKE_DIE% *}"; then
		test -z "$FAKE_REASON" || printf '\nfailed\t%s\n' "$FAKE_REASON"
		exit "${FAKE_DIE#* }"
	fi
	if test "$order" = "$FAKE_HANG" && test ! -e "$FAKE_HUNG"; then
		: >"$FAKE_HUNG"
		exec sleep 20
	fi
	test "$order" != "$FAKE_FAIL" || printf '\nfailed\tno luck\n'
	printf 'end\tok\ncell\tend\t%s\n' "$order"
done || exit
printf 'end\tok\n'
FAKE
	chmod +x "$TAP_TREE/scripts/target/fake"
	printf '%s\n' 'description = x' 'configs = spinlock rwsem-fifo' 'baseline = spinlock' 'aa = no' \
		'workloads = fork_exit:areas=8' 'tasks = 1 2' 'reps = 3' 'seconds = 0.1' 'collectors = nothing' 'seed = 1' >"$TAP_TMP/plan"
}
