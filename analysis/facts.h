/* SPDX-License-Identifier: GPL-2.0 */
/*
 * All of env.json as a list: each value with its path in the file
 * (`machine.clocksource`) and, for those that people ask about, a name in words.
 * `host.mitigations`, a list in one string, becomes a fact for each item.
 */
#ifndef ANALYSIS_FACTS_H
#define ANALYSIS_FACTS_H

#include <stdbool.h>
#include <stddef.h>

struct fact {
	char *key;
	char *value; /* safe to print; "unknown" if null */
};

struct facts {
	struct fact *fact; /* in the order of the file */
	size_t count;
	size_t capacity;
};

/* Reads DIR/env.json; no facts if it is absent. */
void facts_read(struct facts *facts, const char *dir);

/* The value of that key, or "unknown". */
const char *facts_value(const struct facts *facts, const char *key);

/* "clock source" for machine.clocksource; the key itself if it has no other name. */
const char *fact_name(const char *key);

/*
 * Of the run itself (when, under which name, with which seed) rather than of the
 * circumstances: it differs between any two runs.
 */
bool fact_is_of_run(const char *key);

void facts_free(struct facts *facts);

#endif /* ANALYSIS_FACTS_H */
