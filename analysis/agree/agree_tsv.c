// SPDX-License-Identifier: GPL-2.0
#include "../decimal.h"
#include "../words.h"
#include "agree_table.h"

static void write_number(FILE *out, double number, char end)
{
	char buffer[DECIMAL_BYTES];

	*decimal_format(buffer, number) = '\0';
	fprintf(out, "%s%c", buffer, end);
}

static void write_estimate(FILE *out, const struct estimate *e, char end)
{
	write_number(out, e->mid, '\t');
	write_number(out, e->low, '\t');
	write_number(out, e->high, end);
}

static void write_row(FILE *out, const struct matches *m, const struct match_group *group,
		      const struct match *match, const char *marks)
{
	const char *workload = names_key(m->names, group->of.workload);
	const char *op = op_name(workload);
	int i;

	fprintf(out, "%s\t%s\t%s\t%s\t%u\t%s\t", (const char *)names_key(m->names, match->config),
		(const char *)names_key(m->names, m->side[0]->baseline), workload,
		(const char *)names_key(m->names, group->of.params), group->of.tasks,
		ratio_metric_name[group->of.metric]);
	fprintf(out, group->of.metric == THROUGHPUT ? "%ss/s" : "switches/%s", op);
	for (i = 0; i < 2; i++) {
		fputc('\t', out);
		write_estimate(out, &match->ratio[i], '\t');
		write_number(out, group->noise_floor[i], '\t');
		fputs(match->differs[i] ? "yes" : "no", out);
	}
	fputc('\t', out);
	write_estimate(out, &match->effect, '\t');
	fprintf(out, "%s\n", marks);
}

void agree_tsv(const struct matches *m, const struct objections *objections, FILE *out)
{
	bool emulated = m->side[0]->env.emulated || m->side[1]->env.emulated;
	const char *marks = marks_text(emulated, objections);
	size_t i, j;

	fputs("# rmaplock agree 1\n"
	      "config\tbaseline\tworkload\tparams\ttasks\tmetric\tunit\t"
	      "a_ratio\ta_ratio_low\ta_ratio_high\ta_noise_floor\ta_differs\t"
	      "b_ratio\tb_ratio_low\tb_ratio_high\tb_noise_floor\tb_differs\t"
	      "effect\teffect_low\teffect_high\tmarks\n",
	      out);
	for (i = 0; i < m->groups; i++)
		for (j = 0; j < m->group[i].matches; j++)
			write_row(out, m, &m->group[i], &m->group[i].match[j], marks);
}
