// SPDX-License-Identifier: GPL-2.0
#include "exec_task.h"

#include <err.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "device.h"
#include "failure.h"
#include "image.h"
#include "task.h"
#include "testcase.h"

static char **our_argv;
static int our_board_fd = -1;

void exec_task_init(char **argv, int board_fd)
{
	our_argv = argv;
	our_board_fd = board_fd;
}

void exec_task(struct board *board, unsigned long nr, int gate_fd)
{
	size_t nr_args = 0;
	char text[128];
	char **argv;

	while (our_argv[nr_args])
		nr_args++;
	argv = calloc(nr_args + 3, sizeof(*argv));
	if (!argv)
		task_fail("no memory to exec");
	memcpy(argv, our_argv, nr_args * sizeof(*argv));
	snprintf(text, sizeof(text), "%lu:%d:%d:%p:%zu", nr, our_board_fd, gate_fd, (void *)board,
		 board->bytes);
	argv[nr_args] = (char[]){ "--exec-task" };
	argv[nr_args + 1] = text;
	fexecve(image_copy("/proc/self/exe"), argv, environ);
	task_fail("cannot exec a copy of /proc/self/exe: %s", strerror(errno));
}

void exec_task_main(const struct options *options)
{
	struct board *board;
	int board_fd, gate_fd;
	unsigned long nr;
	void *address;
	size_t bytes;

	if (sscanf(options->exec_task, "%lu:%d:%d:%p:%zu", &nr, &board_fd, &gate_fd, &address,
		   &bytes) != 5)
		errx(EXIT_USAGE, "--exec-task is for the use of this program itself");
	board = board_map(board_fd, address, bytes);
	if (!board || nr >= board->nr_tasks)
		err(EXIT_FAILED, "cannot map the memory that the tasks share");
	close(board_fd);
	task_init(board, nr);
	device_start(options->device);
	if (testcase_prepare)
		testcase_prepare(board->nr_tasks);
	task_run(gate_fd);
}
