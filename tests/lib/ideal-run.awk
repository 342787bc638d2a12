# SPDX-License-Identifier: GPL-2.0
# See ideal-run. Input: a scenario. Output: summary.tsv.

BEGIN { OFS = "\t" }

{ gsub(/SUSPECT/, suspect) }
/^suspect = / { suspect = $3 }
/^baseline = / { baseline = $3 }
/^configs = / { configs = split(substr($0, 11), config, " ") }
/^workloads = / { workloads = split(substr($0, 13), workload, " ") }
/^tasks = / { tasks = split(substr($0, 9), task, " ") }
/^must = slower / { mark("slow", $4, $5, 6) }
/^must = inside / { lock = $4; mark("inside", $5, $6, 7) }
/^must = spread / { mark("spread", $4, $5, 6) }

function mark(what, of, load, from, i)
{
	for (i = from; i <= NF; i++)
		is[what, of, load, $i] = 1
}

function row(c, w, t, metric, mid, ratio, verdict, name, params)
{
	name = params = w
	sub(/:.*/, "", name)
	if (!sub(/^[^:]*:/, "", params))
		params = "-"
	print c, baseline, name, params, t, metric, "x", 10, 0, mid, mid, mid, mid, mid, mid, ratio, ratio * 0.95, ratio * 1.05, 0, "-", "-",
		0.04, 0.05, verdict
}

function cell(c, w, t, slow)
{
	slow = is["slow", c, w, t]
	row(c, w, t, "ops_per_sec", slow ? 30 : 100, slow ? 0.3 : 1, c == baseline ? "baseline" : slow ? "slower" : "inconclusive")
	row(c, w, t, "switches_per_op", slow ? 40 : 2, slow ? 20 : 1, "-")
	row(c, w, t, "module:" (lock ? lock : "i_mmap") ".write.fork.contended/op", is["inside", c, w, t] ? 30 : 0, 1, "-")
	row(c, w, t, "ops_per_sec_spread", is["spread", c, w, t] ? 0.2 : 0.02, is["spread", c, w, t] ? 10 : 1, "-")
}

END {
	print "# rmaplock summary 1"
	print "config", "baseline", "workload", "params", "tasks", "metric", "unit", "n", "failed", "median", "min", "max", "mid", "mid_low",
		"mid_high", "ratio", "ratio_low", "ratio_high", "cliffs_delta", "p", "p_holm", "noise_floor", "mde", "verdict"
	for (i = 1; i <= workloads; i++)
		for (j = 1; j <= tasks; j++) {
			for (k = 1; k <= configs; k++)
				cell(config[k] == "SUSPECT" ? suspect : config[k], workload[i], task[j])
			cell("aa-" baseline, workload[i], task[j])
		}
}
