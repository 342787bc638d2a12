# SPDX-License-Identifier: GPL-2.0
# Turn the stream of guest/cell.sh into the tables of a run folder, as it comes in.
#
#   cd RUN-FOLDER && busybox awk -v progress=FILE -f rows.awk <STREAM
#
# A cell's rows are written when the cell ends, its row in samples.tsv last, and then synced: whatever dies, a cell
# is there as a whole or not at all. busybox, because its awk hands over each line when it is read.
# The stream ends with its last writer or with the line `run <TAB> over`: something that hangs may still hold it open.
# A line `file <TAB> NAME <TAB> BASE64` is a piece of a file, compressed by gzip: collected/ORDER-NAME, of at most 64 MiB.
# progress: one line `DONE FAILED BLOCK COLLECTOR` after every start and end of a cell. Exit status 1 if the stream is not complete.

BEGIN {
	FS = "\t"
	names = "duration_s ops ops_per_sec task_ops_min task_ops_max jain voluntary_switches involuntary_switches " \
		"switches_per_op acquired contended contended_share violations"
	columns = split(names, column, " ")
	for (i = 1; i <= columns; i++)
		known[column[i]] = 1
	splat = "BUG:|WARNING:|Oops|general protection|stall|soft lockup|blocked for more than|Out of memory|" \
		"scheduling while atomic|lockdep|possible (recursive|circular) locking|bad page|refcount_t"
}

function clean(text)
{
	gsub(/[\t\r]/, " ", text)
	return text
}

function fail(why)
{
	if (reason == "-")
		reason = clean(why)
}

# What else goes wrong is but a consequence, and comes first: the messages are read when the cell is over.
function starved(line)
{
	if (reason ~ /^out of memory: /)
		return
	reason = match(line, /\([^)]*\)/) ? substr(line, RSTART + 1, RLENGTH - 2) : "a task"
	reason = "out of memory: the kernel killed " clean(reason) \
		"; choose fewer tasks, areas or pages, or give the guest more (RMAPLOCK_GUEST_MIB)"
}

function is_number(text)
{
	return text == "-" || text ~ /^-?[0-9]+(\.[0-9]+)?([eE][-+]?[0-9]+)?$/
}

function report_progress()
{
	print done + 0, failed + 0, block, collector >progress
	close(progress)
}

function start()
{
	block = $3; order = $4; started_s = $10
	collector = $5
	identity = block "\t" $5 "\t" $6 "\t" $7 "\t" $8 "\t" $9
	open = 1
	reason = nonsense = "-"
	unavailable = ended = 0
	counters = histograms = messages = ""
	drop_files()
	split("", value)
	report_progress()
}

function piece(name, text, at)
{
	if (!(name in size))
		system("mkdir -p collected")
	size[name] += length(text)
	at = "collected/." order "-" name ".base64"
	if (size[name] < 1e8)
		print text >>at
	close(at)
}

function drop_files(name)
{
	for (name in size)
		system("rm -f collected/." order "-" name ".base64")
	split("", size)
}

# The names of files and the order are checked: they may go to a shell.
function write_files(name, to)
{
	for (name in size) {
		to = "collected/" order "-" name
		if (system("ulimit -f 131072; base64 -d collected/." order "-" name ".base64 | gzip -dc 2>/dev/null >" to) || size[name] >= 1e8)
			fail("the file " name " did not come through")
	}
	drop_files()
}

function log_line(text)
{
	print text >>"log.txt"
	close("log.txt")
}

function append(text, file)
{
	if (text == "")
		return
	printf "%s", text >>file
	close(file)
}

function finish(row, i)
{
	if (!open)
		return
	open = 0
	if (nonsense != "-")
		fail(nonsense)
	write_files()
	if (!unavailable && !ended)
		fail("the workload's output is not complete")
	append(messages, "dmesg.txt")
	if (unavailable) {
		append(counters, "counters.tsv")
	} else {
		row = identity "\t" order "\t" (reason == "-" ? "ok" : "failed") "\t" reason "\t" started_s
		for (i = 1; i <= columns; i++)
			row = row "\t" (column[i] in value ? value[column[i]] : "-")
		append(counters, "counters.tsv")
		append(histograms, "histograms.tsv")
		append(row "\n", "samples.tsv")
	}
	system("sync -d counters.tsv histograms.tsv samples.tsv")
	done++
	if (reason != "-") {
		failed++
		log_line("rmaplock: cell " order " (" clean(identity) ") failed: " reason)
	}
	report_progress()
}

$1 == "cell" && $2 == "start" && NF == 10 { start(); next }
$1 == "cell" && $2 == "end" && open && $3 == order { finish(); next }
$1 == "run" && $2 == "over" { exit }
$1 == "end" && $2 == "ok" && !open { complete = 1; next }
$1 == "end" && $2 == "ok" { ended = 1; next }
$1 == "env" && NF == 3 { append($2 "\t" $3 "\n", "machine.tsv"); next }
$1 == "topology" { print substr($0, 10) >"topology.xml"; next }
$1 == "stderr" { log_line(substr($0, 8)); next }
/^$/ { next }
!open { log_line("rmaplock: outside a cell: " $0); next }
$1 == "failed" { fail($2); next }
$1 == "unavailable" {
	unavailable = 1
	counters = identity "\t" collector "\tunavailable\t-\t" clean($2) "\n"
	next
}
/^[[<]/ {
	line = $0
	sub(/^<[0-9]+>/, "", line) # a priority
	messages = messages line "\n"
	if ($0 ~ /ut of memory: Killed/) # "Memory cgroup out of memory" too
		starved(line)
	else if ($0 ~ splat)
		fail("the kernel said: " line)
	next
}
$1 == "sample" && NF == 3 && ($2 in known) && is_number($3) { value[$2] = $3; next }
$1 == "counter" && NF == 5 && is_number($4) {
	counters = counters identity "\t" $2 "\t" $3 "\t" $4 "\t" $5 "\n"
	next
}
$1 == "histogram" && NF == 5 && is_number($3) && is_number($4) && is_number($5) {
	histograms = histograms identity "\t" $2 "\t" $3 "\t" $4 "\t" $5 "\n"
	next
}
$1 == "file" && NF == 3 && $2 ~ /^[a-z0-9][a-z0-9._-]*$/ && order ~ /^[0-9]+$/ && $3 ~ /^[A-Za-z0-9+\/=]+$/ { piece($2, $3); next }
nonsense == "-" { nonsense = "a line that makes no sense: " clean($0) }

END {
	# A cell that was cut short is written down only if somebody gave the reason; else it never was.
	if (open && reason != "-")
		finish()
	exit complete ? 0 : 1
}
