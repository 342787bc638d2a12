// SPDX-License-Identifier: GPL-2.0
#include "aim7/scratch.h"

#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <paths.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/vfs.h>
#include <sys/wait.h>
#include <unistd.h>
#include <linux/magic.h>

#include "failure.h"
#include "testcase.h"

/* A user's program that is exec'd anew finds folder and pipe here: FD:FOLDER. */
#define VARIABLE "RMAPLOCK_AIM7_SCRATCH"
#define TMPFS "/dev/shm"
#define REMOVAL_MS 30000

/*
 * $1: the folder. Its input: a key a line, of all of which one ipcrm gets told (or a few, if it is very many). What is
 * gone already is no harm. Nothing is forked before the end, when there is room for it.
 */
static const char guard_script[] =
	"trap '' HUP INT TERM; PATH=$PATH:/usr/bin:/bin; cd /; objects=\n"
	"while read -r key; do objects=\"$objects -M $key -S $key\"; done\n"
	"test -z \"$objects\" || echo $objects | xargs ipcrm 2>/dev/null\n"
	"rm -rf -- \"$1\"\n";

static char dir[256];
static int tell = -1; /* the guard's input: open in every process of the run */
static int gone = -1; /* its output, which ends when it has ended */

static const char *place; /* by scratch_place() */

void scratch_place(const char *parent)
{
	place = parent;
}

static const char *parent_folder(void)
{
	const char *tmp = getenv("TMPDIR");
	struct statfs fs;

	if (place)
		return place;
	if (!statfs(TMPFS, &fs) && fs.f_type == TMPFS_MAGIC && !access(TMPFS, W_OK | X_OK))
		return TMPFS;
	return tmp && *tmp ? tmp : "/tmp";
}

static void __attribute__((noreturn)) guard_main(int input, int output)
{
	sigset_t none;

	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	setsid();
	if (dup2(input, STDIN_FILENO) < 0 || dup2(output, STDOUT_FILENO) < 0)
		_exit(1);
	close_range(STDERR_FILENO + 1, ~0u, 0);
	execl(_PATH_BSHELL, "sh", "-c", guard_script, "rmaplock-guard", dir, NULL);
	_exit(1);
}

/* The middle one ends at once, so that the guard is nobody's child. */
static void start_guard(void)
{
	int input[2], output[2], status;
	pid_t middle;

	if (pipe(input) || pipe2(output, O_CLOEXEC))
		err(EXIT_FAILED, "cannot make a pipe to the guard of %s", dir);
	middle = fork();
	if (middle < 0)
		err(EXIT_FAILED, "cannot fork the guard of %s", dir);
	if (middle == 0) {
		pid_t guard;

		close(input[1]);
		guard = fork();
		if (guard == 0)
			guard_main(input[0], output[1]);
		_exit(guard < 0);
	}
	close(input[0]);
	close(output[1]);
	tell = input[1];
	gone = output[0];
	while (waitpid(middle, &status, 0) < 0 && errno == EINTR)
		;
	if (status)
		errx(EXIT_FAILED, "cannot fork the guard of %s", dir);
}

void scratch_begin(void)
{
	/* whole, as guard and users leave the folder that we are in */
	char *parent = realpath(parent_folder(), NULL);
	char variable[sizeof(dir) + 16];
	unsigned long long unique;

	if (!parent)
		err(EXIT_USAGE, "%s", parent_folder());
	if (getrandom(&unique, sizeof(unique), 0) != sizeof(unique))
		err(EXIT_FAILED, "no random number for the name of a folder");
	if ((size_t)snprintf(dir, sizeof(dir), "%s/rmaplock-aim7-%016llx", parent, unique) >=
	    sizeof(dir))
		errx(EXIT_USAGE, "%s: too long a name", parent);
	/* where we may: System V objects that go with the last process; the guard's, too */
	unshare(CLONE_NEWIPC);
	/* first the guard, then the folder: a kill in between leaves nothing */
	start_guard();
	if (mkdir(dir, 0700))
		err(EXIT_USAGE, "cannot make a folder in %s", parent);
	free(parent);
	snprintf(variable, sizeof(variable), "%d:%s", tell, dir);
	if (setenv(VARIABLE, variable, 1))
		err(EXIT_FAILED, "no memory");
}

const char *scratch_dir(void)
{
	const char *variable = getenv(VARIABLE);

	if (!dir[0] && variable && sscanf(variable, "%d:%255s", &tell, dir) != 2)
		dir[0] = '\0';
	return dir;
}

void scratch_enter(unsigned long nr)
{
	char name[sizeof(dir) + 32];

	snprintf(name, sizeof(name), "%s/%lu", scratch_dir(), nr);
	if ((mkdir(name, 0700) && errno != EEXIST) || chdir(name))
		task_fail("%s: %s", name, strerror(errno));
}

void scratch_guard(key_t key)
{
	char line[32];
	int length = snprintf(line, sizeof(line), "%#x\n", (unsigned int)key);

	if (write(tell, line, length) != length)
		task_fail("the guard of %s does not listen: %s", dir, strerror(errno));
}

void scratch_end(void)
{
	struct pollfd end = { .fd = gone, .events = POLLIN };
	int ready;

	if (tell < 0)
		return;
	close(tell);
	tell = -1;
	do {
		ready = poll(&end, 1, REMOVAL_MS);
	} while (ready < 0 && errno == EINTR);
	close(gone);
	if (!access(dir, F_OK))
		fail(EXIT_FAILED, "%s could not be removed: see who uses it, then rm -rf it", dir);
}

struct scratch_free scratch_free(void)
{
	struct statfs type;
	struct statvfs fs;

	if (statvfs(parent_folder(), &fs) || statfs(parent_folder(), &type))
		err(EXIT_USAGE, "%s", parent_folder());
	return (struct scratch_free){
		.bytes = (unsigned long long)fs.f_bavail * fs.f_frsize,
		/* Btrfs has no number of them, nor has a tmpfs with nr_inodes=0 */
		.inodes = fs.f_files ? fs.f_favail : ~0ull,
		/* tmpfs keeps names in memory alone */
		.folder_bytes = type.f_type == TMPFS_MAGIC ? 0 : fs.f_bsize,
	};
}
