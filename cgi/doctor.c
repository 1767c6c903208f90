/* doctor.c -- is all well with a programme: the table of what is looked at. */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "arena.h"
#include "doctor.h"
#include "err.h"
#include "json.h"
#include "text.h"

/* In this order: what is behind builds on what is before. */
static const struct {
	const char *name;
	void (*look)(struct doctor *);
	bool outside; /* only where the address gives pages of ours */
} checks[] = {
	{ "database", doctor_database, false },
	{ "disk", doctor_disk, false },
	{ "files", doctor_files, false },
	{ "socket", doctor_socket, false },
	{ "zones", doctor_zones, false },
	{ "programme", doctor_programme, false },
	{ "publication", doctor_publication, false },
	{ "rules", doctor_rules, false },
	{ "sources", doctor_sources, false },
	{ "clock", doctor_clock, false },
	{ "address", doctor_address, false },
	{ "same", doctor_same, true },
	{ "base", doctor_base, true },
	{ "headers", doctor_headers, true },
	{ "static", doctor_static, true },
	{ "packing", doctor_packing, true },
	{ "tags", doctor_tags, true },
	{ "worker", doctor_worker, true },
	{ "requests", doctor_requests, true },
	{ "time", doctor_time, true },
	{ "editors", doctor_editors, true },
	{ "metrics", doctor_metrics, true },
};

const char *
doctor_grade_name(enum doctor_grade grade)
{
	static const char *const names[] = {
		[DOCTOR_OK] = "ok", [DOCTOR_WARN] = "warn", [DOCTOR_BAD] = "BAD"
	};

	return names[grade];
}

void
doctor_find(struct doctor *d, enum doctor_grade grade, const char *advice,
    const char *fmt, ...)
{
	struct json *one = json_put_object(d->arena, d->findings, NULL);
	char found[ERR_TEXT_MAX * 2];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(found, sizeof(found), fmt, ap);
	va_end(ap);
	json_put_str(d->arena, one, "grade", doctor_grade_name(grade));
	json_put_str(d->arena, one, "check", d->check);
	json_put_str(d->arena, one, "found",
	    text_clean(d->arena, found, strlen(found), TEXT_LINE, sizeof(found),
		NULL));
	json_put_str_or_null(d->arena, one, "advice", advice);
	d->well &= grade != DOCTOR_BAD;
}

void
doctor_run(struct doctor *d)
{
	d->findings = json_array(d->arena);
	d->well = true;
	for (size_t i = 0; i < sizeof(checks) / sizeof(*checks); i++) {
		d->check = checks[i].name;
		if (!checks[i].outside || d->reached)
			checks[i].look(d);
	}
}
