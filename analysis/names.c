// SPDX-License-Identifier: GPL-2.0
#include "names.h"

#include "error.h"

#include <stdlib.h>
#include <string.h>

/* FNV-1a: short keys, no adversary worth more. */
static uint64_t hash(const void *key, size_t size)
{
	const unsigned char *byte = key;
	uint64_t h = 0xcbf29ce484222325ULL;

	while (size--)
		h = (h ^ *byte++) * 0x100000001b3ULL;
	return h ^ (h >> 32);
}

const void *names_key(const struct names *names, uint32_t id)
{
	return names->bytes + names->offset[id];
}

static bool is_key(const struct names *names, uint32_t id, const void *key, size_t size)
{
	return names->offset[id + 1] - names->offset[id] == size &&
	       memcmp(names_key(names, id), key, size) == 0;
}

/* The slot that holds the key, or the free one where it belongs. */
static uint32_t *find_slot(const struct names *names, const void *key, size_t size)
{
	size_t i = hash(key, size) & (names->slots - 1);

	while (names->slot[i] && !is_key(names, names->slot[i] - 1, key, size))
		i = (i + 1) & (names->slots - 1);
	return &names->slot[i];
}

static void rehash(struct names *names)
{
	uint32_t id;

	names->slots = names->slots ? 2 * names->slots : 64;
	free(names->slot);
	names->slot = xcalloc(names->slots, sizeof(*names->slot));
	for (id = 0; id < names->count; id++)
		*find_slot(names, names_key(names, id), names->offset[id + 1] - names->offset[id]) =
			id + 1;
}

static void append(struct names *names, const void *key, size_t size)
{
	size_t start, end;

	names->offset = grow(names->offset, names->count + 1, &names->offset_capacity,
			     sizeof(*names->offset));
	if (names->count == 0)
		names->offset[0] = 0;
	start = names->offset[names->count];
	end = start + size;
	while (end > names->bytes_capacity)
		names->bytes = grow(names->bytes, names->bytes_capacity, &names->bytes_capacity, 1);
	memcpy(names->bytes + start, key, size);
	names->offset[++names->count] = end;
}

uint32_t names_intern(struct names *names, const void *key, size_t size)
{
	uint32_t *slot;

	if (names->slots < 2 * ((size_t)names->count + 1))
		rehash(names);
	slot = find_slot(names, key, size);
	if (!*slot) {
		append(names, key, size);
		*slot = names->count;
	}
	return *slot - 1;
}

uint32_t names_find(const struct names *names, const void *key, size_t size)
{
	uint32_t slot = names->slots ? *find_slot(names, key, size) : 0;

	return slot ? slot - 1 : NAMES_NONE;
}

uint32_t names_intern_text(struct names *names, const char *text)
{
	return names_intern(names, text, strlen(text) + 1);
}

uint32_t names_find_text(const struct names *names, const char *text)
{
	return names_find(names, text, strlen(text) + 1);
}

void names_free(struct names *names)
{
	free(names->slot);
	free(names->offset);
	free(names->bytes);
	*names = (struct names){ 0 };
}
