/* import_opendatasoft.c -- one record of the data set as an event document. */
#include "import_opendatasoft.h"
#include "arena.h"
#include "batch.h"
#include "import_openagenda.h"
#include "json.h"
#include "reshape.h"

static const struct reshape_row rows[] = {
	{ "uid", NULL, "uid", RESHAPE_AS_IS },
	{ "slug", NULL, "slug", RESHAPE_AS_IS },
	{ "canonicalurl", NULL, "canonicalUrl", RESHAPE_AS_IS },
	{ "title_", NULL, "title", RESHAPE_LANGUAGES },
	{ "description_", NULL, "description", RESHAPE_LANGUAGES },
	{ "longdescription_", NULL, "longDescription", RESHAPE_LANGUAGES },
	{ "conditions_", NULL, "conditions", RESHAPE_LANGUAGES },
	{ "keywords_", NULL, "keywords", RESHAPE_LANGUAGES },
	{ "timings", NULL, "timings", RESHAPE_JSON },
	{ "attendancemode", NULL, "attendanceMode", RESHAPE_JSON },
	{ "onlineaccesslink", NULL, "onlineAccessLink", RESHAPE_AS_IS },
	{ "status", NULL, "status", RESHAPE_JSON },
	{ "accessibility", NULL, "accessibility", RESHAPE_AS_IS },
	{ "registration", NULL, "registration", RESHAPE_JSON },
	{ "firstdate_begin", "firstTiming", "begin", RESHAPE_AS_IS },
	{ "firstdate_end", "firstTiming", "end", RESHAPE_AS_IS },
	{ "lastdate_begin", "lastTiming", "begin", RESHAPE_AS_IS },
	{ "lastdate_end", "lastTiming", "end", RESHAPE_AS_IS },
	{ "age_min", "age", "min", RESHAPE_AS_IS },
	{ "age_max", "age", "max", RESHAPE_AS_IS },
	{ "originagenda_uid", "originAgenda", "uid", RESHAPE_AS_IS },
	{ "originagenda_title", "originAgenda", "title", RESHAPE_AS_IS },
	{ "location_name", "location", "name", RESHAPE_AS_IS },
	{ "location_address", "location", "address", RESHAPE_AS_IS },
	{ "location_city", "location", "city", RESHAPE_AS_IS },
	{ "location_postalcode", "location", "postalCode", RESHAPE_AS_IS },
	{ "location_insee", "location", "insee", RESHAPE_AS_IS },
	{ "location_district", "location", "district", RESHAPE_AS_IS },
	{ "location_department", "location", "department", RESHAPE_AS_IS },
	{ "location_region", "location", "region", RESHAPE_AS_IS },
	{ "location_countrycode", "location", "countryCode", RESHAPE_AS_IS },
	{ "location_coordinates", "location", "coordinates", RESHAPE_AS_IS },
	{ "location_phone", "location", "phone", RESHAPE_AS_IS },
	{ "location_website", "location", "website", RESHAPE_AS_IS },
	{ "location_access_", "location", "access", RESHAPE_LANGUAGES },
};

bool
import_opendatasoft_knows(const struct json *record)
{
	static const char *const telling[] = { "title_fr", "firstdate_begin",
		"originagenda_uid", "location_uid", "location_coordinates" };

	for (size_t i = 0; i < sizeof(telling) / sizeof(telling[0]); i++)
		if (json_get(record, telling[i]) != NULL)
			return true;
	return false;
}

void
import_opendatasoft(
    struct batch *b, const struct json *record, const struct json *agenda)
{
	import_openagenda(b,
	    reshape(b->arena, record, rows, sizeof(rows) / sizeof(rows[0])),
	    agenda);
}
