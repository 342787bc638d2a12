// SPDX-License-Identifier: GPL-2.0
#include "../table.h"
#include "../words.h"
#include "left_out.h"
#include "output.h"

#include <math.h>
#include <string.h>

static void print_runs(const struct sides *sides, FILE *out)
{
	const struct env *env;
	size_t i, note;

	for (i = 0; i < sides->count; i++) {
		fprintf(out, "%c: ", sides->side[i].letter);
		env_print(&sides->side[i].env, out);
	}
	if (any_emulated(sides))
		fputs("emulated: ratios and shapes only\n", out);
	for (i = 0; i < sides->count; i++) {
		env = &sides->side[i].env;
		for (note = 0; note < env->notes; note++)
			fprintf(out, "note: %c: %s\n", sides->side[i].letter, env->note[note]);
	}
}

static void print_level(const char *what, double level, FILE *out)
{
	fprintf(out,
		"intervals are of %s and p is adjusted, so that all %s together err in %.0f %%\n",
		confidence_text(level), what, 100 * ALPHA);
}

/* What shares its error among the looks of a run, or among the pairs of looks of two. */
static void print_looks(const struct sides *sides, FILE *out)
{
	const struct side *side;
	size_t i;

	for (i = 0; i < sides->count; i++) {
		side = &sides->side[i];
		if (side->run.looks.count == 1)
			continue;
		fprintf(out, "%c: look %zu of %zu%s", side->letter, side->run.looks.look,
			side->run.looks.count, sides->count == 1 ? ": " : "\n");
		if (sides->count == 1)
			print_level("looks", side->level, out);
	}
	for (i = 1; i < sides->count; i++) {
		side = &sides->side[i];
		if (!side->two_looks.reached)
			continue;
		fprintf(out, "A and %c: ", side->letter);
		print_level("pairs of looks at which they may have ended", side->level, out);
	}
}

static bool is_module(const char *key)
{
	return strncmp(key, "modules.", 8) == 0;
}

/* Modules in one line: "rwsem, mutex". */
static void print_modules(const struct differences *d, FILE *out)
{
	const char *name, *separator = "  modules of another source: ";
	size_t i;

	for (i = 0; i < d->count; i++) {
		if (!is_module(d->difference[i].key))
			continue;
		name = strchr(d->difference[i].key, '.') + 1;
		fprintf(out, "%s%.*s", separator, (int)strcspn(name, "."), name);
		separator = ", ";
	}
	if (*separator == ',')
		fputc('\n', out);
}

static void print_differences(const struct comparison_result *result, FILE *out)
{
	const struct differences *d = result->differences;
	size_t i, j;

	if (result->sides->count < 2)
		return;
	fputs(d->count ? "\nwhat differs between the runs:\n"
		       : "\nenv.json names nothing that differs between the runs\n",
	      out);
	print_modules(d, out);
	for (i = 0; i < d->count; i++) {
		if (is_module(d->difference[i].key))
			continue;
		fprintf(out, "  %s: ", fact_name(d->difference[i].key));
		for (j = 0; j < d->runs; j++)
			fprintf(out, "%s%s in %c", j ? "; " : "", d->difference[i].value[j],
				result->sides->side[j].letter);
		fputc('\n', out);
	}
}

/* Holm's price: with too few blocks for so many comparisons no p value is small enough. */
static void print_price(const struct rows *rows, FILE *out)
{
	size_t i, hopeless = 0;

	for (i = 0; i < rows->count; i++)
		hopeless += rows->row[i].p_least * rows->tests >= ALPHA;
	if (hopeless)
		fprintf(out,
			"note: of %s, %zu can never be called slower or faster with so few blocks: raise --reps or compare less at once\n",
			count_text(rows->tests, "comparison"), hopeless);
}

static bool is_same_table(const struct row *x, const struct row *y)
{
	return x->metric == y->metric && x->tasks == y->tasks &&
	       strcmp(x->workload, y->workload) == 0 && strcmp(x->params, y->params) == 0;
}

static void print_title(const struct row *row, FILE *out)
{
	fprintf(out, "\n%s", row->workload);
	if (strcmp(row->params, "-") != 0)
		fprintf(out, " %s", row->params);
	fprintf(out, ", %s: ", count_text(row->tasks, "task"));
	if (row->metric == ROW_RATIO)
		fprintf(out, "ratio to %s", row->side[0]->run.plan.baseline);
	else
		fputs(row_unit(row), out);
	if (!isnan(row->noise_floor))
		fprintf(out, " (noise floor %s)", share_text(row->noise_floor));
	fputc('\n', out);
}

static void add_names(struct table *table, const struct row *row)
{
	table_add(table, "%s", row->config[0]);
	if (row->paired)
		table_add(table, "%s", row->config[1]);
	else
		table_add(table, "%c, %c", row->side[0]->letter, row->side[1]->letter);
}

static void add_row(struct table *table, const struct row *row)
{
	int i, digits = row->metric == ROW_RATIO ? 3 : 4;

	add_names(table, row);
	for (i = 0; i < 2; i++)
		table_add(table, "%s", number_text(row->mid[i], digits));
	table_add(table, "%s", ratio_text(row->ratio.mid));
	if (isnan(row->ratio.low))
		table_add(table, "%s", "");
	else
		table_add(table, "[%s, %s]", ratio_text(row->ratio.low),
			  ratio_text(row->ratio.high));
	table_add(table,
		  isnan(row->p_holm)	 ? "-"
		  : row->p_holm < 0.0005 ? "<.001"
					 : "%.3f",
		  row->p_holm);
	table_add(table, "%zu, %zu", row->n[0], row->n[1]);
	table_add(table, "%s", verdict_name[row->verdict]);
}

/* Above the tables is said of what level intervals are if not of this. */
static const char *interval_title(const struct rows *rows, size_t first)
{
	size_t i;

	for (i = first; i < rows->count && is_same_table(&rows->row[i], &rows->row[first]); i++)
		if (rows->row[i].alpha != ALPHA)
			return "interval";
	return "95 % interval";
}

/* From the row `first` on as many as belong to one table; how many. */
static size_t print_table(const struct rows *rows, size_t first, FILE *out)
{
	struct table table;
	size_t i;

	print_title(&rows->row[first], out);
	table_init(&table, "llrrrlrrl");
	table_add(&table, rows->row[first].paired ? "a" : "config");
	table_add(&table, rows->row[first].paired ? "b" : "a, b");
	table_add(&table, "a");
	table_add(&table, "b");
	table_add(&table, "b / a");
	table_add(&table, "%s", interval_title(rows, first));
	table_add(&table, "p (Holm)");
	table_add(&table, "n");
	table_add(&table, "b is");
	for (i = first; i < rows->count && is_same_table(&rows->row[i], &rows->row[first]); i++)
		add_row(&table, &rows->row[i]);
	table_print(&table, out);
	return i - first;
}

static void print_sum(const struct rows *rows, FILE *out)
{
	size_t count[VERDICTS] = { 0 }, i;
	const char *separator = ": ";

	for (i = 0; i < rows->count; i++)
		count[rows->row[i].verdict]++;
	fprintf(out, "\n%s", count_text(rows->count, "comparison"));
	for (i = 0; i < VERDICTS; i++) {
		if (!count[i])
			continue;
		fprintf(out, "%s%zu %s", separator, count[i], verdict_name[i]);
		separator = ", ";
	}
	fputs(".\n", out);
}

void output_text(const struct comparison_result *result, FILE *out)
{
	const struct rows *rows = result->rows;
	size_t i;

	print_runs(result->sides, out);
	print_looks(result->sides, out);
	objections_print(result->objections, out);
	print_price(rows, out);
	left_out_print(result->sides, rows->configs, out);
	print_differences(result, out);
	for (i = 0; i < rows->count;)
		i += print_table(rows, i, out);
	print_sum(rows, out);
	if (result->sides->count > 1)
		fputs("Each run is one boot and one day of its machine: what changes from run to run is in no interval here; repeat the runs before it is told to others.\n",
		      out);
	objections_print(result->objections, out);
}
