# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=sh
# For the checks in scripts/doctor/NAME: each looks at one thing of this machine and prints one line by one of the verdicts
# below. The third line of a check, `# NAME - QUESTION`, is what it asks. DOCTOR_ROOT stands for / in tests.

DOCTOR_ROOT=${DOCTOR_ROOT:-}

# VERDICT <tab> WHAT WAS FOUND <tab> WHAT TO DO
doctor_good() {
	printf 'good\t%s\t\n' "$1"
}

# The numbers mean less for it.
doctor_care() {
	printf 'care\t%s\t%s\n' "$1" "$2"
}

# rmaplock itself would not do something here.
doctor_refused() {
	printf 'refused\t%s\t%s\n' "$1" "$2"
}

# It cannot be known from here.
doctor_unknown() {
	printf 'unknown\t%s\t%s\n' "$1" "$2"
}

# doctor_read PATH: print the first line of a file, or nothing.
doctor_read() {
	test ! -r "$DOCTOR_ROOT$1" || head -n 1 "$DOCTOR_ROOT$1" 2>/dev/null || :
}

# doctor_chosen PATH: of `always [madvise] never` the chosen one.
doctor_chosen() {
	doctor_read "$1" | sed 's/.*\[\(.*\)\].*/\1/'
}
