# SPDX-License-Identifier: GPL-2.0
#
# Makes the Kconfig choice of a planted bug from the bugs themselves, so that a new
# one is one new file: awk -f bugs.awk bugs/*.patch. A patch begins with its SPDX line
# and what it does in words, which are the help text, and an empty line.

function fail(message)
{
	print "kmod/bugs/" name ".patch: " message > "/dev/stderr"
	failed = 1
	exit 1
}

FNR == 1 {
	name = FILENAME
	sub(/.*\//, "", name)
	sub(/\.patch$/, "", name)
	if (name !~ /^[a-z][a-z0-9_-]*$/)
		fail("a bug's name becomes a Kconfig symbol: use a-z, 0-9, _ and - only")
	if (symbol(name) in taken)
		fail("becomes the same Kconfig symbol as " taken[symbol(name)])
	taken[symbol(name)] = name
	names[++count] = name
	in_help = 1
	next
}

/^$/ { in_help = 0 }
in_help { help[name] = help[name] "\t  " $0 "\n" }

function symbol(name)
{
	gsub("-", "_", name)
	return "RMAPLOCK_BUG_" toupper(name)
}

END {
	if (failed)
		exit 1
	print "choice"
	print "\tprompt \"Planted bug\""
	print "\tdefault RMAPLOCK_BUG_NONE\n"
	print "config RMAPLOCK_BUG_NONE\n\tbool \"None\"\n"
	for (i = 1; i <= count; i++) {
		print "config " symbol(names[i])
		print "\tbool \"" names[i] "\""
		print "\thelp"
		print help[names[i]]
	}
	print "endchoice\n"
	print "config RMAPLOCK_BUG"
	print "\tstring"
	for (i = 1; i <= count; i++)
		print "\tdefault \"" names[i] "\" if " symbol(names[i])
	print "\tdefault \"\""
}
