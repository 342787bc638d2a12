// SPDX-License-Identifier: GPL-2.0
/* misc_rtns_1: ten times what programs ask the system for now and then. */
#include <pwd.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/times.h>
#include <sys/utsname.h>
#include <time.h>
#include <unistd.h>

#include "aim7/test.h"
#include "aim7/user.h"

/* Not getpwuid(): a static program must not load what that may need. Not every guest has the file. */
static void read_passwords(void)
{
	FILE *file = fopen("/etc/passwd", "re");

	while (file && fgetpwent(file))
		;
	if (file)
		fclose(file);
}

TEST(misc_rtns_1, 10, "Auxiliary Loops", 0)
{
	for (int i = 0; i < 10; i++) {
		struct utsname name;
		struct rusage usage;
		time_t now = time(NULL);
		struct tms tms;
		struct tm tm;
		char text[64];

		must(getpid() > 0 && getppid() > 0 && getpgrp() > 0);
		must((long)getuid() >= 0 && (long)geteuid() >= 0 && (long)getgid() >= 0);
		must(localtime_r(&now, &tm) && strftime(text, sizeof(text), "%c", &tm));
		must(times(&tms) != (clock_t)-1 && !getrusage(RUSAGE_SELF, &usage));
		must(!uname(&name) && !access("/", F_OK));
		umask(umask(077));
		read_passwords();
	}
}
