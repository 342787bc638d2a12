// SPDX-License-Identifier: GPL-2.0
#include "facts.h"

#include "env.h"
#include "error.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct {
	const char *key;
	const char *name;
} names[] = {
	{ "rmaplock.describe", "rmaplock's version" },
	{ "rmaplock.abi", "the module's ABI" },
	{ "subject", "subject" },
	{ "target", "target" },
	{ "accelerator", "accelerator" },
	{ "emulated", "emulated" },
	{ "kernel.release", "kernel" },
	{ "kernel.version", "the kernel's build" },
	{ "kernel.cmdline", "the kernel's command line" },
	{ "kernel.config_sha256", "the kernel's .config" },
	{ "kernel.preempt", "preemption model" },
	{ "host.kernel", "the host's kernel" },
	{ "host.cpu", "CPU" },
	{ "host.cpus", "the host's CPUs" },
	{ "host.memory_kib", "the host's memory (KiB)" },
	{ "host.governor", "frequency governor" },
	{ "host.smt", "SMT" },
	{ "host.load1", "the host's load at the start" },
	{ "host.qemu", "emulator" },
	{ "machine.cpus", "CPUs" },
	{ "machine.memory_kib", "memory (KiB)" },
	{ "machine.clocksource", "clock source" },
	{ "machine.thp", "transparent huge pages" },
	{ "machine.aslr", "address space randomisation" },
	{ "series", "kernel series" },
	{ "flavour", "kernel flavour" },
};

static bool begins_with(const char *text, const char *start)
{
	return strncmp(text, start, strlen(start)) == 0;
}

const char *fact_name(const char *key)
{
	size_t i;

	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (strcmp(names[i].key, key) == 0)
			return names[i].name;
	return key;
}

bool fact_is_of_run(const char *key)
{
	return begins_with(key, "run.") || strcmp(key, "host.load1") == 0 ||
	       strcmp(key, "machine.memory_kib") == 0; /* the guest's share of what is free */
}

static void add(struct facts *facts, const char *key, const char *value)
{
	facts->fact = grow(facts->fact, facts->count, &facts->capacity, sizeof(*facts->fact));
	facts->fact[facts->count++] = (struct fact){
		.key = printable_copy(key),
		.value = printable_copy(value),
	};
}

#define LOWER "abcdefghijklmnopqrstuvwxyz0123456789_"

/* Where the value of an item `retbleed: ` begins, or NULL: what is not in lower case goes on with the last item. */
static char *item_value(char *text)
{
	char *end = text + strspn(text, LOWER);

	return end > text && begins_with(end, ": ") ? end + 2 : NULL;
}

/* "retbleed: Vulnerable; spectre_v2: Mitigation: Retpolines; BHI: Retpoline; " */
static void add_mitigations(struct facts *facts, const char *list)
{
	char *copy = xstrdup(list), *item = copy, *value, *end, key[128];

	while ((value = item_value(item))) {
		for (end = strstr(value, "; "); end && !item_value(end + 2) && end[2];
		     end = strstr(end + 2, "; "))
			;
		value[-2] = '\0';
		if (end)
			*end = '\0';
		snprintf(key, sizeof(key), "mitigation of %.100s", item);
		add(facts, key, value);
		item = end ? end + 2 : value + strlen(value);
	}
	free(copy);
}

static void add_value(struct facts *facts, const char *key, const json_t *value)
{
	char number[64];

	if (strcmp(key, "host.mitigations") == 0 && json_is_string(value))
		return add_mitigations(facts, json_string_value(value));
	if (json_is_string(value))
		return add(facts, key, json_string_value(value));
	if (json_is_integer(value))
		snprintf(number, sizeof(number), "%" JSON_INTEGER_FORMAT,
			 json_integer_value(value));
	else if (json_is_real(value))
		snprintf(number, sizeof(number), "%g", json_real_value(value));
	else if (json_is_boolean(value))
		snprintf(number, sizeof(number), "%s", json_is_true(value) ? "yes" : "no");
	else
		snprintf(number, sizeof(number), "unknown");
	add(facts, key, number);
}

/* Lists are left out: the only one is `notes`, which env_read() takes. */
static void add_object(struct facts *facts, const char *prefix, json_t *object)
{
	const char *key;
	json_t *value;
	char *path;

	json_object_foreach(object, key, value)
	{
		if (asprintf(&path, "%s%s%s", prefix, *prefix ? "." : "", key) < 0)
			fail("out of memory: run it on a machine with more");
		if (json_is_object(value))
			add_object(facts, path, value);
		else if (!json_is_array(value))
			add_value(facts, path, value);
		free(path);
	}
}

void facts_read(struct facts *facts, const char *dir)
{
	json_t *root = env_load(dir);

	*facts = (struct facts){ 0 };
	if (root)
		add_object(facts, "", root);
	json_decref(root);
}

const char *facts_value(const struct facts *facts, const char *key)
{
	size_t i;

	for (i = 0; i < facts->count; i++)
		if (strcmp(facts->fact[i].key, key) == 0)
			return facts->fact[i].value;
	return "unknown";
}

void facts_free(struct facts *facts)
{
	while (facts->count--) {
		free(facts->fact[facts->count].key);
		free(facts->fact[facts->count].value);
	}
	free(facts->fact);
}
