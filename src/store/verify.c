#include <string.h>

#include "store/entry.h"
#include "store/journal.h"
#include "store/query.h"

enum {
    PROBLEMS_MAX = 20,
    CHAIN_PERCENT = 50,
    INTEGRITY_PERCENT = 80,
    LINKS_PERCENT = 90,
    COUNTS_PERCENT = 94
};

typedef struct {
    Store *store;
    VerifyReport *report;
    bool (*progress)(int percent, gpointer data);
    gpointer data;
    int percent;
    bool stopped;
} Verify;

void verify_report_clear(VerifyReport *report)
{
    g_clear_pointer(&report->problems, g_ptr_array_unref);
    report->entries = 0;
    report->first_broken = 0;
}

static void add_problem(Verify *verify, const char *format, ...) G_GNUC_PRINTF(2, 3);
static void add_problem(Verify *verify, const char *format, ...)
{
    if (verify->report->problems->len >= PROBLEMS_MAX)
        return;
    va_list values;
    va_start(values, format);
    g_ptr_array_add(verify->report->problems, g_strdup_vprintf(format, values));
    va_end(values);
}

static bool show(Verify *verify, int percent)
{
    verify->percent = percent;
    if (verify->progress && !verify->progress(percent, verify->data))
        verify->stopped = true;
    return !verify->stopped;
}

static int on_steps(void *data)
{
    Verify *verify = data;
    return show(verify, verify->percent) ? 0 : 1;
}

/* A failure of reading is a finding where the file is damaged, and an error where it is anything else. */
static bool finish_query(Verify *verify, GError *failed, GError **error)
{
    if (!failed)
        return true;
    int code = sqlite3_errcode(verify->store->db) & 0xff;
    if (code == SQLITE_CORRUPT) {
        add_problem(verify, "%s", failed->message);
        g_error_free(failed);
        return true;
    }
    g_propagate_error(error, failed);
    return false;
}

/* --- the chain */

static const char *const ENTRIES_SQL = "SELECT id, at, officer, site, kind, what, record, record_id, undoes, "
                                       "changeset, coalesce(hash_before, ''), coalesce(hash, '') "
                                       "FROM journal ORDER BY id";

static void break_at(Verify *verify, gint64 id, const char *officer, const char *why)
{
    if (verify->report->first_broken == 0)
        verify->report->first_broken = id;
    g_autofree char *safe = g_utf8_make_valid(officer ? officer : "?", -1);
    add_problem(verify, "Journal entry %" G_GINT64_FORMAT " (%s): %s", id, safe, why);
}

static char *hash_of_row(Query *query)
{
    int size = 0;
    const void *changeset = query_blob(query, 9, &size);
    const char *record = query_text(query, 6);
    const Entry entry = {
        .at = query_text(query, 1),
        .officer = query_text(query, 2),
        .site = query_int(query, 3),
        .kind = query_text(query, 4),
        .what = query_text(query, 5),
        .record = record,
        .record_id = query_int(query, 7),
        .undoes = query_int(query, 8),
        .changeset = changeset,
        .changeset_size = size,
    };
    /* Without a record no id is hashed, and no changeset is empty: what stands there all the same was put
     * there. */
    if ((!record && !query_is_null(query, 7)) || (!changeset && !query_is_null(query, 9)))
        return g_strdup("");
    return entry_hash(query_text(query, 10), &entry);
}

/* What it kept of people whose data were purged has gone; a redaction, which is an entry of the journal
 * itself, has its hash. */
static bool is_redacted(Store *store, Query *entry)
{
    g_autoptr(Query) query =
        schema_has_table(store, "redaction")
            ? query_new(store,
                        "SELECT 1 FROM redaction r JOIN journal_record m ON m.record = 'redaction' AND "
                        "m.record_id = r.id "
                        "WHERE r.entry_id = :id AND r.entry_hash = :hash AND m.entry_id > r.entry_id",
                        NULL)
            : NULL;
    if (!query || !query_is_null(entry, 9))
        return false;
    query_bind_int(query, ":id", query_int(entry, 0));
    query_bind_text(query, ":hash", query_text(entry, 11));
    return query_next(query, NULL);
}

static void check_entry(Verify *verify, Query *query, gint64 *last_id, char **last_hash)
{
    gint64 id = query_int(query, 0);
    g_autofree char *hash = hash_of_row(query);
    const char *officer = query_text(query, 2);
    if (id != *last_id + 1)
        break_at(verify, id, officer, "entries before it are missing");
    if (strcmp(query_text(query, 10), *last_hash) != 0)
        break_at(verify, id, officer, "does not follow the entry before it");
    else if (strcmp(query_text(query, 11), hash) != 0 && !is_redacted(verify->store, query))
        break_at(verify, id, officer, "is not what was written");
    g_free(*last_hash);
    *last_hash = g_strdup(query_text(query, 11));
    *last_id = id;
    verify->report->entries++;
}

static bool check_chain(Verify *verify, GError **error)
{
    g_autoptr(Query) query = query_new(verify->store, ENTRIES_SQL, error);
    if (!query)
        return false;
    gint64 newest =
        query_one_int(verify->store, "SELECT seq FROM sqlite_sequence WHERE name = 'journal'", 0, 0);
    gint64 last_id = 0;
    g_autofree char *last_hash = g_strdup(ENTRY_FIRST_HASH);
    GError *failed = NULL;
    while (query_next(query, &failed)) {
        check_entry(verify, query, &last_id, &last_hash);
        if (!show(verify, newest > 0 ? (int)(last_id * CHAIN_PERCENT / MAX(newest, last_id)) : 0))
            return true;
    }
    if (!failed && last_id < newest)
        break_at(verify, last_id + 1, NULL, "and those after it are missing");
    return finish_query(verify, failed, error);
}

/* --- the file */

static bool check_integrity(Verify *verify, GError **error)
{
    g_autoptr(Query) query = query_new(verify->store, "SELECT * FROM pragma_integrity_check(20)", error);
    if (!query)
        return false;
    GError *failed = NULL;
    while (query_next(query, &failed)) {
        if (strcmp(query_text(query, 0), "ok") != 0)
            add_problem(verify, "The file is damaged: %s", query_text(query, 0));
    }
    return finish_query(verify, failed, error);
}

static bool check_links(Verify *verify, GError **error)
{
    g_autoptr(Query) query = query_new(
        verify->store, "SELECT \"table\", rowid, parent FROM pragma_foreign_key_check LIMIT 20", error);
    if (!query)
        return false;
    GError *failed = NULL;
    while (query_next(query, &failed))
        add_problem(verify, "%s %" G_GINT64_FORMAT " names a record of %s that is not there",
                    query_text(query, 0), query_int(query, 1), query_text(query, 2));
    return finish_query(verify, failed, error);
}

/* --- the counts that lists show: each table X beside the records has a view X_fresh of what must stand there
 */

/* Rows that are missing or differ, and rows of records that are not there. */
static char *misfits_sql(Store *store, const char *table)
{
    GString *sql = g_string_new(NULL);
    g_string_append_printf(sql,
                           "SELECT count(*) + (SELECT count(*) FROM \"%s\" AS c"
                           " WHERE NOT EXISTS (SELECT 1 FROM \"%s_fresh\" AS f WHERE f.id = c.id))"
                           " FROM \"%s_fresh\" AS f LEFT JOIN \"%s\" AS c ON c.id = f.id WHERE c.id IS NULL",
                           table, table, table, table);
    const GPtrArray *columns = schema_table(store, table);
    for (guint i = 0; i < columns->len; i++) {
        const char *name = ((const ColumnInfo *)columns->pdata[i])->name;
        g_string_append_printf(sql, " OR c.\"%s\" IS NOT f.\"%s\"", name, name);
    }
    return g_string_free(sql, FALSE);
}

static bool check_counts_of(Verify *verify, const char *table, GError **error)
{
    if (!schema_plain_name(table) || !schema_table(verify->store, table))
        return true;
    g_autofree char *sql = misfits_sql(verify->store, table);
    g_autoptr(Query) query = query_new(verify->store, sql, error);
    if (!query)
        return false;
    GError *failed = NULL;
    if (query_next(query, &failed) && query_int(query, 0) > 0)
        add_problem(verify, "The counts in %s do not fit the records: %" G_GINT64_FORMAT " of them", table,
                    query_int(query, 0));
    return finish_query(verify, failed, error);
}

static bool check_counts(Verify *verify, GError **error)
{
    g_autoptr(Query) query = query_new(
        verify->store,
        "SELECT t.name FROM sqlite_schema AS t JOIN sqlite_schema AS f ON f.name = t.name || '_fresh'"
        " WHERE t.type = 'table' AND f.type = 'view' ORDER BY t.name",
        error);
    if (!query)
        return false;
    GError *failed = NULL;
    while (query_next(query, &failed)) {
        if (!check_counts_of(verify, query_text(query, 0), error))
            return false;
    }
    return finish_query(verify, failed, error);
}

/* --- the search index */

static bool check_texts(Verify *verify, const RecordKind *kind, GError **error)
{
    g_autofree char *view = g_strconcat(kind->name, "_search", NULL);
    if (!schema_has_table(verify->store, view))
        return true;
    g_autofree char *sql =
        g_strdup_printf("SELECT count(*) FROM \"%s\" AS r WHERE NOT EXISTS "
                        "(SELECT 1 FROM search_text AS t WHERE t.id = (:id << 56 | r.id)) "
                        "AND NOT EXISTS (SELECT 1 FROM search_dirty AS d WHERE d.id = (:id << 56 | r.id))",
                        view);
    g_autoptr(Query) query = query_new(verify->store, sql, error);
    if (!query)
        return false;
    GError *failed = NULL;
    query_bind_int(query, ":id", kind->number);
    if (query_next(query, &failed) && query_int(query, 0) > 0)
        add_problem(verify, "%" G_GINT64_FORMAT " %s cannot be found by searching", query_int(query, 0),
                    kind->label_many);
    return finish_query(verify, failed, error);
}

/* FTS5 checks itself by way of an INSERT that writes nothing. */
static bool check_index(Verify *verify, GError **error)
{
    Store *store = verify->store;
    if (store->read_only)
        return true;
    if (!store_begin(store, error))
        return false;
    int code =
        sqlite3_exec(store->db, "INSERT INTO search_index (search_index, rank) VALUES ('integrity-check', 1)",
                     NULL, NULL, NULL);
    if ((code & 0xff) == SQLITE_CORRUPT)
        add_problem(verify, "The search index does not fit the records");
    bool good =
        code == SQLITE_OK || (code & 0xff) == SQLITE_CORRUPT ? true : store_trouble(store, code, error);
    store_end(store, false, NULL);
    return good;
}

static bool check_search(Verify *verify, GError **error)
{
    guint count = 0;
    const RecordKind *kinds = store_record_kinds(verify->store, &count);
    for (guint i = 0; i < count; i++) {
        if (!check_texts(verify, &kinds[i], error))
            return false;
    }
    return check_index(verify, error);
}

static bool check_all(Verify *verify, GError **error)
{
    if (!show(verify, 0) || !check_chain(verify, error) || !show(verify, CHAIN_PERCENT))
        return false;
    if (!check_integrity(verify, error) || !show(verify, INTEGRITY_PERCENT))
        return false;
    return check_links(verify, error) && show(verify, LINKS_PERCENT) && check_counts(verify, error) &&
           show(verify, COUNTS_PERCENT) && check_search(verify, error) && show(verify, 100);
}

bool journal_verify(Store *store, VerifyReport *report, bool (*progress)(int percent, gpointer data),
                    gpointer data, GError **error)
{
    Verify verify = {.store = store, .report = report, .progress = progress, .data = data};
    GError *failed = NULL;
    *report = (VerifyReport){.problems = g_ptr_array_new_with_free_func(g_free)};
    if (progress)
        store_watch(store, on_steps, &verify);
    bool good = check_all(&verify, &failed);
    store_watch(store, NULL, NULL);
    if (!good && verify.stopped) {
        g_clear_error(&failed);
        return error_set(error, ERROR_INTERRUPTED, "verify: given up before the end");
    }
    if (failed)
        g_propagate_error(error, failed);
    return good;
}
