// SPDX-License-Identifier: GPL-2.0
/*
 * A fuzz target (libFuzzer) for all that reads a run folder. An input is a whole
 * folder in one file: a line `@@ NAME`, and what follows is that file. The programs
 * themselves run on it, with an exit() that comes back here: only 0 and 2 are
 * right, and what is written must be readable. Sanitizers do the rest.
 */
#include "analysis/agree/side.h"
#include "analysis/error.h"

#include <errno.h>
#include <fcntl.h>
#include <jansson.h>
#include <search.h>
#include <setjmp.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* fuzz.mk renames each main() and wraps these functions of libc. */
int analyse_main(int argc, char **argv);
int compare_main(int argc, char **argv);
int show_main(int argc, char **argv);
void *__real_calloc(size_t count, size_t size);
void *__real_reallocarray(void *old, size_t count, size_t size);
void __real_free(void *memory);
_Noreturn void __real_exit(int status);

#define MARK "@@ "

static const char *const file_name[] = {
	"plan",		  "env.json",  "samples.tsv", "counters.tsv",
	"histograms.tsv", "cells.tsv", "summary.tsv",
};

#define FILES (sizeof(file_name) / sizeof(file_name[0]))

static char folder[4096];
static jmp_buf exited;
static bool is_running; /* a program; else it is libFuzzer that calls */
static int exit_status;
static void *live; /* memory of the program that runs: exit() would have given it back */

static int compare_addresses(const void *a, const void *b)
{
	return (uintptr_t)a < (uintptr_t)b ? -1 : (uintptr_t)a > (uintptr_t)b;
}

static void *keep(void *memory)
{
	if (is_running && memory && !tsearch(memory, &live, compare_addresses))
		abort();
	return memory;
}

void *__wrap_calloc(size_t count, size_t size)
{
	return keep(__real_calloc(count, size));
}

void *__wrap_reallocarray(void *old, size_t count, size_t size)
{
	void *memory = __real_reallocarray(old, count, size);

	if (memory && old)
		tdelete(old, &live, compare_addresses);
	return keep(memory);
}

void __wrap_free(void *memory)
{
	tdelete(memory, &live, compare_addresses);
	__real_free(memory);
}

_Noreturn void __wrap_exit(int status)
{
	if (!is_running)
		__real_exit(status);
	exit_status = status;
	longjmp(exited, 1);
}

static void *json_memory(size_t size)
{
	return __wrap_calloc(1, size);
}

static void leave_alone(void *memory)
{
	(void)memory;
}

static void remove_inputs(void)
{
	for (size_t i = 0; i < FILES; i++) {
		char *path = path_join(folder, file_name[i]);

		unlink(path);
		free(path);
	}
}

static void remove_folder(void)
{
	char *path;
	size_t i;

	remove_inputs();
	for (i = 0; i < 2; i++) {
		path = path_join(folder, i ? "costs.tsv" : "distributions.tsv");
		unlink(path);
		free(path);
	}
	rmdir(folder);
}

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
	(void)argc;
	(void)argv;
	snprintf(folder, sizeof(folder), "%s/rmaplock-fuzz-XXXXXX", getenv("TMPDIR") ?: "/tmp");
	if (!mkdtemp(folder)) {
		perror(folder);
		abort();
	}
	atexit(remove_folder);
	json_set_alloc_funcs(json_memory, __wrap_free);
	return 0;
}

static void write_file(const char *name, const uint8_t *data, size_t size)
{
	char *path = path_join(folder, name);
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);

	if (fd < 0 || write(fd, data, size) != (ssize_t)size)
		abort();
	close(fd);
	free(path);
}

/* The next line that begins with MARK, or the end. */
static const uint8_t *find_mark(const uint8_t *at, const uint8_t *end)
{
	const uint8_t *found;

	while (at < end && (size_t)(end - at) >= strlen(MARK)) {
		if (memcmp(at, MARK, strlen(MARK)) == 0)
			return at;
		found = memchr(at, '\n', end - at);
		if (!found)
			break;
		at = found + 1;
	}
	return end;
}

static void write_folder(const uint8_t *data, size_t size)
{
	const uint8_t *end = data + size, *at, *next, *newline;
	size_t i;

	remove_inputs();
	for (at = find_mark(data, end); at < end; at = next) {
		newline = memchr(at, '\n', end - at);
		if (!newline)
			break;
		next = find_mark(newline + 1, end);
		at += strlen(MARK);
		for (i = 0; i < FILES; i++)
			if (strlen(file_name[i]) == (size_t)(newline - at) &&
			    memcmp(at, file_name[i], newline - at) == 0)
				write_file(file_name[i], newline + 1, next - newline - 1);
	}
}

static int read_summary(int argc, char **argv)
{
	struct names names = { 0 };
	struct side side;

	(void)argc;
	side_read(&side, argv[1], &names);
	side_free(&side);
	names_free(&names);
	return EXIT_OK;
}

static void free_one(const void *node, VISIT visit, int depth)
{
	(void)depth;
	if (visit == postorder || visit == leaf)
		__real_free(*(void *const *)node);
}

/* Its exit status; what it did not give back is given back. */
static int run(int (*program)(int argc, char **argv))
{
	char name[] = "fuzz";
	char *argv[] = { name, folder, NULL };
	int lowest = dup(0);

	close(lowest); /* the first that a program may leave open */
	is_running = true;
	if (!setjmp(exited)) {
		exit_status = program(2, argv);
	} else {
		twalk(live, free_one);
		close_range(lowest, ~0U, 0);
	}
	is_running = false;
	tdestroy(live, leave_alone);
	live = NULL;
	fflush(stdout);
	return exit_status;
}

static bool is_accepted(int (*program)(int argc, char **argv))
{
	int status = run(program);

	if (status != EXIT_OK && status != EXIT_BAD_INPUT)
		abort();
	return status == EXIT_OK;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	write_folder(data, size);
	is_accepted(read_summary);
	if (is_accepted(analyse_main) && !is_accepted(read_summary))
		abort();
	is_accepted(show_main);
	is_accepted(compare_main);
	return 0;
}
