// SPDX-License-Identifier: GPL-2.0
#include "plan.h"

#include "decimal.h"
#include "error.h"
#include "lines.h"
#include "tsv.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define BLANKS " \t\r"

static char *trim(char *text)
{
	char *end;

	text += strspn(text, BLANKS);
	for (end = text + strlen(text); end > text && strchr(BLANKS, end[-1]); end--)
		end[-1] = '\0';
	return text;
}

static char *copy_config(const char *key, const char *name, const struct lines *lines)
{
	if (!is_name(name))
		bad_input(lines->path, lines->number,
			  "%s: '%s' is no config, whose name is of a-z, 0-9, '_' and '-'", key,
			  printable(name));
	return xstrdup(name);
}

static void read_configs(struct plan *plan, char *list, const struct lines *lines)
{
	size_t capacity = plan->configs;
	char *save, *word;

	for (word = strtok_r(list, BLANKS, &save); word; word = strtok_r(NULL, BLANKS, &save)) {
		plan->config = grow(plan->config, plan->configs, &capacity, sizeof(*plan->config));
		plan->config[plan->configs++] = copy_config("configs", word, lines);
	}
}

static void read_line(struct plan *plan, struct lines *lines, char *line, size_t *capacity)
{
	uint32_t known = plan->keys.count;
	char *key, *value;

	line[strcspn(line, "#")] = '\0';
	key = trim(line);
	if (!*key)
		return;
	value = strchr(key, '=');
	if (!value)
		bad_input(lines->path, lines->number, "'%s' is not of the form 'key = value'",
			  printable(key));
	*value++ = '\0';
	key = trim(key);
	value = trim(value);
	if (names_intern_text(&plan->keys, key) < known)
		bad_input(lines->path, lines->number, "'%s' is set twice: delete one of the lines",
			  printable(key));
	plan->value = grow(plan->value, plan->values, capacity, sizeof(*plan->value));
	plan->value[plan->values++] = printable_copy(value);
	if (strcmp(key, "baseline") == 0 && *value)
		plan->baseline = copy_config(key, value, lines);
	else if (strcmp(key, "configs") == 0)
		read_configs(plan, value, lines);
}

bool plan_is_there(const char *dir)
{
	char *path = path_join(dir, "plan");
	bool there = access(path, F_OK) == 0;

	free(path);
	return there;
}

void plan_read(struct plan *plan, const char *dir)
{
	struct lines lines;
	size_t capacity = 0;
	char *line;

	*plan = (struct plan){ 0 };
	if (!lines_open(&lines, dir, "plan")) {
		char *path = path_join(dir, "plan");

		bad_input(path, 0, "is not there: name the folder of a run, as in results/");
	}
	while ((line = lines_next(&lines)))
		read_line(plan, &lines, line, &capacity);
	if (!plan->baseline)
		bad_input(lines.path, 0, "names no baseline: add 'baseline = CONFIG'");
	lines_close(&lines);
}

const char *plan_value(const struct plan *plan, const char *key)
{
	uint32_t i = names_find_text(&plan->keys, key);

	return i == NAMES_NONE ? "-" : plan->value[i];
}

size_t plan_count(const struct plan *plan, const char *dir, const char *key, size_t most,
		  size_t otherwise)
{
	const char *text = plan_value(plan, key);
	double value;

	if (strcmp(text, "-") == 0)
		return otherwise;
	if (!decimal_parse(text, &value) || !(value >= 1 && value <= most) || floor(value) != value)
		bad_input(path_join(dir, "plan"), 0,
			  "%s is '%s', expected a whole number from 1 to %zu", key, printable(text),
			  most);
	return value;
}

const char *plan_twin_of(const char *config)
{
	size_t prefix = strlen(TWIN_PREFIX);

	return strncmp(config, TWIN_PREFIX, prefix) == 0 ? config + prefix : NULL;
}

size_t plan_rank(const struct plan *plan, const char *config)
{
	size_t i;

	if (strcmp(config, plan->baseline) == 0)
		return 0;
	if (plan_twin_of(config))
		return plan->configs + 2;
	for (i = 0; i < plan->configs; i++)
		if (strcmp(config, plan->config[i]) == 0)
			return i + 1;
	return plan->configs + 1;
}

void plan_free(struct plan *plan)
{
	while (plan->values)
		free(plan->value[--plan->values]);
	free(plan->value);
	names_free(&plan->keys);
	while (plan->configs)
		free(plan->config[--plan->configs]);
	free(plan->config);
	free(plan->baseline);
}
