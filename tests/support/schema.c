#include "support/schema.h"

#include "base/csv.h"
#include "support/fixture.h"

#include <setjmp.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

struct Schema {
    Fixture *fixture;
    sqlite3 *database;
};

static int by_name(gconstpointer a, gconstpointer b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

GPtrArray *schema_files(const char *folder, const char *ending)
{
    g_autofree char *path = g_build_filename(TEST_SOURCE_DIR, folder, NULL);
    g_autoptr(GDir) dir = g_dir_open(path, 0, NULL);
    if (!dir)
        fail_msg("no folder %s", path);
    GPtrArray *files = g_ptr_array_new_with_free_func(g_free);
    for (const char *name = g_dir_read_name(dir); name; name = g_dir_read_name(dir))
        if (g_str_has_suffix(name, ending))
            g_ptr_array_add(files, g_build_filename(folder, name, NULL));
    g_ptr_array_sort(files, by_name);
    return files;
}

void schema_run(Schema *schema, const char *sql)
{
    if (sqlite3_exec(schema->database, sql, NULL, NULL, NULL) != SQLITE_OK)
        fail_msg("%s\nrefused: %s", sql, sqlite3_errmsg(schema->database));
}

void schema_refuses(Schema *schema, const char *sql, const char *message)
{
    if (sqlite3_exec(schema->database, sql, NULL, NULL, NULL) == SQLITE_OK)
        fail_msg("not refused: %s", sql);
    const char *said = sqlite3_errmsg(schema->database);
    if (!strstr(said, message))
        fail_msg("%s\nsaid \"%s\", not \"%s\"", sql, said, message);
}

static sqlite3_stmt *prepare(Schema *schema, const char *sql)
{
    sqlite3_stmt *statement = NULL;
    if (sqlite3_prepare_v2(schema->database, sql, -1, &statement, NULL) != SQLITE_OK)
        fail_msg("%s\nrefused: %s", sql, sqlite3_errmsg(schema->database));
    return statement;
}

static void finish(Schema *schema, sqlite3_stmt *statement)
{
    if (sqlite3_finalize(statement) != SQLITE_OK)
        fail_msg("%s", sqlite3_errmsg(schema->database));
}

char *schema_text(Schema *schema, const char *sql)
{
    sqlite3_stmt *statement = prepare(schema, sql);
    GString *text = g_string_new(NULL);
    while (sqlite3_step(statement) == SQLITE_ROW) {
        if (text->len > 0)
            g_string_append_c(text, '\n');
        for (int i = 0; i < sqlite3_column_count(statement); i++) {
            const char *cell = (const char *)sqlite3_column_text(statement, i);
            g_string_append_printf(text, "%s%s", i > 0 ? "|" : "", cell ? cell : "");
        }
    }
    finish(schema, statement);
    return g_string_free(text, FALSE);
}

gint64 schema_int(Schema *schema, const char *sql)
{
    g_autofree char *text = schema_text(schema, sql);
    return g_ascii_strtoll(text, NULL, 10);
}

void schema_expect(Schema *schema, const char *sql, const char *expected)
{
    g_autofree char *text = schema_text(schema, sql);
    if (strcmp(text, expected) != 0)
        fail_msg("%s\ngave \"%s\", not \"%s\"", sql, text, expected);
}

static void lay(Schema *schema, const char *folder)
{
    g_autoptr(GPtrArray) files = schema_files(folder, ".sql");
    for (guint i = 0; i < files->len; i++) {
        g_autofree char *sql = fixture_source(files->pdata[i]);
        schema_run(schema, sql);
    }
}

static CsvTable *read_csv(const char *name)
{
    g_autofree char *path = g_build_filename(TEST_SOURCE_DIR, "db/reference", name, NULL);
    g_autoptr(GError) error = NULL;
    CsvTable *table = csv_read(path, &error);
    if (!table)
        fail_msg("%s: %s", path, error->message);
    return table;
}

static void load(Schema *schema, const char *name, const char *table)
{
    g_autoptr(CsvTable) csv = read_csv(name);
    g_autoptr(GString) sql = g_string_new(NULL);
    g_autofree char *columns = g_strjoinv(", ", (char **)csv_header(csv));
    g_string_printf(sql, "INSERT INTO %s (%s) VALUES (?", table, columns);
    for (guint i = 1; i < csv_columns(csv); i++)
        g_string_append(sql, ", ?");
    g_string_append_c(sql, ')');
    sqlite3_stmt *statement = prepare(schema, sql->str);
    for (guint i = 0; i < csv_rows(csv); i++) {
        char **cells = csv_row(csv, i)->cells;
        for (int column = 0; cells[column]; column++)
            sqlite3_bind_text(statement, column + 1, *cells[column] ? cells[column] : NULL, -1,
                              SQLITE_TRANSIENT);
        if (sqlite3_step(statement) != SQLITE_DONE)
            fail_msg("%s line %u: %s", name, csv_row(csv, i)->line, sqlite3_errmsg(schema->database));
        sqlite3_reset(statement);
        sqlite3_clear_bindings(statement);
    }
    finish(schema, statement);
}

static void load_reference(Schema *schema)
{
    g_autoptr(CsvTable) manifest = read_csv("manifest.csv");
    for (guint i = 0; i < csv_rows(manifest); i++) {
        char **cells = csv_row(manifest, i)->cells; /* table, file, title, source, as_of, stale_after, ... */
        load(schema, cells[1], cells[0]);
        char *sql = sqlite3_mprintf(
            "INSERT INTO rule_table VALUES (%Q, %Q, %Q, %Q, nullif(%Q, ''), %Q, nullif(%Q, ''))", cells[0],
            cells[2], cells[3], cells[4], cells[5], cells[6], cells[7]);
        schema_run(schema, sql);
        sqlite3_free(sql);
    }
}

int schema_setup(void **state)
{
    Schema *schema = g_new0(Schema, 1);
    schema->fixture = fixture_new();
    g_autofree char *path = fixture_path(schema->fixture, "office.db");
    if (sqlite3_open(path, &schema->database) != SQLITE_OK)
        fail_msg("%s: %s", path, sqlite3_errmsg(schema->database));
    *state = schema;
    schema_run(schema, "PRAGMA foreign_keys = ON; PRAGMA synchronous = OFF; BEGIN");
    lay(schema, "db/migrations");
    load_reference(schema);
    lay(schema, "db/views");
    lay(schema, "db/lists"); /* which the program holds: here they stand beside the others */
    schema_run(schema, "INSERT INTO setting (name, value) VALUES ('today', '2026-11-23'); COMMIT");
    return 0;
}

int schema_teardown(void **state)
{
    Schema *schema = *state;
    sqlite3_close(schema->database);
    fixture_free(schema->fixture);
    g_free(schema);
    return 0;
}

int schema_begin(void **state)
{
    schema_run(*state, "BEGIN");
    return 0;
}

int schema_rollback(void **state)
{
    Schema *schema = *state;
    if (!sqlite3_get_autocommit(schema->database)) /* a failed statement may have ended the transaction */
        schema_run(schema, "ROLLBACK");
    return 0;
}
