# SPDX-License-Identifier: GPL-2.0
# Ratios of throughput to the baseline, from summary.tsv: a panel for each
# workload, params and number of tasks, a line in it for each config.

FNR == 2 {
	read_names()
	need("config baseline workload params tasks metric n ratio ratio_low ratio_high noise_floor verdict")
}

throughput_row() {
	group = $column["workload"] FS $column["params"] FS $column["tasks"]
	if (!(group in number)) {
		number[group] = ++panels
		title[panels] = group_title($column["workload"], $column["params"]) ", " \
			$column["tasks"] ($column["tasks"] == 1 ? " task" : " tasks")
		noise[panels] = $column["noise_floor"]
	}
	if ($column["config"] == baseline || $column["ratio"] == "-")
		next
	key = number[group] FS $column["config"]
	take_ratio(key)
}

# y counts downwards from 1 at the first config after the baseline.
function print_data(    p, i, key) {
	print "$data << EOD"
	for (p = 1; p <= panels; p++)
		for (i = 2; i <= configs; i++) {
			key = p FS config[i]
			print_forest_line(i - 1, (key in ratio ? ratio[key] : "-"), low[key], high[key], verdict[key])
		}
	print "EOD"
}

function print_axis(    i, tics) {
	for (i = 2; i <= configs; i++)
		tics = tics (i > 2 ? ", " : "") tic(config[i]) " " i - 1
	print_forest_axis(tics, configs - 1)
}

END {
	if (stopped)
		exit 4
	if (!drawn)
		absent("no config has a ratio to the baseline: run a plan with more than one")
	order_configs(baseline)
	print_styles()
	print_data()
	print_axis()
	printf "panels = %d\narray title[panels]\narray noise[panels]\n", panels
	for (p = 1; p <= panels; p++)
		printf "title[%d] = %s\nnoise[%d] = %s\n", p, quote(title[p]), p, (noise[p] == "-" ? 0 : noise[p])
	printf "count = %s\nbaseline = %s\n", quote(count_range(n_low, n_high)), quote(baseline)
}
