/* SPDX-License-Identifier: GPL-2.0 */
/* What must be alike in two runs that are compared: else what differs would be that. */
#ifndef ANALYSIS_ALIKE_H
#define ANALYSIS_ALIKE_H

#include "env.h"
#include "plan.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

/* Why a comparison makes no sense: one clause each, "B is emulated, A is not". */
struct objections { /* all zero is empty */
	char **text;
	size_t count;
	size_t capacity;
};

/* A run as the clauses name it. */
struct circumstances {
	char letter;
	const struct env *env;
	const struct plan *plan; /* NULL if the folder has none */
};

void object(struct objections *o, const char *format, ...) __attribute__((format(printf, 2, 3)));

/*
 * Emulated against real, icount against any other accelerator, where a run took
 * place known of one and not of the other.
 */
void object_to_place(struct objections *o, const struct circumstances *a,
		     const struct circumstances *b);

/* Another window, warm-up or pin; a plan of one and not of the other. */
void object_to_cells(struct objections *o, const struct circumstances *a,
		     const struct circumstances *b);

/* Bad input naming the first, unless forced or there is none. */
void objections_raise(const struct objections *o, const char *folder, bool force);

/* A line for each that --force overruled. */
void objections_print(const struct objections *o, FILE *out);

/* The column `marks` of tables for programs: `emulated`, `forced`, both with a comma, or `-`. */
const char *marks_text(bool emulated, const struct objections *o);

void objections_free(struct objections *o);

#endif /* ANALYSIS_ALIKE_H */
