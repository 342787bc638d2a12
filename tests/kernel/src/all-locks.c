// SPDX-License-Identifier: GPL-2.0
/*
 * all-locks AREAS: with so many areas, each with a root anon_vma of its own, and a quarter as many files mapped, have
 * mm_take_all_locks() called (the kernel's RMAP_LOCK_SELFTEST) and see what becomes of the preempt count.
 */
#include "stress.h"

#define HOOK "/sys/kernel/debug/rmap_lock/take_all_locks"

int main(int argc, char **argv)
{
	int areas = argc > 1 ? atoi(argv[1]) : 1000;
	int ret, maps, spins;
	unsigned int before, held, after;
	FILE *hook;

	for (int i = 0; i < areas; i++) {
		/* a page without access between them keeps them from merging and from sharing an anon_vma */
		char *area = map(2 * PAGE, MAP_PRIVATE | MAP_ANONYMOUS, -1);

		if (mprotect(area + PAGE, PAGE, PROT_NONE))
			fail("mprotect");
		*area = 1;
	}
	for (int i = 0; i < areas / 4; i++) {
		int fd = memfd_create("all-locks", 0);

		if (fd < 0 || ftruncate(fd, PAGE))
			fail("memfd");
		map(PAGE, MAP_SHARED, fd);
		close(fd);
	}
	hook = fopen(HOOK, "r");
	if (!hook)
		fail(HOOK);
	if (fscanf(hook, "ret %d maps %d before %x held %x after %x spins %d", &ret, &maps, &before,
		   &held, &after, &spins) != 6)
		fail("what it says is not understood");
	printf("ret %d maps %d before %x held %x after %x spins %d\n", ret, maps, before, held,
	       after, spins);
	if (ret || maps < areas || before || after || held != (unsigned int)spins) {
		fprintf(stderr, "the preempt count is wrong\n");
		return 1;
	}
	return 0;
}
