# SPDX-License-Identifier: GPL-2.0
# Check a plan (doc/formats.md) and print it as it will be run: every key once, lists in one form.
#
#   awk -v configs_known='SUBJECT a b,SUBJECT c d' -v workloads_known=... -v collectors_known=... -v random=NUMBER \
#       -f plan.awk PLAN OPTIONS
#
# OPTIONS is a second file of `key = value` lines that win over the plan's (from the command line).
# Exit status 2, and one line on stderr, if anything is wrong.

BEGIN {
	keys = split("description subject configs baseline aa workloads tasks reps seconds warmup_seconds pin collectors " \
		"collector_reps seed mde max_reps looks stopped", key, " ")
	for (i = 1; i <= keys; i++)
		is_key[key[i]] = 1
	value["subject"] = "model"
	value["aa"] = "yes"
	value["warmup_seconds"] = "0.05"
	value["pin"] = "scatter"
	value["collectors"] = "none"
	value["collector_reps"] = "1"
	value["seed"] = "random"
	value["mde"] = "none"
	value["max_reps"] = "100"
	value["looks"] = "1"
	value["stopped"] = "0"
	where_is["warmup_seconds"] = "--warmup"
	where_is["collector_reps"] = "--collector-reps"
	where_is["max_reps"] = "--max-reps"
	max_cells = 100000
}

function wrong(text)
{
	print "rmaplock: " text >"/dev/stderr"
	bad = 1
	exit 2
}

# place(k): how to name a key to the user: the option, or the key and the plan.
function place(k)
{
	if (from[k] != "option")
		return "plan " plan ": " k
	return k in where_is ? where_is[k] : "--" k
}

function shown(text)
{
	return text == "" ? "nothing" : "'" text "'"
}

function trim(text)
{
	gsub(/^[ \t]+|[ \t]+$/, "", text)
	return text
}

FNR == 1 { file++ }
file == 1 { plan = FILENAME; sub(/.*\//, "", plan) }
/^[ \t]*(#|$)/ { next }
{
	at = index($0, "=")
	k = trim(substr($0, 1, at - 1))
	if (!at || !(k in is_key))
		wrong("plan " plan ", line " FNR ": '" $0 "' is not 'key = value' with one of the keys " join_keys())
	if (file == 1 && (k in from))
		wrong("plan " plan ", line " FNR ": " k " is given twice")
	from[k] = file == 1 ? "plan" : "option"
	value[k] = trim(substr($0, at + 1))
}

function join_keys(i, text)
{
	for (i = 1; i <= keys; i++)
		text = text (i > 1 ? ", " : "") key[i]
	return text
}

# normal(k): the list of key k with single blanks; nothing twice in it.
function normal(k, n, item, i, seen, text)
{
	if (k != "workloads")
		gsub(/,/, " ", value[k])
	n = split(value[k], item, /[ \t]+/)
	for (i = 1; i <= n; i++) {
		if (item[i] == "")
			continue
		if (k == "workloads")
			item[i] = workload(item[i])
		if (item[i] in seen)
			wrong(place(k) ": '" item[i] "' is given twice")
		seen[item[i]] = 1
		text = text (text == "" ? "" : " ") item[i]
	}
	if (text == "")
		wrong(place(k) ": at least one is needed")
	value[k] = text
	return split(text, item, " ")
}

function known(k, names, what, item, n, i, name, have)
{
	n = split(names, name, " ")
	for (i = 1; i <= n; i++)
		have[name[i]] = 1
	n = split(value[k], item, " ")
	for (i = 1; i <= n; i++) {
		sub(/:.*/, "", item[i])
		if (!(item[i] in have))
			wrong(place(k) ": no " what " '" item[i] "'; there are: " names)
	}
}

# workload(item): NAME or NAME:k=v,k=v with the knobs sorted by name.
function workload(item, colon, name, n, knob, i, j, swap, text)
{
	colon = index(item, ":")
	if (!colon)
		return item
	name = substr(item, 1, colon - 1)
	n = split(substr(item, colon + 1), knob, ",")
	if (!n)
		wrong(place("workloads") ": '" item "': a knob is needed after the colon")
	for (i = 1; i <= n; i++) {
		if (knob[i] !~ /^[a-z][a-z0-9_-]*=[a-zA-Z0-9_.+-]+$/)
			wrong(place("workloads") ": '" item "': " shown(knob[i]) " is not a knob; write NAME:knob=value,knob=value")
		for (j = i; j > 1 && knob[j - 1] > knob[j]; j--) {
			swap = knob[j]
			knob[j] = knob[j - 1]
			knob[j - 1] = swap
		}
	}
	for (i = 1; i <= n; i++) {
		if (i > 1 && knob_name(knob[i]) == knob_name(knob[i - 1]))
			wrong(place("workloads") ": '" item "': knob " knob_name(knob[i]) " is given twice")
		text = text (i > 1 ? "," : "") knob[i]
	}
	return name ":" text
}

function knob_name(knob)
{
	sub(/=.*/, "", knob)
	return knob
}

function whole(k, low, high)
{
	if (value[k] !~ /^[0-9]+$/ || length(value[k]) > 10 || value[k] + 0 < low || value[k] + 0 > high)
		wrong(place(k) ": " shown(value[k]) " is not a whole number from " low " to " high)
	value[k] = value[k] + 0 ""
}

function seconds(k, low, high)
{
	if (value[k] !~ /^[0-9]+(\.[0-9]+)?$/ || length(value[k]) > 12 || value[k] + 0 < low || value[k] + 0 > high)
		wrong(place(k) ": " shown(value[k]) " is not a number of seconds from " low " to " high)
}

function one_of(k, names)
{
	if (index(" " names " ", " " value[k] " ") == 0 || value[k] == "")
		wrong(place(k) ": " shown(value[k]) " is not one of: " names)
}

# subject(): its configs are what there is to choose from. A plan that was made for another subject keeps those of its
# configs that this one has, too.
function subject(n, i, subjects, item, name, names, kept, left)
{
	n = split(configs_known, subjects, ",")
	for (i = 1; i <= n; i++) {
		name = subjects[i]
		sub(/ .*/, "", name)
		names = names (i > 1 ? " " : "") name
		if (name == value["subject"])
			kept = substr(subjects[i], length(name) + 2)
	}
	one_of("subject", names)
	configs_known = kept
	if (from["subject"] != "option" || from["configs"] == "option")
		return
	kept = ""
	gsub(/,/, " ", value["configs"])
	n = split(value["configs"], item, /[ \t]+/)
	for (i = 1; i <= n; i++) {
		if (index(" " configs_known " ", " " item[i] " "))
			kept = kept " " item[i]
		else
			left = left " " item[i]
	}
	value["configs"] = kept == "" ? configs_known : kept
	if (left != "")
		print "rmaplock: subject " value["subject"] " has no" left ": left out of the plan" >"/dev/stderr"
	if (from["baseline"] != "option" && index(" " value["configs"] " ", " " value["baseline"] " ") == 0) {
		value["baseline"] = value["configs"]
		sub(/^ /, "", value["baseline"])
		sub(/ .*/, "", value["baseline"])
	}
}

function check_tasks(n, item, i, task)
{
	n = normal("tasks")
	split(value["tasks"], item, " ")
	for (i = 1; i <= n; i++) {
		task = item[i]
		if (task !~ /^[1-9][0-9]*$/ || length(task) > 4 || task + 0 > 4096)
			wrong(place("tasks") ": '" task "' is not a number of tasks from 1 to 4096")
	}
	return n
}

function check_pin()
{
	if (value["pin"] !~ /^(compact|scatter|core|pu|node|none|[0-9]+(-[0-9]+)?(,[0-9]+(-[0-9]+)?)*)$/)
		wrong(place("pin") ": " shown(value["pin"]) " is not compact, scatter, core, pu, node, none, or a list of PUs such as 0,2-3")
}

# check_mde(): the difference that is to be found chooses the blocks, so that whoever chooses them does without it.
function check_mde()
{
	if (from["reps"] == "option" && from["mde"] == "option")
		wrong("--mde chooses the number of blocks: leave out --reps")
	if (from["reps"] == "option") {
		value["mde"] = "none"
		if (from["looks"] != "option")
			value["looks"] = "1"
	}
	if (value["mde"] == "none" && from["max_reps"] == "option")
		wrong("--max-reps is for --mde, which chooses the number of blocks")
	whole("max_reps", 6, 1000)
	if (value["mde"] != "none" && (value["mde"] !~ /^[0-9]+(\.[0-9]+)?%$/ || length(value["mde"]) > 8 || value["mde"] + 0 < 0.1 || value["mde"] + 0 > 50))
		wrong(place("mde") ": " shown(value["mde"]) " is not a difference from 0.1% to 50%, written as 3% or 2.5%")
	whole("looks", 1, 5)
	whole("stopped", 0, 1000)
	if (value["mde"] != "none")
		check_comparisons("mde")
	if (value["looks"] > 1)
		check_comparisons("looks")
}

function check_comparisons(k)
{
	if (value["aa"] != "yes")
		wrong(place(k) ": nothing can be called different without the A/A pair: the plan needs aa = yes")
	if (configs < 2)
		wrong(place(k) ": there is but one config, and nothing to compare it with")
}

function check_required(i)
{
	for (i = 1; i <= keys; i++)
		if (!(key[i] in value))
			wrong("plan " plan ": " key[i] " is missing")
}

END {
	if (bad)
		exit 2
	check_required()
	subject()
	one_of("aa", "yes no")
	configs = normal("configs")
	known("configs", configs_known, "config")
	if (index(" " value["configs"] " ", " " value["baseline"] " ") == 0)
		wrong(place("baseline") ": " shown(value["baseline"]) " is not among the configs (" value["configs"] "): add it to them or name another")
	workloads = normal("workloads")
	known("workloads", workloads_known, "workload")
	tasks = check_tasks()
	whole("reps", 1, 1000)
	check_mde()
	whole("collector_reps", 1, 1000)
	seconds("seconds", 0.01, 3600)
	seconds("warmup_seconds", 0, 600)
	check_pin()
	if (value["collectors"] == "")
		value["collectors"] = "none"
	collectors = normal("collectors")
	if (value["collectors"] == "none")
		collectors = 0
	else
		known("collectors", collectors_known, "collector")
	if (collectors && index(" " value["collectors"] " ", " nothing ") == 0)
		collectors++ # beside which their cost is measured
	if (value["seed"] == "random")
		value["seed"] = random
	whole("seed", 0, 2147483645)
	cells = (configs + (value["aa"] == "yes")) * workloads * tasks * ((value["mde"] == "none" ? value["reps"] : value["max_reps"]) + collectors * value["collector_reps"])
	if (cells > max_cells)
		wrong("plan " plan ": " cells " cells are too many; at most " max_cells " are allowed: fewer configs, workloads, tasks or reps")
	for (i = 1; i <= keys; i++)
		print key[i] " = " value[key[i]]
}
