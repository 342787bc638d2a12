// SPDX-License-Identifier: GPL-2.0
#include "kallsyms.h"

#include <stdio.h>
#include <string.h>

bool kernel_lacks(const char *list, const char *function)
{
	FILE *file = fopen(list, "re");
	char line[512], name[256];
	bool some = false, found = false;

	if (!file)
		return false;
	while (!found && fgets(line, sizeof(line), file)) {
		if (sscanf(line, "%*x %*c %255s", name) != 1)
			continue;
		some = true;
		found = !strcmp(name, function);
	}
	fclose(file);
	return some && !found;
}
