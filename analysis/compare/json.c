// SPDX-License-Identifier: GPL-2.0
#include "../error.h"
#include "output.h"

#include <jansson.h>
#include <math.h>

#define DIGITS 9 /* significant, as in the tables */

/* null for a NaN; json_pack() takes it over. */
static json_t *number(double value)
{
	return isfinite(value) ? json_real(value) : json_null();
}

static json_t *needed(json_t *value)
{
	if (!value)
		fail("out of memory: run it on a machine with more");
	return value;
}

static json_t *letter(const struct side *side)
{
	return json_pack("s%", &side->letter, (size_t)1);
}

static json_t *side_object(const struct side *side)
{
	json_t *notes = json_array(), *env = env_load(side->folder);
	size_t i;

	for (i = 0; i < side->env.notes; i++)
		json_array_append_new(notes, json_string(side->env.note[i]));
	return needed(json_pack("{so ss ss ss sb so sI sI sf so}", "run", letter(side), "id",
				side->env.run, "subject", side->env.subject, "accelerator",
				side->env.accelerator, "emulated", side->env.emulated, "notes",
				notes, "look", (json_int_t)side->run.looks.look, "looks",
				(json_int_t)side->run.looks.count, "level", side->run.level, "env",
				env ? env : json_null()));
}

static json_t *difference_object(const struct differences *differences, size_t i)
{
	const struct difference *d = &differences->difference[i];
	json_t *values = json_array();
	size_t j;

	for (j = 0; j < differences->runs; j++)
		json_array_append_new(values, json_string(d->value[j]));
	return needed(json_pack("{ss ss so}", "key", d->key, "name", fact_name(d->key), "values",
				values));
}

static json_t *sample_object(const struct row *r, int i)
{
	return needed(json_pack("{so ss sI so}", "run", letter(r->side[i]), "config", r->config[i],
				"n", (json_int_t)r->n[i], "mid", number(r->mid[i])));
}

static json_t *row_object(const struct row *r)
{
	return needed(json_pack(
		"{so so ss ss sI ss ss ss so so so so so so so so ss sf}", "a", sample_object(r, 0),
		"b", sample_object(r, 1), "workload", r->workload, "params", r->params, "tasks",
		(json_int_t)r->tasks, "metric", row_metric_name[r->metric], "unit", row_unit(r),
		"method", r->paired ? "paired" : "unpaired", "ratio", number(r->ratio.mid),
		"ratio_low", number(r->ratio.low), "ratio_high", number(r->ratio.high),
		"cliffs_delta", number(r->cliffs_delta), "p", number(r->p), "p_holm",
		number(r->p_holm), "noise_floor", number(r->noise_floor), "mde", number(r->mde),
		"verdict", verdict_name[r->verdict], "level", r->alpha));
}

void output_json(const struct comparison_result *result, FILE *out)
{
	json_t *runs = json_array(), *forced = json_array(), *differences = json_array();
	json_t *comparisons = json_array(), *root;
	size_t i;

	for (i = 0; i < result->sides->count; i++)
		json_array_append_new(runs, side_object(&result->sides->side[i]));
	for (i = 0; i < result->objections->count; i++)
		json_array_append_new(forced, json_string(result->objections->text[i]));
	for (i = 0; i < result->differences->count; i++)
		json_array_append_new(differences, difference_object(result->differences, i));
	for (i = 0; i < result->rows->count; i++)
		json_array_append_new(comparisons, row_object(&result->rows->row[i]));
	root = needed(json_pack("{ss si sb so so so so}", "format", "rmaplock compare", "version",
				1, "emulated", any_emulated(result->sides), "forced", forced,
				"runs", runs, "differences", differences, "comparisons",
				comparisons));
	if (json_dumpf(root, out, JSON_INDENT(1) | JSON_REAL_PRECISION(DIGITS)))
		fail("cannot write the comparison: free some space");
	fputc('\n', out);
	json_decref(root);
}
