// SPDX-License-Identifier: GPL-2.0
/* misc_rtns_1: ten times what programs ask the system for now and then. */
#include <grp.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/times.h>
#include <sys/utsname.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

#include "aim7/test.h"
#include "aim7/user.h"

/*
 * Not getpwnam() and its like: a static program must not load what they may need.
 * They look each time whether what they are to use has changed. Not every guest has the files.
 */
static FILE *database(const char *name)
{
	struct stat status;

	stat("/etc/nsswitch.conf", &status);
	return fopen(name, "re");
}

static int passwd_has(const char *name, uid_t uid)
{
	FILE *file = database("/etc/passwd");
	struct passwd *entry = NULL;

	while (file && (entry = fgetpwent(file)) &&
	       (name ? strcmp(entry->pw_name, name) : entry->pw_uid != uid))
		;
	if (file)
		fclose(file);
	return entry != NULL;
}

static int group_has(gid_t gid)
{
	FILE *file = database("/etc/group");
	struct group *entry = NULL;

	while (file && (entry = fgetgrent(file)) && entry->gr_gid != gid)
		;
	if (file)
		fclose(file);
	return entry != NULL;
}

#define GROUPS_MAX 65536

TEST(misc_rtns_1, 10, "Auxiliary Loops", 0)
{
	static gid_t groups[GROUPS_MAX];
	volatile int known;
	struct termios terminal = { 0 };

	for (int i = 0; i < 10; i++) {
		char folder[2048], name[L_ctermid];
		struct utsname system;
		struct tms tms;
		uid_t uid = getuid();
		gid_t gid = getgid();

		must(cfgetispeed(&terminal) == cfgetospeed(&terminal));
		must(clock() != (clock_t)-1 && ctermid(name) && getcwd(folder, sizeof(folder)));
		must((long)geteuid() >= 0 && (long)getegid() >= 0);
		known = getenv("PATH") != NULL;
		must(getgroups(GROUPS_MAX, groups) >= 0);
		must(getpid() > 0 && getpgrp() >= 0 && getppid() >= 0);
		known += passwd_has("root", 0) + passwd_has(NULL, uid) + group_has(gid);
		must(times(&tms) != (clock_t)-1 && !uname(&system));
		known += isatty(STDIN_FILENO) + (ttyname(STDIN_FILENO) != NULL);
	}
}
