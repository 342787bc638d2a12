# SPDX-License-Identifier: GPL-2.0
# The ratios of two runs, from agree.tsv: a panel for each metric, workload,
# params and number of tasks, a mark in it for each config.
# FORCED in the environment: what --force overruled.

FNR == 2 {
	read_names()
	need("config baseline workload params tasks metric unit a_ratio a_ratio_low a_ratio_high a_noise_floor " \
		"b_ratio b_ratio_low b_ratio_high b_noise_floor")
}

FNR > 2 {
	baseline = $column["baseline"]
	seen[$column["config"]] = 1
	group = $column["metric"] FS $column["workload"] FS $column["params"] FS $column["tasks"]
	if (!(group in number)) {
		p = number[group] = ++panels
		title[p] = $column["unit"] ": " group_title($column["workload"], $column["params"]) ", " \
			$column["tasks"] ($column["tasks"] == 1 ? " task" : " tasks")
		floor_a[p] = floor_of("a_noise_floor")
		floor_b[p] = floor_of("b_noise_floor")
		low_end[p] = high_end[p] = 1
		in_row[$column["metric"]]++
	}
	p = number[group]
	point[p, $column["config"]] = $column["a_ratio"] " " $column["b_ratio"] " " bounds("a") " " bounds("b")
}

function floor_of(name) {
	return $column[name] == "-" ? 0 : $column[name] + 0
}

# Without an interval the bar has no length.
function bounds(side,    mid, low, high) {
	mid = $column[side "_ratio"]
	low = $column[side "_ratio_low"] == "-" ? mid : $column[side "_ratio_low"]
	high = $column[side "_ratio_high"] == "-" ? mid : $column[side "_ratio_high"]
	low_end[p] = low + 0 < low_end[p] ? low + 0 : low_end[p]
	high_end[p] = high + 0 > high_end[p] ? high + 0 : high_end[p]
	return low " " high
}

# The same range for both axes, so that the diagonal is one.
function axis(p,    low, high, tics) {
	low = low_end[p] < 0.91 ? low_end[p] * 0.88 : 0.88
	high = high_end[p] > 1.1 ? high_end[p] * 1.12 : 1.12
	if (low < 0.25 || high > 4) {
		logarithmic++
		tics = high / low > 20 ? "0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100" : \
			"0.05, 0.07, 0.1, 0.15, 0.2, 0.3, 0.5, 0.7, 1, 1.5, 2, 3, 5, 7, 10, 15, 20"
		scale = "set logscale xy; set xtics (" tics "); set ytics (" tics ")"
	} else
		scale = "unset logscale; set xtics autofreq; set ytics autofreq"
	return sprintf("%s; set xrange [%.4g:%.4g]; set yrange [%.4g:%.4g]; " \
		"set arrow 1 from %.4g, %.4g to %.4g, %.4g nohead dt 2 lc rgb \"#444444\" back",
		scale, low, high, low, high, low, low, high, high)
}

END {
	if (stopped)
		exit 4
	if (!panels)
		absent("the two runs have nothing in common")
	order_configs(baseline)
	print_styles()
	print "$data << EOD"
	for (p = 1; p <= panels; p++)
		for (i = 1; i <= configs; i++)
			print ((p, config[i]) in point ? point[p, config[i]] : "NaN NaN NaN NaN NaN NaN") "\n\n"
	print "EOD"
	printf "panels = %d\narray title[panels]\narray axis[panels]\narray floor_a[panels]\narray floor_b[panels]\n", panels
	for (p = 1; p <= panels; p++)
		printf "title[%d] = %s\naxis[%d] = %s\nfloor_a[%d] = %.6g\nfloor_b[%d] = %.6g\n", p, quote(title[p]),
			p, quote(axis(p)), p, floor_a[p], p, floor_b[p]
	for (metric in in_row)
		widest = in_row[metric] > widest ? in_row[metric] : widest
	printf "columns = %d\nbaseline = %s\n", (widest > 3 ? 3 : widest), quote(baseline)
	printf "scales = %s\n", quote(logarithmic == panels ? "log scales" : logarithmic ? "log scales where effects are large" : "linear scales")
	if (ENVIRON["FORCED"] != "")
		printf "remark = %s\n", quote(ENVIRON["FORCED"])
}
