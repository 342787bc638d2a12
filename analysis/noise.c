// SPDX-License-Identifier: GPL-2.0
#include "noise.h"

#include "compare.h"
#include "matrix.h"
#include "verdict.h"

#include <math.h>
#include <stdlib.h>

static struct estimate throughput_ratio(const struct points *x, const struct points *y)
{
	return compare(x, y).ratio;
}

static double widest_twin(const struct run *run, const struct group *group,
			  struct estimate (*ratio_of)(const struct points *, const struct points *))
{
	struct points x = { 0 }, y = { 0 };
	struct member *member;
	double widest = NAN;
	struct estimate aa;
	const char *twin_of;
	size_t i, other, configs;

	member = group_members(run, group, &configs);
	for (i = 0; i < configs; i++) {
		twin_of = plan_twin_of(run_name(run, member[i].config));
		other = twin_of ? find_member(run, member, configs, twin_of) : configs;
		if (other == configs)
			continue;
		points_of_samples(&x, run, group, &member[i], OPS_PER_SEC);
		points_of_samples(&y, run, group, &member[other], OPS_PER_SEC);
		aa = ratio_of(&x, &y);
		widest = fmax(widest, noise_floor(&aa)); /* fmax() passes a NaN over */
	}
	points_free(&x);
	points_free(&y);
	free(member);
	return widest;
}

double group_noise_floor(const struct run *run, const struct group *group)
{
	return widest_twin(run, group, throughput_ratio);
}

double group_spread_floor(const struct run *run, const struct group *group)
{
	return widest_twin(run, group, compare_spread);
}
