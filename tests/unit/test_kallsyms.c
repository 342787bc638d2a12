// SPDX-License-Identifier: GPL-2.0
/* What the kernel's list of symbols tells, and what it does not. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "kallsyms.h"

static char path[] = "/tmp/rmaplock-kallsyms-XXXXXX";

static void write_list(const char *text)
{
	FILE *file = fopen(path, "w");

	assert_non_null(file);
	fputs(text, file);
	assert_int_equal(fclose(file), 0);
}

static void test_whole_names_count(void **state)
{
	(void)state;
	write_list("0000000000000000 T __mmu_notifier_register\n"
		   "ffffffff81000000 t mmu_notifier_unregister\t[kvm]\n");
	assert_false(kernel_lacks(path, "mmu_notifier_unregister"));
	assert_false(kernel_lacks(path, "__mmu_notifier_register"));
	assert_true(kernel_lacks(path, "mmu_notifier_register"));
	assert_true(kernel_lacks(path, "mmu_notifier"));
}

static void test_no_list_tells_nothing(void **state)
{
	(void)state;
	write_list("");
	assert_false(kernel_lacks(path, "mmu_notifier_register"));
	write_list("no such thing\n");
	assert_false(kernel_lacks(path, "mmu_notifier_register"));
	assert_false(kernel_lacks("/nonexistent", "mmu_notifier_register"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_whole_names_count),
		cmocka_unit_test(test_no_list_tells_nothing),
	};
	int fd = mkstemp(path);
	int failed;

	if (fd < 0)
		return 1;
	close(fd);
	failed = cmocka_run_group_tests(tests, NULL, NULL);
	unlink(path);
	return failed;
}
