// SPDX-License-Identifier: GPL-2.0
#include "failure.h"

#include <stdarg.h>
#include <stdio.h>

static int status;
static char reason[512];

void fail(int new_status, const char *format, ...)
{
	va_list args;

	if (status)
		return;
	status = new_status;
	va_start(args, format);
	vsnprintf(reason, sizeof(reason), format, args);
	va_end(args);
}

bool failed(void)
{
	return status;
}

int failure_status(void)
{
	return status;
}

const char *failure_reason(void)
{
	return reason;
}
