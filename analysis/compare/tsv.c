// SPDX-License-Identifier: GPL-2.0
#include "../decimal.h"
#include "../words.h"
#include "output.h"

const char *row_unit(const struct row *row)
{
	static char unit[64];

	if (row->metric == ROW_RATIO)
		return "ratio";
	snprintf(unit, sizeof(unit), "%ss/s", op_name(row->workload));
	return unit;
}

bool any_emulated(const struct sides *sides)
{
	size_t i;

	for (i = 0; i < sides->count; i++)
		if (sides->side[i].env.emulated)
			return true;
	return false;
}

static void write_numbers(FILE *out, const double *number, size_t count)
{
	char buffer[DECIMAL_BYTES];
	size_t i;

	for (i = 0; i < count; i++) {
		*decimal_format(buffer, number[i]) = '\0';
		fprintf(out, "%s\t", buffer);
	}
}

static void write_row(FILE *out, const struct row *r, const char *marks)
{
	const double number[] = { r->mid[0],	  r->mid[1],	   r->ratio.mid, r->ratio.low,
				  r->ratio.high,  r->cliffs_delta, r->p,	 r->p_holm,
				  r->noise_floor, r->mde };
	char level[DECIMAL_BYTES];

	fprintf(out, "%c\t%c\t%s\t%s\t%s\t%s\t%u\t%s\t%s\t%s\t%zu\t%zu\t", r->side[0]->letter,
		r->side[1]->letter, r->config[0], r->config[1], r->workload, r->params, r->tasks,
		row_metric_name[r->metric], row_unit(r), r->paired ? "paired" : "unpaired", r->n[0],
		r->n[1]);
	write_numbers(out, number, sizeof(number) / sizeof(number[0]));
	*decimal_format(level, r->alpha) = '\0';
	fprintf(out, "%s\t%s\t%s\n", verdict_name[r->verdict], marks, level);
}

void output_tsv(const struct comparison_result *result, FILE *out)
{
	const char *marks = marks_text(any_emulated(result->sides), result->objections);
	size_t i;

	fputs("# rmaplock compare 1\n"
	      "a_run\tb_run\ta_config\tb_config\tworkload\tparams\ttasks\tmetric\tunit\tmethod\t"
	      "a_n\tb_n\ta_mid\tb_mid\tratio\tratio_low\tratio_high\tcliffs_delta\tp\tp_holm\t"
	      "noise_floor\tmde\tverdict\tmarks\tlevel\n",
	      out);
	for (i = 0; i < result->rows->count; i++)
		write_row(out, &result->rows->row[i], marks);
}
