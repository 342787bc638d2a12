// SPDX-License-Identifier: GPL-2.0
#include "aim7/mix.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The original's defaults; a mix may say otherwise. */
#define FILESIZE_KIB 10
#define POOLSIZE_KIB 1024

#define SIZE_KIB_MAX (16ul << 20)
#define TEXT_BYTES_MAX 65536

struct reader {
	struct mix *mix;
	const char *name;
	unsigned int line;
	char *why;
	size_t size;
};

static int wrong(const struct reader *reader, const char *what, const char *text)
{
	snprintf(reader->why, reader->size, "mix %s, line %u: '%s' %s", reader->name, reader->line,
		 text, what);
	return -1;
}

/* Digits only, at most 9. */
static int parse_digits(const char *text, size_t length, unsigned long *value)
{
	if (length == 0 || length > 9 || strspn(text, "0123456789") < length)
		return -1;
	*value = strtoul(text, NULL, 10);
	return 0;
}

static int read_size(const struct reader *reader, const char *text, unsigned long *kib)
{
	size_t digits = strspn(text, "0123456789");
	unsigned long value;

	if (parse_digits(text, digits, &value) || !text[digits] || !strchr("kKmM", text[digits]) ||
	    text[digits + 1])
		return wrong(reader, "is no size such as 10K or 1M", text);
	*kib = strchr("mM", text[digits]) ? value << 10 : value;
	if (*kib > SIZE_KIB_MAX)
		return wrong(reader, "is more than 16 GiB", text);
	return 0;
}

static int add_test(const struct reader *reader, const char *weight_text, const char *name)
{
	const struct test *test = test_find(name);
	struct mix *mix = reader->mix;
	unsigned long weight;
	size_t i = 0;

	if (parse_digits(weight_text, strlen(weight_text), &weight) || weight < 1 ||
	    weight > MIX_WEIGHT_MAX)
		return wrong(reader, "is no weight from 1 to 1000000", weight_text);
	if (!test)
		return wrong(reader, "is no test; --list prints them all", name);
	while (i < mix->nr && mix->item[i].test != test)
		i++;
	if (i == MIX_TESTS_MAX)
		return wrong(reader, "is one test too many", name);
	if (i == mix->nr)
		mix->item[mix->nr++].test = test;
	mix->item[i].weight = weight;
	mix->sum += weight;
	return 0;
}

/* The colon behind FILESIZE is left out in some of the original's files. */
static int is_key(const char *word, const char *key)
{
	size_t length = strlen(key);

	return !strncmp(word, key, length) && (!word[length] || !strcmp(word + length, ":"));
}

static int read_line(struct reader *reader, char *line)
{
	char *rest, *first, *second;

	line[strcspn(line, "#")] = '\0';
	first = strtok_r(line, " \t\r", &rest);
	if (!first)
		return 0;
	second = strtok_r(NULL, " \t\r", &rest);
	if (!second || strtok_r(NULL, " \t\r", &rest))
		return wrong(reader,
			     "must begin a line of two words: WEIGHT TEST, or FILESIZE: SIZE",
			     first);
	if (is_key(first, "FILESIZE"))
		return read_size(reader, second, &reader->mix->filesize_kib);
	if (is_key(first, "POOLSIZE"))
		return read_size(reader, second, &reader->mix->poolsize_kib);
	return add_test(reader, first, second);
}

int mix_parse(struct mix *mix, const char *name, const char *text, char *why, size_t size)
{
	struct reader reader = { .mix = mix, .name = name, .why = why, .size = size };

	*mix = (struct mix){ .name = name,
			     .filesize_kib = FILESIZE_KIB,
			     .poolsize_kib = POOLSIZE_KIB };
	while (*text) {
		size_t length = strcspn(text, "\n");
		char line[256];

		reader.line++;
		if (length >= sizeof(line)) {
			snprintf(line, sizeof(line), "%s", text);
			return wrong(&reader, "is too long a line", line);
		}
		memcpy(line, text, length);
		line[length] = '\0';
		if (read_line(&reader, line))
			return -1;
		text += length + (text[length] == '\n');
	}
	if (!mix->nr) {
		snprintf(why, size, "mix %s: no test in it", name);
		return -1;
	}
	return 0;
}

static int load_file(struct mix *mix, const char *path, char *why, size_t size)
{
	FILE *file = fopen(path, "re");
	char *text = calloc(1, TEXT_BYTES_MAX + 1);
	int status = -1;
	size_t bytes;

	snprintf(why, size, "mix %s: %s", path, strerror(errno));
	if (!file || !text)
		goto out;
	bytes = fread(text, 1, TEXT_BYTES_MAX + 1, file);
	if (ferror(file))
		snprintf(why, size, "mix %s: %s", path, strerror(errno));
	else if (bytes > TEXT_BYTES_MAX || memchr(text, '\0', bytes))
		snprintf(why, size, "mix %s: is no text of at most %d bytes", path, TEXT_BYTES_MAX);
	else
		status = mix_parse(mix, path, text, why, size);
out:
	free(text);
	if (file)
		fclose(file);
	return status;
}

int mix_load(struct mix *mix, const char *name, char *why, size_t size)
{
	size_t used;

	if (strchr(name, '/'))
		return load_file(mix, name, why, size);
	for (size_t i = 0; mix_names[i]; i++) {
		if (!strcmp(mix_names[i], name))
			return mix_parse(mix, mix_names[i], mix_texts[i], why, size);
	}
	used = snprintf(why, size, "no mix '%.40s'; name a file with a slash, or one of:", name);
	for (size_t i = 0; mix_names[i] && used < size; i++)
		used += snprintf(why + used, size - used, " %s", mix_names[i]);
	return -1;
}

void mix_single(struct mix *mix, const struct test *test)
{
	*mix = (struct mix){ .name = test->name,
			     .item = { { test, 1 } },
			     .nr = 1,
			     .sum = 1,
			     .filesize_kib = FILESIZE_KIB,
			     .poolsize_kib = POOLSIZE_KIB };
}

unsigned int mix_needs(const struct mix *mix)
{
	unsigned int needs = 0;

	for (size_t i = 0; i < mix->nr; i++)
		needs |= mix->item[i].test->needs;
	return needs;
}

unsigned long mix_file_kib(const struct mix *mix, unsigned long users)
{
	unsigned long kib = mix->filesize_kib + mix->poolsize_kib / users;

	return kib ? kib : 1;
}

unsigned long mix_jobs(const struct mix *mix, unsigned long jobs, unsigned long *count)
{
	unsigned long sum = 0;

	for (size_t i = 0; i < mix->nr; i++) {
		/* in whole numbers: half is half, whatever a machine's floating point makes of it */
		unsigned long long share = (unsigned long long)mix->item[i].weight * jobs;

		count[i] = (2 * share + mix->sum) / (2 * mix->sum);
		if (!count[i])
			count[i] = 1;
		sum += count[i];
	}
	return sum;
}
