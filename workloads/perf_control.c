// SPDX-License-Identifier: GPL-2.0
#include "perf_control.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <string.h>
#include <unistd.h>

#include "failure.h"

#define ANSWER_MS 25000 /* of a collector on a busy machine; CELL_LIMIT is more */

static int control = -1, answer = -1;

/* O_RDWR: opening a FIFO must not wait for the other side. */
static int fifo_open(const char *path)
{
	int fd = open(path, O_RDWR | O_CLOEXEC);

	if (fd < 0)
		fail(EXIT_FAILED, "--perf-control %s: %s", path, strerror(errno));
	return fd;
}

bool perf_control_open(const char *fifos)
{
	const char *comma;
	char path[4096];

	if (!fifos)
		return true;
	comma = strchr(fifos, ',');
	if (!comma || (size_t)(comma - fifos) >= sizeof(path)) {
		fail(EXIT_USAGE, "--perf-control %s: must be two paths, CTL,ACK", fifos);
		return false;
	}
	memcpy(path, fifos, comma - fifos);
	path[comma - fifos] = '\0';
	control = fifo_open(path);
	answer = fifo_open(comma + 1);
	return control >= 0 && answer >= 0;
}

/* perf answers "ack\n" and a NUL when it has carried out a command. */
static bool ask(const char *command)
{
	struct pollfd readable = { .fd = answer, .events = POLLIN };
	char text[16];

	if (control < 0)
		return true;
	if (write(control, command, strlen(command)) < 0 || poll(&readable, 1, ANSWER_MS) != 1 ||
	    read(answer, text, sizeof(text)) < 0) {
		fail(EXIT_FAILED, "--perf-control: no answer; is it perf stat --control?");
		return false;
	}
	return true;
}

bool perf_control_ping(void)
{
	return ask("ping\n");
}

bool perf_control_enable(void)
{
	return ask("enable\n");
}

bool perf_control_disable(void)
{
	return ask("disable\n");
}
