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
	ratio[key] = $column["ratio"]
	low[key] = $column["ratio_low"]
	high[key] = $column["ratio_high"]
	verdict[key] = $column["verdict"]
	widen(ratio[key])
	widen(low[key])
	widen(high[key])
	n = $column["n"] + 0
	n_high = n > n_high ? n : n_high
	n_low = !n_low || n < n_low ? n : n_low
	drawn++
}

function widen(value) {
	if (value == "-")
		return
	value += 0
	if (!smallest || value < smallest)
		smallest = value
	if (value > largest)
		largest = value
}

function in_words(key) {
	if (low[key] == "-")
		return sprintf("%.3f  %s", ratio[key], verdict[key])
	return sprintf("%.3f [%.3f, %.3f]  %s", ratio[key], low[key], high[key], verdict[key])
}

# y counts downwards from 1 at the first config after the baseline.
function print_data(    p, i, key) {
	print "$data << EOD"
	for (p = 1; p <= panels; p++)
		for (i = 2; i <= configs; i++) {
			key = p FS config[i]
			if (key in ratio)
				printf "%s %d %s %s \"%s\" %d\n", ratio[key], i - 1,
					(low[key] == "-" ? ratio[key] : low[key]),
					(high[key] == "-" ? ratio[key] : high[key]), in_words(key), i
			else
				printf "NaN %d NaN NaN \"\" %d\n", i - 1, i
			print "\n"
		}
	print "EOD"
}

# A log axis once an effect is so large that a linear one would hide the small ones.
function print_axis(    low_end, high_end, i, tics) {
	low_end = smallest < 0.9 ? smallest * 0.9 : 0.88
	high_end = largest > 1.1 ? largest * 1.1 : 1.12
	for (i = 2; i <= configs; i++)
		tics = tics (i > 2 ? ", " : "") "'" config[i] "' " i - 1
	tics = sprintf("%sset xrange [%.4g:%.4g]; set ytics nomirror (%s) noenhanced; set yrange [%.1f:0.4]",
		(low_end < 0.25 || high_end > 4 ? "set logscale x; " : ""), low_end, high_end, tics, configs - 0.4)
	printf "axis = %s\ntext_at = %.4g\n", quote(tics), high_end
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
