#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# What a collector learns of the workload's course, and that it gives back what it took whatever happens; what profile
# makes of what perf prints.
# shellcheck disable=SC2016,SC2317 # $ in the programs of stand-ins; functions that ok calls
. "$(dirname -- "$0")/../../scripts/lib/tap.sh"
lib=$TAP_ROOT/scripts/collect/lib
cd "$TAP_TMP" || exit

# A workload that talks as workloads do, and says at which point it is.
cat >workload <<'WORKLOAD'
#!/bin/sh
while test "$1" != --perf-control; do shift; done
exec 7<>"${2%,*}" 8<>"${2#*,}"
ask() { echo "$1" >&7; read -r answer <&8; echo "$1 $answer" >>log; }
ask ping
test "$DIE" != early || { echo "died early" >&2; exit 3; }
ask enable
test "$DIE" != killed || kill -KILL $$
ask disable
ask ping
printf 'sample\tops\t1\nend\tok\n'
WORKLOAD
cat >collector <<'COLLECTOR'
#!/bin/sh
set -eu
. "$LIB/control.sh"
for point in load begin end unload exit; do
	eval "on_$point() { echo on_$point >>log; test \"\$FAIL\" != $point || { echo \"no $point\" >&2; return 1; }; }"
done
eval "on_unload() { echo on_unload >>log; printf 'counter\tx\ty\t1\tcount\n'; }"
control_run "$PWD" ./workload --tasks 1
COLLECTOR
chmod +x workload collector
export LIB="$lib" DIE='' FAIL=''

# course EXPECTED: what happened, in this order
course() {
	tr '\n' ' ' <log
	test "$(tr '\n' ' ' <log)" = "$1 "
}

for shell in dash 'busybox sh'; do
	: >log
	# shellcheck disable=SC2086 # a command of two words
	ends 0 "$shell: a collector runs a workload" timeout 20 $shell ./collector
	said "$shell: its rows come after the workload's" '^counter	x	y	1	count$'
	ok "$shell: and nothing comes before" test "$(head -n 1 out)" = 'sample	ops	1'
	ok "$shell: it is called at each point, and the workload waits for it" \
		course 'on_load ping ack on_begin enable ack on_end disable ack on_unload ping ack on_exit'
done
: >log
export DIE=early
ends 3 "a workload that dies early: its own exit status" timeout 20 ./collector
told "its last words are the reason" '^died early$'
ok "what was taken is given back" course 'on_load ping ack on_exit'
: >log
export DIE=killed
ends 137 "a workload that is killed in the window" timeout 20 ./collector
ok "the same" course 'on_load ping ack on_begin enable ack on_exit'
: >log
export DIE='' FAIL=load
ends 1 "a collector that cannot be set up fails the cell" timeout 20 ./collector
ok "its last words are the reason" test "$(tail -n 1 err)" = 'no load'
: >log
export FAIL=''
sed -i 's/^ask enable/kill -KILL $PPID; &/; s/^ask disable/exit/' workload
tap_run timeout 20 ./collector
tries=0
until grep -q on_exit log || test "$tries" -ge 50; do
	sleep 0.1
	tries=$((tries + 1))
done
ok "a collector that is killed with -9 gives everything back" course 'on_load ping ack on_begin enable ack on_exit'

printf 'a\n\tffffffff81 native_safe_halt+0x1 ([k])\n\tffffffff82 do_idle ([k])\n\nb\n\tffffffff83 osq_lock ([k])\n\tffffffff84 down_write ([k])\n\n' |
	awk -v hertz=100 -v folded=folded -f "$lib/profile.awk" >out
said "a sample of an idle CPU" '^counter	profile	time\.idle	10000000	ns$'
said "one that spins" '^counter	profile	time\.spinning	10000000	ns$'
said "the function itself" '^counter	profile	self\.osq_lock	10000000	ns$'
ok "stacks are folded from the root" grep -qx 'b;down_write;osq_lock 1' folded
done_testing
