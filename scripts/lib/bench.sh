# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=sh
# For benches of the analysis: run folders of any size, time and memory. Sourced from the top of the source tree.
RMAPLOCK_ROOT=$(pwd)
for lib in common packages; do
	. "$RMAPLOCK_ROOT/scripts/lib/$lib.sh"
done

# bench_start: a folder BENCH_TMP, and the analysis in BENCH_ANALYSIS.
bench_start() {
	packages_ensure build bench
	BENCH_TMP=$(mktemp -d "${TMPDIR:-/tmp}/rmaplock-bench-XXXXXX")
	trap 'rm -rf "$BENCH_TMP"' EXIT
	trap 'exit 1' HUP INT TERM
	make -s -f analysis/analysis.mk B="$RMAPLOCK_BUILD" analysis >&2
	export BENCH_ANALYSIS="$RMAPLOCK_BUILD/analysis"
}

# bench_time COMMAND...: one line, its time and memory.
bench_time() {
	/usr/bin/time -f '%e s, %U s of a CPU, %M KiB' -o "$BENCH_TMP/time" "$@" >/dev/null
	cat "$BENCH_TMP/time"
}

# bench_pairs RUN BASELINE: WORKLOAD PARAMS TASKS <tab> baseline <tab> twin, the throughput of blocks in which both are ok.
bench_pairs() {
	awk -F '\t' -v baseline="$2" '
		/^#/ { next }
		!n { for (i = 1; i <= NF; i++) column[$i] = i; n = 1; next }
		$column["status"] != "ok" || $column["collector"] != "none" { next }
		{ key = $column["workload"] " " $column["params"] " " $column["tasks"] "\t" $column["block"] }
		$column["config"] == baseline { base[key] = $column["ops_per_sec"] }
		$column["config"] == "aa-" baseline { twin[key] = $column["ops_per_sec"] }
		END {
			for (key in base)
				if (key in twin) {
					split(key, part, "\t")
					print part[1] "\t" base[key] "\t" twin[key]
				}
		}' "$1/samples.tsv" | sort
}

# bench_run DIR ROWS BLOCKS [SEED]: ten configs that do not differ, in as many cells as make up the rows.
bench_run() {
	awk -v rows="$2" -v blocks="$3" -v seed="${4:-1}" 'BEGIN {
		OFS = "\t"
		srand(seed)
		print "# rmaplock samples 1"
		print "block\tcollector\tconfig\tworkload\tparams\ttasks\torder\tstatus\treason\tstarted_s\tduration_s" \
			"\tops\tops_per_sec\ttask_ops_min\ttask_ops_max\tjain\tvoluntary_switches\tinvoluntary_switches" \
			"\tswitches_per_op\tacquired\tcontended\tcontended_share\tviolations"
		configs = split("spinlock rwlock mutex rwsem rwsem-fifo semaphore null ticket other aa-spinlock", config, " ")
		for (block = 1; order < rows; block = block % blocks + 1) {
			group += block == 1
			for (i = 1; i <= configs && order < rows; i++) {
				ops = int(100000 + 1000 * (rand() + rand() + rand()))
				print block, "none", config[i], "fork_exit", "areas=" int(group / 64) + 1, group % 64 + 1, ++order,
					"ok", "-", sprintf("%.3f", order * 1.03), sprintf("1.%06d", 1e6 * rand()), ops,
					sprintf("%.3f", ops * (1 + rand() / 1e6)), int(ops / 8), int(ops / 7),
					sprintf("%.4f", 1 - rand() / 100), ops * 2, int(ops * rand()), sprintf("%.4f", 2 + rand()),
					ops * 16, int(ops * rand()), sprintf("%.6f", rand()), 0
			}
		}
	}' >"$1/samples.tsv"
	printf '%s\n' 'description = made up' 'subject = model' 'configs = spinlock rwlock mutex rwsem rwsem-fifo semaphore null ticket other' \
		'baseline = spinlock' 'aa = yes' 'workloads = fork_exit' 'tasks = 1' "reps = $3" 'seconds = 1' 'warmup_seconds = 0' \
		'pin = compact' 'collectors = none' 'collector_reps = 1' 'seed = 1' >"$1/plan"
}
