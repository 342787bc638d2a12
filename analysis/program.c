// SPDX-License-Identifier: GPL-2.0
#include "program.h"

#include "error.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void program_begin(const struct argp *argp, int argc, char **argv, void *arguments)
{
	argp_err_exit_status = EXIT_BAD_INPUT;
	if (argp_parse(argp, argc, argv, 0, NULL, arguments))
		exit(EXIT_BAD_INPUT);
}

error_t program_run_argument(const char **folder, int key, char *arg, struct argp_state *state)
{
	switch (key) {
	case ARGP_KEY_ARG:
		if (*folder)
			argp_error(state, "one RUN at a time, not also '%s'", arg);
		*folder = arg;
		return 0;
	case ARGP_KEY_NO_ARGS:
		argp_error(state, "name a run folder, as in results/");
		return 0;
	default:
		return ARGP_ERR_UNKNOWN;
	}
}

int program_end(void)
{
	if (fflush(stdout) || ferror(stdout))
		fail("cannot write to standard output: %s", strerror(errno));
	return EXIT_OK;
}
