// SPDX-License-Identifier: GPL-2.0
/*
 * AIM7's tests do as much as the original's, counted in system calls; and each
 * leaves folder, heap, descriptors and children as they were.
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/sem.h>
#include <sys/shm.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
#include <cmocka.h>

#include "../../workloads/aim7/message.h"
#include "../../workloads/aim7/scratch.h"
#include "../../workloads/aim7/user.h"
#include "../../workloads/testcase.h"

/* What all.o refers to; no task runs here. */
void testcase(unsigned long long *iterations, unsigned long nr)
{
	(void)iterations;
	(void)nr;
}

/* The linker sends calls of these to us (--wrap). */
static struct {
	unsigned long sbrk, fork, creat, link, unlink, kill, stat, write, semop, readdir,
		siglongjmp;
} calls;

#define COUNTED(type, name, arguments, values) \
	type __real_##name arguments;          \
	type __wrap_##name arguments;          \
	type __wrap_##name arguments           \
	{                                      \
		calls.name++;                  \
		return __real_##name values;   \
	}

COUNTED(void *, sbrk, (intptr_t by), (by))
COUNTED(pid_t, fork, (void), ())
COUNTED(int, creat, (const char *name, mode_t mode), (name, mode))
COUNTED(int, link, (const char *from, const char *to), (from, to))
COUNTED(int, unlink, (const char *name), (name))
COUNTED(int, kill, (pid_t pid, int signal), (pid, signal))
COUNTED(int, stat, (const char *name, struct stat *status), (name, status))
COUNTED(int, semop, (int id, struct sembuf *operations, size_t n), (id, operations, n))
COUNTED(struct dirent *, readdir, (DIR * dir), (dir))

/* What a disk takes no less of with O_DIRECT. */
static size_t direct_bytes;

ssize_t __real_write(int fd, const void *from, size_t bytes);
ssize_t __wrap_write(int fd, const void *from, size_t bytes);
ssize_t __wrap_write(int fd, const void *from, size_t bytes)
{
	calls.write++;
	if (bytes < direct_bytes && fcntl(fd, F_GETFL) & O_DIRECT) {
		errno = EINVAL;
		return -1;
	}
	return __real_write(fd, from, bytes);
}

void __real_siglongjmp(sigjmp_buf out, int value) __attribute__((noreturn));
void __wrap_siglongjmp(sigjmp_buf out, int value) __attribute__((noreturn));
void __wrap_siglongjmp(sigjmp_buf out, int value)
{
	calls.siglongjmp++;
	__real_siglongjmp(out, value);
}

static char folder[] = "/dev/shm/rmaplock-test-XXXXXX";
static int told[2]; /* what the guard would read */

static int setup(void **state)
{
	const struct user user = { .nr = 0, .file_kib = 20 };
	char variable[64], why[64];

	(void)state;
	if (!mkdtemp(folder) || pipe2(told, O_CLOEXEC))
		return -1;
	snprintf(variable, sizeof(variable), "%d:%s", told[1], folder);
	setenv("RMAPLOCK_AIM7_SCRATCH", variable, 1);
	user_begin(&user);
	return user_programs(why, sizeof(why));
}

/* What the guard was told: one line with a key, however many jobs. */
static bool told_key(unsigned int *key)
{
	static char line[256];
	ssize_t bytes = line[0] ? 0 : read(told[0], line, sizeof(line) - 1);

	return bytes >= 0 && sscanf(line, "%x", key) == 1 &&
	       strchr(line, '\n') == line + strlen(line) - 1;
}

static int teardown(void **state)
{
	char command[64];
	unsigned int key;

	(void)state;
	close(told[1]);
	if (told_key(&key)) {
		shmctl(shmget((key_t)key, 0, 0), IPC_RMID, NULL);
		semctl(semget((key_t)key, 0, 0), 0, IPC_RMID);
	}
	snprintf(command, sizeof(command), "rm -rf %s", folder);
	return chdir("/") || system(command);
}

static void run(const char *name)
{
	memset(&calls, 0, sizeof(calls));
	test_find(name)->run();
}

static void test_work(void **state)
{
	(void)state;
	run("brk_test");
	assert_int_equal(calls.sbrk, 17000 + 2);
	run("page_test");
	assert_int_equal(calls.sbrk, 1700 + 2);
	run("fork_test");
	assert_int_equal(calls.fork, 100);
	run("exec_test");
	assert_int_equal(calls.fork, 5);
	run("shell_rtns_1");
	assert_int_equal(calls.fork, 1);
	run("creat_clo");
	assert_int_equal(calls.creat, 1000);
	run("link_test");
	assert_int_equal(calls.link, 7 + 63);
	assert_int_equal(calls.unlink, 63 + 7 + 1);
	run("signal_test");
	assert_int_equal(calls.kill, 1000);
	run("jmp_test");
	assert_int_equal(calls.siglongjmp, 1000);
	run("dir_rtns_1");
	assert_true(calls.readdir >= 10000 && calls.readdir < 12000);
	run("disk_src"); /* a first job also makes the tree */
	run("disk_src");
	assert_int_equal(calls.stat, 57);
	assert_int_equal(calls.creat, 43);
	assert_int_equal(calls.unlink, 43);
}

static void test_messages(void **state)
{
	static const char *const messages[] = { "pipe_cpy", "fifo_test", "stream_pipe",
						"dgram_pipe", "udp_test" };

	(void)state;
	for (size_t i = 0; i < sizeof(messages) / sizeof(messages[0]); i++) {
		run(messages[i]);
		assert_int_equal(calls.write, 100);
	}
	run("tcp_test");
	assert_int_equal(calls.write, 90);
	run("shared_memory");
	assert_int_equal(calls.semop, 100 * 2 * 2);
}

static void test_sizes(void **state)
{
	size_t first[37], sum = 0;

	(void)state;
	for (int i = 0; i < 37; i++) {
		first[i] = message_bytes();
		assert_in_range(first[i], 1, MESSAGE_BYTES_MAX);
		sum += first[i];
	}
	/* of 1, 3, 5, 7, 16 ... 4096 twice, six of 32, five of 512, four of 2048 */
	assert_int_equal(sum, 26560);
	for (int i = 0; i < 37; i++)
		assert_int_equal(message_bytes(), first[i]);
}

/* The guard is told of one key once, before the first job; when a job is done there is nothing of it. */
static void test_shared_memory(void **state)
{
	unsigned int key;

	(void)state;
	run("shared_memory");
	run("shared_memory");
	assert_true(told_key(&key));
	assert_int_equal(shmget((key_t)key, 0, 0), -1);
	assert_int_equal(semget((key_t)key, 0, 0), -1);
}

/* In blocks of 1 KiB; half as much with O_SYNC. */
static void test_disk(void **state)
{
	(void)state;
	run("disk_wrt");
	assert_int_equal(calls.write, 20);
	run("disk_rw");
	assert_int_equal(calls.write, 20 + 20);
	run("disk_rr");
	assert_int_equal(calls.write, 20);
	run("disk_cp");
	run("disk_cp");
	assert_int_equal(calls.write, 20);
	run("disk_brd");
	assert_int_equal(calls.write, 0);
	run("disk_rd");
	assert_int_equal(calls.write, 20);
	run("sync_disk_wrt");
	assert_int_equal(calls.write, 10);
	run("sync_disk_update");
	assert_int_equal(calls.write, 20 + 10);
	assert_int_equal(test_ops(test_find("disk_rr"), 5120), 5120);
	assert_int_equal(test_ops(test_find("sync_disk_cp"), 5120), 2560);
	assert_int_equal(test_ops(test_find("brk_test"), 5120), 17000);
}

/* The original's half of an odd file is cut to a whole block. */
static void test_odd_file(void **state)
{
	const struct user odd = { .file_kib = 21 }, even = { .file_kib = 20 };

	(void)state;
	user_begin(&odd);
	run("sync_disk_wrt");
	assert_int_equal(calls.write, 10);
	run("sync_disk_rw");
	assert_int_equal(calls.write, 10 + 10);
	run("sync_disk_update");
	assert_int_equal(calls.write, 21 + 10);
	user_begin(&even);
	assert_int_equal(test_ops(test_find("sync_disk_cp"), 21), 10);
	assert_int_equal(test_ops(test_find("sync_disk_cp"), 1), 1);
}

static int has_o_direct(void)
{
	int fd = open("o_direct", O_RDWR | O_CREAT | O_DIRECT, 0600);

	if (fd >= 0)
		close(fd);
	unlink("o_direct");
	return fd >= 0;
}

/* How many writes a job of a user does that has yet to find out what its disk takes. */
static int direct_writes(size_t least)
{
	pid_t pid = fork();
	int status;

	if (pid == 0) {
		direct_bytes = least;
		run("disk_dio_wrt");
		run("disk_dio_wrt");
		_exit((int)calls.write);
	}
	assert_true(pid > 0);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_true(WIFEXITED(status));
	return WEXITSTATUS(status);
}

/* The original's blocks where that is possible. */
static void test_direct(void **state)
{
	(void)state;
	if (!has_o_direct())
		skip();
	assert_int_equal(direct_writes(512), 20);
	assert_int_equal(direct_writes(4096), 5);
}

/* Names in a folder, but for what is kept from job to job. */
static unsigned long entries(const char *name)
{
	DIR *dir = opendir(name);
	struct dirent *entry;
	unsigned long n = 0;

	while ((entry = readdir(dir)))
		n += entry->d_name[0] != '.' && strcmp(entry->d_name, "disk") &&
		     strcmp(entry->d_name, "src");
	closedir(dir);
	return n;
}

static void test_clean(void **state)
{
	const struct test *test;
	int direct = has_o_direct();

	(void)state;
	assert_int_equal(entries("."), 1); /* what a shell's ls has to list */
	for (size_t i = 0; (test = test_nr(i)); i++) {
		unsigned long descriptors = entries("/proc/self/fd");
		char *heap;

		if (test->needs & NEEDS_O_DIRECT && !direct)
			continue;
		test->run();
		test->run(); /* the allocator keeps what it had twice */
		heap = sbrk(0);
		test->run();
		if (entries(".") != 1)
			fail_msg("%s leaves a file", test->name);
		if (entries("/proc/self/fd") != descriptors)
			fail_msg("%s leaves a descriptor", test->name);
		if (sbrk(0) != heap)
			fail_msg("%s leaves the heap larger or smaller", test->name);
		if (waitpid(-1, NULL, WNOHANG) != -1 || errno != ECHILD)
			fail_msg("%s leaves a child", test->name);
	}
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_work),   cmocka_unit_test(test_messages),
		cmocka_unit_test(test_sizes),  cmocka_unit_test(test_shared_memory),
		cmocka_unit_test(test_disk),   cmocka_unit_test(test_odd_file),
		cmocka_unit_test(test_direct), cmocka_unit_test(test_clean),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
