# SPDX-License-Identifier: GPL-2.0
#
# Makes the Kconfig choices from the strategies themselves, so that a new one is
# one new file: awk -f kconfig.awk locks/*.h lifetimes/*.h. Each header's first
# comment reads
#   lock: NAME - PROMPT          (lifetime: NAME - PROMPT)
# and goes on with the help text. Prints one choice per lock of the model and
# one for the lifetime, and fails with a sentence for a header that lacks something.

BEGIN {
	prefix["lock"] = "rmap_"
	functions["lock"] = "init destroy write_lock write_lock_nested write_trylock write_unlock read_lock read_trylock read_unlock is_held"
	header["lock"] = "rmap_lock.h"
	prefix["lifetime"] = "lifetime_"
	functions["lifetime"] = "init born linked unlinked tryget put count_is_right"
	header["lifetime"] = "lifetime.h"
}

function fail(message)
{
	print "kmod/" file_of[kind, name] ": " message > "/dev/stderr"
	failed = 1
	exit 1
}

function sentence(names)
{
	gsub(" ", ", ", names)
	match(names, /, [a-z_]+$/)
	return substr(names, 1, RSTART - 1) " and " substr(names, RSTART + 2)
}

function check_previous(    i, n, wanted, own)
{
	if (name == "")
		return
	own = prefix[kind] name
	n = split(functions[kind], wanted, " ")
	for (i = 1; i <= n; i++)
		if (!((own, wanted[i]) in defined))
			fail(own "_" wanted[i] "() is missing; every " kind " defines " sentence(functions[kind]))
	if (!((own, "traits") in defined))
		fail(own "_traits is missing; see struct " (kind == "lock" ? "rmap_lock" : kind) "_traits in kmod/" header[kind])
	if (!((own, "type") in defined))
		fail("struct " own " is missing; it is the type of the " kind)
}

FNR == 1 {
	check_previous()
	name = kind = FILENAME
	sub(/.*\//, "", name)
	sub(/\.h$/, "", name)
	sub(/s\/[^\/]*$/, "", kind)
	sub(/.*\//, "", kind)
	file_of[kind, name] = FILENAME
	order[kind, ++count[kind]] = name
	own = prefix[kind] name
	in_help = 0
	if (name !~ /^[a-z][a-z0-9_]*$/)
		fail("a " kind "'s name is part of C names: use a-z, 0-9 and _ only")
}

index($0, " * " kind ": ") == 1 {
	line = substr($0, length(" * " kind ": ") + 1)
	if (index(line, name " - ") != 1)
		fail("the first comment must say \"" kind ": " name " - PROMPT\", not \"" kind ": " line "\"")
	prompt[kind, name] = substr(line, length(name) + 4)
	gsub(/"/, "'", prompt[kind, name])
	in_help = 1
	next
}

in_help && /^ \*\// { in_help = 0 }
in_help && /^ \*/ {
	line = $0
	sub(/^ \* ?/, "", line)
	help[kind, name] = help[kind, name] "\t  " line "\n"
}

{
	if (/^static inline/ && match($0, own "_[a-z_]+\\("))
		defined[own, substr($0, RSTART + length(own "_"), RLENGTH - length(own "_") - 1)] = 1
	if (index($0, own "_traits ="))
		defined[own, "traits"] = 1
	if (index($0, "struct " own " {"))
		defined[own, "type"] = 1
}

# choice(kind, symbol, string, prompt, otherwise): RMAPLOCK_<symbol>_X, and RMAPLOCK_<string> with X's name.
function choice(kind, symbol, string, text, otherwise,    i, one)
{
	print "choice"
	print "\tprompt \"" text "\""
	print "\tdefault RMAPLOCK_" symbol "_" otherwise "\n"
	for (i = 1; i <= count[kind]; i++) {
		one = order[kind, i]
		print "config RMAPLOCK_" symbol "_" toupper(one)
		print "\tbool \"" prompt[kind, one] "\""
		print "\thelp"
		printf "%s\n", help[kind, one]
	}
	print "endchoice\n"
	print "config RMAPLOCK_" string
	print "\tstring"
	for (i = 1; i <= count[kind]; i++)
		print "\tdefault \"" order[kind, i] "\" if RMAPLOCK_" symbol "_" toupper(order[kind, i])
	print ""
}

END {
	if (failed)
		exit 1
	check_previous()
	if (failed)
		exit 1
	for (key in file_of) {
		split(key, part, SUBSEP)
		kind = part[1]
		name = part[2]
		if (!(key in prompt))
			fail("no line \" * " kind ": " name " - PROMPT\" in the first comment")
	}
	choice("lock", "ANON_VMA", "ANON_VMA_LOCK", "Lock of an anon_vma", "RWSEM")
	choice("lock", "I_MMAP", "I_MMAP_LOCK", "Lock of an i_mmap tree", "RWSEM")
	choice("lifetime", "LIFETIME", "LIFETIME", "Lifetime of an anon_vma", "LIST_EMPTY")
}
