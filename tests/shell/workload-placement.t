#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# --pin, from the command line: what is shown, and that tasks really run there.
set -eu
. "$(dirname "$0")/workload-lib.sh"

mkdir "$tmp/cases"
cat >"$tmp/cases/where.c" <<'EOF'
#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

char *testcase_description = "write to $OUT.NR where task NR may run";

void testcase(unsigned long long *iterations, unsigned long nr)
{
	char line[4096], name[4096];
	FILE *in = fopen("/proc/self/status", "r"), *out;

	snprintf(name, sizeof(name), "%s.%lu", getenv("OUT"), nr);
	out = fopen(name, "w");
	assert(in && out);
	while (fgets(line, sizeof(line), in)) {
		if (!strncmp(line, "Cpus_allowed_list:", 18))
			fprintf(out, "%s", line + 19);
	}
	fclose(out);
	for (;;) {
		usleep(1000);
		(*iterations)++;
	}
}
EOF
programs=$(built "$tmp/cases")

# shows MACHINE POLICY TASKS EXPECTED
shows() {
	run env HWLOC_SYNTHETIC="$1" "$programs/where" --pin "$2" --show-placement "$3"
	show
	test "$status" -eq 0 &&
		test "$(cut -f 2 "$tmp/out" | tr '\n' ' ')" = "$4 " &&
		test "$(cut -f 1 "$tmp/out" | tr -d '\n')" = "$(seq -s '' 0 $(($3 - 1)))"
}

check "compact" shows "pack:2 core:2 pu:2" compact 3 "0 1 2"
check "scatter" shows "pack:2 core:2 pu:2" scatter 2 "0 4"
check "core" shows "pack:2 core:2 pu:2" core 5 "0 2 4 6 1"
check "pu" shows "core:2 pu:2(indexes=0,2,1,3)" pu 5 "0 1 2 3 0"
check "node" shows "numa:2 core:2 pu:2" node 3 "0-3 4-7 0-3"
check "none" shows "core:2 pu:1" none 2 "- -"
check "a list" shows "core:4 pu:2" 7,1-2 4 "7 1 2 7"

# really POLICY TASKS: where each task may run is where --show-placement says.
really() {
	rm -f "$tmp"/where.*
	run "$programs/where" --pin "$1" --show-placement "$2"
	cut -f 2 "$tmp/out" >"$tmp/expected"
	run env OUT="$tmp/where" "$programs/where" --device none --pin "$1" --tasks "$2" --seconds 0.1
	show
	test "$status" -eq 0 || return 1
	i=0
	while test "$i" -lt "$2"; do
		cat "$tmp/where.$i"
		i=$((i + 1))
	done >"$tmp/actual"
	diff "$tmp/expected" "$tmp/actual"
}

last=$(hwloc-calc --pi --intersect pu machine:0 | tr ',' '\n' | tail -n 1)
for policy in compact scatter core pu node "$last" "$last,0"; do
	check "tasks are bound: $policy" really "$policy" 5
done

unbound() {
	rm -f "$tmp"/where.*
	run env OUT="$tmp/where" "$programs/where" --device none --pin none --seconds 0.1
	test "$status" -eq 0 || return 1
	awk '/^Cpus_allowed_list/ { print $2 }' /proc/self/status | diff - "$tmp/where.0"
}
check "tasks are not bound: none" unbound

tap_end
