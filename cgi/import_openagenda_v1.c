/* import_openagenda_v1.c -- OpenAgenda's first export as event documents. */
#include "import_openagenda_v1.h"
#include "arena.h"
#include "batch.h"
#include "import_openagenda.h"
#include "json.h"
#include "reshape.h"

static const struct reshape_row rows[] = {
	{ "uid", NULL, "uid", RESHAPE_AS_IS },
	{ "slug", NULL, "slug", RESHAPE_AS_IS },
	{ "canonicalUrl", NULL, "canonicalUrl", RESHAPE_AS_IS },
	{ "title", NULL, "title", RESHAPE_AS_IS },
	{ "description", NULL, "description", RESHAPE_AS_IS },
	{ "longDescription", NULL, "longDescription", RESHAPE_AS_IS },
	{ "conditions", NULL, "conditions", RESHAPE_AS_IS },
	{ "keywords", NULL, "keywords", RESHAPE_AS_IS },
	{ "timings", NULL, "timings", RESHAPE_AS_IS },
	{ "timezone", NULL, "timezone", RESHAPE_AS_IS },
	{ "age", NULL, "age", RESHAPE_AS_IS },
	{ "accessibility", NULL, "accessibility", RESHAPE_AS_IS },
	{ "registration", NULL, "registration", RESHAPE_AS_IS },
	{ "attendanceMode", NULL, "attendanceMode", RESHAPE_AS_IS },
	{ "onlineAccessLink", NULL, "onlineAccessLink", RESHAPE_AS_IS },
	{ "status", NULL, "status", RESHAPE_AS_IS },
	{ "state", NULL, "state", RESHAPE_AS_IS },
	{ "origin", NULL, "originAgenda", RESHAPE_AS_IS },
	{ "locationName", "location", "name", RESHAPE_AS_IS },
	{ "address", "location", "address", RESHAPE_AS_IS },
	{ "city", "location", "city", RESHAPE_AS_IS },
	{ "district", "location", "district", RESHAPE_AS_IS },
	{ "postalCode", "location", "postalCode", RESHAPE_AS_IS },
	{ "insee", "location", "insee", RESHAPE_AS_IS },
	{ "department", "location", "department", RESHAPE_AS_IS },
	{ "region", "location", "region", RESHAPE_AS_IS },
	{ "countryCode", "location", "countryCode", RESHAPE_AS_IS },
	{ "latitude", "location", "latitude", RESHAPE_AS_IS },
	{ "longitude", "location", "longitude", RESHAPE_AS_IS },
};

bool
import_openagenda_v1_knows(const struct json *record)
{
	const struct json *timings = json_get(record, "timings");

	return json_get(record, "locationName") != NULL ||
	       (json_is_parent(timings) &&
		   json_get(timings->first, "start") != NULL);
}

void
import_openagenda_v1(
    struct batch *b, const struct json *record, const struct json *agenda)
{
	import_openagenda(b,
	    reshape(b->arena, record, rows, sizeof(rows) / sizeof(rows[0])),
	    agenda);
}
