// SPDX-License-Identifier: GPL-2.0
#include "report.h"

#include "sentence.h"
#include "table.h"
#include "words.h"

#include <math.h>
#include <string.h>

/* Holm's price: with too few blocks for so many comparisons no p value is small enough. */
static void print_matrix_note(const struct matrix *matrix, const struct looks *looks, FILE *out)
{
	size_t needed;

	if (!matrix->tests)
		return;
	needed = holm_min_blocks(1, looks_level(looks, ALPHA / matrix->tests));
	if (matrix->min_pairs < needed)
		fprintf(out,
			"note: %s %s %zu blocks before any can be called slower or "
			"faster; some here have %zu: raise --reps or compare less at once\n",
			count_text(matrix->tests, "comparison"),
			matrix->tests == 1 ? "needs" : "need", needed, matrix->min_pairs);
}

static void print_looks(const struct run *run, FILE *out)
{
	const struct looks *looks = &run->looks;

	if (looks->count > 1)
		fprintf(out,
			"look %zu of %zu, due after %zu of %zu blocks: intervals are of %s and p is adjusted, so that all looks together err in %.0f %%\n",
			looks->look, looks->count, looks_due(looks, looks->look), looks->blocks,
			confidence_text(run->level), 100 * ALPHA);
}

void report_header(const struct env *env, const struct run *run, const struct matrix *matrix,
		   FILE *out)
{
	size_t i;

	env_print(env, out);
	if (env->emulated)
		fputs("emulated: ratios and shapes only\n", out);
	for (i = 0; i < env->notes; i++)
		fprintf(out, "note: %s\n", env->note[i]);
	print_looks(run, out);
	print_matrix_note(matrix, &run->looks, out);
}

static void add_n(struct table *table, const struct result *ops)
{
	if (ops->verdict != VERDICT_BASELINE && ops->against_baseline.pairs < ops->n)
		table_add(table, "%zu (%s)", ops->n,
			  count_text(ops->against_baseline.pairs, "pair"));
	else
		table_add(table, "%zu", ops->n);
}

static void add_row(struct table *table, const struct results *r, size_t i)
{
	const struct result *ops = results_of(r, OPS_PER_SEC, i);
	const struct estimate *ratio = &ops->against_baseline.ratio;

	table_add_text(table, ops->config);
	table_add_text(table, number_text(ops->values.mid.mid, 4));
	table_add_text(table, ratio_text(ratio->mid));
	if (isnan(ratio->low) || ops->verdict == VERDICT_BASELINE)
		table_add_text(table, "");
	else
		table_add(table, "[%s, %s]", ratio_text(ratio->low), ratio_text(ratio->high));
	table_add_text(table, number_text(results_of(r, SWITCHES_PER_OP, i)->values.mid.mid, 3));
	table_add_text(table, share_text(results_of(r, CONTENDED_SHARE, i)->values.mid.mid));
	add_n(table, ops);
	table_add(table, "%zu", ops->failed);
	table_add_text(table, verdict_name[ops->verdict]);
}

static void print_title(const struct results *r, FILE *out)
{
	fprintf(out, "\n%s", r->workload);
	if (strcmp(r->params, "-") != 0)
		fprintf(out, " %s", r->params);
	fprintf(out, ", %s", count_text(r->tasks, "task"));
	if (!isnan(r->noise_floor))
		fprintf(out, " (noise floor %s)", share_text(r->noise_floor));
	fputc('\n', out);
}

void report_group(const struct results *r, const struct looks *looks, FILE *out)
{
	struct table table;
	size_t i;

	print_title(r, out);
	table_init(&table, "lrrlrrrrl");
	table_add(&table, "config");
	table_add(&table, "%ss/s", op_name(r->workload));
	table_add(&table, "ratio");
	if (looks->count > 1)
		table_add(&table, "95 %% interval, look %zu/%zu", looks->look, looks->count);
	else
		table_add(&table, "95 %% interval");
	table_add(&table, "switches/%s", op_name(r->workload));
	table_add(&table, "contended");
	table_add(&table, "n");
	table_add(&table, "failed");
	table_add(&table, "verdict");
	for (i = 0; i < r->configs; i++)
		add_row(&table, r, i);
	table_print(&table, out);
	sentence_print(r, out);
}

static void add_failed(struct table *table, const struct run *run, const struct series *s,
		       const struct cell *cell)
{
	table_add(table, "  %s", run_name(run, s->config));
	table_add(table, "%s", run_name(run, s->workload));
	table_add(table, "%s", run_params(run, s->params));
	table_add(table, "%s", count_text(s->tasks, "task"));
	table_add(table, "block %u", cell->block);
	table_add(table, "%s", s->collector == run->none ? "" : run_name(run, s->collector));
	table_add(table, "%s", (const char *)names_key(&run->reasons, cell->reason));
}

void report_failed(const struct run *run, FILE *out)
{
	const struct series *s;
	struct table table;
	size_t i;
	uint32_t j;

	table_init(&table, "lllrrll");
	for (i = 0; i < run->series_count; i++) {
		s = &run->series[run->sorted[i]];
		for (j = 0; s->failed && j < s->cells; j++)
			if (series_cell(run, s, j)->failed)
				add_failed(&table, run, s, series_cell(run, s, j));
	}
	if (table.cells)
		fprintf(out,
			"\nfailed cells (left out, never averaged; --resume tries them again):\n");
	table_print(&table, out);
}
