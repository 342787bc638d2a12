# SPDX-License-Identifier: GPL-2.0
# The mixes as C: their names and their texts, for aim7/mix.h.
#
#   awk -f mixes.awk mixes/NAME...

FNR == 1 {
	name = FILENAME
	sub(/.*\//, "", name)
	names = names "\t\"" name "\",\n"
	texts = texts (NR > 1 ? "\t,\n" : "") "\t/* " name " */\n"
}

{
	gsub(/[\\"]/, "\\\\&")
	texts = texts "\t\"" $0 "\\n\"\n"
}

END {
	print "// SPDX-License-Identifier: GPL-2.0"
	print "// Made by mixes.awk"
	print "#include \"aim7/mix.h\"\n"
	print "const char *const mix_names[] = {\n" names "\tNULL\n};\n"
	print "const char *const mix_texts[] = {\n" texts "\t, NULL\n};"
}
