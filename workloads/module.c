// SPDX-License-Identifier: GPL-2.0
#include "module.h"

#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "device.h"
#include "failure.h"

#define RCU_EXPEDITED "/sys/kernel/rcu_expedited"
#define KO ".ko"

static char name[64];
static pid_t loader;
static bool may_expedite;

static void expedite(const char *value)
{
	int fd = may_expedite ? open(RCU_EXPEDITED, O_WRONLY | O_CLOEXEC) : -1;

	if (fd < 0)
		return;
	if (write(fd, value, strlen(value)) < 0)
		warn(RCU_EXPEDITED);
	close(fd);
}

/* The kernel's name of the module in file: no folder, no suffix, and _ for -. */
static bool name_of(const char *file)
{
	const char *slash = strrchr(file, '/');
	const char *base = slash ? slash + 1 : file;
	size_t length = strlen(base);

	if (length <= strlen(KO) || strcmp(base + length - strlen(KO), KO) != 0)
		return false;
	length -= strlen(KO);
	if (length >= sizeof(name))
		return false;
	for (size_t i = 0; i < length; i++)
		name[i] = base[i] == '-' ? '_' : base[i];
	return true;
}

/* exit() in a child runs it, too. */
static void module_remove(void)
{
	if (getpid() != loader)
		return;
	device_stop();
	expedite("1");
	if (syscall(SYS_delete_module, name, O_NONBLOCK))
		warn("cannot remove the module %s", name);
	expedite("0");
}

void module_load(const char *file, bool expedite_rcu)
{
	int fd;

	may_expedite = expedite_rcu;
	if (!name_of(file))
		errx(EXIT_USAGE, "%s: must be a module, NAME.ko", file);
	fd = open(file, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		err(EXIT_USAGE, "%s", file);
	expedite("1");
	if (syscall(SYS_finit_module, fd, "", 0)) {
		int error = errno;

		expedite("0");
		errx(error == EPERM || error == ENOSYS ? EXIT_NOT_POSSIBLE : EXIT_FAILED,
		     "cannot load the module %s: %s%s", file, strerror(error),
		     error == EEXIST  ? " (it is loaded already: rmmod it)"
		     : error == EPERM ? " (only root may, and no kernel that is locked down)"
				      : " (see dmesg)");
	}
	expedite("0");
	close(fd);
	loader = getpid();
	atexit(module_remove);
}
