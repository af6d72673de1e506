#include "store/narrowing.h"

#include "store/narrowing_private.h"
#include "store/store_private.h"

static void test_free(gpointer data)
{
    NarrowTest *test = data;
    g_free(test->sql);
    g_free(test->column);
    g_free(test->words);
    g_free(test->ids);
    g_free(test);
}

Narrowing *narrowing_new(void)
{
    Narrowing *narrowing = g_new0(Narrowing, 1);
    narrowing->tests = g_ptr_array_new_with_free_func(test_free);
    narrowing->values = g_ptr_array_new_with_free_func(g_free);
    return narrowing;
}

void narrowing_free(Narrowing *narrowing)
{
    if (!narrowing)
        return;
    g_ptr_array_unref(narrowing->tests);
    g_ptr_array_unref(narrowing->values);
    g_free(narrowing);
}

guint narrowing_bind(Narrowing *narrowing, const char *value)
{
    g_ptr_array_add(narrowing->values, g_strdup(value));
    return narrowing->values->len;
}

void narrowing_add(Narrowing *narrowing, const char *sql, const char *column, const char *words)
{
    NarrowTest *test = g_new0(NarrowTest, 1);
    *test = (NarrowTest){.sql = g_strdup(sql), .column = g_strdup(column), .words = g_strdup(words)};
    g_ptr_array_add(narrowing->tests, test);
}

void narrowing_add_linked(Narrowing *narrowing, const char *table, const char *column, const char *condition,
                          bool none)
{
    NarrowTest *test = g_new0(NarrowTest, 1);
    test->sql = g_strdup_printf("%sEXISTS (SELECT 1 FROM \"%s\" WHERE \"%s\" = s.id AND (%s))",
                                none ? "NOT " : "", table, column, condition ? condition : "true");
    test->ids = g_strdup_printf("SELECT \"%s\" FROM \"%s\"%s%s", column, table, condition ? " WHERE " : "",
                                condition ? condition : "");
    test->ids_fail = none;
    test->ids_all = condition == NULL;
    g_ptr_array_add(narrowing->tests, test);
}

bool narrowing_is_empty(const Narrowing *narrowing)
{
    return narrowing->tests->len == 0;
}

void narrowing_bind_values(const Narrowing *narrowing, sqlite3_stmt *statement)
{
    for (guint i = 0; i < narrowing->values->len; i++) {
        char name[16];
        g_snprintf(name, sizeof name, ":c%u", i + 1);
        statement_bind_text(statement, name, g_ptr_array_index(narrowing->values, i));
    }
}

char *narrowing_sql(const Narrowing *narrowing)
{
    if (narrowing_is_empty(narrowing))
        return NULL;
    GString *sql = g_string_new(NULL);
    for (guint i = 0; i < narrowing->tests->len; i++) {
        const NarrowTest *test = g_ptr_array_index(narrowing->tests, i);
        g_string_append_printf(sql, "%s(%s)", i > 0 ? " AND " : "", test->sql);
    }
    return g_string_free(sql, FALSE);
}
