#include "store/query.h"

#include "store/store_private.h"

struct Query {
    Store *store;
    sqlite3_stmt *statement;
    bool ended;
};

Query *query_new(Store *store, const char *sql, GError **error)
{
    sqlite3_stmt *statement = statement_take(store, sql, error);
    if (!statement)
        return NULL;
    if (!sqlite3_stmt_readonly(statement) || sqlite3_column_count(statement) == 0) {
        statement_give(store, statement);
        error_set(error, ERROR_REFUSED, "query: this statement does not only read: open a change to write");
        return NULL;
    }
    Query *query = g_new0(Query, 1);
    query->store = store;
    query->statement = statement;
    return query;
}

void query_free(Query *query)
{
    if (!query)
        return;
    statement_give(query->store, query->statement);
    g_free(query);
}

void query_bind_text(Query *query, const char *name, const char *value)
{
    statement_bind_text(query->statement, name, value);
}

void query_bind_int(Query *query, const char *name, gint64 value)
{
    statement_bind_int(query->statement, name, value);
}

bool query_next(Query *query, GError **error)
{
    if (query->ended)
        return false;
    int code = sqlite3_step(query->statement);
    if (code == SQLITE_ROW)
        return true;
    query->ended = true;
    if (code != SQLITE_DONE)
        store_trouble(query->store, code, error);
    sqlite3_reset(query->statement); /* lets go of the read lock at once, not when the query is freed */
    return false;
}

int query_columns(const Query *query)
{
    return sqlite3_column_count(query->statement);
}

const char *query_column_name(const Query *query, int column)
{
    return sqlite3_column_name(query->statement, column);
}

bool query_is_null(const Query *query, int column)
{
    return sqlite3_column_type(query->statement, column) == SQLITE_NULL;
}

const char *query_text(Query *query, int column)
{
    return (const char *)sqlite3_column_text(query->statement, column);
}

gint64 query_int(Query *query, int column)
{
    return sqlite3_column_int64(query->statement, column);
}

double query_double(Query *query, int column)
{
    return sqlite3_column_double(query->statement, column);
}

const void *query_blob(Query *query, int column, int *size)
{
    const void *bytes = sqlite3_column_blob(query->statement, column);
    *size = sqlite3_column_bytes(query->statement, column);
    return bytes;
}

char *query_one_text(Store *store, const char *sql, gint64 id, GError **error)
{
    g_autoptr(Query) query = query_new(store, sql, error);
    if (!query)
        return NULL;
    query_bind_int(query, ":id", id);
    return query_next(query, error) ? g_strdup(query_text(query, 0)) : NULL;
}

gint64 query_one_int(Store *store, const char *sql, gint64 id, gint64 fallback)
{
    g_autoptr(Query) query = query_new(store, sql, NULL);
    if (!query)
        return fallback;
    query_bind_int(query, ":id", id);
    return query_next(query, NULL) && !query_is_null(query, 0) ? query_int(query, 0) : fallback;
}
