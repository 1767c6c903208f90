/* intake_job.c -- an import as a message between processes. */
#include <stdint.h>

#include "arena.h"
#include "intake.h"
#include "intake_job.h"
#include "json.h"
#include "when.h"

/* ---- the parent's side ------------------------------------------------------
 */

static void
put_file(struct arena *a, struct json *into, const char *key,
    const struct sniff_file *f)
{
	struct json *file = json_put_object(a, into, key);

	json_put_str(a, file, "name", f->name);
	json_put_strn(a, file, "text", f->text, f->len);
}

struct json *
intake_job_tree(struct arena *a, const struct intake_job *job)
{
	struct json *tree = json_object(a), *list;

	list = json_put_array(a, tree, "files");
	for (size_t i = 0; i < job->count; i++)
		put_file(a, list, NULL, &job->files[i]);
	if (job->schema != NULL)
		put_file(a, tree, "schema", job->schema);
	json_put_str(a, tree, "timezone", job->timezone);
	list = json_put_array(a, tree, "zone");
	for (size_t i = 0; i < job->zone.count; i++) {
		struct json *change = json_put_array(a, list, NULL);

		json_put_int(a, change, NULL, job->zone.changes[i].at);
		json_put_int(a, change, NULL, job->zone.changes[i].offset);
	}
	list = json_put_array(a, tree, "languages");
	for (const char *const *one = job->languages; *one != NULL; one++)
		json_put_str(a, list, NULL, *one);
	return tree;
}

/* ---- the child's side
 * --------------------------------------------------------- */

static struct sniff_file
file_of(const struct json *j)
{
	const struct json *text = json_get(j, "text");
	const char *name = json_get_str(j, "name");

	if (json_str(text) == NULL)
		return (struct sniff_file){ "a file", "", 0 };
	return (struct sniff_file){ name != NULL ? name : "a file",
		text->string, text->len };
}

static struct when_zone
zone_of(struct arena *a, const struct json *list)
{
	struct when_change *changes;
	struct when_zone zone = when_utc();
	size_t n = 0;

	if (!json_is(list, JSON_ARRAY) || list->len == 0)
		return zone;
	changes = ARENA_ARRAY(a, struct when_change, list->len);
	JSON_EACH(one, list)
	{
		if (!json_is(one, JSON_ARRAY) || one->len != 2 ||
		    !json_is(one->first, JSON_INT) ||
		    !json_is(one->last, JSON_INT))
			return zone;
		changes[n].at = (int32_t)one->first->integer;
		changes[n++].offset = (int32_t)one->last->integer;
	}
	return (struct when_zone){ changes, n };
}

static const char *const *
languages_of(struct arena *a, const struct json *list)
{
	size_t count = json_is(list, JSON_ARRAY) ? list->len : 0, n = 0;
	const char **languages = ARENA_ARRAY(a, const char *, count + 2);

	JSON_EACH(one, list)
	if (json_str(one) != NULL)
		languages[n++] = one->string;
	if (n == 0)
		languages[0] = "en";
	return languages;
}

struct json *
intake_job_answer(struct arena *a, const struct json *tree)
{
	const struct json *list = json_get(tree, "files"),
			  *schema = json_get(tree, "schema");
	size_t count = json_is(list, JSON_ARRAY) ? list->len : 0;
	struct sniff_file *files = ARENA_ARRAY(a, struct sniff_file, count),
			  description = file_of(schema);
	const char *timezone = json_get_str(tree, "timezone");
	struct intake_job job = {
		.files = files,
		.schema = schema != NULL ? &description : NULL,
		.timezone = timezone != NULL ? timezone : "UTC",
		.zone = zone_of(a, json_get(tree, "zone")),
		.languages = languages_of(a, json_get(tree, "languages")),
	};
	struct intake result;

	JSON_EACH(file, list)
	files[job.count++] = file_of(file);
	intake_run(a, &job, &result);
	return intake_answer(a, &result);
}
