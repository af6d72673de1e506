#include "store/entry.h"

#include <string.h>

#include "store/changeset.h"
#include "store/query.h"

static const char *const INSERT_ENTRY =
    "INSERT INTO journal (at, officer, site, kind, what, record, record_id, undoes, changeset, hash_before, "
    "hash) VALUES (:at, :officer, :site, :kind, :what, :record, :record_id, :undoes, :changeset, :before, "
    ":hash)";
static const char *const INSERT_MARK =
    "INSERT OR IGNORE INTO journal_record (entry_id, record, record_id) VALUES (:entry, :record, :id)";

static void add_bytes(GChecksum *sum, const void *bytes, gssize size)
{
    char length[32];
    if (!bytes) {
        g_checksum_update(sum, (const guchar *)"~;", 2);
        return;
    }
    int digits = g_snprintf(length, sizeof length, "%" G_GSSIZE_FORMAT ":", size);
    g_checksum_update(sum, (const guchar *)length, digits);
    g_checksum_update(sum, bytes, size);
    g_checksum_update(sum, (const guchar *)";", 1);
}

static void add_text(GChecksum *sum, const char *text)
{
    add_bytes(sum, text, text ? (gssize)strlen(text) : 0);
}

static void add_number(GChecksum *sum, gint64 number, bool there)
{
    g_autofree char *text = there ? g_strdup_printf("%" G_GINT64_FORMAT, number) : NULL;
    add_text(sum, text);
}

char *entry_hash(const char *before, const Entry *entry)
{
    g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);
    g_checksum_update(sum, (const guchar *)before, -1);
    g_checksum_update(sum, (const guchar *)"\n", 1);
    add_text(sum, entry->at);
    add_text(sum, entry->officer);
    add_number(sum, entry->site, true);
    add_text(sum, entry->kind);
    add_text(sum, entry->what);
    add_text(sum, entry->record);
    add_number(sum, entry->record_id, entry->record != NULL);
    add_number(sum, entry->undoes, entry->undoes != 0);
    add_bytes(sum, entry->changeset, entry->changeset_size);
    return g_strdup(g_checksum_get_string(sum));
}

static bool insert_entry(Store *store, const Entry *entry, const char *before, GError **error)
{
    sqlite3_stmt *statement = statement_take(store, INSERT_ENTRY, error);
    if (!statement)
        return false;
    g_autofree char *hash = entry_hash(before, entry);
    statement_bind_text(statement, ":at", entry->at);
    statement_bind_text(statement, ":officer", entry->officer);
    statement_bind_int(statement, ":site", entry->site);
    statement_bind_text(statement, ":kind", entry->kind);
    statement_bind_text(statement, ":what", entry->what);
    statement_bind_text(statement, ":record", entry->record);
    if (entry->record)
        statement_bind_int(statement, ":record_id", entry->record_id);
    if (entry->undoes)
        statement_bind_int(statement, ":undoes", entry->undoes);
    if (entry->changeset)
        sqlite3_bind_blob(statement, sqlite3_bind_parameter_index(statement, ":changeset"), entry->changeset,
                          entry->changeset_size, SQLITE_TRANSIENT);
    statement_bind_text(statement, ":before", before);
    statement_bind_text(statement, ":hash", hash);
    return statement_finish(store, statement, error);
}

/* --- which records it touched */

typedef struct {
    const char *record; /* interned */
    gint64 id;
} Mark;

static bool add_mark(const char *record, gint64 id, gpointer data, GError **error)
{
    (void)error;
    const Mark mark = {record, id};
    g_array_append_val((GArray *)data, mark);
    return true;
}

static int compare_marks(gconstpointer a, gconstpointer b)
{
    const Mark *left = a, *right = b;
    if (left->record != right->record)
        return strcmp(left->record, right->record);
    return (left->id > right->id) - (left->id < right->id);
}

static bool collect_marks(Store *store, const Entry *entry, GArray *marks, GError **error)
{
    g_autoptr(Changes) changes = changes_open(store, entry->changeset, entry->changeset_size);
    GError *failed = NULL;
    while (changes_next(changes, &failed)) {
        if (!changes_each_record(changes, add_mark, marks, error))
            return false;
    }
    if (failed)
        g_propagate_error(error, failed);
    return !failed;
}

/* In the order of the table's key, each once: an import has hundreds of thousands, and a part marks its owner
 * too. */
static bool write_marks(Store *store, gint64 entry, GArray *marks, GError **error)
{
    sqlite3_stmt *statement = statement_take(store, INSERT_MARK, error);
    if (!statement)
        return false;
    int code = SQLITE_DONE;
    g_array_sort(marks, compare_marks);
    statement_bind_int(statement, ":entry", entry);
    for (guint i = 0; i < marks->len && code == SQLITE_DONE; i++) {
        const Mark *mark = &g_array_index(marks, Mark, i);
        if (i > 0 && compare_marks(mark - 1, mark) == 0)
            continue;
        sqlite3_bind_text(statement, 2, mark->record, -1, SQLITE_STATIC);
        sqlite3_bind_int64(statement, 3, mark->id);
        code = sqlite3_step(statement);
        sqlite3_reset(statement);
    }
    const bool good = code == SQLITE_DONE ? true : store_trouble(store, code, error);
    statement_give(store, statement);
    return good;
}

static char *hash_of(Store *store, gint64 entry, GError **error)
{
    return query_one_text(store, "SELECT hash FROM journal WHERE id = :id", entry, error);
}

/* 0 where there is none, and with `error`. */
static gint64 last_entry(Store *store, GError **error)
{
    g_autofree char *last = query_one_text(store, "SELECT max(id) FROM journal", 0, error);
    return last ? g_ascii_strtoll(last, NULL, 10) : 0;
}

/* The hash stands behind the changeset: after an import of many megabytes it takes thousands of pages to
 * reach. What was read while no key waited is taken where that is still the last entry: none is ever changed.
 */
static char *last_hash(Store *store, GError **error)
{
    GError *failed = NULL;
    const gint64 last = last_entry(store, &failed);
    if (failed) {
        g_propagate_error(error, failed);
        return NULL;
    }
    if (last == 0)
        return g_strdup(ENTRY_FIRST_HASH);
    return last == store->known_entry ? g_strdup(store->known_hash) : hash_of(store, last, error);
}

void entry_prepare(Store *store)
{
    statement_prepare(store, INSERT_ENTRY);
    statement_prepare(store, INSERT_MARK);
    g_free(store->known_hash);
    store->known_entry = last_entry(store, NULL);
    store->known_hash = store->known_entry ? hash_of(store, store->known_entry, NULL) : NULL;
    if (!store->known_hash)
        store->known_entry = 0;
}

bool entry_write(Store *store, const Entry *entry, gint64 *id, GError **error)
{
    g_autofree char *before = last_hash(store, error);
    if (!before || !insert_entry(store, entry, before, error))
        return false;
    *id = sqlite3_last_insert_rowid(store->db);
    g_autoptr(GArray) marks = g_array_new(false, false, sizeof(Mark));
    if (entry->record)
        add_mark(entry->record, entry->record_id, marks, NULL);
    return (!entry->changeset || collect_marks(store, entry, marks, error)) &&
           write_marks(store, *id, marks, error);
}
