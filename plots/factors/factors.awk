# SPDX-License-Identifier: GPL-2.0
# The effects of two crossed choices, from factors.tsv: a panel for each workload,
# params and number of tasks, in it a mark for each effect, by what it is of.

FNR == 2 {
	read_names()
	need("workload params tasks factor level with n ratio ratio_low ratio_high")
}

FNR > 2 {
	group = group_title($column["workload"], $column["params"]) ", " $column["tasks"] ($column["tasks"] == 1 ? " task" : " tasks")
	if (!(group in number)) {
		number[group] = ++panels
		title[panels] = group
	}
	p = number[group]
	if (!($column["factor"] in seen) && first == "")
		first = $column["factor"]
	seen[$column["factor"]] = 1
	i = ++effects[p]
	of[p, i] = $column["factor"]
	label[p, i] = $column["level"] ($column["with"] == "-" ? ", mean" : " with " $column["with"])
	longest_label = length(label[p, i]) > longest_label ? length(label[p, i]) : longest_label
	ratio[p, i] = $column["ratio"]
	low[p, i] = $column["ratio_low"] == "-" ? ratio[p, i] : $column["ratio_low"]
	high[p, i] = $column["ratio_high"] == "-" ? ratio[p, i] : $column["ratio_high"]
	if (ratio[p, i] == "-")
		next
	smallest = !smallest || low[p, i] < smallest ? low[p, i] + 0 : smallest
	largest = high[p, i] > largest ? high[p, i] + 0 : largest
	n_high = $column["n"] > n_high ? $column["n"] + 0 : n_high
	n_low = !n_low || $column["n"] < n_low ? $column["n"] + 0 : n_low
}

function print_effects(p, name,    i, drawn) {
	for (i = 1; i <= effects[p]; i++)
		if (of[p, i] == name && ratio[p, i] != "-") {
			print i, ratio[p, i], low[p, i], high[p, i]
			drawn++
		}
	if (!drawn)
		print "NaN NaN NaN NaN"
	print "\n"
}

function axis(p,    i, tics) {
	for (i = 1; i <= effects[p]; i++)
		tics = tics (i > 1 ? ", " : "") tic(label[p, i]) " " i
	return sprintf("set xtics nomirror rotate by 90 right noenhanced (%s); set xrange [0.5:%d.5]", tics, effects[p])
}

END {
	if (stopped)
		exit 4
	if (!n_high)
		absent("no block of the run has all the cells that an effect takes")
	OFS = " "
	order_configs(first)
	print_styles()
	print "$data << EOD"
	for (p = 1; p <= panels; p++) {
		for (i = 1; i <= configs; i++)
			print_effects(p, config[i])
		most = effects[p] > most ? effects[p] : most
	}
	print "EOD"
	print_ratio_axis()
	printf "panels = %d\nmost = %d\nlongest_label = %d\narray title[panels]\narray axis[panels]\n", panels, most, longest_label
	for (p = 1; p <= panels; p++)
		printf "title[%d] = %s\naxis[%d] = %s\n", p, quote(title[p]), p, quote(axis(p))
	printf "count = %s\n", quote(count_range(n_low, n_high))
}
