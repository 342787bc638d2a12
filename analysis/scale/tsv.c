// SPDX-License-Identifier: GPL-2.0
#include "tsv.h"

#include "../decimal.h"

#include <math.h>

/* A knee that is nowhere is `-`, as all that could not be had. */
static void write_number(FILE *out, double value)
{
	char text[DECIMAL_BYTES];

	decimal_format(text, isfinite(value) ? value : NAN);
	fprintf(out, "\t%s", text);
}

static void write_interval(FILE *out, const struct curve *curve, double (*what)(const struct usl *))
{
	struct estimate estimate = curve_estimate(curve, what);

	write_number(out, estimate.low);
	write_number(out, estimate.high);
}

void scale_tsv(const struct load *load, bool header, FILE *out)
{
	const struct curve *curve;
	size_t i;

	if (header)
		fputs("# rmaplock scale 1\n"
		      "config\tworkload\tparams\tpoints\tlambda\tsigma\tkappa\tknee\tknee_low\tknee_high\tmisfit\t"
		      "lambda_low\tlambda_high\tsigma_low\tsigma_high\tkappa_low\tkappa_high\n",
		      out);
	for (i = 0; i < load->curves; i++) {
		curve = &load->curve[i];
		if (!curve->all.fitted)
			continue;
		fprintf(out, "%s\t%s\t%s\t%zu", curve->config, load->workload, load->params,
			curve->points);
		write_number(out, curve->all.usl.lambda);
		write_number(out, curve->all.usl.sigma);
		write_number(out, curve->all.usl.kappa);
		write_number(out, curve_estimate(curve, usl_knee).mid);
		write_interval(out, curve, usl_knee);
		write_number(out, curve->all.misfit);
		write_interval(out, curve, usl_lambda);
		write_interval(out, curve, usl_sigma);
		write_interval(out, curve, usl_kappa);
		fputc('\n', out);
	}
}
