// SPDX-License-Identifier: GPL-2.0
#include "agree_table.h"

#include "../table.h"
#include "../words.h"

#include <math.h>
#include <string.h>

static const char side_name[2] = { 'A', 'B' };

static const char *name(const struct matches *m, uint32_t id)
{
	return names_key(m->names, id);
}

/* "fork_exit areas=8" */
static void print_load(const struct matches *m, const struct ratio_group *of, FILE *out)
{
	fputs(name(m, of->workload), out);
	if (strcmp(name(m, of->params), "-") != 0)
		fprintf(out, " %s", name(m, of->params));
}

static void print_list_item(const char *item, int side, size_t *printed, FILE *out)
{
	if ((*printed)++)
		fprintf(out, ", %s", item);
	else
		fprintf(out, "in %c alone, left out: %s", side_name[side], item);
}

static bool has_config(const struct side *side, uint32_t config)
{
	uint32_t i;

	for (i = 0; i < side->keys.count; i++)
		if (side->row[i].key.config == config)
			return true;
	return false;
}

static bool is_first_of_config(const struct side *side, uint32_t row)
{
	uint32_t i;

	for (i = 0; i < row; i++)
		if (side->row[i].key.config == side->row[row].key.config)
			return false;
	return true;
}

static void print_only_in(const struct matches *m, int side, FILE *out)
{
	const struct side *here = m->side[side], *there = m->side[!side];
	const struct ratio_group *of;
	size_t printed = 0;
	uint32_t i;

	for (i = 0; i < here->keys.count; i++)
		if (!has_config(there, here->row[i].key.config) && is_first_of_config(here, i))
			print_list_item(name(m, here->row[i].key.config), side, &printed, out);
	for (i = 0; i < here->groups.count; i++) {
		of = names_key(&here->groups, i);
		if (of->metric != THROUGHPUT || side_has_group(there, of))
			continue;
		print_list_item("", side, &printed, out);
		print_load(m, of, out);
		fprintf(out, " at %s", count_text(of->tasks, "task"));
	}
	if (printed)
		fputc('\n', out);
}

void agree_header(const struct matches *m, FILE *out)
{
	const struct env *env;
	size_t i, note;

	for (i = 0; i < 2; i++) {
		fprintf(out, "%c: ", side_name[i]);
		env_print(&m->side[i]->env, out);
	}
	if (m->side[0]->env.emulated && m->side[1]->env.emulated)
		fputs("emulated: ratios and shapes only\n", out);
	else if (m->side[0]->env.emulated || m->side[1]->env.emulated)
		fprintf(out,
			"%c alone is emulated: ratios and shapes only, and no size can be compared\n",
			side_name[m->side[1]->env.emulated]);
	for (i = 0; i < 2; i++) {
		env = &m->side[i]->env;
		for (note = 0; note < env->notes; note++)
			fprintf(out, "note: %c: %s\n", side_name[i], env->note[note]);
	}
	for (i = 0; i < 2; i++)
		print_only_in(m, i, out);
}

static void add_ratio(struct table *table, const struct estimate *ratio)
{
	if (isnan(ratio->low) || ratio->low == ratio->high)
		table_add(table, "%s", ratio_text(ratio->mid));
	else
		table_add(table, "%s [%s, %s]", ratio_text(ratio->mid), ratio_text(ratio->low),
			  ratio_text(ratio->high));
}

static void add_effect(struct table *table, const struct estimate *effect)
{
	if (isnan(effect->mid))
		table_add(table, "%s", "");
	else
		table_add(table, "%s [%s, %s]", number_text(effect->mid, 3),
			  number_text(effect->low, 3), number_text(effect->high, 3));
}

static void add_match(struct table *table, const struct matches *m, const struct match_group *g,
		      const struct match *match)
{
	table_add(table, "%s", name(m, match->config));
	table_add(table, "%u", g->of.tasks);
	add_ratio(table, &match->ratio[0]);
	add_ratio(table, &match->ratio[1]);
	if (match->config == m->side[0]->baseline)
		table_add(table, "baseline");
	else
		table_add(table, "%s%s%s", match->differs[0] ? "A" : "",
			  match->differs[0] && match->differs[1] ? " and " : "",
			  match->differs[1] ? "B" : "");
	add_effect(table, &match->effect);
}

static bool is_same_load(const struct ratio_group *x, const struct ratio_group *y)
{
	return x->metric == y->metric && x->workload == y->workload && x->params == y->params;
}

/* "fork_exit areas=8: forks/s, ratio to spinlock [95 % interval]" */
static void print_title(const struct matches *m, const struct ratio_group *of, FILE *out)
{
	const char *op = op_name(name(m, of->workload));

	fputc('\n', out);
	print_load(m, of, out);
	fprintf(out, of->metric == THROUGHPUT ? ": %ss/s" : ": context switches per %s", op);
	fprintf(out, ", ratio to %s [95 %% interval]\n", name(m, m->side[0]->baseline));
}

/* From the group `first` on as many as are the same but for the number of tasks; how many. */
static size_t print_ratios(const struct matches *m, size_t first, FILE *out)
{
	struct table table;
	size_t i, j;

	print_title(m, &m->group[first].of, out);
	table_init(&table, "lrllll");
	table_add(&table, "config");
	table_add(&table, "tasks");
	table_add(&table, "A (%s)", m->side[0]->env.subject);
	table_add(&table, "B (%s)", m->side[1]->env.subject);
	table_add(&table, "differs in");
	table_add(&table, "effect in B / in A");
	for (i = first; i < m->groups && is_same_load(&m->group[i].of, &m->group[first].of); i++)
		for (j = 0; j < m->group[i].matches; j++)
			add_match(&table, m, &m->group[i], &m->group[i].match[j]);
	table_print(&table, out);
	return i - first;
}

static void add_order(struct table *table, const struct order *order)
{
	table_add(table, "%zu", order->configs);
	if (isnan(order->rank_correlation))
		table_add(table, "-");
	else
		table_add(table, "%.2f", order->rank_correlation);
	table_add(table, "%zu", order->pairs);
	table_add(table, "%zu", order->apart);
	if (order->apart)
		table_add(table, "%zu (%.0f %%)", order->same, 100.0 * order->same / order->apart);
	else
		table_add(table, "-");
	table_add(table, "%zu", order->apart_in[0]);
	table_add(table, "%zu", order->apart_in[1]);
	table_add(table, "%zu",
		  order->pairs - order->apart - order->apart_in[0] - order->apart_in[1]);
	if (order->pairs)
		table_add(table, "%.0f %%", 100.0 * order->alike / order->pairs);
	else
		table_add(table, "-");
}

static void add_load(struct table *table, const struct matches *m, const struct ratio_group *of)
{
	const char *params = name(m, of->params);
	bool none = strcmp(params, "-") == 0;

	table_add(table, "  %s%s%s, %s", name(m, of->workload), none ? "" : " ", none ? "" : params,
		  count_text(of->tasks, "task"));
}

static void print_order(const struct matches *m, uint32_t metric, FILE *out)
{
	struct table table;
	size_t i, groups = 0;

	table_init(&table, "lrrrrrrrrr");
	table_add(&table, "%s",
		  metric == THROUGHPUT ? "order of throughput" : "order of context switches");
	table_add(&table, "configs");
	table_add(&table, "rank corr.");
	table_add(&table, "pairs");
	table_add(&table, "apart in both");
	table_add(&table, "same order");
	table_add(&table, "in A alone");
	table_add(&table, "in B alone");
	table_add(&table, "in neither");
	table_add(&table, "alike by estimate");
	for (i = 0; i < m->groups; i++) {
		if (m->group[i].of.metric != metric)
			continue;
		add_load(&table, m, &m->group[i].of);
		add_order(&table, &m->group[i].order);
		groups++;
	}
	table_add(&table, "  all");
	add_order(&table, &m->all[metric]);
	if (groups)
		fputc('\n', out);
	table_print(&table, out);
}

void agree_tables(const struct matches *m, FILE *out)
{
	uint32_t metric;
	size_t i;

	for (i = 0; i < m->groups;)
		i += print_ratios(m, i, out);
	for (metric = 0; metric < RATIO_METRICS; metric++)
		if (m->all[metric].pairs)
			print_order(m, metric, out);
}
