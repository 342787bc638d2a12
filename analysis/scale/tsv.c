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

void scale_tsv(const struct load *load, bool header, FILE *out)
{
	const struct curve *curve;
	struct estimate knee;
	size_t i;

	if (header)
		fputs("# rmaplock scale 1\n"
		      "config\tworkload\tparams\tpoints\tlambda\tsigma\tkappa\tknee\tknee_low\tknee_high\tmisfit\n",
		      out);
	for (i = 0; i < load->curves; i++) {
		curve = &load->curve[i];
		if (!curve->all.fitted)
			continue;
		knee = curve_estimate(curve, usl_knee);
		fprintf(out, "%s\t%s\t%s\t%zu", curve->config, load->workload, load->params,
			curve->points);
		write_number(out, curve->all.usl.lambda);
		write_number(out, curve->all.usl.sigma);
		write_number(out, curve->all.usl.kappa);
		write_number(out, knee.mid);
		write_number(out, knee.low);
		write_number(out, knee.high);
		write_number(out, curve->all.misfit);
		fputc('\n', out);
	}
}
