// SPDX-License-Identifier: GPL-2.0
/* string_rtns: numbers to text and back, characters by their class, strings put together, compared and searched. */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "aim7/test.h"
#include "aim7/user.h"

#define BUFFER_BYTES 1024

static char buffer[BUFFER_BYTES], question[32];

/* A decimal fraction, then its thousandfold as a whole number. */
static int through_text(int number)
{
	char *end;

	sprintf(buffer, "%g", number / 1000.0);
	must(atof(buffer) == strtod(buffer, &end));
	sprintf(buffer, "%ld", (long)(1000 * atof(buffer)));
	must(atol(buffer) == strtol(buffer, &end, 10));
	return atoi(buffer);
}

/* The case of a letter, turned and turned back. */
static void turn_case(char *letter, int (*there)(int), int (*back)(int))
{
	*letter = there(*letter);
	*letter = back(*letter);
}

/* All of the buffer: behind the text, what was left there the last time. */
static int classify(void)
{
	int classes = 0;

	for (char *at = buffer; at < buffer + BUFFER_BYTES - 1; at++) {
		classes += !!isalnum(*at) + !!isalpha(*at) + !!iscntrl(*at) + !!isdigit(*at);
		classes += !!isgraph(*at) + !!isprint(*at) + !!ispunct(*at) + !!isspace(*at);
		classes += !!isxdigit(*at);
		if (islower(*at))
			turn_case(at, toupper, tolower);
		if (isupper(*at))
			turn_case(at, tolower, toupper);
	}
	return classes;
}

/* As often as it fits, whole and by its first ten characters. */
static int repeat_question(void)
{
	int same = 0;

	sprintf(question, "Where do we go now");
	sprintf(buffer, "%s", question);
	while (BUFFER_BYTES - strlen(buffer) > strlen(question)) {
		strcat(buffer, question);
		same += !strcmp(buffer, question);
	}
	strcpy(buffer, question);
	while (BUFFER_BYTES - strlen(buffer) > strlen(question)) {
		strncat(buffer, question, 10);
		same += !strncmp(buffer, question, 10);
	}
	return same;
}

static int search(void)
{
	int found = !strcoll(buffer, question);

	found += strcspn(buffer, "jfamsond") > 4;
	found += strpbrk(buffer, " ;\n") != NULL;
	found += strrchr(buffer, '\n') != NULL;
	found += strspn(buffer, "abcdefghijklmnopqrstuvwxyz") > 5;
	found += strstr(buffer, buffer) == buffer;
	return found;
}

TEST(string_rtns, 100, "String Manipulations", 0)
{
	time_t now = time(NULL);
	int number = 0;

	memset(buffer, 0, sizeof(buffer));
	for (int i = 0; i < 100; i++, now++) {
		const char *date;

		number = through_text(number);
		sprintf(buffer, " \t\n\r\b%s %s %s %s", "0123456789",
			"abcde fghij klmno pqrst uvwxyz", "ABCDE FGHIJ KLMNO PQRST UVWXYZ",
			"!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~");
		number += classify();
		number += repeat_question();
		date = ctime(&now);
		memcpy(buffer, date, strlen(date));
		number += search();
	}
}
