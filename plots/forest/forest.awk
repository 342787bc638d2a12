# SPDX-License-Identifier: GPL-2.0
# Ratios of throughput to the baseline in several runs, from forest.tsv: a panel for each workload, params and number of
# tasks, a line in it for each config and run. Only runs with the first one's baseline are comparable so.
# FORCED in the environment: what --force overruled.

FNR == 2 {
	read_names()
	need("run config baseline workload params tasks n ratio ratio_low ratio_high noise_floor verdict")
}

FNR > 2 {
	baseline = baseline == "" ? $column["baseline"] : baseline
	if ($column["baseline"] != baseline) {
		if (!($column["run"] in other))
			others = others (others ? ", " : "") $column["run"]
		other[$column["run"]] = 1
		next
	}
	if (!($column["run"] in letter_of)) {
		letter[++runs] = $column["run"]
		letter_of[$column["run"]] = runs
	}
	seen[$column["config"]] = 1
	group = $column["workload"] FS $column["params"] FS $column["tasks"]
	if (!(group in number)) {
		number[group] = ++panels
		title[panels] = group_title($column["workload"], $column["params"]) ", " \
			$column["tasks"] ($column["tasks"] == 1 ? " task" : " tasks")
	}
	p = number[group]
	if ($column["noise_floor"] != "-" && $column["noise_floor"] > noise[p])
		noise[p] = $column["noise_floor"] + 0
	if ($column["config"] == baseline || $column["ratio"] == "-")
		next
	key = p FS $column["config"] FS $column["run"]
	take_ratio(key)
}

# y counts downwards from 1 at the first run of the first config after the baseline.
function print_line(p, i, r,    key) {
	key = p FS config[i] FS letter[r]
	print_forest_line((i - 2) * runs + r, (key in ratio ? ratio[key] : "-"), low[key], high[key], verdict[key])
}

function print_data(    p, i, r) {
	print "$data << EOD"
	for (p = 1; p <= panels; p++)
		for (i = 2; i <= configs; i++)
			for (r = 1; r <= runs; r++)
				print_line(p, i, r)
	print "EOD"
}

function print_lines(    i, r, y, tics) {
	printf "lines = %d\narray style[lines]\n", (configs - 1) * runs
	for (i = 2; i <= configs; i++)
		for (r = 1; r <= runs; r++) {
			y = (i - 2) * runs + r
			printf "style[%d] = %d\n", y, i
			tics = tics (y > 1 ? ", " : "") tic(config[i] ", " letter[r]) " " y
		}
	print_forest_axis(tics, (configs - 1) * runs)
}

END {
	if (stopped)
		exit 4
	if (!drawn)
		absent("no config has a ratio to the baseline: run a plan with more than one")
	order_configs(baseline)
	print_styles()
	print_data()
	print_lines()
	printf "panels = %d\narray title[panels]\narray noise[panels]\n", panels
	for (p = 1; p <= panels; p++)
		printf "title[%d] = %s\nnoise[%d] = %s\n", p, quote(title[p]), p, noise[p] + 0
	printf "count = %s\nbaseline = %s\n", quote(count_range(n_low, n_high)), quote(baseline)
	printf "left_out = %s\n", quote(others ? "; another baseline, and left out: " others : "")
	if (ENVIRON["FORCED"] != "")
		printf "remark = %s\n", quote(ENVIRON["FORCED"])
}
