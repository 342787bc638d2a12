# SPDX-License-Identifier: GPL-2.0
#
# Makes the Kconfig choices from the locks themselves, so that a new lock is one
# new file: awk -f kconfig.awk locks/*.h. Each header's first comment reads
#   lock: NAME - PROMPT
# and goes on with the help text. Prints one choice per lock of the model, and
# fails with a sentence for a header that lacks something.

function fail(message)
{
	print "kmod/" FILENAME_OF[name] ": " message > "/dev/stderr"
	failed = 1
	exit 1
}

function check_previous(    i, n, wanted)
{
	if (name == "")
		return
	n = split("init write_lock write_trylock write_unlock read_lock read_trylock read_unlock is_locked", wanted, " ")
	for (i = 1; i <= n; i++)
		if (!((name, wanted[i]) in defined))
			fail("rmap_" name "_" wanted[i] "() is missing; every lock defines init, write_lock, write_trylock, write_unlock, read_lock, read_trylock, read_unlock and is_locked")
	if (!((name, "traits") in defined))
		fail("rmap_" name "_traits is missing; see struct rmap_lock_traits in kmod/rmap_lock.h")
	if (!((name, "type") in defined))
		fail("struct rmap_" name " is missing; it is the type of the lock")
}

FNR == 1 {
	check_previous()
	name = FILENAME
	sub(/.*\//, "", name)
	sub(/\.h$/, "", name)
	FILENAME_OF[name] = FILENAME
	order[++count] = name
	in_help = 0
	if (name !~ /^[a-z][a-z0-9_]*$/)
		fail("a lock's name is part of C names: use a-z, 0-9 and _ only")
}

/^ \* lock: / {
	line = $0
	sub(/^ \* lock: /, "", line)
	if (index(line, name " - ") != 1)
		fail("the first comment must say \"lock: " name " - PROMPT\", not \"lock: " line "\"")
	prompt[name] = substr(line, length(name) + 4)
	gsub(/"/, "'", prompt[name])
	in_help = 1
	next
}

in_help && /^ \*\// { in_help = 0 }
in_help && /^ \*/ { line = $0; sub(/^ \* ?/, "", line); help[name] = help[name] "\t  " line "\n" }

{
	if (/^static inline/ && match($0, "rmap_" name "_[a-z_]+\\("))
		defined[name, substr($0, RSTART + length("rmap_" name "_"), RLENGTH - length("rmap_" name "_") - 1)] = 1
	if (index($0, "rmap_" name "_traits ="))
		defined[name, "traits"] = 1
	if (index($0, "struct rmap_" name " {"))
		defined[name, "type"] = 1
}

function choice(symbol, what,    i, lock)
{
	print "choice"
	print "\tprompt \"Lock of " what "\""
	print "\tdefault RMAPLOCK_" symbol "_RWSEM\n"
	for (i = 1; i <= count; i++) {
		lock = order[i]
		print "config RMAPLOCK_" symbol "_" toupper(lock)
		print "\tbool \"" prompt[lock] "\""
		print "\thelp"
		printf "%s\n", help[lock]
	}
	print "endchoice\n"
	print "config RMAPLOCK_" symbol "_LOCK"
	print "\tstring"
	for (i = 1; i <= count; i++)
		print "\tdefault \"" order[i] "\" if RMAPLOCK_" symbol "_" toupper(order[i])
	print ""
}

END {
	if (failed)
		exit 1
	check_previous()
	if (failed)
		exit 1
	for (i = 1; i <= count; i++) {
		name = order[i]
		if (!(name in prompt))
			fail("no line \" * lock: " name " - PROMPT\" in the first comment")
	}
	choice("ANON_VMA", "an anon_vma")
	choice("I_MMAP", "an i_mmap tree")
}
