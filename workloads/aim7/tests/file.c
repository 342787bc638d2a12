// SPDX-License-Identifier: GPL-2.0
/* Names of files: made, linked, looked up, listed. */
#include <dirent.h>
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

/* A name that no job had before, and that is no file's: it is looked for. */
static void new_name(char *name, size_t size, const char *stem)
{
	static unsigned int nr;

	snprintf(name, size, "%s.%010u", stem, nr++);
	must(access(name, F_OK));
}

/* Seven links beside the file itself; over and over each is taken away and made again. */
TEST(link_test, LINKS *ROUNDS, "Link/Unlink Pairs", 0)
{
	char name[LINKS][32];
	int fd = creat("link_test", 0600);

	must(fd >= 0);
	for (int i = 0; i < LINKS; i++) {
		new_name(name[i], sizeof(name[i]), "link_test");
		must(!link("link_test", name[i]));
	}
	for (int round = 0; round < ROUNDS; round++) {
		for (int i = 0; i < LINKS; i++)
			must(!unlink(name[i]) && !link("link_test", name[i]));
	}
	for (int i = 0; i < LINKS; i++)
		must(!unlink(name[i]));
	must(!unlink("link_test"));
	close(fd);
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
