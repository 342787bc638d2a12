/* SPDX-License-Identifier: GPL-2.0 */
/* What a table's header says about where the run took place. */
#ifndef ANALYSIS_ENV_H
#define ANALYSIS_ENV_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

struct env {
	bool known; /* env.json was there */
	char *run; /* strings are safe to print, "unknown" if null or absent */
	char *subject; /* what carries the lock: model, kernel, stock */
	char *target;
	char *kernel;
	char *accelerator;
	bool emulated;
	char **note;
	size_t notes;
};

/* DIR/env.json, an object of which anything may be missing; NULL if there is no such file. */
json_t *env_load(const char *dir);

/* Reads DIR/env.json; the file may be absent. */
void env_read(struct env *env, const char *dir);

/* The line that says where a run took place. */
void env_print(const struct env *env, FILE *out);

void env_free(struct env *env);

#endif /* ANALYSIS_ENV_H */
