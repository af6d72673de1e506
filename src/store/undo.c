/*
 * Undo and redo: the changeset of an entry, inverted and applied as a change of its own.
 *
 * The conflict check of SQLite looks at the rows of the changeset alone. What would be lost beyond them - a
 * part that someone added since and that would go with its owner, an attachment that would be left without
 * its record - is looked for afterwards, before the commit.
 */
#include <string.h>

#include "store/change_private.h"
#include "store/changeset.h"
#include "store/constraint.h"
#include "store/journal.h"
#include "store/query.h"

#define UNDONE "Undone: "
#define REDONE "Redone: "

typedef struct {
    gint64 id;
    bool redo; /* the entry is itself an undo */
    char *words;
    char *record;
    gint64 record_id;
    void *inverted;
    int size;
} Target;

typedef struct {
    const char *table; /* interned; NULL: no conflict */
    gint64 id;
    bool links; /* rows that refer to each other, not one row */
    char *rule; /* the database's own words, where a rule stood against it */
} Obstacle;

static void target_clear(Target *target)
{
    g_free(target->words);
    g_free(target->record);
    sqlite3_free(target->inverted);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Target, target_clear)

static void obstacle_clear(Obstacle *obstacle)
{
    g_free(obstacle->rule);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Obstacle, obstacle_clear)

/* --- which entry */

static const char *const LAST_TO_UNDO =
    "SELECT e.id FROM journal AS e WHERE e.officer = :officer AND e.kind IN ('change', 'redo', 'import') AND "
    "e.changeset IS NOT NULL "
    "AND NOT EXISTS (SELECT 1 FROM journal AS u WHERE u.undoes = e.id) ORDER BY e.id DESC LIMIT 1";

static const char *const LAST_TO_REDO = "SELECT u.id FROM journal AS u WHERE u.officer = :officer AND u.kind "
                                        "= 'undo' AND u.changeset IS NOT NULL "
                                        "AND NOT EXISTS (SELECT 1 FROM journal AS r WHERE r.undoes = u.id) "
                                        "AND NOT EXISTS (SELECT 1 FROM journal AS c WHERE c.id > u.id AND "
                                        "c.officer = :officer AND c.kind IN ('change', 'import')) "
                                        "ORDER BY u.id DESC LIMIT 1";

static gint64 find_last(Store *store, const char *sql)
{
    g_autoptr(Query) query = query_new(store, sql, NULL);
    if (!query)
        return 0;
    query_bind_text(query, ":officer", store->officer);
    return query_next(query, NULL) ? query_int(query, 0) : 0;
}

static const char *bare_words(const char *what)
{
    static const char *const PREFIXES[] = {UNDONE, REDONE};
    for (gsize i = 0; i < G_N_ELEMENTS(PREFIXES); i++) {
        if (g_str_has_prefix(what, PREFIXES[i]))
            return what + strlen(PREFIXES[i]);
    }
    return what;
}

static bool read_target(Store *store, gint64 entry, Target *target, GError **error)
{
    g_autoptr(Query) query = query_new(
        store,
        "SELECT kind = 'undo', what, record, record_id, changeset, "
        "EXISTS (SELECT 1 FROM journal AS u WHERE u.undoes = e.id) FROM journal AS e WHERE id = :id",
        error);
    if (!query)
        return false;
    GError *failed = NULL;
    query_bind_int(query, ":id", entry);
    if (!query_next(query, &failed)) {
        if (failed)
            g_propagate_error(error, failed);
        else
            error_set(error, ERROR_NOT_FOUND,
                      "entry %" G_GINT64_FORMAT ": is not in the journal: look at the list of changes",
                      entry);
        return false;
    }
    int size = 0;
    const void *bytes = query_blob(query, 4, &size);
    if (query_int(query, 5) || !bytes)
        return error_set(error, ERROR_NOT_FOUND, "entry %" G_GINT64_FORMAT ": %s: choose another", entry,
                         bytes ? "was undone already" : "holds no change that could be undone");
    target->id = entry;
    target->redo = query_int(query, 0) != 0;
    target->words = g_strconcat(target->redo ? REDONE : UNDONE, bare_words(query_text(query, 1)), NULL);
    target->record = g_strdup(query_text(query, 2));
    target->record_id = query_int(query, 3);
    int code = sqlite3changeset_invert(size, bytes, &target->size, &target->inverted);
    return code == SQLITE_OK ? true : store_trouble(store, code, error);
}

/* --- applying */

typedef struct {
    sqlite3 *db;
    Obstacle *obstacle;
} Applying;

static gint64 conflict_id(sqlite3_changeset_iter *at, int operation)
{
    unsigned char *key = NULL;
    int count = 0;
    sqlite3_value *value = NULL;
    if (sqlite3changeset_pk(at, &key, &count) != SQLITE_OK)
        return 0;
    for (int i = 0; i < count; i++) {
        if (!key[i])
            continue;
        if (operation == SQLITE_INSERT)
            sqlite3changeset_new(at, i, &value);
        else
            sqlite3changeset_old(at, i, &value);
        return value ? sqlite3_value_int64(value) : 0;
    }
    return 0;
}

static int on_conflict(void *data, int kind, sqlite3_changeset_iter *at)
{
    const Applying *applying = data;
    Obstacle *obstacle = applying->obstacle;
    const char *table = NULL;
    int count = 0, operation = 0, indirect = 0;
    if (kind == SQLITE_CHANGESET_FOREIGN_KEY) {
        obstacle->links = true;
        return SQLITE_CHANGESET_ABORT;
    }
    if (sqlite3changeset_op(at, &table, &count, &operation, &indirect) == SQLITE_OK) {
        obstacle->table = g_intern_string(table);
        obstacle->id = conflict_id(at, operation);
    }
    if (kind == SQLITE_CHANGESET_CONSTRAINT)
        obstacle->rule = g_strdup(sqlite3_errmsg(applying->db));
    return SQLITE_CHANGESET_ABORT;
}

static bool apply_whole(Store *store, const Target *target, Obstacle *obstacle, GError **error)
{
    Applying applying = {store->db, obstacle};
    int code =
        sqlite3changeset_apply(store->db, target->size, target->inverted, NULL, on_conflict, &applying);
    if (obstacle->table || obstacle->links)
        return false;
    return code == SQLITE_OK ? true : store_trouble(store, code, error);
}

/* "UPDATE visit SET title = :new3 WHERE id = :id AND title IS :old3", of the columns that the change holds.
 */
static char *update_sql(Changes *changes)
{
    const TableShape *shape = changes_shape(changes);
    g_autoptr(GString) sets = g_string_new(NULL);
    g_autoptr(GString) stands = g_string_new(NULL);
    for (guint i = 0; i < shape->columns->len; i++) {
        const char *column = shape->columns->pdata[i];
        if (!changes_new(changes, (int)i))
            continue;
        g_string_append_printf(sets, "%s\"%s\" = :new%u", sets->len ? ", " : "", column, i);
        g_string_append_printf(stands, " AND \"%s\" IS :old%u", column, i);
    }
    return g_strdup_printf("UPDATE \"%s\" SET %s WHERE id = :id%s", shape->table, sets->str, stands->str);
}

static void bind_change(sqlite3_stmt *statement, Changes *changes)
{
    const guint columns = changes_shape(changes)->columns->len;
    statement_bind_int(statement, ":id", changes_id(changes));
    for (guint i = 0; i < columns; i++) {
        char old[16], new[16];
        if (!changes_new(changes, (int)i))
            continue;
        g_snprintf(old, sizeof old, ":old%u", i);
        g_snprintf(new, sizeof new, ":new%u", i);
        change_value_bind(statement, old, changes_old(changes, (int)i));
        change_value_bind(statement, new, changes_new(changes, (int)i));
    }
}

static bool update_row(Store *store, Changes *changes, GError **error)
{
    g_autofree char *sql = update_sql(changes);
    sqlite3_stmt *statement = statement_take(store, sql, error);
    if (!statement)
        return false;
    bind_change(statement, changes);
    return statement_finish(store, statement, error) && sqlite3_changes(store->db) == 1;
}

/* Whether every row of the changeset stood as it was left, and was set back; without an error where one did
 * not. */
static bool update_rows(Store *store, const Target *target, GError **error)
{
    g_autoptr(Changes) changes = changes_open(store, target->inverted, target->size);
    GError *failed = NULL;
    while (changes_next(changes, &failed)) {
        if (changes_operation(changes) != SQLITE_UPDATE || !update_row(store, changes, error))
            return false;
    }
    if (failed)
        g_propagate_error(error, failed);
    return !failed;
}

/* All of it or nothing. An error that ends the transaction as well (a full disk) leaves no savepoint. */
static bool apply_plainly(Store *store, const Target *target, GError **error)
{
    if (!statement_run(store, "SAVEPOINT undo_plainly", error))
        return false;
    const bool good = update_rows(store, target, error);
    if (!good && !sqlite3_get_autocommit(store->db))
        statement_run(store, "ROLLBACK TO undo_plainly", NULL);
    return statement_run(store, "RELEASE undo_plainly", NULL) && good;
}

/* Most of what is undone is an edit, and nothing stands against it. SQLite's own way prepares four statements
 * for each table and has every statement of the program prepared again, so it is taken only when this one did
 * not go through: it tells what stands against it. */
static bool apply_changes(Store *store, const Target *target, Obstacle *obstacle, GError **error)
{
    GError *failed = NULL;
    if (apply_plainly(store, target, &failed))
        return true;
    if (sqlite3_get_autocommit(store->db)) {
        g_propagate_error(error, failed);
        return false;
    }
    g_clear_error(&failed);
    return apply_whole(store, target, obstacle, error);
}

static bool apply(Store *store, const Target *target, Obstacle *obstacle, GError **error)
{
    return statement_run(store, "UPDATE store_state SET undoing = 1", error) &&
           apply_changes(store, target, obstacle, error) &&
           statement_run(store, "UPDATE store_state SET undoing = 0", error);
}

/* --- what goes beyond the changeset */

typedef struct {
    GHashTable *rows; /* "table:id" of the changeset */
    Store *store;
    Obstacle *obstacle;
} Beyond;

static char *row_key(Changes *changes)
{
    return g_strdup_printf("%s:%" G_GINT64_FORMAT, changes_shape(changes)->table, changes_id(changes));
}

static void hinder(Obstacle *obstacle, const char *table, gint64 id)
{
    obstacle->table = g_intern_string(table);
    obstacle->id = id;
}

/* A document or an alignment of a record that the undo removes. */
static void look_for_attached(const Beyond *beyond, const char *table, gint64 id)
{
    guint count = 0;
    const RecordKind *kinds = store_record_kinds(beyond->store, &count);
    for (guint i = 0; i < count && !beyond->obstacle->table; i++) {
        if (!schema_has_column(beyond->store, kinds[i].name, "record") ||
            !schema_has_column(beyond->store, kinds[i].name, "record_id"))
            continue;
        g_autofree char *sql = g_strdup_printf(
            "SELECT id FROM \"%s\" WHERE record = :record AND record_id = :id LIMIT 1", kinds[i].name);
        g_autoptr(Query) query = query_new(beyond->store, sql, NULL);
        if (!query)
            continue;
        query_bind_text(query, ":record", table);
        query_bind_int(query, ":id", id);
        if (query_next(query, NULL))
            hinder(beyond->obstacle, kinds[i].name, query_int(query, 0));
    }
}

static void keep_row(const Beyond *beyond, Changes *changes)
{
    g_hash_table_add(beyond->rows, row_key(changes));
    if (changes_operation(changes) == SQLITE_DELETE)
        look_for_attached(beyond, changes_shape(changes)->table, changes_id(changes));
}

static void compare_row(const Beyond *beyond, Changes *changes)
{
    g_autofree char *key = row_key(changes);
    if (!g_hash_table_contains(beyond->rows, key))
        hinder(beyond->obstacle, changes_shape(changes)->table, changes_id(changes));
}

static bool walk(const Beyond *beyond, const void *bytes, int size, void (*each)(const Beyond *, Changes *),
                 GError **error)
{
    if (size == 0)
        return true;
    g_autoptr(Changes) changes = changes_open(beyond->store, bytes, size);
    GError *failed = NULL;
    while (!beyond->obstacle->table && changes_next(changes, &failed))
        each(beyond, changes);
    if (failed)
        g_propagate_error(error, failed);
    return !failed;
}

static bool look_beyond(Change *change, Store *store, const Target *target, Obstacle *obstacle,
                        GError **error)
{
    g_autoptr(GHashTable) rows = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    const Beyond beyond = {rows, store, obstacle};
    const void *recorded = NULL;
    int size = 0;
    if (!change_recorded(change, &recorded, &size, error))
        return false;
    bool good = walk(&beyond, target->inverted, target->size, keep_row, error) &&
                walk(&beyond, recorded, size, compare_row, error);
    return good && !obstacle->table;
}

/* --- saying why not */

/* The first record that the undo would remove and that others use. */
static char *used_record(Store *store, const Target *target)
{
    g_autoptr(Changes) changes = changes_open(store, target->inverted, target->size);
    while (changes_next(changes, NULL)) {
        const char *table = changes_shape(changes)->table;
        if (changes_operation(changes) != SQLITE_DELETE)
            continue;
        g_autofree char *users = constraint_users(store, table, changes_id(changes));
        g_autofree char *title = record_title(store, table, changes_id(changes));
        if (users)
            return g_strdup_printf("%s %s", title, users);
    }
    return NULL;
}

static bool refuse(Store *store, const Target *target, const Obstacle *obstacle, GError **error)
{
    const char *undone = target->redo ? "nothing was redone" : "nothing was undone";
    if (obstacle->links || (obstacle->rule && strstr(obstacle->rule, "FOREIGN KEY"))) {
        g_autofree char *used = used_record(store, target);
        return error_set(error, ERROR_CONFLICT, "%s: %s: %s; take it out there first",
                         bare_words(target->words), used ? used : "a record that it needs was removed since",
                         undone);
    }
    g_autofree char *title = record_title(store, obstacle->table, obstacle->id);
    if (obstacle->rule)
        return error_set(error, ERROR_CONFLICT,
                         "%s: a rule stands against it now (%s): %s; edit the record instead", title,
                         obstacle->rule, undone);
    g_autofree char *by = change_last_by(store, obstacle->table, obstacle->id, target->id);
    return error_set(error, ERROR_CONFLICT,
                     "%s: %s changed it since: %s; undo that first, or edit the record", title,
                     by ? by : "another program", undone);
}

static bool undo_inside(Change *change, Store *store, const Target *target, Obstacle *obstacle,
                        GError **error)
{
    change_set_kind(change, target->redo ? "redo" : "undo");
    change_set_undoes(change, target->id);
    if (target->record)
        change_set_record(change, target->record, target->record_id);
    return apply(store, target, obstacle, error) && look_beyond(change, store, target, obstacle, error);
}

static bool undo_entry(Store *store, gint64 entry, char **what, GError **error)
{
    g_auto(Target) target = {0};
    g_auto(Obstacle) obstacle = {0};
    if (!read_target(store, entry, &target, error))
        return false;
    g_autoptr(Change) change = change_open(store, target.words, error);
    if (!change)
        return false;
    if (undo_inside(change, store, &target, &obstacle, error)) {
        if (!change_commit(g_steal_pointer(&change), NULL, error))
            return false;
        if (what)
            *what = g_strdup(target.words);
        return true;
    }
    g_clear_pointer(&change, change_abandon); /* titles are those of the file as it stays */
    return obstacle.table || obstacle.links ? refuse(store, &target, &obstacle, error) : false;
}

bool journal_undo(Store *store, char **what, GError **error)
{
    gint64 entry = find_last(store, LAST_TO_UNDO);
    if (entry == 0)
        return error_set(error, ERROR_NOT_FOUND, "undo: there is no change of yours left to undo");
    return undo_entry(store, entry, what, error);
}

bool journal_redo(Store *store, char **what, GError **error)
{
    gint64 entry = find_last(store, LAST_TO_REDO);
    if (entry == 0)
        return error_set(error, ERROR_NOT_FOUND, "redo: nothing of yours was undone since your last change");
    return undo_entry(store, entry, what, error);
}

bool journal_undo_entry(Store *store, gint64 entry, char **what, GError **error)
{
    return undo_entry(store, entry, what, error);
}
