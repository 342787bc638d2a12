// SPDX-License-Identifier: GPL-2.0
/* Names of files: made, linked, looked up, listed. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "aim7/test.h"
#include "aim7/user.h"

TEST(creat_clo, 1000, "File Creations and Closes", 0)
{
	for (int i = 0; i < 1000; i++) {
		int fd = creat("creat_clo", 0600);

		must(fd >= 0);
		close(fd);
	}
	must(!unlink("creat_clo"));
}

#define LINKS 7
#define ROUNDS 9

TEST(link_test, LINKS *ROUNDS, "Link/Unlink Pairs", 0)
{
	char name[LINKS][16];
	int fd = creat("link_test", 0600);

	must(fd >= 0);
	close(fd);
	for (int i = 0; i < LINKS; i++)
		snprintf(name[i], sizeof(name[i]), "link_test.%d", i);
	for (int round = 0; round < ROUNDS; round++) {
		for (int i = 0; i < LINKS; i++)
			must(!link("link_test", name[i]));
		for (int i = 0; i < LINKS; i++)
			must(!unlink(name[i]));
	}
	must(!unlink("link_test"));
}

/* All machines have a /bin; it is read from the start again as often as need be. */
TEST(dir_rtns_1, 10000, "Directory Operations", 0)
{
	DIR *dir = opendir("/bin");
	int read = 0;

	must(dir);
	while (read < 10000) {
		if (readdir(dir))
			read++;
		else
			rewinddir(dir);
	}
	closedir(dir);
}

#define SEARCHES 75
#define DEPTH 5

/* A search walks down five folders to a file that is not there, and is told so. */
TEST(disk_src, SEARCHES, "Directory Searches", 0)
{
	static const char folders[] = "src/src/src/src/src";
	char name[sizeof(folders) + 16];
	struct stat status;

	for (int depth = 1; depth <= DEPTH; depth++) {
		snprintf(name, 4 * depth, "%s", folders);
		must(!mkdir(name, 0700) || errno == EEXIST);
	}
	for (int i = 0; i < SEARCHES; i++) {
		snprintf(name, sizeof(name), "%s/%d", folders, i);
		must(stat(name, &status) && errno == ENOENT);
	}
}
