// SPDX-License-Identifier: GPL-2.0
#include "summary.h"

#include "decimal.h"

#include <string.h>

#define MOST_NUMBERS 14 /* in one go */

void summary_header(FILE *out)
{
	fputs("# rmaplock summary 1\n"
	      "config\tbaseline\tworkload\tparams\ttasks\tmetric\tunit\tn\tfailed\t"
	      "median\tmin\tmax\tmid\tmid_low\tmid_high\tratio\tratio_low\tratio_high\t"
	      "cliffs_delta\tp\tp_holm\tnoise_floor\tmde\tverdict\tflags\n",
	      out);
}

/* printf() would take as long as all statistics of a row with few blocks. */
static void write_text(FILE *out, const char *text)
{
	fputs_unlocked(text, out);
	putc_unlocked('\t', out);
}

static void write_numbers(FILE *out, const double *number, size_t count)
{
	char buffer[MOST_NUMBERS * DECIMAL_BYTES], *end = buffer;
	size_t i;

	for (i = 0; i < count; i++) {
		end = decimal_format(end, number[i]);
		*end++ = '\t';
	}
	fwrite_unlocked(buffer, 1, end - buffer, out);
}

static void write_row(FILE *out, const struct results *results, const struct result *r)
{
	const struct description *v = &r->values;
	const struct comparison *c = &r->against_baseline;
	const double number[MOST_NUMBERS] = { v->median,       v->min,	     v->max,
					      v->mid.mid,      v->mid.low,   v->mid.high,
					      c->ratio.mid,    c->ratio.low, c->ratio.high,
					      c->cliffs_delta, r->p,	     r->p_holm,
					      r->noise_floor,  r->mde };

	write_text(out, r->config);
	write_text(out, results->baseline);
	write_text(out, results->workload);
	write_text(out, results->params);
	write_numbers(out, (const double[]){ results->tasks }, 1);
	write_text(out, r->metric);
	write_text(out, r->unit);
	write_numbers(out, (const double[]){ r->n, r->failed }, 2);
	write_numbers(out, number, MOST_NUMBERS);
	write_text(out, verdict_name[r->verdict]);
	fputs_unlocked(r->flags ? flags_text(r->flags) : "-", out);
	putc_unlocked('\n', out);
}

void summary_rows(FILE *out, const struct results *results)
{
	const struct result *r;
	size_t i;

	for (i = 0; i < results->count; i++) {
		r = &results->result[i];
		if (r->n || (r->failed && strcmp(r->metric, sample_metric_name[OPS_PER_SEC]) == 0))
			write_row(out, results, r);
	}
}
