/* doctor_machine.c -- the doctor's look at this machine. */
#include <errno.h>
#include <grp.h>
#include <inttypes.h>
#include <pwd.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/un.h>
#include <unistd.h>

#include "arena.h"
#include "doctor.h"
#include "err.h"
#include "json.h"
#include "live.h"
#include "settings.h"
#include "verify.h"
#include "when.h"

#define TOLD_MAX   3                   /* findings of a damaged database */
#define ROOM_LEAST ((int64_t)64 << 20) /* bytes, and room for all once more */
#define GROUPS_MAX 64

static const char *
folder_of(struct arena *a, const char *path)
{
	const char *slash = strrchr(path, '/');

	if (slash == NULL)
		return ".";
	return slash == path ? "/"
			     : arena_strndup(a, path, (size_t)(slash - path));
}

/* ---- the database ------------------------------------------------------ */

void
doctor_database(struct doctor *d)
{
	const char *path = d->settings->db;
	struct verify v = { .path = path, .in_use = true };
	size_t told = 0;

	if (access(path, F_OK) != 0) {
		doctor_find(d, DOCTOR_BAD,
		    "\"almanach import FILE\" makes one; or name the right one "
		    "with --db or ALMANACH_DB",
		    "%s: %s", path, strerror(errno));
		return;
	}
	if (verify_run(d->arena, &v)) {
		doctor_find(d, DOCTOR_OK, NULL, "%s is whole", path);
		d->publication = v.publication;
	}
	JSON_EACH(one, v.findings)
	if (told++ < TOLD_MAX)
		doctor_find(d, DOCTOR_BAD, "\"almanach verify\" tells it all",
		    "%s", json_str(one));
	JSON_EACH(one, v.remarks)
	doctor_find(d, DOCTOR_WARN, NULL, "%s", json_str(one));
}

/* ---- the disk ---------------------------------------------------------- */

static int64_t
size_of(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 ? (int64_t)st.st_size : 0;
}

/* An import and a publication write what there is once more, and a backup
 * twice, before they take the old away. */
void
doctor_disk(struct doctor *d)
{
	const char *db = d->settings->db, *folder = folder_of(d->arena, db);
	int64_t need = ROOM_LEAST + 2 * size_of(db) +
		       2 * size_of(live_path(d->arena, db)),
		room;
	struct statvfs fs;

	if (statvfs(folder, &fs) != 0) {
		doctor_find(d, DOCTOR_BAD, "see whether the folder is there",
		    "%s: %s", folder, strerror(errno));
		return;
	}
	room = (int64_t)fs.f_bavail * (int64_t)fs.f_frsize;
	if ((fs.f_flag & ST_RDONLY) != 0)
		doctor_find(d, DOCTOR_BAD,
		    "mount it for writing; a disk that fails is often turned "
		    "so by the kernel, which says why (dmesg)",
		    "%s can only be read", folder);
	else if (fs.f_files > 0 && fs.f_favail == 0)
		doctor_find(d, DOCTOR_BAD, "remove files",
		    "the disk of %s takes no more files", folder);
	else
		doctor_find(d,
		    room < need / 4 ? DOCTOR_BAD
		    : room < need   ? DOCTOR_WARN
				    : DOCTOR_OK,
		    room < need ? arena_printf(d->arena,
				      "make room: imports, publications and "
				      "backups take up to %" PRId64 " MB",
				      need >> 20)
				: NULL,
		    "%" PRId64 " MB are free where the database is",
		    room >> 20);
}

/* ---- who may what ------------------------------------------------------ */

/* The account that the program runs as. */
struct account {
	const char *name;
	uid_t uid;
	gid_t groups[GROUPS_MAX];
	int count;
};

/* Ours; or where root looks, the one that the database belongs to. */
static void
find_account(struct doctor *d, struct account *a)
{
	struct stat st;
	const struct passwd *user;

	a->uid = geteuid();
	if (a->uid == 0 && stat(d->settings->db, &st) == 0)
		a->uid = st.st_uid;
	a->count = GROUPS_MAX;
	user = getpwuid(a->uid);
	if (user == NULL) {
		a->name = arena_printf(d->arena, "user %u", (unsigned)a->uid);
		a->groups[0] = getegid();
		a->count = 1;
		return;
	}
	a->name = arena_strdup(d->arena, user->pw_name);
	if (getgrouplist(user->pw_name, user->pw_gid, a->groups, &a->count) < 0)
		a->count = GROUPS_MAX; /* more: the first ones count */
}

/* As the mode says; "bits" as those of others (4 reads, 2 writes, 1 enters). */
static bool
may(const struct account *a, const struct stat *st, mode_t bits)
{
	if (a->uid == 0)
		return true;
	if (a->uid == st->st_uid)
		return (st->st_mode >> 6 & bits) == bits;
	for (int i = 0; i < a->count; i++)
		if (a->groups[i] == st->st_gid)
			return (st->st_mode >> 3 & bits) == bits;
	return (st->st_mode & bits) == bits;
}

struct place {
	const char *path;
	mode_t bits;
	enum doctor_grade grade; /* where they are not given; DOCTOR_OK: it
				    need not be there either */
	const char *why;
};

/* The database's disk has been looked at; the folder of rules may have another
 * one. */
static bool
is_read_only(const struct place *p)
{
	struct statvfs fs;

	return p->grade == DOCTOR_WARN && statvfs(p->path, &fs) == 0 &&
	       (fs.f_flag & ST_RDONLY) != 0;
}

static bool
is_in_order(struct doctor *d, const struct account *a, const struct place *p)
{
	struct stat st;

	if (stat(p->path, &st) != 0) {
		if (errno == ENOENT && p->grade == DOCTOR_OK)
			return true;
		doctor_find(
		    d, DOCTOR_BAD, p->why, "%s: %s", p->path, strerror(errno));
		return false;
	}
	if (!may(a, &st, p->bits))
		doctor_find(d, p->grade == DOCTOR_WARN ? p->grade : DOCTOR_BAD,
		    p->why, "%s may not %s %s (mode %03o)", a->name,
		    (p->bits & 2) != 0 ? "write to" : "read", p->path,
		    (unsigned)(st.st_mode & 0777));
	else if (is_read_only(p))
		doctor_find(d, DOCTOR_WARN,
		    "mount it for writing, or the workspace cannot save rules",
		    "%s is on a disk that can only be read", p->path);
	else if ((st.st_mode & S_IWOTH) != 0)
		doctor_find(d, DOCTOR_BAD,
		    arena_printf(d->arena, "chmod o-w %s", p->path),
		    "everybody on this machine may write to %s", p->path);
	else
		return true;
	return false;
}

#define SAVES                                                                  \
	"give it to that account, or the workspace cannot save rules and "     \
	"rules can only be edited by hand"

void
doctor_files(struct doctor *d)
{
	const struct settings *s = d->settings;
	struct arena *a = d->arena;
	const struct place places[] = {
		{ folder_of(a, s->db), 7, DOCTOR_BAD,
		    "give the folder to that account: SQLite writes a log "
		    "beside the database, and what is live is put there" },
		{ s->db, 6, DOCTOR_OK, "give the file to that account" },
		{ live_path(a, s->db), 4, DOCTOR_OK,
		    "give the file to that account: it is what visitors see" },
		{ s->scripts, 5, DOCTOR_BAD,
		    "name the folder of rules with --scripts or "
		    "ALMANACH_SCRIPTS, and let that account read it" },
		{ s->scripts, 7, DOCTOR_WARN, SAVES },
		{ arena_printf(a, "%s/rules", s->scripts), 7, DOCTOR_WARN,
		    SAVES },
		{ s->www, 5, DOCTOR_BAD,
		    "\"make install\" puts pages' material there; or name its "
		    "folder with --www or ALMANACH_WWW" },
	};
	struct account account;
	bool all = true;

	find_account(d, &account);
	for (size_t i = 0; all && i < sizeof(places) / sizeof(*places); i++)
		all = is_in_order(d, &account, &places[i]);
	if (all)
		doctor_find(d, DOCTOR_OK, NULL,
		    "%s may read and write what is needed, and nobody else "
		    "may write",
		    account.name);
}

/* ---- the socket -------------------------------------------------------- */

static bool
is_answered(const char *path)
{
	struct sockaddr_un at = { .sun_family = AF_UNIX };
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	bool answered = false;

	if (fd >= 0 && strlen(path) < sizeof(at.sun_path)) {
		memcpy(at.sun_path, path, strlen(path) + 1);
		answered = connect(fd, (struct sockaddr *)&at, sizeof(at)) == 0;
	}
	if (fd >= 0)
		close(fd);
	return answered;
}

void
doctor_socket(struct doctor *d)
{
	struct stat st;
	const struct group *group;

	if (d->socket == NULL)
		return;
	if (stat(d->socket, &st) != 0 || !S_ISSOCK(st.st_mode)) {
		doctor_find(d, DOCTOR_BAD,
		    "start \"almanach serve\", or name the socket it is "
		    "started with",
		    "there is no socket %s", d->socket);
	} else if ((st.st_mode & S_IRWXO) != 0) {
		doctor_find(d, DOCTOR_BAD,
		    arena_printf(d->arena, "chmod o= %s", d->socket),
		    "everybody on this machine may connect to %s, and so "
		    "claim to be an editor",
		    d->socket);
	} else if (!is_answered(d->socket)) {
		doctor_find(d, DOCTOR_BAD,
		    "start \"almanach serve\"; if it runs, see its log",
		    "nobody listens at %s: %s", d->socket, strerror(errno));
	} else {
		group = getgrgid(st.st_gid);
		doctor_find(d, DOCTOR_OK, NULL,
		    "%s is listened at; besides its owner the group %s may "
		    "connect",
		    d->socket, group != NULL ? group->gr_name : "without name");
	}
}

/* ---- the zones --------------------------------------------------------- */

void
doctor_zones(struct doctor *d)
{
	struct err err = { ERR_NONE, "" };
	struct when_zone zone;

	if (when_zone_load(d->arena, "Europe/Paris", 2025, 2026, &zone, &err))
		doctor_find(
		    d, DOCTOR_OK, NULL, "this machine knows time zones");
	else
		doctor_find(d, DOCTOR_BAD,
		    "install the package tzdata; see that TZDIR is not set",
		    "this machine knows no time zones");
}
