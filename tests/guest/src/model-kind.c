// SPDX-License-Identifier: GPL-2.0
/* Prints what the loaded config is made of, for scripts: its locks and its lifetime. */
#include "device.h"

#include <stdio.h>

int main(void)
{
	struct rmaplock_report report = device_report(device_open());

	for (int lock = 0; lock < RMAPLOCK_NR_LOCKS; lock++)
		printf("%s ", report.lock_name[lock]);
	printf("%s\n", report.lifetime);
	return 0;
}
