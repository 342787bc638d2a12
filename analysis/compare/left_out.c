// SPDX-License-Identifier: GPL-2.0
#include "left_out.h"

#include "../error.h"
#include "../words.h"
#include "rows.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

/* Of each of run->names: is it a config of some cell? */
static bool *find_configs(const struct run *run)
{
	bool *is_config = xcalloc(run->names.count, sizeof(*is_config));
	size_t i;

	for (i = 0; i < run->series_count; i++)
		is_config[run->series[i].config] = true;
	return is_config;
}

static bool has_config(const struct run *run, const bool *is_config, const char *config)
{
	uint32_t id = names_find_text(&run->names, config);

	return id != NAMES_NONE && is_config[id];
}

static void print_item(size_t *printed, const struct side *here, const struct side *there,
		       FILE *out)
{
	if ((*printed)++)
		fputs(", ", out);
	else
		fprintf(out, "left out, in %c and not in %c: ", here->letter, there->letter);
}

static void print_configs(size_t *printed, const struct side *here, const struct side *there,
			  const char *configs, FILE *out)
{
	bool *of_here = find_configs(&here->run), *of_there = find_configs(&there->run);
	const char *config;
	uint32_t i;

	for (i = 0; i < here->run.names.count; i++) {
		config = run_name(&here->run, i);
		if (!of_here[i] || !rows_config_is_chosen(configs, config) ||
		    has_config(&there->run, of_there, config))
			continue;
		print_item(printed, here, there, out);
		fputs(config, out);
	}
	free(of_here);
	free(of_there);
}

static void print_groups(size_t *printed, const struct side *here, const struct side *there,
			 FILE *out)
{
	const struct series *s;
	const char *params;
	uint32_t i;

	for (i = 0; i < here->groups.count; i++) {
		if (names_find_text(&there->groups, names_key(&here->groups, i)) != NAMES_NONE)
			continue;
		s = group_series(&here->run, &here->run.group[i], 0);
		params = run_params(&here->run, s->params);
		print_item(printed, here, there, out);
		fprintf(out, "%s%s%s at %s", run_name(&here->run, s->workload),
			strcmp(params, "-") ? " " : "", strcmp(params, "-") ? params : "",
			count_text(s->tasks, "task"));
	}
}

static void print_alone(const struct side *here, const struct side *there, const char *configs,
			FILE *out)
{
	size_t printed = 0;

	print_configs(&printed, here, there, configs, out);
	print_groups(&printed, here, there, out);
	if (printed)
		fputc('\n', out);
}

void left_out_print(const struct sides *sides, const char *configs, FILE *out)
{
	const struct side *first = &sides->side[0], *other;
	const char *a = first->run.plan.baseline, *b;
	size_t i;

	for (i = 1; i < sides->count; i++) {
		other = &sides->side[i];
		b = other->run.plan.baseline;
		print_alone(first, other, configs, out);
		print_alone(other, first, configs, out);
		if (strcmp(a, b) != 0)
			fprintf(out, "left out: ratios, whose baseline is %s in %c and %s in %c\n",
				a, first->letter, b, other->letter);
	}
}
