// SPDX-License-Identifier: GPL-2.0
#include "image.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/sendfile.h>
#include <unistd.h>

#include "testcase.h"

int image_copy(const char *path)
{
	int image = memfd_create("rmaplock-task", MFD_CLOEXEC);
	int file = open(path, O_RDONLY | O_CLOEXEC);
	ssize_t copied = 1;

	while (image >= 0 && file >= 0 && copied > 0)
		copied = sendfile(image, file, NULL, 1 << 20);
	if (image < 0 || file < 0 || copied < 0)
		task_fail("cannot copy %s: %s", path, strerror(errno));
	close(file);
	return image;
}
