#include "store/change.h"

#include <stdarg.h>
#include <string.h>

#include "store/change_private.h"
#include "store/changeset.h"
#include "store/constraint.h"
#include "store/entry.h"
#include "store/query.h"

struct Change {
    Store *store;
    sqlite3_session *session;
    char *what;
    const char *kind;   /* interned */
    const char *record; /* interned; what the entry is about */
    gint64 record_id;
    gint64 undoes;
    bool beyond;        /* wrote to a table that is not recorded */
    GError *failed;     /* the first error: after it the change can only be left */
    const char *column; /* at fault in it */
    void *changeset;    /* of all that was recorded, once it has been read */
    int changeset_size;
};

/* --- opening and ending */

static int is_recorded(void *store, const char *table)
{
    return kind_place(store, table) > 0;
}

/* Tables are attached as they are written to: SQLite looks through those that are for every row. */
static bool record_tables(Change *change, GError **error)
{
    int code = sqlite3session_create(change->store->db, "main", &change->session);
    if (code == SQLITE_OK)
        sqlite3session_table_filter(change->session, is_recorded, change->store);
    if (code == SQLITE_OK)
        code = sqlite3session_attach(change->session, NULL);
    return code == SQLITE_OK ? true : store_trouble(change->store, code, error);
}

/* The links of every kind, one by one, because a key ends none of these readings. */
static bool read_kinds(Store *store)
{
    guint count = 0;
    const RecordKind *kinds = store_record_kinds(store, &count);
    for (guint i = 0; i < count; i++) {
        kind_links(store, kinds[i].name);
        if (store_is_called(store))
            return false;
    }
    kinds_place(store);
    return true;
}

bool change_prepare(Store *store, const char *table)
{
    if (store->read_only || store->change || g_strcmp0(store->prepared, table) == 0)
        return false;
    if (!store->kind_places && !read_kinds(store))
        return true;
    search_prepare(store, table);
    entry_prepare(store);
    store->prepared = g_intern_string(table);
    return false;
}

Change *change_open(Store *store, const char *what, GError **error)
{
    kinds_place(store); /* read before the lock is taken */
    if (!store_begin(store, error))
        return NULL;
    Change *change = g_new0(Change, 1);
    change->store = store;
    change->what = g_utf8_make_valid(what, -1);
    change->kind = "change";
    store->change = change;
    if (record_tables(change, error))
        return change;
    change_abandon(change);
    return NULL;
}

static void let_go(Change *change)
{
    change->store->change = NULL;
    g_clear_pointer(&change->session, sqlite3session_delete);
    g_clear_error(&change->failed);
    sqlite3_free(change->changeset);
    g_free(change->what);
    g_free(change);
}

void change_abandon(Change *change)
{
    if (!change)
        return;
    g_clear_pointer(&change->session, sqlite3session_delete);
    store_end(change->store, false, NULL);
    let_go(change);
}

void change_set_kind(Change *change, const char *kind)
{
    change->kind = g_intern_string(kind);
}

void change_set_recorded(Change *change, bool recorded)
{
    sqlite3session_enable(change->session, recorded);
}

void change_set_words(Change *change, const char *what)
{
    g_free(change->what);
    change->what = g_utf8_make_valid(what, -1);
}

void change_set_record(Change *change, const char *record, gint64 id)
{
    change->record = g_intern_string(record);
    change->record_id = id;
}

void change_set_undoes(Change *change, gint64 entry)
{
    change->undoes = entry;
}

const char *change_column(const Change *change)
{
    return change->column;
}

/* --- errors stay */

static bool fail(Change *change, GError *failed, GError **error)
{
    change->failed = g_error_copy(failed);
    g_propagate_error(error, failed);
    return false;
}

static bool fail_with(Change *change, int code, const char *table, gint64 id, GError **error)
{
    GError *failed = NULL;
    if ((code & 0xff) == SQLITE_CONSTRAINT)
        constraint_set(change->store, code, table, id, &change->column, &failed);
    else
        store_trouble(change->store, code, &failed);
    return fail(change, failed, error);
}

static bool is_usable(const Change *change, GError **error)
{
    if (!change->failed)
        return true;
    return error_set(error, ERROR_REFUSED, "change: has failed already (%s): leave it and begin again",
                     change->failed->message);
}

static void touch(Change *change, const char *table, gint64 id)
{
    if (!change->record)
        change_set_record(change, table, id);
}

/* Steps a writing statement and gives it back. */
static bool step(Change *change, sqlite3_stmt *statement, const char *table, gint64 id, GError **error)
{
    int code = sqlite3_step(statement);
    while (code == SQLITE_ROW)
        code = sqlite3_step(statement);
    bool good = code == SQLITE_DONE ? true : fail_with(change, code, table, id, error);
    statement_give(change->store, statement);
    return good;
}

static sqlite3_stmt *take(Change *change, const char *sql, GError **error)
{
    GError *failed = NULL;
    sqlite3_stmt *statement = statement_take(change->store, sql, &failed);
    if (!statement)
        fail(change, failed, error);
    return statement;
}

/* --- records */

static bool check_table(Change *change, const char *table, GError **error)
{
    if (store_record_kind(change->store, table) && schema_has_column(change->store, table, "id"))
        return true;
    GError *failed = NULL;
    error_set(&failed, ERROR_NOT_FOUND, "%s: there is no such kind of record", table);
    return fail(change, failed, error);
}

static bool check_value(Change *change, const char *table, const char *column, const char *value,
                        GError **error)
{
    GError *failed = NULL;
    if (!schema_has_column(change->store, table, column))
        error_set(&failed, ERROR_NOT_FOUND, "%s: a record of %s has no such field", column, table);
    else if (value && !g_utf8_validate(value, -1, NULL))
        error_set(&failed, ERROR_INPUT, "%s: the text is not UTF-8: type it again", column);
    if (!failed)
        return true;
    change->column = g_intern_string(column);
    return fail(change, failed, error);
}

static gint64 site_base(const Store *store)
{
    return (gint64)store->site << SITE_SHIFT;
}

/* The next id of this site. A counter that fell behind (rows written by another program) is brought past what
 * is there. */
static bool next_id(Change *change, const char *table, gint64 *id, GError **error)
{
    sqlite3_stmt *statement = take(change,
                                   "INSERT INTO sequence (name, next) VALUES (:name, 2) "
                                   "ON CONFLICT (name) DO UPDATE SET next = next + 1 RETURNING next - 1",
                                   error);
    if (!statement)
        return false;
    statement_bind_text(statement, ":name", table);
    int code = sqlite3_step(statement);
    if (code == SQLITE_ROW) {
        *id = site_base(change->store) | sqlite3_column_int64(statement, 0);
        code = sqlite3_step(statement);
    }
    bool good = code == SQLITE_DONE ? true : fail_with(change, code, NULL, 0, error);
    statement_give(change->store, statement);
    return good;
}

static bool id_is_taken(Store *store, const char *table, gint64 id)
{
    g_autofree char *sql = g_strdup_printf("SELECT 1 FROM \"%s\" WHERE id = :id", table);
    return query_one_int(store, sql, id, 0) == 1;
}

static bool sync_counter(Change *change, const char *table, GError **error)
{
    g_autofree char *sql = g_strdup_printf(
        "INSERT INTO sequence (name, next) SELECT :name, coalesce(max(id) - :base, 0) + 1 FROM \"%s\" "
        "WHERE id BETWEEN :base + 1 AND :end "
        "ON CONFLICT (name) DO UPDATE SET next = max(next, excluded.next)",
        table);
    sqlite3_stmt *statement = take(change, sql, error);
    if (!statement)
        return false;
    gint64 base = site_base(change->store);
    statement_bind_text(statement, ":name", table);
    statement_bind_int(statement, ":base", base);
    statement_bind_int(statement, ":end", base | ((G_GINT64_CONSTANT(1) << SITE_SHIFT) - 1));
    return step(change, statement, NULL, 0, error);
}

static bool free_id(Change *change, const char *table, gint64 *id, GError **error)
{
    if (!next_id(change, table, id, error))
        return false;
    if (!id_is_taken(change->store, table, *id))
        return true;
    return sync_counter(change, table, error) && next_id(change, table, id, error);
}

static sqlite3_stmt *take_insert(Change *change, const Record *record, gint64 id, GError **error)
{
    g_autoptr(GString) names = g_string_new("id");
    g_autoptr(GString) values = g_string_new(":id");
    for (guint i = 0; i < record_count(record); i++) {
        const char *column = record_column(record, i), *value = record_get(record, column);
        if (!value || strcmp(column, "id") == 0)
            continue; /* left out: its default holds */
        if (!check_value(change, record_table(record), column, value, error))
            return NULL;
        g_string_append_printf(names, ", \"%s\"", column);
        g_string_append_printf(values, ", :v%u", i);
    }
    g_autofree char *sql =
        g_strdup_printf("INSERT INTO \"%s\" (%s) VALUES (%s)", record_table(record), names->str, values->str);
    sqlite3_stmt *statement = take(change, sql, error);
    for (guint i = 0; statement && i < record_count(record); i++) {
        char name[16];
        g_snprintf(name, sizeof name, ":v%u", i);
        statement_bind_text(statement, name, record_get(record, record_column(record, i)));
    }
    if (statement)
        statement_bind_int(statement, ":id", id);
    return statement;
}

/* The reference that a trigger gave. The other columns are not read again: an import has many records. */
static bool fill_ref(Change *change, Record *record, GError **error)
{
    const char *table = record_table(record);
    if (!schema_has_column(change->store, table, "ref"))
        return true;
    GError *failed = NULL;
    g_autofree char *sql = g_strdup_printf("SELECT ref FROM \"%s\" WHERE id = :id", table);
    g_autofree char *ref = query_one_text(change->store, sql, record_id(record), &failed);
    if (failed)
        return fail(change, failed, error);
    record_set(record, "ref", ref);
    return true;
}

bool change_insert(Change *change, Record *record, GError **error)
{
    const char *table = record_table(record);
    gint64 id = 0;
    if (!is_usable(change, error) || !check_table(change, table, error) ||
        !free_id(change, table, &id, error))
        return false;
    sqlite3_stmt *statement = take_insert(change, record, id, error);
    if (!statement || !step(change, statement, table, 0, error))
        return false;
    record_set_id(record, id);
    touch(change, table, id);
    return fill_ref(change, record, error);
}

char *change_last_by(Store *store, const char *record, gint64 id, gint64 since)
{
    g_autoptr(Query) query = query_new(
        store,
        "SELECT j.officer, j.at FROM journal_record AS r JOIN journal AS j ON j.id = r.entry_id "
        "WHERE r.record = :record AND r.record_id = :id AND r.entry_id > :since AND j.changeset IS NOT NULL "
        "ORDER BY r.entry_id DESC LIMIT 1",
        NULL);
    if (!query)
        return NULL;
    query_bind_text(query, ":record", record);
    query_bind_int(query, ":id", id);
    query_bind_int(query, ":since", since);
    if (!query_next(query, NULL))
        return NULL;
    const char *at = query_text(query, 1);
    return g_strdup_printf("%s on %.10s at %.5s UTC", query_text(query, 0), at, at + strlen("2026-11-23T"));
}

/* Fields that stand otherwise in the file than when the officer read them; NULL when all are the same. */
static char *changed_fields(const Record *before, const Record *file)
{
    g_autoptr(GString) fields = g_string_new(NULL);
    for (guint i = 0; i < record_count(before); i++) {
        const char *column = record_column(before, i);
        if (g_strcmp0(record_get(before, column), record_get(file, column)) != 0)
            g_string_append_printf(fields, "%s%s", fields->len ? ", " : "", column);
    }
    return fields->len ? g_strdup(fields->str) : NULL;
}

static bool check_unchanged(Change *change, const Record *before, GError **error)
{
    const char *table = record_table(before);
    gint64 id = record_id(before);
    g_autoptr(Record) file = record_new(table);
    record_set_id(file, id);
    GError *failed = NULL;
    if (!record_fill(change->store, file, &failed)) {
        g_autofree char *by = change_last_by(change->store, table, id, 0);
        if (error_is(failed, ERROR_NOT_FOUND) && by) {
            g_clear_error(&failed);
            error_set(&failed, ERROR_CONFLICT,
                      "%s %" G_GINT64_FORMAT ": was removed by %s: enter it again, or leave it", table, id,
                      by);
        }
        return fail(change, failed, error);
    }
    g_autofree char *fields = changed_fields(before, file);
    if (!fields)
        return true;
    g_autofree char *title = record_title(change->store, table, id);
    g_autofree char *by = change_last_by(change->store, table, id, 0);
    error_set(&failed, ERROR_CONFLICT,
              "%s: %s changed since it was read (%s): nothing was saved; look at both and choose", title,
              by ? by : "somebody", fields);
    return fail(change, failed, error);
}

static void bind_differences(sqlite3_stmt *statement, const Record *before, const Record *after)
{
    for (guint i = 0; i < record_count(after); i++) {
        const char *column = record_column(after, i), *value = record_get(after, column);
        char name[16];
        if (g_strcmp0(value, record_get(before, column)) == 0)
            continue;
        g_snprintf(name, sizeof name, ":v%u", i);
        statement_bind_text(statement, name, value);
    }
}

static sqlite3_stmt *take_update(Change *change, const Record *before, const Record *after, bool *same,
                                 GError **error)
{
    g_autoptr(GString) sets = g_string_new(NULL);
    for (guint i = 0; i < record_count(after); i++) {
        const char *column = record_column(after, i), *value = record_get(after, column);
        if (g_strcmp0(value, record_get(before, column)) == 0 || strcmp(column, "id") == 0)
            continue;
        if (!check_value(change, record_table(after), column, value, error))
            return NULL;
        g_string_append_printf(sets, "%s\"%s\" = :v%u", sets->len ? ", " : "", column, i);
    }
    *same = sets->len == 0;
    if (*same)
        return NULL;
    g_autofree char *sql =
        g_strdup_printf("UPDATE \"%s\" SET %s WHERE id = :id", record_table(after), sets->str);
    sqlite3_stmt *statement = take(change, sql, error);
    if (!statement)
        return NULL;
    bind_differences(statement, before, after);
    statement_bind_int(statement, ":id", record_id(before));
    return statement;
}

bool change_update(Change *change, const Record *before, const Record *after, GError **error)
{
    const char *table = record_table(before);
    bool same = false;
    if (!is_usable(change, error) || !check_table(change, table, error) ||
        !check_unchanged(change, before, error))
        return false;
    sqlite3_stmt *statement = take_update(change, before, after, &same, error);
    if (!statement)
        return same;
    touch(change, table, record_id(before));
    return step(change, statement, table, record_id(before), error);
}

bool change_delete(Change *change, const char *table, gint64 id, GError **error)
{
    if (!is_usable(change, error) || !check_table(change, table, error))
        return false;
    g_autoptr(Record) file = record_new(table);
    record_set_id(file, id);
    GError *failed = NULL;
    if (!record_fill(change->store, file, &failed))
        return fail(change, failed, error);
    g_autofree char *sql = g_strdup_printf("DELETE FROM \"%s\" WHERE id = :id", table);
    sqlite3_stmt *statement = take(change, sql, error);
    if (!statement)
        return false;
    statement_bind_int(statement, ":id", id);
    touch(change, table, id);
    return step(change, statement, table, id, error);
}

/* --- statements and scripts */

static bool still_inside(Change *change, GError **error)
{
    if (!sqlite3_get_autocommit(change->store->db))
        return true;
    GError *failed = NULL;
    error_set(&failed, ERROR_SYSTEM, "statement: ends the transaction: commit the change instead");
    return fail(change, failed, error);
}

bool change_run_pairs(Change *change, const char *sql, const char *const *pairs, GError **error)
{
    sqlite3_stmt *statement = is_usable(change, error) ? take(change, sql, error) : NULL;
    if (!statement)
        return false;
    for (; *pairs; pairs += 2)
        statement_bind_text(statement, pairs[0], pairs[1]);
    sqlite3_int64 before = sqlite3_total_changes64(change->store->db);
    if (!step(change, statement, NULL, 0, error))
        return false;
    change->beyond |= sqlite3_total_changes64(change->store->db) != before;
    return still_inside(change, error);
}

bool change_run(Change *change, GError **error, const char *sql, ...)
{
    g_autoptr(GPtrArray) pairs = g_ptr_array_new();
    va_list arguments;
    va_start(arguments, sql);
    for (char *name; (name = va_arg(arguments, char *));) {
        g_ptr_array_add(pairs, name);
        g_ptr_array_add(pairs, va_arg(arguments, char *));
    }
    va_end(arguments);
    g_ptr_array_add(pairs, NULL);
    return change_run_pairs(change, sql, (const char *const *)pairs->pdata, error);
}

bool change_script(Change *change, const char *name, const char *sql, GError **error)
{
    if (!is_usable(change, error))
        return false;
    sqlite3_int64 before = sqlite3_total_changes64(change->store->db);
    GError *failed = NULL;
    if (!store_script(change->store, name, sql, &failed))
        return fail(change, failed, error);
    change->beyond |= sqlite3_total_changes64(change->store->db) != before;
    guint count = 0;
    const RecordKind *kinds = store_record_kinds(change->store, &count);
    for (guint i = 0; i < count; i++) {
        if (!sync_counter(change, kinds[i].name, error))
            return false;
    }
    return true;
}

/* --- committing */

bool change_recorded(Change *change, const void **bytes, int *size, GError **error)
{
    int code = SQLITE_OK;
    if (!change->changeset) {
        code = sqlite3session_changeset(change->session, &change->changeset_size, &change->changeset);
        if (code == SQLITE_OK &&
            !changeset_put_in_order(change->store, change->changeset, change->changeset_size))
            code = SQLITE_INTERNAL;
    }
    *bytes = change->changeset;
    *size = change->changeset_size;
    return code == SQLITE_OK ? true : store_trouble(change->store, code, error);
}

/* An undo that finds its rows as they were before is an entry all the same: it takes the other's place on the
 * stack. */
static bool is_worth_an_entry(const Change *change, int size)
{
    return size > 0 || change->beyond || change->undoes != 0 || strcmp(change->kind, "open") == 0 ||
           strcmp(change->kind, "reveal") == 0;
}

static bool write_entry(Change *change, const void *changeset, int size, gint64 *id, GError **error)
{
    g_autofree char *now = store_now();
    const Entry entry = {
        .at = now,
        .officer = change->store->officer,
        .site = change->store->site,
        .kind = change->kind,
        .what = change->what,
        .record = change->record,
        .record_id = change->record_id,
        .undoes = change->undoes,
        .changeset = size > 0 ? changeset : NULL,
        .changeset_size = size,
    };
    return entry_write(change->store, &entry, id, error);
}

/* What the change is about, as the search index numbers it; 0 where it is about no record. */
static gint64 search_id(const Change *change)
{
    const RecordKind *kind = change->record ? store_record_kind(change->store, change->record) : NULL;
    return kind ? kind_search_id(kind, change->record_id) : 0;
}

/* True when the transaction is to be committed; false with `error` when it failed, without when there is
 * nothing to commit. */
static bool prepare_commit(Change *change, gint64 *id, GError **error)
{
    const void *changeset = NULL;
    int size = 0;
    if (change->failed) {
        g_propagate_error(error, g_error_copy(change->failed));
        return false;
    }
    if (!search_drain_save(change->store, search_id(change), error) ||
        !change_recorded(change, &changeset, &size, error))
        return false;
    return is_worth_an_entry(change, size) && write_entry(change, changeset, size, id, error);
}

bool change_commit(Change *change, gint64 *entry, GError **error)
{
    GError *failed = NULL;
    gint64 id = 0;
    Store *store = change->store;
    bool commit = prepare_commit(change, &id, &failed);
    g_clear_pointer(&change->session, sqlite3session_delete);
    bool good = store_end(store, commit, &failed) && !failed;
    let_go(change);
    if (entry)
        *entry = good && commit ? id : 0;
    if (failed)
        g_propagate_error(error, failed);
    return good;
}
