/*
 * The office's file: one SQLite database.
 *
 * Opening creates the folder and the file (mode 0600) when they are missing, brings the schema up to date
 * (forward only, each migration in one transaction) and lays views and triggers again when anything was
 * applied. A file that must not be touched is refused untouched. All text is UTF-8; all times in the file are
 * UTC, all days are local.
 */
#ifndef ENTENTE_STORE_STORE_H
#define ENTENTE_STORE_STORE_H

#include <glib.h>
#include <stdbool.h>

typedef struct Store Store;

/* How far long work is, 0 to 100, again and again; false gives it up. */
typedef bool (*StoreProgress)(int percent, gpointer data);

typedef struct {
    const char *path;       /* the file; its folder is created when missing */
    const char *officer;    /* login that writes are journalled under */
    guint site;             /* 0 to 65535, high bits of every new record's id */
    const char *migrations; /* folder of further migrations, or NULL/"" */
    bool create;            /* make the file when it is missing; otherwise that is ERROR_NOT_FOUND */
    bool read_only;         /* do not write even where it would be possible */
    StoreProgress progress; /* while a file of an earlier release is brought up to date; may be NULL */
    gpointer progress_data;
} StoreOptions;

/* What opening the file will have to do before it can be read. */
typedef enum {
    STORE_READ,    /* nothing */
    STORE_UPGRADE, /* bring its schema up to date: seconds, or minutes with a million records */
    STORE_MAKE,    /* make it */
} StoreWork;

/* Looks at the first bytes of the file, refuses it with the error of store_open where they show that it must
 * not be opened, and says what opening it will take. Nothing is made, written or locked. */
bool store_look(const StoreOptions *options, StoreWork *work, GError **error);

/*
 * Opens the file. Errors, file untouched: not a database; another program's database (application_id); a
 * newer schema (user_version beyond what this program knows); a corrupt file (the message names `entente
 * restore`); ERROR_BUSY when the schema cannot be upgraded because another officer writes;
 * ERROR_INTERRUPTED when `progress` gave the upgrade up. Where file or
 * folder cannot be written it opens read-only: see store_read_only_reason.
 */
Store *store_open(const StoreOptions *options, GError **error);
void store_close(Store *store);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Store, store_close)

const char *store_path(const Store *store);
const char *store_officer(const Store *store);
guint store_site(const Store *store);

/* NULL when the file can be written; else a sentence that says why it cannot, fit for the message line. */
const char *store_read_only_reason(const Store *store);

/* Schema version of the file (user_version). */
int store_version(const Store *store);

/* Today as the file sees it: the setting `today`, else the local day. ISO. (transfer full) */
char *store_today(Store *store);

/* One value of the table `setting`, or NULL. (transfer full) */
char *store_setting(Store *store, const char *name);

/*
 * While a query runs, `poll` is asked every few thousand steps; when it returns true the query ends with
 * ERROR_INTERRUPTED. The terminal passes "is a key waiting"; NULL takes it away. Writing is never
 * interrupted.
 */
void store_set_interrupt(Store *store, bool (*poll)(gpointer data), gpointer data);

/* Changes whenever anybody (this program or another) has committed to the file since the last call made it
 * known; this program's drafts do not count. Cheap: one pragma. */
gint64 store_data_version(Store *store);

#endif
