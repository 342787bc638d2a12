# SPDX-License-Identifier: GPL-2.0
# Judge a run by a scenario's conditions (doc/formats.md).
#
#   awk -v suspect=CONFIG -f scenario.awk SCENARIO SUMMARY.TSV
#
# Prints a line for each condition: `holds`, `fails` or `shown`, what it says, and the figures. Exit status: 0 all hold,
# 1 one fails, 2 the run has not got what a condition asks for, or a cell of it failed (one line on stderr says what).

BEGIN { FS = "\t" }

function missing(text)
{
	print "rmaplock: " text >"/dev/stderr"
	broken = 1
	exit 2
}

function tasks_text(tasks)
{
	return tasks (tasks == 1 ? " task" : " tasks")
}

FNR == 1 { file++ }

# The scenario: conditions in the order given.
file == 1 && match($0, /^(must|show) = /) {
	n++
	kind[n] = substr($0, 1, 4)
	text[n] = substr($0, 8)
	gsub(/SUSPECT/, suspect, text[n])
	next
}
file == 1 || /^#/ { next }

# The summary, its columns by name.
!columns {
	for (columns = 1; columns <= NF; columns++)
		column[$columns] = columns
	next
}
{
	params = $(column["params"])
	cell = $(column["config"]) SUBSEP $(column["workload"]) (params == "-" ? "" : ":" params) SUBSEP $(column["tasks"])
	metric = $(column["metric"])
	if (metric == "ops_per_sec") {
		if ($(column["failed"]) > 0)
			missing("a cell of " $(column["config"]) ", " $(column["workload"]) (params == "-" ? "" : ":" params) ", " \
				tasks_text($(column["tasks"])) " failed, so there is no verdict: complete the run with 'rmaplock run --resume'")
		verdict[cell] = $(column["verdict"])
		ratio[cell] = $(column["ratio"])
		low[cell] = $(column["ratio_low"])
		high[cell] = $(column["ratio_high"])
		if (baseline != "" && baseline != $(column["baseline"]))
			missing("the run has more than one baseline")
		baseline = $(column["baseline"])
	} else if (metric == "switches_per_op") {
		switches[cell] = $(column["ratio"])
		switches_low[cell] = $(column["ratio_low"])
		switches_high[cell] = $(column["ratio_high"])
		switches_per_op[cell] = $(column["mid"])
	} else if (metric == "ops_per_sec_spread") {
		spread[cell] = $(column["mid"])
		spread_ratio[cell] = $(column["ratio"])
		spread_low[cell] = $(column["ratio_low"])
		spread_high[cell] = $(column["ratio_high"])
		spread_floor[cell] = $(column["noise_floor"])
	} else if (match(metric, /^module:[^.]+/)) {
		counted = 1
		if (metric ~ /[.]contended\/op$/)
			waits[cell, substr(metric, 8, RLENGTH - 7)] += $(column["mid"])
	}
}

# at(config, load, tasks): the cell, which the run has to have, with its interval. The baseline as its own suspect is its
# A/A twin.
function at(config, load, tasks, cell)
{
	if (config == baseline && config == suspect)
		config = "aa-" config
	cell = config SUBSEP load SUBSEP tasks
	if (!(cell in ratio))
		missing("the run has no cells of " config ", " load ", " tasks_text(tasks))
	if (low[cell] == "-")
		missing("the run has no interval for " config ", " load ", " tasks_text(tasks) ": that takes 6 blocks")
	return cell
}

function interval(cell)
{
	return sprintf("%.2f [%.2f, %.2f]", ratio[cell], low[cell], high[cell])
}

# scatters(cell): does throughput scatter more over blocks than the baseline's, by more than its twin's does?
function scatters(cell)
{
	if (!(cell in spread) || spread_low[cell] == "-" || spread_floor[cell] == "-")
		missing("the run does not say how far throughput scatters: run 'rmaplock plots' on it, which analyses it anew")
	figures = figures sprintf("%.1f %%, %.1f times [%.1f, %.1f]", 100 * spread[cell], spread_ratio[cell], spread_low[cell],
		spread_high[cell])
	return spread_low[cell] > 1 && spread_ratio[cell] - 1 > spread_floor[cell] + 0
}

# waits_inside(lock, cell, tasks): are most of the switches that are more than the baseline's waits for that lock? A wait is
# counted whether it sleeps or not, so that more than twice as many say nothing of the switches either.
function waits_inside(lock, cell, tasks, more)
{
	# a counter that is 0 everywhere has no row
	if (!counted)
		missing("the run does not say how often " lock " was waited for: its summary was made without the counters.tsv that it was measured with")
	more = switches_per_op[cell] - switches_per_op[baseline SUBSEP word[4] SUBSEP tasks]
	figures = figures sprintf("%.1f more switches, %.1f waits", more, waits[cell, lock])
	return more > 0 && waits[cell, lock] > more / 2 && waits[cell, lock] < more * 2
}

# each(name, from): the condition for each of the task counts in word[from...]; evidence is added to `figures`.
function each(name, from, i, good)
{
	good = 1
	for (i = from; i <= words; i++) {
		figures = figures (figures == "" ? "" : "; ") tasks_text(word[i]) ": "
		if (!one(name, word[i]))
			good = 0
	}
	if (from > words)
		missing("a condition names no number of tasks: " name)
	return good
}

function one(name, tasks, a, b)
{
	if (name == "slower") {
		a = at(word[2], word[3], tasks)
		figures = figures interval(a) ", " verdict[a]
		if (high[a] + 0 > effect + 0)
			effect = high[a]
		return verdict[a] == "slower"
	}
	if (name == "switches") {
		a = at(word[3], word[4], tasks)
		figures = figures sprintf("%.1f %s, %.1f times", switches_per_op[a], word[4] ~ /^fork_exit/ ? "a fork" : "an operation", switches[a])
		return switches_low[a] > word[2] + 0
	}
	if (name == "silent") {
		a = at(word[2], word[3], tasks)
		figures = figures interval(a) ", " verdict[a]
		return verdict[a] != "slower" && verdict[a] != "faster" && (effect == "" || effect >= 1 || low[a] + 0 > effect)
	}
	if (name == "spared") {
		a = at(word[2], word[4], tasks)
		b = at(word[3], word[4], tasks)
		figures = figures interval(a) " against " interval(b)
		return low[a] + 0 > high[b] + 0
	}
	if (name == "grows") {
		a = at(word[2], word[3], tasks)
		b = at(word[2], word[4], tasks)
		figures = figures interval(a) " to " interval(b)
		return high[b] + 0 < low[a] + 0
	}
	if (name == "mounts") {
		a = at(word[2], word[3], word[4])
		b = at(word[2], word[3], tasks)
		figures = figures interval(b) " against " interval(a)
		return high[b] + 0 < low[a] + 0
	}
	if (name == "inside")
		return waits_inside(word[2], at(word[3], word[4], tasks), tasks)
	a = at(word[2], word[3], tasks)
	if (name == "spread")
		return scatters(a)
	if (name == "steady")
		return !scatters(a)
	# ratio
	figures = figures interval(a)
	return 1
}

# tracks(config): of any two kinds of cells, one of them slower and its interval below the other's, is it that one which
# switches more, by intervals that lie apart as well? Ranks, for a correlation of two groups of cells is near 1 whatever its
# figures are; and those pairs alone, for the order of cells that intervals do not tell apart is noise.
function tracks(config, a, b, part, pairs, kinds, among, against)
{
	if (config == baseline)
		config = "aa-" config
	for (a in ratio) {
		split(a, part, SUBSEP)
		if (part[1] != config)
			continue
		at(config, part[2], part[3])
		kinds++
		for (b in ratio) {
			split(b, part, SUBSEP)
			if (part[1] != config || verdict[a] != "slower" || high[a] + 0 >= low[b] + 0)
				continue
			pairs++
			among += high[b] + 0 < 1
			against += switches_low[a] + 0 <= switches_high[b] + 0
		}
	}
	if (kinds < 4)
		missing("the run has " kinds + 0 (kinds == 1 ? " kind" : " kinds") " of cells of " config ", and comparing their orders takes 4")
	figures = sprintf("of %d %s of kinds of cells that its intervals tell apart, the slower one switches more in %d", pairs,
		(pairs == 1 ? "pair" : "pairs"), pairs - against)
	if (among)
		figures = figures "; both lose in " among
	else if (pairs)
		figures = figures ", and in none do both lose: this shows that loss and switches come together, not that they grow together"
	return pairs > 0 && !against
}

function holds(name)
{
	if (name == "slower")
		return says(word[2] " is slower than " baseline ", " word[3], each(name, 4))
	if (name == "switches")
		return says(word[3] " switches more than " word[2] " times as often as " baseline ", " word[4], each(name, 5))
	if (name == "silent")
		return says("control: " word[2] " is not called slower than " baseline ", " word[3], each(name, 4))
	if (name == "spared")
		return says(word[2] " loses less than " word[3] ", " word[4], each(name, 5))
	if (name == "grows")
		return says("the loss of " word[2] " grows from " word[3] " to " word[4], each(name, 5))
	if (name == "mounts")
		return says("the loss of " word[2] " grows with the tasks, from that at " word[4] ", " word[3], each(name, 5))
	if (name == "inside")
		return says("most switches of " word[3] " beyond those of " baseline " are waits for " word[2] ", " word[4], each(name, 5))
	if (name == "spread")
		return says(word[2] " scatters more than " baseline " from block to block, " word[3], each(name, 4))
	if (name == "steady")
		return says("control: " word[2] " scatters no more than " baseline ", " word[3], each(name, 4))
	if (name == "tracks")
		return says("the loss of " word[2] " goes with its context switches", tracks(word[2]))
	if (name == "ratio")
		return says(word[2] " to " baseline ", " word[3], each(name, 4))
	missing("the scenario's condition '" name "' is not one of slower, switches, silent, spared, grows, mounts, inside, spread, steady, tracks, ratio")
}

function says(sentence, good)
{
	saying = sentence
	return good
}

END {
	if (broken)
		exit 2
	if (!n || !columns)
		missing("the scenario has no conditions, or the run no summary")
	for (k = 1; k <= n; k++) {
		words = split(text[k], word, " ")
		figures = ""
		good = holds(word[1])
		printf "%-6s %s: %s\n", kind[k] == "show" ? "shown" : good ? "holds" : "fails", saying, figures
		if (kind[k] == "must" && !good)
			bad = 1
	}
	exit bad
}
