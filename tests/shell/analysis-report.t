#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# shellcheck disable=SC2016,SC2317 # $1 is for the inner shell; tap.sh calls the functions
# What the table and its sentences say, on made-up runs of a known shape.
. "$(dirname -- "$0")/../../scripts/lib/tap.sh"

analyse=${RMAPLOCK_BUILD:-$TAP_ROOT/build}/analysis/sanitized/rmaplock-analyse
run=$TAP_TMP/run

analysed() {
	rm -rf "$run"
	"$TAP_ROOT/tests/lib/fake-run" "$run" "$@" && "$analyse" "$run" >"$TAP_TMP/report"
	cat "$TAP_TMP/report"
}

says() {
	cat "$TAP_TMP/report"
	grep -q -E -e "$1" "$TAP_TMP/report"
}

ok 'a run with convoys' analysed
ok '  names the run' says '^run made-up, subject model, target vm, kernel 6\.1\.0-0-cloud-amd64, accelerator tcg$'
ok '  says that it is emulated' says '^emulated: ratios and shapes only$'
ok '  prints the notes' says '^note: these numbers are made up$'
ok '  a table for each number of tasks' test "$(grep -c '^config  ' "$TAP_TMP/report")" -eq 3
ok '  fork_exit counts forks' says '^config +forks/s +ratio +95 % interval +switches/fork +contended +n +failed +verdict$'
ok '  the baseline comes first' sh -c 'grep -A 1 "^config " "$1" | grep -q "^spinlock .* baseline$"' - "$TAP_TMP/report"
ok '  the A/A twin comes last' sh -c 'grep -B 1 "^no config is" "$1" | grep -q "^aa-spinlock "' - "$TAP_TMP/report"
ok '  the strongest effect comes first' says \
	'^rwsem-fifo: -5[0-9] % \[-5[0-9], -5[0-9]\] forks/s against spinlock at 8 tasks, areas=8: lock convoy, 2[0-9] context switches per fork against 2\.1; semaphore: -3[0-9] %'
ok '  what is the same comes last' says '; same: null, rwlock, mutex, rwsem\.$'
ok '  a small loss is no convoy' says 'at 2 tasks, areas=8: 2\.[0-9] context switches per fork against 2\.1, 9\.[0-9] % of acquisitions'
ok '  no difference is said with what would have been seen' says \
	'^no config is shown to differ from spinlock at 1 task, areas=8 \(smallest detectable effect [0-9.]+ %\); same: null,'

ok 'a plan too large for its blocks' analysed reps=8
ok '  is told how many it needs' says '^note: 18 comparisons need 10 blocks .* some here have 8'
ok '  and gives the effects that are not certain' says '; inconclusive: rwsem-fifo \(-5[0-9] % \[-5[0-9], -5[0-9]\]\), semaphore \('
ok '  and calls nothing slower' sh -c '! grep -q " slower$" "$1"' - "$TAP_TMP/report"

ok 'an A/A pair that differs' analysed aa_bias=0.85
ok '  is named' says '; the A/A pair differs by up to 1[0-9] %: too noisy'
ok '  and its twin is not the same' says '^aa-spinlock .* inconclusive$'
ok '  a large effect is still seen' says '^rwsem-fifo .* slower$'

ok 'no config but the baseline and its twin' analysed configs='spinlock aa-spinlock' tasks=8
ok '  asks for no more blocks' says '^there is but the baseline spinlock at 8 tasks, areas=8\.$'
ok 'no A/A pair' analysed configs='spinlock rwsem-fifo' tasks=8
ok '  no verdict' says '^rwsem-fifo .* inconclusive$'
ok '  and why' says '; no A/A pair of 6 blocks, so nothing is called different or same\.$'

ok 'other workloads count ops' analysed workloads='mmap_munmap:areas=64 mmap_munmap:areas=8' tasks=2
ok '  in the table' says '^config +ops/s .* switches/op'
ok '  8 areas come before 64' sh -c 'grep "^mmap_munmap " "$1" | head -n 1 | grep -q "areas=8,"' - "$TAP_TMP/report"
done_testing
