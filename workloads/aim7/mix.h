/* SPDX-License-Identifier: GPL-2.0 */
/*
 * A mix: which tests with which weights. mixes/NAME are part of the program;
 * any other file is named with a slash. The format is the original's:
 *
 *	# comment
 *	FILESIZE: 10K	what each user's file has, in K or M
 *	POOLSIZE: 1M	and what all users' files share beyond that
 *	20 brk_test	weight and test
 */
#ifndef RMAPLOCK_AIM7_MIX_H
#define RMAPLOCK_AIM7_MIX_H

#include <stddef.h>

#include "aim7/test.h"

#define MIX_TESTS_MAX 256
#define MIX_WEIGHT_MAX 1000000

struct mix_item {
	const struct test *test;
	unsigned long weight;
};

struct mix {
	const char *name;
	struct mix_item item[MIX_TESTS_MAX];
	size_t nr;
	/*
	 * Of all lines. A test that is listed twice has the weight of its last
	 * line, as in the original; the sum has both.
	 */
	unsigned long sum;
	unsigned long filesize_kib, poolsize_kib;
};

/* The mixes that are part of the program, the default first; NULL at the end. Made by make. */
extern const char *const mix_names[];
extern const char *const mix_texts[];

/* Read a mix. 0, or -1 with the reason in why. */
int mix_load(struct mix *mix, const char *name, char *why, size_t size);

/* Read it from a text; name is for the reasons. */
int mix_parse(struct mix *mix, const char *name, const char *text, char *why, size_t size);

/* A mix of one test. */
void mix_single(struct mix *mix, const struct test *test);

/* What all of its tests need. */
unsigned int mix_needs(const struct mix *mix);

/* The size of each of the files of so many users. */
unsigned long mix_file_kib(const struct mix *mix, unsigned long users);

/*
 * How many jobs each test gets when a user is to do `jobs` of them, into
 * count[mix->nr]; the sum of all, which is about that many. A share is rounded
 * to the nearest number, a half up, and no test goes without a job.
 */
unsigned long mix_jobs(const struct mix *mix, unsigned long jobs, unsigned long *count);

#endif /* RMAPLOCK_AIM7_MIX_H */
