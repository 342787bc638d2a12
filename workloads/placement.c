// SPDX-License-Identifier: GPL-2.0
#include "placement.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

struct slots {
	hwloc_bitmap_t *set;
	unsigned int nr;
	unsigned int capacity;
};

/* What a policy gets to make its slots from. */
struct request {
	hwloc_topology_t topology;
	const struct placement *placement;
	unsigned long nr_tasks;
	char *why; /* reason if it fails, already set to a general one */
	size_t size;
};

struct placement_policy {
	const char *name;
	/* 0, or -1; NULL if tasks are not bound */
	int (*fill)(const struct request *rq, struct slots *slots);
};

static int slots_add(struct slots *slots, hwloc_const_bitmap_t set)
{
	if (slots->nr == slots->capacity) {
		unsigned int capacity = slots->capacity ? 2 * slots->capacity : 64;
		hwloc_bitmap_t *bigger = realloc(slots->set, capacity * sizeof(*bigger));

		if (!bigger)
			return -1;
		slots->set = bigger;
		slots->capacity = capacity;
	}
	slots->set[slots->nr] = hwloc_bitmap_dup(set);
	return slots->set[slots->nr++] ? 0 : -1;
}

static void slots_free(struct slots *slots)
{
	for (unsigned int i = 0; i < slots->nr; i++)
		hwloc_bitmap_free(slots->set[i]);
	free(slots->set);
}

static int fill_compact(const struct request *rq, struct slots *slots)
{
	hwloc_obj_t pu = NULL;

	while ((pu = hwloc_get_next_obj_by_type(rq->topology, HWLOC_OBJ_PU, pu))) {
		if (slots_add(slots, pu->cpuset))
			return -1;
	}
	return 0;
}

static int fill_scatter(const struct request *rq, struct slots *slots)
{
	hwloc_obj_t root = hwloc_get_root_obj(rq->topology);
	unsigned long nr_pus = hwloc_get_nbobjs_by_type(rq->topology, HWLOC_OBJ_PU);
	unsigned int n = rq->nr_tasks < nr_pus ? rq->nr_tasks : nr_pus;
	hwloc_bitmap_t *share = calloc(n, sizeof(*share));
	int ret = -1;

	if (!share)
		return -1;
	if (!hwloc_distrib(rq->topology, &root, 1, share, n, INT_MAX, 0)) {
		ret = 0;
		for (unsigned int i = 0; i < n && !ret; i++) {
			/* a set of several PUs would let the task migrate between SMT siblings */
			hwloc_bitmap_singlify(share[i]);
			ret = slots_add(slots, share[i]);
		}
	}
	for (unsigned int i = 0; i < n; i++)
		hwloc_bitmap_free(share[i]);
	free(share);
	return ret;
}

static int fill_core(const struct request *rq, struct slots *slots)
{
	unsigned int before, rank = 0;

	if (hwloc_get_nbobjs_by_type(rq->topology, HWLOC_OBJ_CORE) <= 0)
		return fill_compact(rq, slots);
	do {
		hwloc_obj_t core = NULL;

		before = slots->nr;
		while ((core = hwloc_get_next_obj_by_type(rq->topology, HWLOC_OBJ_CORE, core))) {
			hwloc_obj_t pu = hwloc_get_obj_inside_cpuset_by_type(
				rq->topology, core->cpuset, HWLOC_OBJ_PU, rank);

			if (pu && slots_add(slots, pu->cpuset))
				return -1;
		}
		rank++;
	} while (slots->nr > before);
	return 0;
}

static int fill_pu(const struct request *rq, struct slots *slots)
{
	unsigned int os_index;

	hwloc_bitmap_foreach_begin(os_index, hwloc_topology_get_topology_cpuset(rq->topology)) {
		hwloc_obj_t pu = hwloc_get_pu_obj_by_os_index(rq->topology, os_index);

		if (pu && slots_add(slots, pu->cpuset))
			return -1;
	}
	hwloc_bitmap_foreach_end();
	return 0;
}

static int fill_node(const struct request *rq, struct slots *slots)
{
	hwloc_obj_t node = NULL;

	while ((node = hwloc_get_next_obj_by_type(rq->topology, HWLOC_OBJ_NUMANODE, node))) {
		if (!hwloc_bitmap_iszero(node->cpuset) && slots_add(slots, node->cpuset))
			return -1;
	}
	return 0;
}

static int fill_list(const struct request *rq, struct slots *slots)
{
	for (unsigned int i = 0; i < rq->placement->nr_pus; i++) {
		hwloc_obj_t pu = hwloc_get_pu_obj_by_os_index(rq->topology, rq->placement->pus[i]);

		if (!pu) {
			char *usable = NULL;

			hwloc_bitmap_list_asprintf(
				&usable, hwloc_topology_get_topology_cpuset(rq->topology));
			snprintf(rq->why, rq->size,
				 "PU %u does not exist or may not be used here; usable PUs: %s",
				 rq->placement->pus[i], usable ? usable : "?");
			free(usable);
			return -1;
		}
		if (slots_add(slots, pu->cpuset))
			return -1;
	}
	return 0;
}

static const struct placement_policy policies[] = {
	{ "compact", fill_compact }, { "scatter", fill_scatter }, { "core", fill_core },
	{ "pu", fill_pu },	     { "node", fill_node },	  { "none", NULL },
};
static const struct placement_policy list_policy = { "list", fill_list };

static const struct placement_policy *policy_by_name(const char *name)
{
	for (size_t i = 0; i < sizeof(policies) / sizeof(policies[0]); i++) {
		if (!strcmp(policies[i].name, name))
			return &policies[i];
	}
	return NULL;
}

/* A number of at most 4 digits, so it cannot overflow; moves *text behind it. */
static int parse_pu(const char **text, unsigned int *pu)
{
	size_t digits = strspn(*text, "0123456789");

	if (digits == 0 || digits > 4)
		return -1;
	*pu = strtoul(*text, NULL, 10);
	*text += digits;
	return *pu < PLACEMENT_MAX_PUS ? 0 : -1;
}

/* The PUs of a LIST, in the order given. -1 if it is none. */
static int parse_list(const char *text, struct placement *placement)
{
	unsigned int first, last;

	for (;;) {
		if (parse_pu(&text, &first))
			return -1;
		last = first;
		if (*text == '-') {
			text++;
			if (parse_pu(&text, &last) || last < first)
				return -1;
		}
		for (unsigned int pu = first; pu <= last; pu++) {
			if (placement->nr_pus == PLACEMENT_MAX_PUS)
				return -1;
			placement->pus[placement->nr_pus++] = pu;
		}
		if (*text == '\0')
			return 0;
		if (*text++ != ',')
			return -1;
	}
}

int placement_parse(const char *text, struct placement *placement, char *why, size_t size)
{
	memset(placement, 0, sizeof(*placement));
	placement->policy = policy_by_name(text);
	if (placement->policy)
		return 0;
	placement->policy = &list_policy;
	placement->pus = calloc(PLACEMENT_MAX_PUS, sizeof(*placement->pus));
	if (placement->pus && !parse_list(text, placement))
		return 0;
	snprintf(
		why, size,
		"--pin %s: must be compact, scatter, core, pu, node, none, or a list of PUs such as 0,2,4-5",
		text);
	placement_free(placement);
	return -1;
}

void placement_free(struct placement *placement)
{
	free(placement->pus);
	placement->pus = NULL;
	placement->nr_pus = 0;
}

bool placement_binds(const struct placement *placement)
{
	return placement->policy->fill;
}

/* Is the topology a saved one that the user says is this machine's? */
static bool placement_vouched(void)
{
	const char *vouched = getenv("HWLOC_THISSYSTEM");

	return vouched && !strcmp(vouched, "1") && getenv("HWLOC_XMLFILE") &&
	       !getenv("HWLOC_SYNTHETIC");
}

int placement_load(hwloc_topology_t *topology, char *why, size_t size)
{
	static const char *const descriptions[] = { "HWLOC_XMLFILE", "HWLOC_SYNTHETIC" };

	const bool vouched = placement_vouched();

	/* It would declare any description to be this machine, and binding to it real. */
	if (!vouched)
		unsetenv("HWLOC_THISSYSTEM");
	if (hwloc_topology_init(topology)) {
		snprintf(why, size, "hwloc cannot start: %s", strerror(errno));
		return -1;
	}
	if (hwloc_topology_load(*topology)) {
		snprintf(why, size, "hwloc cannot read the topology: %s", strerror(errno));
		hwloc_topology_destroy(*topology);
		return -1;
	}
	/* an unreadable one is no harm then: hwloc looks for itself, and bindings are proved */
	if (vouched)
		return 0;
	for (size_t i = 0; i < sizeof(descriptions) / sizeof(descriptions[0]); i++) {
		const char *value = getenv(descriptions[i]);

		if (value && *value && hwloc_topology_is_thissystem(*topology)) {
			snprintf(why, size, "hwloc cannot read %s=%s", descriptions[i], value);
			hwloc_topology_destroy(*topology);
			return -1;
		}
	}
	return 0;
}

int placement_sets(hwloc_topology_t topology, const struct placement *placement,
		   unsigned long nr_tasks, hwloc_bitmap_t *sets, char *why, size_t size)
{
	struct request rq = { topology, placement, nr_tasks, why, size };
	struct slots slots = { 0 };
	int ret = 0;

	snprintf(why, size, "hwloc found no place for the tasks: out of memory or no PUs");
	if (placement->policy->fill) {
		ret = placement->policy->fill(&rq, &slots);
		if (!ret && !slots.nr)
			ret = -1;
	}
	for (unsigned long i = 0; i < nr_tasks && !ret; i++) {
		sets[i] =
			slots.nr ? hwloc_bitmap_dup(slots.set[i % slots.nr]) : hwloc_bitmap_alloc();
		if (!sets[i])
			ret = -1;
	}
	slots_free(&slots);
	return ret;
}
