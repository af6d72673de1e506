#include "store/store_private.h"

enum { IDLE_STATEMENTS = 64 };

const char *statement_sql(const Store *store, sqlite3_stmt *statement)
{
    const char *asked = g_hash_table_lookup(store->asked, statement);
    return asked ? asked : sqlite3_sql(statement);
}

/* The SQL that a statement keeps is its key as well: `statements` leads from it to the place in `idle`. */
static sqlite3_stmt *take_out(Store *store, GList *place)
{
    sqlite3_stmt *statement = place->data;
    g_hash_table_remove(store->statements, statement_sql(store, statement));
    g_queue_delete_link(store->idle, place);
    return statement;
}

static void discard(Store *store, sqlite3_stmt *statement)
{
    g_hash_table_remove(store->asked, statement);
    sqlite3_finalize(statement);
}

static void drop_oldest(Store *store)
{
    discard(store, take_out(store, g_queue_peek_head_link(store->idle)));
}

sqlite3_stmt *statement_take(Store *store, const char *sql, GError **error)
{
    GList *place = g_hash_table_lookup(store->statements, sql);
    if (place)
        return take_out(store, place);
    g_autofree char *with = held_views_with(store->held, sql);
    sqlite3_stmt *statement = NULL;
    int code =
        sqlite3_prepare_v3(store->db, with ? with : sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL);
    if (code != SQLITE_OK) {
        store_trouble(store, code, error);
        return NULL;
    }
    if (with)
        g_hash_table_insert(store->asked, statement, g_strdup(sql));
    return statement;
}

void statement_give(Store *store, sqlite3_stmt *statement)
{
    if (!statement)
        return;
    sqlite3_reset(statement);
    /* The interrupt counts steps over all uses: a short query that was used often would be given up in its
     * middle. */
    sqlite3_stmt_status(statement, SQLITE_STMTSTATUS_VM_STEP, 1);
    sqlite3_clear_bindings(statement);
    if (g_hash_table_contains(store->statements, statement_sql(store, statement))) {
        discard(store, statement);
        return;
    }
    g_queue_push_tail(store->idle, statement);
    g_hash_table_insert(store->statements, (gpointer)statement_sql(store, statement),
                        g_queue_peek_tail_link(store->idle));
    if (g_queue_get_length(store->idle) > IDLE_STATEMENTS)
        drop_oldest(store);
}

void statement_drop_all(Store *store)
{
    while (!g_queue_is_empty(store->idle))
        drop_oldest(store);
}

void statement_bind_text(sqlite3_stmt *statement, const char *name, const char *value)
{
    int index = sqlite3_bind_parameter_index(statement, name);
    if (index > 0)
        sqlite3_bind_text(statement, index, value, -1, SQLITE_TRANSIENT);
}

void statement_bind_int(sqlite3_stmt *statement, const char *name, gint64 value)
{
    int index = sqlite3_bind_parameter_index(statement, name);
    if (index > 0)
        sqlite3_bind_int64(statement, index, value);
}

bool statement_finish(Store *store, sqlite3_stmt *statement, GError **error)
{
    int code = sqlite3_step(statement);
    while (code == SQLITE_ROW)
        code = sqlite3_step(statement);
    bool good = code == SQLITE_DONE ? true : store_trouble(store, code, error);
    statement_give(store, statement);
    return good;
}

void statement_prepare(Store *store, const char *sql)
{
    if (!g_hash_table_contains(store->statements, sql))
        statement_give(store, statement_take(store, sql, NULL));
}

bool statement_run(Store *store, const char *sql, GError **error)
{
    sqlite3_stmt *statement = statement_take(store, sql, error);
    return statement && statement_finish(store, statement, error);
}

/* The shorter of two spellings that both read back as the same number. */
static char *real_text(double value)
{
    char digits[G_ASCII_DTOSTR_BUF_SIZE];
    g_ascii_formatd(digits, sizeof digits, "%.15g", value);
    if (g_ascii_strtod(digits, NULL) != value)
        g_ascii_dtostr(digits, sizeof digits, value);
    return g_strdup(digits);
}

char *statement_column(sqlite3_stmt *statement, int column)
{
    switch (sqlite3_column_type(statement, column)) {
    case SQLITE_NULL:
        return NULL;
    case SQLITE_FLOAT:
        return real_text(sqlite3_column_double(statement, column));
    default:
        return g_strdup((const char *)sqlite3_column_text(statement, column));
    }
}
