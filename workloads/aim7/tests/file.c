// SPDX-License-Identifier: GPL-2.0
/* Names of files: made, linked, looked up, listed. */
#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/random.h>
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

/* A name of chance that is no file's, as mktemp() makes it, against which linkers warn. */
static void new_name(char *name, size_t size)
{
	unsigned long long chance;
	struct stat status;

	must(getrandom(&chance, sizeof(chance), 0) == sizeof(chance));
	snprintf(name, size, "link.%016llx", chance);
	must(lstat(name, &status));
}

/* A file with seven links beside its first name; over and over each is taken away and made again. */
TEST(link_test, LINKS *ROUNDS, "Link/Unlink Pairs", 0)
{
	char name[1 + LINKS][32];
	int fd;

	for (int i = 0; i <= LINKS; i++)
		new_name(name[i], sizeof(name[i]));
	fd = creat(name[0], 0600);
	must(fd >= 0);
	for (int i = 1; i <= LINKS; i++)
		must(!link(name[0], name[i]));
	for (int round = 0; round < ROUNDS; round++) {
		for (int i = 1; i <= LINKS; i++)
			must(!unlink(name[i]) && !link(name[0], name[i]));
	}
	for (int i = 0; i <= LINKS; i++)
		must(!unlink(name[i]));
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
