// SPDX-License-Identifier: GPL-2.0
#include "sentence.h"

#include "error.h"
#include "plan.h"
#include "words.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

bool is_convoy(enum verdict verdict, double switches_per_op, double baseline_switches_per_op,
	       double contended_share)
{
	return verdict == VERDICT_SLOWER &&
	       switches_per_op >= CONVOY_SWITCHES * baseline_switches_per_op &&
	       contended_share >= CONVOY_CONTENDED;
}

/* " at 8 tasks, areas=8" */
static void print_where(const struct results *r, FILE *out)
{
	fprintf(out, " at %s", count_text(r->tasks, "task"));
	if (strcmp(r->params, "-") != 0)
		fprintf(out, ", %s", r->params);
}

static double mid_of(const struct results *r, enum sample_metric metric, size_t i)
{
	return i < r->configs ? results_of(r, metric, i)->values.mid.mid : NAN;
}

static size_t find_baseline(const struct results *r)
{
	size_t i;

	for (i = 0; i < r->configs; i++)
		if (results_of(r, OPS_PER_SEC, i)->verdict == VERDICT_BASELINE)
			break;
	return i;
}

/* ": lock convoy, 24 context switches per fork against 2.1" */
static void print_evidence(const struct results *r, size_t i, FILE *out)
{
	size_t baseline = find_baseline(r);
	double switches = mid_of(r, SWITCHES_PER_OP, i);
	double switches_before = mid_of(r, SWITCHES_PER_OP, baseline);
	double contended = mid_of(r, CONTENDED_SHARE, i);
	double contended_before = mid_of(r, CONTENDED_SHARE, baseline);
	bool convoy = is_convoy(results_of(r, OPS_PER_SEC, i)->verdict, switches, switches_before,
				contended);
	const char *separator = ": ";

	if (convoy) {
		fprintf(out, "%slock convoy", separator);
		separator = ", ";
	}
	if (!isnan(switches) && !isnan(switches_before)) {
		fprintf(out, "%s%s context switches per %s against %s", separator,
			number_text(switches, 2), op_name(r->workload),
			number_text(switches_before, 2));
		separator = ", ";
	}
	if (!convoy && !isnan(contended) && !isnan(contended_before))
		fprintf(out, "%s%s of acquisitions contended against %s", separator,
			share_text(contended), share_text(contended_before));
}

static int compare_effects(const void *a, const void *b, void *results)
{
	double x = results_of(results, OPS_PER_SEC, *(const size_t *)a)->against_baseline.ratio.mid;
	double y = results_of(results, OPS_PER_SEC, *(const size_t *)b)->against_baseline.ratio.mid;

	x = fabs(log(x));
	y = fabs(log(y));
	return x > y ? -1 : x < y;
}

static bool is_difference(enum verdict verdict)
{
	return verdict == VERDICT_SLOWER || verdict == VERDICT_FASTER;
}

/* The configs that differ, the strongest first; how many there are. */
static size_t print_differences(const struct results *r, FILE *out)
{
	size_t i, used = 0, *differs = xcalloc(r->configs, sizeof(*differs));
	const struct result *result;

	for (i = 0; i < r->configs; i++)
		if (is_difference(results_of(r, OPS_PER_SEC, i)->verdict))
			differs[used++] = i;
	qsort_r(differs, used, sizeof(*differs), compare_effects, (void *)r);
	for (i = 0; i < used; i++) {
		result = results_of(r, OPS_PER_SEC, differs[i]);
		fprintf(out, "%s%s: %s", i ? "; " : "", result->config,
			percent_interval_text(&result->against_baseline.ratio));
		if (i == 0) {
			fprintf(out, " %ss/s against %s", op_name(r->workload), r->baseline);
			print_where(r, out);
		}
		print_evidence(r, differs[i], out);
	}
	free(differs);
	return used;
}

static bool is_listed(const struct result *result, enum verdict verdict)
{
	return result->verdict == verdict && !plan_twin_of(result->config);
}

/* What may well be an effect is given with its size, though it is not called one. */
static void print_effect(const struct estimate *ratio, FILE *out)
{
	if (ratio->low > 1 || ratio->high < 1)
		fprintf(out, " (%s)", percent_interval_text(ratio));
}

static void print_list(const struct results *r, enum verdict verdict, const char *title, FILE *out)
{
	const struct result *result;
	size_t i, used = 0;

	for (i = 0; i < r->configs; i++) {
		result = results_of(r, OPS_PER_SEC, i);
		if (!is_listed(result, verdict))
			continue;
		fprintf(out, "%s%s", used++ ? ", " : title, result->config);
		if (verdict == VERDICT_INCONCLUSIVE)
			print_effect(&result->against_baseline.ratio, out);
	}
}

/* The largest effect that could hide in some comparison; NaN if none was made. */
static double largest_mde(const struct results *r)
{
	const struct result *result;
	double largest = NAN;
	size_t i;

	for (i = 0; i < r->configs; i++) {
		result = results_of(r, OPS_PER_SEC, i);
		if (!plan_twin_of(result->config))
			largest = fmax(largest, result->mde);
	}
	return largest;
}

static bool is_compared(const struct results *r)
{
	size_t i;

	for (i = 0; i < r->configs; i++)
		if (results_of(r, OPS_PER_SEC, i)->verdict != VERDICT_BASELINE &&
		    !plan_twin_of(results_of(r, OPS_PER_SEC, i)->config))
			return true;
	return false;
}

static void print_no_difference(const struct results *r, FILE *out)
{
	double mde = largest_mde(r);

	if (!is_compared(r)) {
		fprintf(out, "there is but the baseline %s", r->baseline);
		print_where(r, out);
		return;
	}
	if (isnan(mde))
		fprintf(out, "nothing can be judged against %s", r->baseline);
	else
		fprintf(out, "no config is shown to differ from %s", r->baseline);
	print_where(r, out);
	if (isnan(mde))
		fprintf(out, ": that takes %zu blocks in which both are ok", r->min_blocks);
	else
		fprintf(out, " (smallest detectable effect %s)", share_text(mde));
}

/* A machine that differs from itself is the first thing to know about all the rest. */
static void print_noise(const struct results *r, FILE *out)
{
	if (isnan(r->noise_floor))
		fprintf(out, "; no A/A pair of %s, so nothing is called different or same",
			count_text(r->min_blocks, "block"));
	else if (r->noise_floor > MARGIN_MAX)
		fprintf(out,
			"; the A/A pair differs by up to %s: too noisy to call anything the same",
			share_text(r->noise_floor));
}

/* Where the blocks of a config are not one sample of one thing, its average hides it. */
static void print_flags(const struct results *r, FILE *out)
{
	const struct result *result;
	const struct flags *f;
	size_t i;

	for (i = 0; i < r->configs; i++) {
		result = results_of(r, OPS_PER_SEC, i);
		f = result->flags;
		if (f->two_modes)
			fprintf(out, "; %s has two modes: %s near %s and %zu near %s %ss/s",
				result->config, count_text(f->low_blocks, "block"),
				number_text(f->low, 3), f->high_blocks, number_text(f->high, 3),
				op_name(r->workload));
		if (f->drift)
			fprintf(out, "; %s drifts%s: %s over the blocks", result->config,
				result->verdict == VERDICT_BASELINE ? "" : " against the baseline",
				percent_text(f->drift_ratio));
	}
}

void sentence_print(const struct results *r, FILE *out)
{
	if (!print_differences(r, out))
		print_no_difference(r, out);
	print_list(r, VERDICT_SAME, "; same: ", out);
	print_list(r, VERDICT_INCONCLUSIVE, "; inconclusive: ", out);
	print_list(r, VERDICT_TOO_FEW, "; too few blocks: ", out);
	print_noise(r, out);
	print_flags(r, out);
	fputs(".\n", out);
}
