# SPDX-License-Identifier: GPL-2.0
# Run folders that are made of a recorded A/A pair. Input: BASELINE <tab> TWIN, the throughput of one module under two
# labels, a line for each block. Blocks are drawn anew with replacement; what the pair differed by in a block is put, with a
# random sign, on other blocks: so there is truly nothing between baseline, twin and `copy`, but for `effect`.
# blocks=N: so many, and not as many as the pair has. plan=TEXT: lines for the plan beside those that it needs.
# smooth=1: a smoothed bootstrap (Silverman's width). Values that are drawn as they are come twice and thrice, which looks
# like modes where there are none.

function draw() {
	return 1 + int(rand() * n)
}

function normal() {
	return sqrt(-2 * log(1 - rand())) * cos(6.283185307 * rand())
}

function width(value,    i, mean, square) {
	for (i = 1; i <= n; i++) {
		mean += value[i] / n
		square += value[i] ^ 2 / n
	}
	return square > mean ^ 2 ? 1.06 * sqrt(square - mean ^ 2) * n ^ -0.2 : 0
}

# What two cells that do not differ differ by.
function noise() {
	return (rand() < 0.5 ? -1 : 1) * (difference[draw()] + difference_width * normal())
}

function cell(block, config, rate) {
	print block, "none", config, "fork_exit", "-", 1, ++order, "ok", "-", order, 1, int(rate) + 1, sprintf("%.9f", rate), "-", "-",
		"-", 0, 0, 2, "-", "-", "-", "-" > file
}

function header() {
	print "# rmaplock samples 1" > file
	print "block\tcollector\tconfig\tworkload\tparams\ttasks\torder\tstatus\treason\tstarted_s\tduration_s\tops\tops_per_sec" \
		"\ttask_ops_min\ttask_ops_max\tjain\tvoluntary_switches\tinvoluntary_switches\tswitches_per_op\tacquired\tcontended" \
		"\tcontended_share\tviolations" > file
}

function simulate(sim,    block, rate, effect) {
	if (effects != "")
		getline effect < effects
	file = dir "/" sim "/samples.tsv"
	order = 0
	header()
	for (block = 1; block <= blocks; block++) {
		rate = exp(baseline[draw()] + baseline_width * normal())
		cell(block, "base", rate)
		cell(block, "aa-base", rate * exp(noise()))
		cell(block, "copy", rate * exp(noise() + effect))
	}
	close(file)
	file = dir "/" sim "/plan"
	print "configs = base copy\nbaseline = base\naa = yes\n" plan > file
	close(file)
}

BEGIN {
	FS = OFS = "\t"
	srand(seed)
}

{
	n++
	baseline[n] = log($1)
	difference[n] = log($2 / $1)
}

END {
	if (!blocks)
		blocks = n
	if (smooth) {
		baseline_width = width(baseline)
		difference_width = width(difference)
	}
	for (sim = 1; sim <= sims; sim++)
		simulate(sim)
}
