#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# shellcheck disable=SC2016 # $ in the programs of awk
# build/aim7: every test runs and cleans up, points print what the original prints, what fails voids them,
# and nothing is left, however it ends.
set -eu
. "$(dirname "$0")/workload-lib.sh"

# In an IPC namespace of its own: its System V objects are ours alone.
if test -z "${AIM7_T_NAMESPACE-}"; then
	rm -rf "$tmp"
	set -- unshare --ipc
	"$@" true 2>/dev/null || set -- unshare --user --map-current-user --ipc
	# where there is none, they are those of all
	"$@" true 2>/dev/null || set -- env
	AIM7_T_NAMESPACE=1 exec "$@" "$0"
fi
make -s -f workloads/workloads.mk workloads
# Not root: the generator then makes no namespace of its own, so that only the guard removes its objects. Nobody else is
# this user.
if test "$(id -u)" -eq 0; then
	set -- setpriv --reuid=$((100000 + $$)) --clear-groups
else
	set --
fi
as=$*
name=aim7-$$
cp build/aim7 "$tmp/$name"
chmod 755 "$tmp/$name"
g=$tmp/$name
# On tmpfs: some jobs write synchronously.
files=$(mktemp -d /dev/shm/rmaplock-test-XXXXXX)
trap 'rm -rf "$tmp" "$files"' EXIT
chmod 777 "$tmp" "$files"

# gen OPTION...
gen() {
	# shellcheck disable=SC2086 # words, or nothing
	timeout -k 5 60 $as "$g" --dir "$files" --settle 0 --sleep 0 "$@"
}

objects() {
	ipcs -m -s | grep -c '^0x' || :
}

# nothing_left [FOLDER]: no process, no file, no System V object; a guard, of that folder, may still be at work.
nothing_left() {
	for _ in 1 2 3 4 5 6 7 8 9 10; do
		left="$(ls "$files") $(pgrep -f "rmaplock-guar[d] ${1:-$files/}" | xargs) $(objects)"
		test "$left" != "  0" || break
		sleep 0.3
	done
	echo "left: $left"
	test "$left" = "  0" && none_left "$name"
}

# Each test that this machine can do, alone.
all_tests() {
	status=0
	gen --single all --seconds 0.001 >"$tmp/out" 2>"$tmp/err" || status=$?
	cat "$tmp/out" "$tmp/err"
	# O_DIRECT is missing on some file systems; that is said, test by test
	test "$status" -eq 0 || test "$status" -eq 4 || return 1
	test "$(grep -c /second "$tmp/out")" -eq "$(($("$g" --list | grep -c ^test) - $(wc -l <"$tmp/err")))" || return 1
	! grep -v 'O_DIRECT' "$tmp/err"
}
check "every test runs alone" all_tests
check "and leaves nothing" nothing_left
# relative DIR: a run whose folder for files is named as seen from the one that it is started in
relative() {
	(cd "$files" && gen --jobs 1 --dir "$1" && gen --dir "$1" --single sieve --seconds 0.001)
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
	NR == 1 {
		named = $0 == "Forks,JPM,JPM_C,JPS_C,parent_tm,childU_tm,childS_tm,std_dev,JTI,max_c,min_c"
		next
	}
	{
		points++
		good += near($2, $1 * $3) && near($3, 60 * $4) && $10 == $5 && $11 <= $10 && $9 <= 100
		# 4 jobs of high_systime are one of each test; the time is rounded to hundredths
		good += $4 * ($5 - 0.006) < 18 && $4 * ($5 + 0.006) > 18
	}
	END { exit !named || points != 2 || good != 2 * points }' "$tmp/csv"
check "rows for a run folder" sh -c "$g --dir $files --users 2 --jobs 1 --settle 0 --sleep 0 --rows >$tmp/out 2>/dev/null &&
	grep -q '^sample	ops	36$' $tmp/out && grep -q '^end	ok$' $tmp/out"
check "repetitions tell their spread" sh -c "$g --dir $files -u 1 -j 1 -r 3 --settle 0 --sleep 0 2>&1 >/dev/null |
	grep -q '^1 users: 3 repetitions, jobs/min [0-9.]* to [0-9.]*, standard deviation'"
# lost OPTION...: what is printed goes nowhere, and that is a failure.
lost() {
	status=0
	gen "$@" 2>"$tmp/err" >/dev/full || status=$?
	cat "$tmp/err"
	test "$status" -eq 1 && tail -n 1 "$tmp/err" | grep -q 'standard output'
}
check "a table that is lost is a failure" lost --jobs 1
check "so are rows" lost --jobs 1 --rows
check "so is a single test" lost --single sieve --seconds 0.001
check "so is a list" lost --list
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

# child PID [N]: its Nth child (the first), when it has so many; waits for it.
child() {
	for _ in $(seq 50); do
		child_pid=$(pgrep -P "$1" | sed -n "${2:-1}p")
		test -z "$child_pid" || break
		sleep 0.02
	done
	echo "$child_pid"
}

# user_dies: one of three users is killed.
user_dies() {
	# shellcheck disable=SC2086 # words, or nothing; it becomes the generator
	timeout -k 5 60 $as "$g" --dir "$files" --settle 0 --mix "$tmp/mix" --users 3 --sleep 9 >"$tmp/out" 2>"$tmp/err" &
	sleep 0.3
	user_point=$(child "$(child $!)")
	user=$(child "$user_point" 2)
	sleep 0.3
	kill -KILL "$user" || return 1
	status=0
	wait $! || status=$?
	show
	test "$status" -eq 1 && grep -q 'task [0-2] was killed by signal 9' "$tmp/err" && ! grep -q '^[0-9]' "$tmp/out"
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

# An ls that tells in whose folder it was run, and whether the job disk_cp, whose file is kept, had been done by then.
cat >"$tmp/ls" <<EOT
#!/bin/sh
echo "\$PWD \$(test -e disk && echo after)" >>$tmp/jobs
EOT
printf '4 exec_test\n4 shell_rtns_1\n4 shell_rtns_3\n1 disk_cp\n' >"$tmp/order"
# orders: how many runs of ls came before disk_cp, in each of 5 repetitions.
orders() {
	: >"$tmp/jobs"
	chmod 666 "$tmp/jobs"
	(PATH="$tmp:$PATH" && gen --mix "$tmp/order" --jobs 13 --reps 5 "$@") >"$tmp/out" 2>&1 || return 1
	awk '!($1 in before) { run[++runs] = $1; before[$1] = 0 }
		$2 == "" { before[$1]++ }
		END { for (i = 1; i <= runs; i++) print before[run[i]] }' "$tmp/jobs"
}
own_orders() {
	{ orders >"$tmp/first" && orders --seed 1 >"$tmp/again"; } || {
		cat "$tmp/out"
		return 1
	}
	paste "$tmp/first" "$tmp/again"
	test "$(wc -l <"$tmp/first")" -eq 5 && test "$(sort -u "$tmp/first" | wc -l)" -gt 1 && cmp "$tmp/first" "$tmp/again"
}
check "each repetition has an order of its own, the same in every run" own_orders

# killed WHO WHEN: SIGKILL to the generator, or to the process of the point, in the middle; what it exits with then.
killed() {
	# shellcheck disable=SC2086 # words, or nothing; it becomes the generator
	$as "$g" --dir "$files" --settle 0 --users 5 --sleep 20 >"$tmp/out" 2>&1 &
	killed_pid=$!
	killed_status=137
	sleep "$2"
	if test "$1" = point; then
		killed_pid=$(child "$killed_pid")
		killed_status=1
	fi
	kill -KILL "$killed_pid" || return 1
	killed_began=$(date +%s)
	status=0
	wait $! || status=$?
	cat "$tmp/out"
	echo "killed $killed_pid, status $status after $(($(date +%s) - killed_began)) s"
	test "$status" -eq "$killed_status" && test "$(($(date +%s) - killed_began))" -lt 10 && nothing_left
}
for when in "0.0$(($$ % 10))" "0.1$(($$ / 10 % 10))" 0.3 0.6; do
	check "SIGKILL of the generator after $when s" killed generator "$when"
	check "SIGKILL of the point's process after $when s" killed point "$when"
done

# SIGKILL while its users have System V objects, which is all that they do
killed_with_objects() {
	# shellcheck disable=SC2086 # words, or nothing
	$as "$g" --dir "$files" --settle 0 --sleep 0 --users 2 --jobs 100000 --mix "$tmp/shared" >"$tmp/out" 2>&1 &
	for _ in 1 2 3 4 5 6 7 8 9 10; do
		test "$(objects)" -eq 0 || break
		sleep 0.2
	done
	killed_objects=$(objects)
	kill -KILL $! || return 1
	wait $! || :
	cat "$tmp/out"
	echo "there were $killed_objects objects"
	test "$killed_objects" -gt 0 && nothing_left
}
printf '1 shared_memory\n' >"$tmp/shared"
check "SIGKILL of the generator whose users have System V objects" killed_with_objects

refused() {
	refused_text=$1
	shift
	refuses 2 "$refused_text" "$@"
}
# would_fit: the users of the last refusal.
would_fit() {
	sed -n 's/.*; \([0-9]*\) would fit$/\1/p' "$tmp/err"
}
# all of the user's own, and 60
nproc=$((60 + $(pgrep -c -u "$($as id -u)" || :)))
# words are meant to be split
# shellcheck disable=SC2086
check "more users than RLIMIT_NPROC" refused "are more than RLIMIT_NPROC (ulimit -u) allows; 1" \
	prlimit --nproc="$nproc" $as "$g" --users 1..1000
fits() {
	# shellcheck disable=SC2086
	prlimit --nproc="$nproc" $as "$g" --dir "$files" --users "$(would_fit)" --jobs 1 --settle 0 --sleep 0
}
check "what would fit does" fits
check "more than the memory" refused "available allows; " "$g" --users 1..65536 --mix "$tmp/large" --csv "$tmp/none/x"
# On a file system with few inodes, mounted where nobody else sees it: 8 users with a tree each, and no more.
printf '1 disk_src\n1 link_test\n' >"$tmp/tree"
few_inodes() {
	# shellcheck disable=SC2086 # words
	refused "number of inodes in the folder for files (--dir) allows; 8 would fit" $mounts sh -c "$few_inodes" sh --users 9..1000 &&
		$mounts sh -c "$few_inodes" sh --users 8
}
few_inodes="mount -t tmpfs -o size=64m,nr_inodes=2910 none $files &&
	exec $g --dir $files --mix $tmp/tree --jobs 4 --settle 0 \"\$@\""
mounts="unshare --mount"
$mounts true 2>/dev/null || mounts="unshare --user --map-root-user --mount"
if $mounts true 2>/dev/null; then
	check "more names than the file system has inodes" few_inodes
else
	check "more names than the file system has inodes # SKIP no mount namespaces here" true
fi
# What this machine has room for without areas (at most 1000), it has not if each user and each child has 60000 of them.
carried() {
	refused "available allows; " "$g" --users 65536 --knob areas=30000,file_mappings=30000 --csv "$tmp/none/x" || return 1
	# 60 MB a user and child
	test "$(would_fit)" -gt 0 && test "$(would_fit)" -le "$(awk '/^MemAvailable/ { print int($2 / 56000) }' /proc/meminfo)"
}
check "areas that users carry are counted" carried
check "no such mix" refused "no mix 'nosuch'; name a file with a slash, or one of: high_systime" "$g" --mix nosuch
check "no such test" refused "no test 'nosuch'" "$g" --single nosuch
check "no such users" refused "must be numbers from 1 to" "$g" --users 3..1
check "a peak of a list" refused "need a range" "$g" --users 1,2 --peak
check "a crossover that is no number" refused "must be jobs a minute and user from 0.001 to 1000000000" "$g" --users 1..2 --crossover=x
# No user does as many, so that the second point is not run
check "a crossover at many jobs a minute" eval 'gen --mix five_sec --users 1..2 --jobs 1 --crossover=900000000 >"$tmp/table" &&
	test "$(grep -c "^[12] " "$tmp/table")" -eq 1'
check "--seconds without --single" refused "is for --single" "$g" --seconds 1
check "--single with users" refused "--single is for one user" "$g" --single sieve --users 2
check "--rows of several points" refused "--rows is for one point" "$g" --rows --users 1,2
for option in --mix=shared --jobs=2 --reps=2 --seed=2 --csv=x; do
	check "--single with $option" refused "${option%=*} is for points" "$g" --single sieve "$option"
done
check "one wrong name of two" refused "no test 'nosuch'" "$g" --single sieve,nosuch
check "no such folder for a single test" refused "none" "$g" --single sieve --dir "$tmp/none"
check "no device for a single test" refuses 4 "insmod" "$g" --single sieve,brk_test --device "$tmp/none"
check "no such folder" refused "/none" "$g" --dir "$tmp/none"
check "no device" refuses 4 "insmod" "$g" --device "$tmp/none"
check "no ls" refuses 4 "no ls in PATH" env PATH=/none "$g" --mix "$tmp/exec"
check "refusals leave nothing" nothing_left

# The workload of a run, killed in the middle: where its users are is its folder.
killed_workload() {
	cp build/workloads/aim7 "$tmp/$name-c"
	# shellcheck disable=SC2086 # words, or nothing; it becomes the workload
	$as "$tmp/$name-c" --device none --tasks 4 --seconds 30 >/dev/null 2>&1 &
	killed_pid=$!
	sleep 0.8
	killed_dir=$(dirname "$(readlink "/proc/$(child "$killed_pid")/cwd")")
	echo "in $killed_dir"
	test -e "$killed_dir/0" || return 1
	kill -KILL "$killed_pid" || return 1
	status=0
	wait "$killed_pid" || status=$?
	test "$status" -eq 137 && nothing_left "$killed_dir" && none_left "$name-c" && test ! -e "$killed_dir"
}
check "SIGKILL of the workload" killed_workload

# rounds JOBS: the counter of a workload whose users have so many jobs, of one mix, before they begin anew.
rounds() {
	run build/workloads/aim7 --device none --tasks 2 --warmup 0 --seconds 1 --knob "mix=five_sec,jobs=$1"
	show
	test "$status" -eq 0
}
# a job of each test of the mix
check "rounds are counted" eval 'rounds 1 && test "$(value counter rounds)" -gt 0 &&
	test "$(value counter rounds)" -le "$(($(value sample ops) / $(grep -c "^[0-9]" workloads/aim7/mixes/five_sec)))"'
check "a round that is not over is none" eval 'rounds 100000 && test "$(value counter rounds)" = 0'

# sleeps_first OPTION...: a user whose first job is the one that sleeps ends no job in the window. Seed 24 gives that order,
# 17 does not.
sleeps_first() {
	run build/workloads/aim7 --device none --warmup 0 --seconds 1 --knob mix=high_systime,jobs=1,sleep_ms=60000 "$@"
	show
	test "$status" -eq 1 && tail -n 1 "$tmp/err" | grep -q 'no iteration ended inside the window'
}
check "the run's seed gives the order" sleeps_first --seed 24
check "another one gives another" eval '! sleeps_first --seed 17 && test "$status" -eq 0'
check "the knob's goes before it" sleeps_first --seed 17 --knob seed=24

tap_end
