/* SPDX-License-Identifier: GPL-2.0 */
/* The user that this process is, for its tests. */
#ifndef RMAPLOCK_AIM7_USER_H
#define RMAPLOCK_AIM7_USER_H

#include <sys/types.h>

#include "aim7/test.h"

struct user {
	unsigned long nr;
	unsigned long file_kib; /* size of its file */
	unsigned int sleep_ms; /* what shell_rtns_2 sleeps */
};

/* The original's */
#define USER_SLEEP_MS 5000

/* Become that user: enter its folder. task_fail()s if that cannot be. */
void user_begin(const struct user *user);

const struct user *user_self(void);

/* A test's argument, from text at each job: a good part of the shortest ones. */
int user_argument(const char *text);

/* A number from 0 to n - 1, the same ones for the same user in every run. */
unsigned long user_random(unsigned long n);

/* task_fail() unless it is true: what failed, with errno. */
#define must(call)                        \
	do {                              \
		if (!(call))              \
			failed_at(#call); \
	} while (0)
void failed_at(const char *call) __attribute__((noreturn));

/*
 * Run the shell's `script` in a child, as system() does, and wait: $0 is ls, $1
 * the given text. The child dies with this user.
 */
void user_shell(const char *script, const char *text);

/* The same by a child that does nothing else: AIM's way to keep signals from system(). Both die with their parent. */
void user_system(const char *script, const char *text);

/* Find sh and ls, once, before users are forked. 0, or -1 with the reason in why. */
int user_programs(char *why, size_t size);

#endif /* RMAPLOCK_AIM7_USER_H */
