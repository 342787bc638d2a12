# SPDX-License-Identifier: GPL-2.0
# Where the tasks' time goes, from breakdown.tsv: a panel for each workload, params and number of tasks, a bar in it for
# each config. The configs are those of summary.tsv, in their order; what has a colour here is a state.

FNR == 2 {
	read_names()
	need("config baseline workload unit metric")
}

throughput_row() {
	unit_of[$column["workload"]] = $column["unit"]
}

function read_part(    group, key) {
	if (!($column["config"] in seen))
		return
	group = $column["workload"] FS $column["params"] FS $column["tasks"]
	if (!(group in number)) {
		number[group] = ++panels
		title[panels] = group_title($column["workload"], $column["params"]) ", " \
			$column["tasks"] ($column["tasks"] == 1 ? " task" : " tasks")
		unit[panels] = "time of all tasks for each " substr(unit_of[$column["workload"]], 1, length(unit_of[$column["workload"]]) - 3)
		sub(/s$/, "", unit[panels])
	}
	if (!($column["state"] in known)) {
		known[$column["state"]] = 1
		part[++parts] = $column["state"]
	}
	key = number[group] FS $column["config"]
	has[key] = 1
	spent[key, $column["state"]] = $column["ns_per_op"]
	count_low = !count_low || $column["n"] + 0 < count_low ? $column["n"] + 0 : count_low
	count_high = $column["n"] + 0 > count_high ? $column["n"] + 0 : count_high
}

# Of a panel: for each state the bars' pieces, from where the states before it end.
function print_panel(p,    i, k, key, row) {
	for (i = 1; i <= configs; i++)
		end[i] = 0
	for (k = 1; k <= parts; k++) {
		print "NaN NaN NaN"
		row = 0
		for (i = 1; i <= configs; i++) {
			key = p FS config[i]
			if (!(key in has))
				continue
			printf "%d %.9g %.9g\n", ++row, end[i] / 1e9, (end[i] + spent[key, part[k]]) / 1e9
			end[i] += spent[key, part[k]]
		}
		print "\n"
	}
	bars = row > bars ? row : bars
}

# A round number of which about four make up the axis: names of units take room.
function step_of(length_s,    step) {
	for (step = 1e-9; step * 4 < length_s; step *= 10)
		;
	return step / 2 * 4 >= length_s ? (step / 5 * 4 >= length_s ? step / 5 : step / 2) : step
}

function axis(p,    i, row, tics, longest_end) {
	for (i = 1; i <= configs; i++)
		if ((p FS config[i]) in has) {
			tics = tics (row ? ", " : "") tic(config[i]) " " ++row
			longest_end = end[i] > longest_end ? end[i] : longest_end
			longest_config = length(config[i]) > longest_config ? length(config[i]) : longest_config
		}
	return sprintf("set ytics nomirror (%s) noenhanced; set yrange [%.1f:0.4]; set xrange [0:%.6g]; set xtics nomirror %.6g", \
		tics, row + 0.6, 1.05 * longest_end / 1e9, step_of(longest_end / 1e9))
}

# The legend is of the states: those that get on are dark, those that wait for a lock warm, all others pale.
function print_states(    i, shade, list) {
	shade["work"] = "#0072B2"
	shade["lock_spinning"] = "#E69F00"
	shade["ready"] = "#56B4E9"
	shade["lock_woken"] = "#CC79A7"
	shade["lock_asleep"] = "#D55E00"
	shade["asleep"] = "#CCCCCC"
	shade["unknown"] = "#EEEEEE"
	for (i = 1; i <= parts; i++) {
		list = list (i > 1 ? " " : "") part[i]
		printf "set linetype %d lc rgb '%s' pt 5 lw 0 ps 1.6\n", i, part[i] in shade ? shade[part[i]] : "#000000"
		longest = length(part[i]) > longest ? length(part[i]) : longest
	}
	printf "configs = %s\nlongest_name = %d\n", quote(list), longest
}

END {
	if (stopped)
		exit 4
	if (!open_table("breakdown"))
		absent("breakdown.tsv is not there: analyse the run again")
	need("config workload params tasks state ns_per_op n")
	while ((getline < table_path) > 0)
		read_part()
	if (!panels)
		absent("no cell has its time broken down: run a plan with the collector breakdown")
	order_configs(baseline)
	print_states()
	print "$data << EOD"
	for (p = 1; p <= panels; p++) {
		print_panel(p)
		axes[p] = axis(p)
	}
	print "EOD"
	printf "panels = %d\nbars = %d\nlongest_config = %d\narray title[panels]\narray unit[panels]\narray axis[panels]\n", panels, bars, longest_config
	for (p = 1; p <= panels; p++)
		printf "title[%d] = %s\nunit[%d] = %s\naxis[%d] = %s\n", p, quote(title[p]), p, quote(unit[p]), p, quote(axes[p])
	printf "count = %s\n", quote(count_low == count_high ? "n = " count_low : "n = " count_low " to " count_high)
}
