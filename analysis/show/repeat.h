/* SPDX-License-Identifier: GPL-2.0 */
/* The command that measures one cell again, as it was measured. */
#ifndef ANALYSIS_SHOW_REPEAT_H
#define ANALYSIS_SHOW_REPEAT_H

#include "../facts.h"
#include "../plan.h"
#include "cells.h"

void repeat_print(const struct cell_row *row, const struct plan *plan, const struct facts *facts,
		  const char *dir, FILE *out);

#endif /* ANALYSIS_SHOW_REPEAT_H */
