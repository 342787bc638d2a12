/* SPDX-License-Identifier: GPL-2.0 */
/* Gives each distinct key (a name, or any bytes) a small number: 0, 1, 2... */
#ifndef ANALYSIS_NAMES_H
#define ANALYSIS_NAMES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define NAMES_NONE UINT32_MAX

struct names { /* all zero is empty */
	uint32_t count;
	uint32_t *slot; /* hash table of id + 1; 0 is free */
	size_t slots; /* a power of two, at least twice count */
	size_t *offset; /* of id's bytes in `bytes`; offset[count] is their end */
	size_t offset_capacity;
	char *bytes;
	size_t bytes_capacity;
};

/* The key's number, a new one if it is new. */
uint32_t names_intern(struct names *names, const void *key, size_t size);

/* The key's number or NAMES_NONE. */
uint32_t names_find(const struct names *names, const void *key, size_t size);

/* The key, good until the next names_intern(). */
const void *names_key(const struct names *names, uint32_t id);

/* The same for strings. */
uint32_t names_intern_text(struct names *names, const char *text);
uint32_t names_find_text(const struct names *names, const char *text);

void names_free(struct names *names);

#endif /* ANALYSIS_NAMES_H */
