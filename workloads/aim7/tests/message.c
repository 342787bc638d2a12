// SPDX-License-Identifier: GPL-2.0
/*
 * Messages of 1 KiB that a user sends to itself, through a pipe or a socket:
 * each is read before the next one is written. Their size is ours.
 */
#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "aim7/test.h"
#include "aim7/user.h"

#define MESSAGE_BYTES 1024

static char message[MESSAGE_BYTES];

static void pass_on(int to, int from, int n)
{
	for (int i = 0; i < n; i++) {
		must(write(to, message, sizeof(message)) == sizeof(message));
		/* a stream may come in pieces */
		for (size_t got = 0; got < sizeof(message);) {
			ssize_t bytes = read(from, message, sizeof(message) - got);

			must(bytes > 0);
			got += bytes;
		}
	}
	must(!close(to));
	must(!close(from));
}

TEST(pipe_cpy, 100, "Pipe Messages", 0)
{
	int fds[2];

	must(!pipe2(fds, O_CLOEXEC));
	pass_on(fds[1], fds[0], 100);
}

TEST(fifo_test, 100, "FIFO Messages", 0)
{
	int from, to;

	must(!mkfifo("fifo_test", 0600));
	/* a reader that does not wait for a writer; then as any other */
	from = open("fifo_test", O_RDONLY | O_NONBLOCK | O_CLOEXEC);
	must(from >= 0);
	to = open("fifo_test", O_WRONLY | O_CLOEXEC);
	must(to >= 0 && !fcntl(from, F_SETFL, 0));
	must(!unlink("fifo_test"));
	pass_on(to, from, 100);
}

static void through_pair(int type)
{
	int fds[2];

	must(!socketpair(AF_UNIX, type | SOCK_CLOEXEC, 0, fds));
	pass_on(fds[0], fds[1], 100);
}

TEST(stream_pipe, 100, "Stream Pipe Messages", 0)
{
	through_pair(SOCK_STREAM);
}

TEST(dgram_pipe, 100, "DataGram Pipe Messages", 0)
{
	through_pair(SOCK_DGRAM);
}

/* A socket on a free port of the loopback device, whose address it tells. */
static int listening(int type, struct sockaddr_in *address)
{
	socklen_t size = sizeof(*address);
	int fd = socket(AF_INET, type | SOCK_CLOEXEC, 0);

	must(fd >= 0);
	*address = (struct sockaddr_in){ .sin_family = AF_INET,
					 .sin_addr = { htonl(INADDR_LOOPBACK) } };
	must(!bind(fd, (struct sockaddr *)address, size));
	must(!getsockname(fd, (struct sockaddr *)address, &size));
	must(type != SOCK_STREAM || !listen(fd, 1));
	return fd;
}

static int connected(int type, const struct sockaddr_in *address)
{
	int fd = socket(AF_INET, type | SOCK_CLOEXEC, 0);

	must(fd >= 0);
	must(!connect(fd, (const struct sockaddr *)address, sizeof(*address)));
	return fd;
}

/* Closed with a reset: nothing is under way any more, and the port is free again at once. */
TEST(tcp_test, 90, "TCP/IP Messages", NEEDS_LOOPBACK)
{
	static const struct linger reset = { 1, 0 };
	struct sockaddr_in address;
	int listener = listening(SOCK_STREAM, &address);
	int to = connected(SOCK_STREAM, &address);
	int from = accept4(listener, NULL, NULL, SOCK_CLOEXEC);

	must(from >= 0);
	close(listener);
	must(!setsockopt(to, SOL_SOCKET, SO_LINGER, &reset, sizeof(reset)));
	pass_on(to, from, 90);
}

TEST(udp_test, 100, "UDP/IP DataGrams", NEEDS_LOOPBACK)
{
	struct sockaddr_in address;
	int from = listening(SOCK_DGRAM, &address);

	pass_on(connected(SOCK_DGRAM, &address), from, 100);
}
