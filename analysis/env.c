// SPDX-License-Identifier: GPL-2.0
#include "env.h"

#include "error.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char *text(const json_t *object, const char *key, const char *path)
{
	const json_t *value = json_object_get(object, key);

	if (!value || json_is_null(value))
		return xstrdup("unknown");
	if (!json_is_string(value))
		bad_input(path, 0, "'%s' is not a string: restore the file or delete it", key);
	return printable_copy(json_string_value(value));
}

static const json_t *object(const json_t *parent, const char *key, const char *path)
{
	const json_t *value = json_object_get(parent, key);

	if (value && !json_is_object(value) && !json_is_null(value))
		bad_input(path, 0, "'%s' is not an object: restore the file or delete it", key);
	return value;
}

static void read_notes(struct env *env, const json_t *notes, const char *path)
{
	const json_t *note;
	size_t i;

	if (!notes || json_is_null(notes))
		return;
	if (!json_is_array(notes))
		bad_input(path, 0, "'notes' is not a list: restore the file or delete it");
	env->note = xcalloc(json_array_size(notes), sizeof(*env->note));
	json_array_foreach(notes, i, note)
	{
		if (!json_is_string(note))
			bad_input(path, 0, "a note is not a string: restore the file or delete it");
		env->note[env->notes++] = printable_copy(json_string_value(note));
	}
}

/* A run in TCG, counting instructions or not, is emulated even if the file forgot to say so. */
static bool is_emulated(const struct env *env, const json_t *emulated, const char *path)
{
	if (emulated && !json_is_boolean(emulated) && !json_is_null(emulated))
		bad_input(path, 0,
			  "'emulated' is not true or false: restore the file or delete it");
	return json_is_true(emulated) || strcmp(env->accelerator, "tcg") == 0 ||
	       strcmp(env->accelerator, "icount") == 0;
}

json_t *env_load(const char *dir)
{
	char *path = path_join(dir, "env.json");
	json_error_t error;
	json_t *root = NULL;

	if (access(path, F_OK) == 0 || errno != ENOENT) {
		root = json_load_file(path, JSON_REJECT_DUPLICATES, &error);
		if (!root)
			bad_input(path, error.line > 0 ? error.line : 0,
				  "is not valid JSON (%s): restore the file or delete it",
				  printable(error.text));
		if (!json_is_object(root))
			bad_input(path, 0, "is not a JSON object: restore the file or delete it");
	}
	free(path);
	return root;
}

void env_read(struct env *env, const char *dir)
{
	char *path = path_join(dir, "env.json");
	json_t *root = env_load(dir);

	*env = (struct env){ .known = root };
	env->run = text(object(root, "run", path), "id", path);
	env->subject = text(root, "subject", path);
	env->target = text(root, "target", path);
	env->kernel = text(object(root, "kernel", path), "release", path);
	env->accelerator = text(root, "accelerator", path);
	env->emulated = is_emulated(env, json_object_get(root, "emulated"), path);
	read_notes(env, json_object_get(root, "notes"), path);
	json_decref(root);
	free(path);
}

void env_print(const struct env *env, FILE *out)
{
	if (env->known)
		fprintf(out, "run %s, subject %s, target %s, kernel %s, accelerator %s\n", env->run,
			env->subject, env->target, env->kernel, env->accelerator);
	else
		fputs("env.json is absent: where these numbers come from is not known\n", out);
}

void env_free(struct env *env)
{
	while (env->notes)
		free(env->note[--env->notes]);
	free(env->note);
	free(env->run);
	free(env->subject);
	free(env->target);
	free(env->kernel);
	free(env->accelerator);
}
