/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Which PUs each task is bound to. Pure functions of an hwloc topology, so
 * they can be tested on the topologies of machines we do not own.
 *
 * A policy makes an ordered list of slots; task i takes slot i modulo their
 * number, so more tasks than slots wrap round. "Logical order" is hwloc's:
 * neighbours in the list share as much of the machine as possible. PUs that
 * are offline or that the cgroup forbids are no slots; the affinity mask that
 * this process inherited does not matter, as binding replaces it.
 *
 *   compact  every PU in logical order: fills a core, then a package
 *   scatter  hwloc_distrib() of min(tasks, PUs) over the machine: as far
 *            apart as possible; the first PU of each share
 *   core     the first PU of every core, in logical order; then the second
 *            PU of every core, and so on
 *   pu       every PU in the operating system's numbering
 *   node     every NUMA node that has PUs, in logical order; the task may
 *            run on any PU of its node (the only slot of more than one PU)
 *   none     tasks are not bound
 *   LIST     the PUs as given, in that order: `0,2,4-5`, OS numbering
 */
#ifndef RMAPLOCK_PLACEMENT_H
#define RMAPLOCK_PLACEMENT_H

#include <stddef.h>
#include <stdbool.h>
#include <hwloc.h>

#define PLACEMENT_MAX_PUS 8192 /* OS numbers 0..8191 */

struct placement_policy;

struct placement {
	const struct placement_policy *policy;
	unsigned int *pus; /* of a LIST */
	unsigned int nr_pus;
};

/* Parse a --pin argument. 0, or -1 with the reason in why. */
int placement_parse(const char *text, struct placement *placement, char *why, size_t size);

void placement_free(struct placement *placement);

/* True if tasks are to be bound, so a topology is needed at all. */
bool placement_binds(const struct placement *placement);

/*
 * Load the topology that hwloc's environment variables ask for, by default
 * this machine's. 0, or -1 with the reason in why (a description that hwloc
 * could not read is an error, where hwloc itself falls back silently).
 * HWLOC_XMLFILE with HWLOC_THISSYSTEM=1 is a saved topology of this machine, for
 * callers who measure often: discovery takes milliseconds, tens under an emulator.
 */
int placement_load(hwloc_topology_t *topology, char *why, size_t size);

/*
 * Fill sets[0..nr_tasks), one new bitmap a task; an empty one is not bound.
 * 0, or -1 with the reason in why.
 */
int placement_sets(hwloc_topology_t topology, const struct placement *placement,
		   unsigned long nr_tasks, hwloc_bitmap_t *sets, char *why, size_t size);

#endif /* RMAPLOCK_PLACEMENT_H */
