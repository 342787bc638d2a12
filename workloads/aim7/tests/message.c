// SPDX-License-Identifier: GPL-2.0
/*
 * Messages that a user sends to itself, through a pipe or a socket: each is read
 * before the next one is written. Of the original's sizes, of which a job goes on
 * where the one before stopped, but not its miscount: it sends one message fewer.
 */
#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "aim7/message.h"
#include "aim7/test.h"
#include "aim7/user.h"

static char message[MESSAGE_BYTES_MAX];

static void pass_on(int to, int from, int n)
{
	for (int i = 0; i < n; i++) {
		size_t bytes = message_bytes();

		must(write(to, message, bytes) == (ssize_t)bytes);
		/* a stream may come in pieces */
		for (size_t got = 0; got < bytes;) {
			ssize_t piece = read(from, message, bytes - got);

			must(piece > 0);
			got += piece;
		}
	}
	must(!close(from));
	must(!close(to));
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

	unlink("fifo_test"); /* never there, but asked for */
	must(!mkfifo("fifo_test", 0600));
	/* a reader that does not wait for a writer; then as any other */
	from = open("fifo_test", O_RDONLY | O_NONBLOCK | O_CLOEXEC);
	must(from >= 0);
	to = open("fifo_test", O_WRONLY | O_CLOEXEC);
	must(to >= 0 && !fcntl(from, F_SETFL, 0));
	pass_on(to, from, 100);
	must(!unlink("fifo_test"));
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
static int bound(int type, struct sockaddr_in *address)
{
	socklen_t size = sizeof(*address);
	int fd = socket(AF_INET, type | SOCK_CLOEXEC, 0);

	must(fd >= 0);
	*address = (struct sockaddr_in){ .sin_family = AF_INET,
					 .sin_addr = { htonl(INADDR_LOOPBACK) } };
	must(!bind(fd, (struct sockaddr *)address, size));
	must(!getsockname(fd, (struct sockaddr *)address, &size));
	return fd;
}

static void connect_to(int fd, const struct sockaddr_in *address)
{
	must(fd >= 0);
	must(!connect(fd, (const struct sockaddr *)address, sizeof(*address)));
}

/* Closed with a reset by the side that is written to: then no port is kept for a minute, and users do not run out of them. */
TEST(tcp_test, 90, "TCP/IP Messages", NEEDS_LOOPBACK)
{
	static const struct linger reset = { 1, 0 };
	static const int on = 1;
	struct sockaddr_in address;
	int listener = bound(SOCK_STREAM, &address);
	int from = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), to;

	must(!setsockopt(listener, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on)));
	must(!listen(listener, 5));
	connect_to(from, &address);
	to = accept4(listener, NULL, NULL, SOCK_CLOEXEC);
	must(to >= 0);
	must(!setsockopt(from, SOL_SOCKET, SO_LINGER, &reset, sizeof(reset)));
	pass_on(to, from, 90);
	must(!close(listener));
}

/* Both sides have a port. */
TEST(udp_test, 100, "UDP/IP DataGrams", NEEDS_LOOPBACK)
{
	struct sockaddr_in address, own;
	int to = bound(SOCK_DGRAM, &own), from = bound(SOCK_DGRAM, &address);

	connect_to(to, &address);
	pass_on(to, from, 100);
}
