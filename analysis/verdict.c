// SPDX-License-Identifier: GPL-2.0
#include "verdict.h"

#include <gsl/gsl_cdf.h>
#include <math.h>

/*
 * (z of 97.5 % + z of 97 %) / z of 97.5 %: from the half-width to a power of 97 % if this run's width and floor were those of all
 * such runs. They are not: of few blocks the width is known to a quarter of itself, and a third of the runs in which one
 * block in ten is wild do not see it. That leaves 80 % in the worst of all recorded pairs (bench/honesty).
 */
#define POWER 1.95961

const char *const verdict_name[VERDICTS] = {
	[VERDICT_NONE] = "-",	       [VERDICT_BASELINE] = "baseline",
	[VERDICT_SLOWER] = "slower",   [VERDICT_FASTER] = "faster",
	[VERDICT_SAME] = "same",       [VERDICT_INCONCLUSIVE] = "inconclusive",
	[VERDICT_TOO_FEW] = "too-few",
};

double noise_floor(const struct estimate *aa_ratio)
{
	if (isnan(aa_ratio->low))
		return NAN;
	return fmax(fabs(aa_ratio->low - 1), fabs(aa_ratio->high - 1));
}

double same_margin(double noise_floor)
{
	return noise_floor <= MARGIN_MAX ? fmax(noise_floor, MARGIN) : NAN;
}

double detectable_effect(const struct estimate *ratio, double noise_floor, double alpha)
{
	double half_width = log(ratio->high / ratio->low) / 2;
	double as_wide = gsl_cdf_ugaussian_Qinv(alpha / 2) / gsl_cdf_ugaussian_Qinv(ALPHA / 2);
	double more = (POWER - 1) * half_width / as_wide;

	if (isnan(half_width))
		return NAN;
	return expm1(fmax(half_width, log1p(noise_floor)) + more); /* fmax() passes a NaN over */
}

static bool differs(const struct evidence *e)
{
	return (e->ratio.low > 1 || e->ratio.high < 1) && e->p_holm < ALPHA &&
	       fabs(e->ratio.mid - 1) > e->noise_floor;
}

static bool is_same(const struct evidence *e)
{
	double margin = same_margin(e->noise_floor);

	return e->ratio.low >= 1 - margin && e->ratio.high <= 1 + margin;
}

enum verdict judge(const struct evidence *e)
{
	if (e->pairs < MIN_BLOCKS || isnan(e->ratio.low))
		return VERDICT_TOO_FEW;
	if (differs(e))
		return e->ratio.mid < 1 ? VERDICT_SLOWER : VERDICT_FASTER;
	return is_same(e) ? VERDICT_SAME : VERDICT_INCONCLUSIVE;
}
