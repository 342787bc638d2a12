/* SPDX-License-Identifier: GPL-2.0 */
/* The command line of build/aim7. */
#ifndef RMAPLOCK_AIM7_GENERATOR_H
#define RMAPLOCK_AIM7_GENERATOR_H

#include <stdbool.h>
#include <stdint.h>

#include "aim7/mix.h"
#include "aim7/ramp.h"
#include "placement.h"

#define USERS_MAX 65536

struct generator {
	struct mix mix;
	struct ramp ramp; /* --users */
	const char *single; /* names of tests, or NULL: points */
	const char *for_points; /* an option given that only points have, or NULL */
	const char *for_single; /* one that only single tests have */
	unsigned long jobs, reps, seed;
	unsigned int sleep_ms;
	uint64_t single_ns; /* how long each test runs alone */
	uint64_t settle_ns; /* between the last user at the gate and the start */
	uint64_t timeout_ns; /* of a point; 0: the original's */
	bool sync; /* before each point */
	const char *dir; /* for the users' files; NULL: see scratch.h */
	const char *device;
	struct placement placement;
	const char *csv; /* file, or NULL */
	bool rows; /* print rows of a run folder instead of the table */
};

/* Parse. Exits 2 with one line for bad input, 0 after --help and --list. */
void generator_parse(int argc, char **argv, struct generator *generator);

#endif /* RMAPLOCK_AIM7_GENERATOR_H */
