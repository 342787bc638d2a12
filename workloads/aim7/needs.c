// SPDX-License-Identifier: GPL-2.0
/* What a machine must have for a mix. */
#include <arpa/inet.h>
#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/shm.h>
#include <sys/socket.h>
#include <unistd.h>

#include "aim7/limits.h"
#include "aim7/scratch.h"
#include "aim7/user.h"
#include "failure.h"

static void lacks(const struct mix *mix, const char *what)
{
	errx(EXIT_NOT_POSSIBLE, "mix %s: %s", mix->name, what);
}

static bool has_o_direct(void)
{
	char name[512];
	int fd;

	snprintf(name, sizeof(name), "%s/o_direct", scratch_dir());
	fd = open(name, O_RDWR | O_CREAT | O_DIRECT | O_CLOEXEC, 0600);
	unlink(name);
	if (fd >= 0)
		close(fd);
	return fd >= 0;
}

static bool has_loopback(void)
{
	struct sockaddr_in address = { .sin_family = AF_INET,
				       .sin_addr = { htonl(INADDR_LOOPBACK) } };
	int fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	bool bound = fd >= 0 && !bind(fd, (struct sockaddr *)&address, sizeof(address));

	if (fd >= 0)
		close(fd);
	return bound;
}

/* A kernel without System V IPC has no such system call. */
static bool has_sysv(void)
{
	return shmctl(-1, IPC_STAT, NULL) == 0 || errno != ENOSYS;
}

void require_needs(const struct mix *mix)
{
	unsigned int needs = mix_needs(mix);
	char why[128];

	if (needs & NEEDS_O_DIRECT && !has_o_direct())
		lacks(mix, "its file system has no O_DIRECT: name a folder on a disk with --dir");
	if (needs & NEEDS_LOOPBACK && !has_loopback())
		lacks(mix, "no loopback network: ip link set lo up");
	if (needs & NEEDS_SYSV && !has_sysv())
		lacks(mix, "this kernel has no System V IPC");
	if (needs & NEEDS_PROGRAMS && user_programs(why, sizeof(why)))
		lacks(mix, why);
}
