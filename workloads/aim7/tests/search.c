// SPDX-License-Identifier: GPL-2.0
/*
 * disk_src: files in a tree of folders are looked up, and new ones made and
 * removed, in an order of chance. A list in the tree says which; a job reads it.
 * The tree is as deep and wide as the original's, and kept from job to job. How
 * much of a file system it takes is in test.h.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "aim7/test.h"
#include "aim7/user.h"

#define TREE "src"
#define LIST "list"
#define FILES 40 /* in each folder */
#define PLACES 75 /* in each of the orders; some are empty */
#define SCRAMBLES 5
#define NAME_BYTES 64

/* Folders by how deep they are, with how many of their files are looked up, and how many new ones are made. */
static const struct folder {
	unsigned int depth, looked_up, made;
} folders[] = {
	{ 0, 8, 0 }, { 1, 6, 7 }, { 4, 7, 6 }, { 6, 7, 6 },
	{ 5, 6, 6 }, { 2, 7, 5 }, { 5, 8, 6 }, { 5, 8, 7 },
};

#define FOLDERS (sizeof(folders) / sizeof(folders[0]))

/* That folder's name, from the tree's top; each has a way of its own. */
static int name_folder(char *name, unsigned int nr, unsigned int depth)
{
	int length = sprintf(name, ".");

	for (unsigned int i = 0; i < depth; i++)
		length += sprintf(name + length, "/%u.folder", nr);
	return length;
}

static void make_folder(unsigned int nr, FILE *list)
{
	const struct folder *folder = &folders[nr];
	char name[2 * NAME_BYTES];
	int length;

	for (unsigned int depth = 1; depth <= folder->depth; depth++) {
		name_folder(name, nr, depth);
		must(!mkdir(name, 0700));
	}
	length = name_folder(name, nr, folder->depth);
	for (unsigned int i = 0; i < folder->made; i++)
		fprintf(list, "m %s/new%u\n", name, i);
	for (unsigned int i = 0; i < FILES; i++) {
		bool looked_up = i < folder->looked_up;
		int fd;

		snprintf(name + length, sizeof(name) - length, "/file%02u", i);
		fd = creat(name, 0600);
		must(fd >= 0 && !close(fd));
		fprintf(list, "%s%s\n", looked_up ? "l " : "", name);
	}
}

static void make_tree(void)
{
	FILE *list = fopen(LIST, "we");

	must(list);
	for (unsigned int nr = 0; nr < FOLDERS; nr++)
		make_folder(nr, list);
	must(!fclose(list));
}

/* The names on lines that begin with that letter. */
struct order {
	char letter;
	unsigned int n;
	char *name[PLACES];
};

static void add(struct order *order, const char *line)
{
	if (line[0] != order->letter)
		return;
	must(order->n < PLACES);
	order->name[order->n] = strdup(line + 2);
	must(order->name[order->n++]);
}

static void read_list(struct order *looked_up, struct order *made)
{
	FILE *list = fopen(LIST, "re");
	char line[2 * NAME_BYTES];

	must(list);
	while (fgets(line, sizeof(line), list)) {
		line[strcspn(line, "\n")] = '\0';
		add(looked_up, line);
		add(made, line);
	}
	fclose(list);
}

static void scramble(struct order *order)
{
	for (int i = 0; i < SCRAMBLES * PLACES; i++) {
		char **one = &order->name[i % PLACES], **other = &order->name[user_random(PLACES)];
		char *name = *one;

		*one = *other;
		*other = name;
	}
}

static void look_up(const char *name)
{
	struct stat status;

	must(!stat(name, &status));
}

static void make(const char *name)
{
	int fd = creat(name, 0600);

	must(fd >= 0 && !close(fd) && !unlink(name));
}

static void search(void)
{
	struct order looked_up = { .letter = 'l' }, made = { .letter = 'm' };

	read_list(&looked_up, &made);
	scramble(&looked_up);
	scramble(&made);
	for (int i = 0; i < PLACES; i++) {
		if (looked_up.name[i])
			look_up(looked_up.name[i]);
		if (made.name[i])
			make(made.name[i]);
		free(looked_up.name[i]);
		free(made.name[i]);
	}
}

/* The published rate counts 75: the places, not the 100 files that are in them. */
TEST(disk_src, PLACES, "Directory Searches", NEEDS_TREE)
{
	char own[2048];
	bool is_new = !mkdir(TREE, 0700);

	must(getcwd(own, sizeof(own)) && !chdir(TREE));
	if (is_new)
		make_tree();
	search();
	must(!chdir(own));
}
