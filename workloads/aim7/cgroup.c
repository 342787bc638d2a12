// SPDX-License-Identifier: GPL-2.0
#include "aim7/cgroup.h"

#include <stdio.h>
#include <string.h>

#ifndef CGROUP_ROOT
#define CGROUP_ROOT "/sys/fs/cgroup"
#define CGROUP_OWN "/proc/self/cgroup"
#endif
#define PATH_BYTES 4352

/* Of v1, whose memory controller has other names. */
static const char *v1_name(const char *name)
{
	if (!strcmp(name, "memory.max"))
		return "memory.limit_in_bytes";
	if (!strcmp(name, "memory.current"))
		return "memory.usage_in_bytes";
	return name;
}

/* "max", or no such file: no limit. */
static unsigned long long read_value(const char *folder, const char *name)
{
	unsigned long long value = ~0ull;
	char path[PATH_BYTES + 32];
	FILE *file;

	snprintf(path, sizeof(path), "%s/%s", folder, name);
	file = fopen(path, "re");
	if (file && fscanf(file, "%llu", &value) != 1)
		value = ~0ull;
	if (file)
		fclose(file);
	return value;
}

/* From our own group up to the root of its hierarchy. */
static unsigned long long least(const char *root, const char *group, const char *max,
				const char *current)
{
	unsigned long long left = ~0ull;
	char folder[PATH_BYTES];
	char *slash;

	snprintf(folder, sizeof(folder), "%s%s", root, group);
	for (;;) {
		unsigned long long limit = read_value(folder, max);
		unsigned long long used = read_value(folder, current);

		if (limit != ~0ull && used != ~0ull && (limit > used ? limit - used : 0) < left)
			left = limit > used ? limit - used : 0;
		slash = strrchr(folder, '/');
		if (strlen(folder) <= strlen(root) || !slash)
			return left;
		*slash = '\0';
	}
}

/* Is it among the controllers of a line, which are separated by commas? */
static int among(const char *list, const char *controller)
{
	size_t length = strlen(controller);

	for (;;) {
		size_t item = strcspn(list, ",");

		if (item == length && !strncmp(list, controller, length))
			return 1;
		if (!list[item])
			return 0;
		list += item + 1;
	}
}

/* Each line of /proc/self/cgroup: ID:CONTROLLERS:GROUP; v2 has no controllers. */
unsigned long long cgroup_left(const char *controller, const char *max, const char *current)
{
	char line[4096], list[128], group[4000], root[sizeof(CGROUP_ROOT) + 64];
	unsigned long long left = ~0ull, here = ~0ull;
	FILE *file = fopen(CGROUP_OWN, "re");

	while (file && fgets(line, sizeof(line), file)) {
		line[strcspn(line, "\n")] = '\0';
		if (sscanf(line, "0::%3999s", group) == 1) {
			here = least(CGROUP_ROOT, group, max, current);
		} else if (sscanf(line, "%*u:%127[^:]:%3999s", list, group) == 2 &&
			   among(list, controller)) {
			snprintf(root, sizeof(root), "%s/%s", CGROUP_ROOT, controller);
			here = least(root, group, v1_name(max), v1_name(current));
		}
		if (here < left)
			left = here;
	}
	if (file)
		fclose(file);
	return left;
}
