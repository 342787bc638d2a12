// SPDX-License-Identifier: GPL-2.0
#include "matrix.h"

#include "compare.h"
#include "error.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

size_t find_member(const struct run *run, const struct member *member, size_t count,
		   const char *config)
{
	size_t i;

	for (i = 0; i < count; i++)
		if (strcmp(run_name(run, member[i].config), config) == 0)
			break;
	return i;
}

static bool is_judged(const struct run *run, const struct member *member)
{
	const char *config = run_name(run, member->config);

	return strcmp(config, run->plan.baseline) != 0 && !plan_twin_of(config);
}

static void add_group(struct matrix *matrix, const struct run *run, const struct group *group)
{
	struct points x = { 0 }, baseline = { 0 };
	struct member *member;
	size_t count, pairs, i, b, at;

	member = group_members(run, group, &count);
	b = find_member(run, member, count, run->plan.baseline);
	if (b < count)
		points_of_samples(&baseline, run, group, &member[b], OPS_PER_SEC);
	for (i = 0; i < count; i++) {
		if (!is_judged(run, &member[i]))
			continue;
		points_of_samples(&x, run, group, &member[i], OPS_PER_SEC);
		at = group->first + member[i].first;
		matrix->p[at] = looks_p(&run->looks, compare_p(&x, &baseline, &pairs));
		if (isnan(matrix->p[at]))
			continue;
		matrix->tests++;
		if (!matrix->min_pairs || pairs < matrix->min_pairs)
			matrix->min_pairs = pairs;
	}
	points_free(&x);
	points_free(&baseline);
	free(member);
}

static void adjust(struct matrix *matrix, size_t cells)
{
	double *p = xcalloc(matrix->tests, sizeof(*p));
	size_t i, used = 0;

	for (i = 0; i < cells; i++)
		if (!isnan(matrix->p[i]))
			p[used++] = matrix->p[i];
	holm(p, used);
	for (i = 0, used = 0; i < cells; i++)
		if (!isnan(matrix->p[i]))
			matrix->p_holm[i] = p[used++];
	free(p);
}

void matrix_make(struct matrix *matrix, const struct run *run)
{
	size_t i;

	*matrix = (struct matrix){ 0 };
	matrix->p = xcalloc(run->series_count, sizeof(*matrix->p));
	matrix->p_holm = xcalloc(run->series_count, sizeof(*matrix->p_holm));
	for (i = 0; i < run->series_count; i++)
		matrix->p[i] = matrix->p_holm[i] = NAN;
	for (i = 0; i < run->groups; i++)
		add_group(matrix, run, &run->group[i]);
	adjust(matrix, run->series_count);
}

void matrix_free(struct matrix *matrix)
{
	free(matrix->p);
	free(matrix->p_holm);
}
