#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# shellcheck disable=SC2016 # $ in the programs of awk
# build/aim7: every test runs and cleans up, points print what the original prints, what fails voids them,
# and nothing is left, however it ends.
set -eu
. "$(dirname "$0")/workload-lib.sh"

make -s -f workloads/workloads.mk workloads
# Not root: System V objects are then in everybody's namespace, so that only the guard removes them.
if test "$(id -u)" -eq 0; then
	set -- setpriv --reuid=54323 --clear-groups
else
	set --
fi
cp build/aim7 "$tmp/aim7gen"
chmod 755 "$tmp/aim7gen"
# On tmpfs: some jobs write synchronously.
files=$(mktemp -d /dev/shm/rmaplock-test-XXXXXX)
trap 'rm -rf "$tmp" "$files"' EXIT
chmod 777 "$tmp" "$files"

# gen OPTION...
gen() {
	# shellcheck disable=SC2086 # words, or nothing
	timeout -k 5 60 $as "$tmp/aim7gen" --dir "$files" --settle 0 --sleep 0 "$@"
}
as=$*

objects() {
	ipcs -m -s | grep -c '^0x' || :
}
objects_before=$(objects)

# nothing_left: no process, no file, no System V object; a guard may still be at work.
nothing_left() {
	for _ in 1 2 3 4 5 6 7 8 9 10; do
		left="$(ls "$files") $(pgrep -f rmaplock-guar[d] | xargs) $(($(objects) - objects_before))"
		test "$left" != "  0" || break
		sleep 0.3
	done
	echo "left: $left"
	test "$left" = "  0" && none_left aim7gen
}

# Each test that this machine can do, alone.
all_tests() {
	status=0
	gen --single all --seconds 0.001 >"$tmp/out" 2>"$tmp/err" || status=$?
	cat "$tmp/out" "$tmp/err"
	# O_DIRECT is missing on some file systems; that is said, test by test
	test "$status" -eq 0 || test "$status" -eq 4 || return 1
	test "$(grep -c /second "$tmp/out")" -eq "$((71 - $(wc -l <"$tmp/err")))" || return 1
	! grep -v 'O_DIRECT' "$tmp/err"
}
check "every test runs alone" all_tests
check "and leaves nothing" nothing_left
# relative DIR: a run whose folder for files is named as seen from the one that it is started in
relative() {
	(cd "$files" && gen --jobs 1 --dir "$1" && gen --jobs 1 --dir "$1" --single sieve --seconds 0.001)
}
mkdir "$files/below"
chmod 777 "$files/below"
check "a folder by its relative name" relative below
check "leaves nothing there" rmdir "$files/below"
check "so does the current folder" relative .
check "and leaves nothing either" nothing_left
check "a point prints the table and the CSV" gen --users 1,3 --jobs 4 --csv "$tmp/csv"
check "whose figures belong together" awk -F , '
	function near(a, b) { return a > 0.98 * b - 0.02 && a < 1.02 * b + 0.02 }
	NR == 1 { exit $0 != "Forks,JPM,JPM_C,JPS_C,parent_tm,childU_tm,childS_tm,std_dev,JTI,max_c,min_c" }
	{
		points++
		good += near($2, $1 * $3) && near($3, 60 * $4) && $10 == $5 && $11 <= $10 && $9 <= 100
		# 4 jobs of high_systime are one of each test
		good += near($4 * $5, 18)
	}
	END { exit points && good != 2 * points }' "$tmp/csv"
check "rows for a run folder" sh -c "$tmp/aim7gen --users 2 --jobs 1 --settle 0 --sleep 0 --rows >$tmp/out 2>/dev/null &&
	grep -q '^sample	ops	36$' $tmp/out && grep -q '^end	ok$' $tmp/out"
check "repetitions tell their spread" sh -c "$tmp/aim7gen -u 1 -j 1 -r 3 --settle 0 --sleep 0 2>&1 >/dev/null |
	grep -q '^1 users: 3 repetitions, jobs/min [0-9.]* to [0-9.]*, standard deviation'"
printf '1 shell_rtns_2\n' >"$tmp/mix"
printf 'FILESIZE: 64M\n1 disk_rr\n' >"$tmp/large"

# voided TEXT OPTION...: exit 1, the reason last, no row of the table.
voided() {
	voided_text=$1
	shift
	status=0
	gen "$@" >"$tmp/out" 2>"$tmp/err" || status=$?
	show
	test "$status" -eq 1 && tail -n 1 "$tmp/err" | grep -q -e "$voided_text" && ! grep -q '^[0-9]' "$tmp/out"
}
check "a point that takes too long is void" \
	voided '2 of 2 users did not end within 0.3 s: user 0 is at its job 1, shell_rtns_2' \
	--mix "$tmp/mix" --users 2 --sleep 9 --timeout 0.3
check "and leaves nothing" nothing_left

# user_dies: one of three users is killed.
user_dies() {
	(
		sleep 0.7
		kill -KILL "$(pgrep -x aim7gen | tail -n 1)"
	) &
	voided 'task [0-2] was killed by signal 9' --mix "$tmp/mix" --users 3 --sleep 9
}
check "a user that is killed voids the point" user_dies
check "and nothing of the others is left" nothing_left
printf '#!/bin/sh\nexit 3\n' >"$tmp/ls"
chmod +x "$tmp/ls"
printf '1 exec_test\n' >"$tmp/exec"
failing_job() {
	PATH="$tmp:$PATH" voided 'a child exited with status 3' --mix "$tmp/exec"
}
check "so does a job that fails" failing_job

# killed WHO WHEN: SIGKILL to the generator, or to the process of the point, in the middle.
killed() {
	# shellcheck disable=SC2086 # words, or nothing; it becomes the generator
	$as "$tmp/aim7gen" --dir "$files" --settle 0 --users 5 --sleep 20 >/dev/null 2>&1 &
	killed_pid=$!
	sleep "$2"
	test "$1" = generator || killed_pid=$(pgrep -P "$killed_pid" | head -n 1)
	test -z "$killed_pid" || kill -KILL "$killed_pid"
	killed_began=$(date +%s)
	wait $! || :
	echo "killed $killed_pid, over after $(($(date +%s) - killed_began)) s"
	test "$(($(date +%s) - killed_began))" -lt 10 && nothing_left
}
for when in "0.0$(($$ % 10))" "0.1$(($$ / 10 % 10))" 0.3 0.6; do
	check "SIGKILL of the generator after $when s" killed generator "$when"
	check "SIGKILL of the point's process after $when s" killed point "$when"
done

refused() {
	refused_text=$1
	shift
	refuses 2 "$refused_text" "$@"
}
# a name of its own is $as; words are meant to be split
# shellcheck disable=SC2086
{
	check "more users than RLIMIT_NPROC" refused "are more than RLIMIT_NPROC (ulimit -u) allows; 1" \
		prlimit --nproc=60 $as "$tmp/aim7gen" --users 1..1000
	check "more than the memory" refused "available allows; " "$tmp/aim7gen" --users 1..65536 --mix "$tmp/large"
}
check "what would fit does" sh -c "prlimit --nproc=60 $as $tmp/aim7gen --users 1..1000 2>&1 |
	sed -n 's/.*; \([0-9]*\) would fit/\1/p' | grep -qx '1[0-9]'"
g=$tmp/aim7gen
check "no such mix" refused "no mix 'nosuch'; name a file with a slash, or one of: high_systime" "$g" --mix nosuch
check "no such test" refused "no test 'nosuch'" "$g" --single nosuch
check "no such users" refused "must be numbers from 1 to" "$g" --users 3..1
check "a peak of a list" refused "need a range" "$g" --users 1,2 --peak
check "--single with users" refused "--single is for one user" "$g" --single sieve --users 2
check "--rows of several points" refused "--rows is for one point" "$g" --rows --users 1,2
check "no such folder" refused "/none" "$g" --dir "$tmp/none"
check "no device" refuses 4 "insmod" "$g" --device "$tmp/none"
check "no ls" refuses 4 "no ls in PATH" env PATH=/none "$g" --mix "$tmp/exec"
check "refusals leave nothing" nothing_left

# The workload of a run, killed in the middle: where its users are is its folder.
killed_workload() {
	cp build/workloads/aim7 "$tmp/aim7case"
	# shellcheck disable=SC2086 # words, or nothing; it becomes the workload
	$as "$tmp/aim7case" --device none --tasks 4 --seconds 30 >/dev/null 2>&1 &
	killed_pid=$!
	sleep 0.8
	killed_dir=$(dirname "$(readlink "/proc/$(pgrep -P "$killed_pid" | head -n 1)/cwd")")
	echo "in $killed_dir"
	test -e "$killed_dir/0" || return 1
	kill -KILL "$killed_pid"
	wait "$killed_pid" || :
	nothing_left && none_left aim7case && test ! -e "$killed_dir"
}
check "SIGKILL of the workload" killed_workload

tap_end
