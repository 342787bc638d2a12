/* SPDX-License-Identifier: GPL-2.0 */
/*
 * A test is what one job of AIM7 does. Every tests/NAME.c holds those that
 * exercise the same thing; a test that is written there is known by its name,
 * nothing else is to be told of it.
 *
 * What a job does is the original's (reaim 7.0.1.13): the same operations, as
 * many, of the same sizes and on the same numbers, so that it takes as long. The
 * code is ours. bench/aim7-original holds them beside each other. Where a job
 * differs on purpose, the test's comment says so.
 */
#ifndef RMAPLOCK_AIM7_TEST_H
#define RMAPLOCK_AIM7_TEST_H

#include <stddef.h>

/* What a machine or a folder must have for a test; limits.h looks. */
enum {
	NEEDS_O_DIRECT = 1,
	NEEDS_PROGRAMS = 2, /* sh and ls */
	NEEDS_SYSV = 4,
	NEEDS_LOOPBACK = 8,
	NEEDS_TREE = 16, /* room for a tree of files that each user keeps */
};

/* What such a tree has at most */
#define TREE_FILES 322 /* empty ones, but for one of TREE_BYTES */
#define TREE_BYTES (16 << 10)
#define TREE_FOLDERS 29

struct test {
	const char *name;
	unsigned long ops; /* operations of one job; 0: as the size of the user's file says */
	const char *unit; /* of the operations */
	unsigned int needs;
	void (*run)(
		void); /* one job, in the user's own folder; ends in task_fail() if it cannot be done */
	unsigned long (*file_ops)(unsigned long file_kib); /* if ops is 0 */
};

/* TEST(name, operations, "Their Name", needs) { one job } */
#define TEST(name_, ops_, unit_, needs_) TEST_OF_FILE(name_, ops_, unit_, needs_, NULL)

#define TEST_OF_FILE(name_, ops_, unit_, needs_, file_ops_)                                        \
	static void name_(void);                                                                   \
	static const struct test test_##name_ = { #name_, ops_, unit_, needs_, name_, file_ops_ }; \
	static const struct test *const entry_##name_                                              \
		__attribute__((used, section("aim7_tests"))) = &test_##name_;                      \
	static void name_(void)

/* The test of that name; NULL if there is none. */
const struct test *test_find(const char *name);

/* Test nr 0, 1, ... in the order of their names; NULL at the end. */
const struct test *test_nr(size_t nr);

/* Operations of one job of a user whose file has that size. */
unsigned long test_ops(const struct test *test, unsigned long file_kib);

#endif /* RMAPLOCK_AIM7_TEST_H */
