/* What the journal of changes gives: history, undo and redo, and proof that nobody tampered with it. */
#ifndef ENTENTE_STORE_JOURNAL_H
#define ENTENTE_STORE_JOURNAL_H

#include "store/record.h"

typedef struct {
    gint64 entry;
    char *at; /* UTC, 2026-11-23T08:50:12.345Z */
    char *officer;
    char *kind; /* change, undo, redo, reveal, import, demo, open */
    char *what;
    char *table; /* table that this line is about (a part's own table for parts of the record); NULL on a line
                    without fields */
    char *field; /* column; NULL: the row was made or removed (`after` or `before` says what it was called),
                    or nothing but words */
    char *before; /* NULL where there was none */
    char *after;
} HistoryLine;

void history_line_free(HistoryLine *line);

/* The history of a record (and its parts), newest first, at most `limit` lines. An entry that changed several
 * fields is several lines with the same `entry`. (transfer full) (element-type HistoryLine) */
GPtrArray *journal_history(Store *store, const char *record, gint64 id, guint limit, GError **error);

/* Undoes (or redoes) this officer's last change that can be. `what` gets the words of the new entry,
 * "Undone: ..." (transfer full).
 * ERROR_NOT_FOUND when there is nothing to undo; ERROR_CONFLICT with the reason, the record and the other
 * officer when someone changed the same rows since; nothing is done then. `record`/`id` (may be NULL) get
 * what it was about. */
bool journal_undo(Store *store, char **what, GError **error);
bool journal_redo(Store *store, char **what, GError **error);
/* Undoes one named entry, whoever made it. */
bool journal_undo_entry(Store *store, gint64 entry, char **what, GError **error);

/* Writes an entry without a changeset: a sensitive field was revealed. */
bool journal_note_reveal(Store *store, const char *record, gint64 id, const char *field, GError **error);

/* Newest entry's id; 0 for none. With `officer` not NULL, how many entries by others came after `since` is
 * put in `others`. */
gint64 journal_last(Store *store, gint64 since, guint *others);

typedef struct {
    guint64 entries;     /* journal entries read */
    gint64 first_broken; /* id of the first entry whose chain does not hold, 0 when all do */
    GPtrArray *problems; /* (element-type utf8) one sentence each; empty when all is well */
} VerifyReport;

/* Holds the hash chain, integrity_check, foreign keys, the counts that lists show and the search index. False
 * (error set) only when it could not be done; problems are in the report. `progress` may be NULL; it is
 * called with 0..100 and stops the work (ERROR_INTERRUPTED) when it returns false. */
bool journal_verify(Store *store, VerifyReport *report, bool (*progress)(int percent, gpointer data),
                    gpointer data, GError **error);
void verify_report_clear(VerifyReport *report);

#endif
