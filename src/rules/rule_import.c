#include "rules/rule_import.h"

#include <stdarg.h>
#include <string.h>

#include "base/date.h"
#include "base/error.h"
#include "base/text.h"
#include "rules/rule_import_private.h"
#include "store/change.h"
#include "store/query.h"
#include "store/reference.h"

enum { FEWEST_PERCENT = 95 /* of the rows that must be left, unless the officer says otherwise */ };

const RuleColumn *rule_import_column(const RuleImport *import, guint index)
{
    return &g_array_index(import->columns, RuleColumn, index);
}

/* --- its parts */

static void clear_column(gpointer data)
{
    RuleColumn *column = data;
    g_free(column->name);
    g_free(column->refers_to);
    g_free(column->refers_column);
}

static void free_row(gpointer data)
{
    RuleRow *row = data;
    for (guint i = 0; i < row->count; i++)
        g_free(row->values[i]);
    g_free(row->values);
    g_free(row);
}

static RuleRow *row_new(const RuleImport *import, guint line)
{
    RuleRow *row = g_new0(RuleRow, 1);
    row->line = line;
    row->count = import->columns->len;
    row->values = g_new0(char *, row->count);
    return row;
}

static RuleImport *import_new(Store *store, const char *table, const char *file)
{
    RuleImport *import = g_new0(RuleImport, 1);
    import->store = store;
    import->table = g_strdup(table);
    import->file = g_strdup(file);
    import->columns = g_array_new(false, true, sizeof(RuleColumn));
    g_array_set_clear_func(import->columns, clear_column);
    import->before = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, free_row);
    import->after = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, free_row);
    import->order = g_ptr_array_new();
    import->touched = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    import->changes = g_ptr_array_new_with_free_func(g_free);
    import->problems = g_ptr_array_new_with_free_func(g_free);
    return import;
}

void rule_import_free(RuleImport *import)
{
    if (!import)
        return;
    g_array_unref(import->columns);
    g_hash_table_unref(import->before);
    g_hash_table_unref(import->after);
    g_ptr_array_unref(import->order);
    g_hash_table_unref(import->touched);
    g_ptr_array_unref(import->changes);
    g_ptr_array_unref(import->problems);
    g_free(import->table);
    g_free(import->file);
    g_free(import->as_of);
    g_free(import->stale_after);
    g_free(import);
}

void rule_import_refuse(RuleImport *import, guint line, const char *column, const char *format, ...)
{
    if (import->problems->len > MOST_PROBLEMS)
        return;
    va_list arguments;
    va_start(arguments, format);
    g_autofree char *words = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    bool last = import->problems->len == MOST_PROBLEMS;
    g_ptr_array_add(import->problems,
                    last ? g_strdup_printf("%s: and more", import->file)
                         : g_strdup_printf("%s:%u: %s: %s", import->file, line, column, words));
}

/* --- the table */

static bool refuse_table(Store *store, const char *table, GError **error)
{
    g_autoptr(GPtrArray) tables = reference_editions(store, error);
    if (!tables)
        return false;
    g_autoptr(GString) names = g_string_new(NULL);
    for (guint i = 0; i < tables->len; i++) {
        const RuleTable *known = g_ptr_array_index(tables, i);
        g_string_append_printf(names, "%s%s", i ? ", " : "", known->table);
    }
    return error_set(error, ERROR_USAGE, "%s: no rule table: one of %s", table, names->str);
}

static bool read_edition(RuleImport *import, GError **error)
{
    GError *problem = NULL;
    RuleTable *present = reference_edition(import->store, import->table, &problem);
    if (problem) {
        g_propagate_error(error, problem);
        return false;
    }
    if (!present)
        return refuse_table(import->store, import->table, error);
    import->as_of = g_strdup(present->as_of);
    import->stale_after = g_strdup(present->stale_after);
    rule_table_free(present);
    return true;
}

static bool each_row(Store *store, const char *sql, const char *table, void (*each)(RuleImport *, Query *),
                     RuleImport *import, GError **error)
{
    g_autoptr(Query) query = query_new(store, sql, error);
    if (!query)
        return false;
    query_bind_text(query, ":table", table);
    GError *problem = NULL;
    while (query_next(query, &problem))
        each(import, query);
    if (!problem)
        return true;
    g_propagate_error(error, problem);
    return false;
}

static void take_column(RuleImport *import, Query *query)
{
    RuleColumn column = {
        .name = g_strdup(query_text(query, 0)),
        .integer = g_strcmp0(query_text(query, 1), "INTEGER") == 0,
        .real = g_strcmp0(query_text(query, 1), "REAL") == 0,
        .required = query_int(query, 2) != 0,
        .key = query_int(query, 3) != 0,
        .cell = -1,
        .refers_to = g_strdup(query_text(query, 4)),
        .refers_column = g_strdup(query_text(query, 5)),
    };
    g_array_append_val(import->columns, column);
}

static bool read_columns(RuleImport *import, GError **error)
{
    return each_row(
        import->store,
        "SELECT c.name, c.type, (c.\"notnull\" AND c.dflt_value IS NULL) OR c.pk > 0, c.pk, f.\"table\","
        " coalesce(f.\"to\", 'code') FROM pragma_table_info(:table) c"
        " LEFT JOIN pragma_foreign_key_list(:table) f ON f.\"from\" = c.name ORDER BY c.cid",
        import->table, take_column, import, error);
}

/* "6A003 4": the key of a row as it is shown. (transfer full) */
static char *key_of(const RuleImport *import, const RuleRow *row)
{
    GString *key = g_string_new(NULL);
    for (guint i = 0; i < row->count; i++)
        if (rule_import_column(import, i)->key)
            g_string_append_printf(key, "%s%s", key->len ? " " : "", row->values[i] ? row->values[i] : "");
    return g_string_free(key, FALSE);
}

static void take_row(RuleImport *import, Query *query)
{
    RuleRow *row = row_new(import, 0);
    for (guint i = 0; i < row->count; i++)
        row->values[i] = g_strdup(query_text(query, (int)i));
    g_hash_table_replace(import->before, key_of(import, row), row);
}

static bool read_before(RuleImport *import, GError **error)
{
    /* The table is one of rule_table's. */
    g_autofree char *sql = g_strdup_printf("SELECT * FROM \"%s\"", import->table);
    return each_row(import->store, sql, import->table, take_row, import, error);
}

/* --- the CSV */

static char *column_names(const RuleImport *import)
{
    GString *names = g_string_new(NULL);
    for (guint i = 0; i < import->columns->len; i++)
        g_string_append_printf(names, "%s%s", i ? ", " : "", rule_import_column(import, i)->name);
    return g_string_free(names, FALSE);
}

static RuleColumn *find_column(RuleImport *import, const char *name)
{
    for (guint i = 0; i < import->columns->len; i++) {
        RuleColumn *column = &g_array_index(import->columns, RuleColumn, i);
        if (g_ascii_strcasecmp(column->name, name) == 0)
            return column;
    }
    return NULL;
}

static bool read_header(RuleImport *import, const CsvTable *csv, GError **error)
{
    g_autofree char *names = column_names(import);
    for (guint i = 0; csv_header(csv)[i]; i++) {
        RuleColumn *column = find_column(import, csv_header(csv)[i]);
        g_autofree char *shown = text_for_message(csv_header(csv)[i]);
        if (!column)
            return error_set(error, ERROR_INPUT, "%s:1: %s: no column of %s: it has %s", import->file, shown,
                             import->table, names);
        if (column->cell >= 0)
            return error_set(error, ERROR_INPUT, "%s:1: %s: stands twice: leave one of them out",
                             import->file, shown);
        column->cell = (int)i;
    }
    for (guint i = 0; i < import->columns->len; i++) {
        const RuleColumn *column = rule_import_column(import, i);
        if (column->required && column->cell < 0)
            return error_set(error, ERROR_INPUT, "%s:1: %s: the column is missing: the table has %s",
                             import->file, column->name, names);
    }
    return true;
}

/* A column that the CSV lacks keeps its values in rows that are there. */
static void fill_missing(const RuleImport *import, RuleRow *row, const char *key)
{
    const RuleRow *before = g_hash_table_lookup(import->before, key);
    for (guint i = 0; before && i < row->count; i++)
        if (rule_import_column(import, i)->cell < 0)
            row->values[i] = g_strdup(before->values[i]);
}

static void read_csv_row(RuleImport *import, const CsvRow *cells)
{
    RuleRow *row = row_new(import, cells->line);
    for (guint i = 0; i < row->count; i++) {
        int cell = rule_import_column(import, i)->cell;
        g_autofree char *value = cell >= 0 ? g_strstrip(g_strdup(cells->cells[cell])) : NULL;
        row->values[i] = value && *value ? g_strdup(value) : NULL;
    }
    g_autofree char *key = key_of(import, row);
    const RuleRow *twice = g_hash_table_lookup(import->after, key);
    if (twice)
        rule_import_refuse(import, row->line, "key", "%s stands in line %u already: leave one of them out",
                           key, twice->line);
    fill_missing(import, row, key);
    if (twice || !rule_import_check_row(import, row)) {
        free_row(row);
        return;
    }
    char *kept = g_strdup(key);
    g_hash_table_insert(import->after, kept, row);
    g_ptr_array_add(import->order, kept);
}

/* --- what changes */

static void touch(RuleImport *import, const RuleRow *row)
{
    for (guint i = 0; i < row->count; i++)
        if (rule_import_column(import, i)->key) {
            g_hash_table_add(import->touched, g_strdup(row->values[i]));
            return;
        }
}

/* "ns2 0 -> 1, notes nothing -> x"; NULL where nothing differs. (transfer full) */
static char *cell_changes(const RuleImport *import, const RuleRow *before, const RuleRow *after)
{
    GString *words = g_string_new(NULL);
    for (guint i = 0; i < after->count; i++) {
        const char *was = before->values[i], *is = after->values[i];
        if (g_strcmp0(was, is) == 0)
            continue;
        g_autofree char *old = was ? text_for_message(was) : g_strdup("nothing");
        g_autofree char *fresh = is ? text_for_message(is) : g_strdup("nothing");
        g_string_append_printf(words, "%s%s %s -> %s", words->len ? ", " : "",
                               rule_import_column(import, i)->name, old, fresh);
    }
    return g_string_free(words, words->len == 0);
}

static void compare(RuleImport *import, const char *key)
{
    const RuleRow *after = g_hash_table_lookup(import->after, key);
    const RuleRow *before = g_hash_table_lookup(import->before, key);
    g_autofree char *cells = before ? cell_changes(import, before, after) : NULL;
    if (before && !cells)
        return;
    touch(import, after);
    import->added += !before;
    import->changed += before != NULL;
    g_ptr_array_add(import->changes,
                    before ? g_strdup_printf("%s: %s", key, cells) : g_strdup_printf("%s added", key));
}

static int compare_texts(gconstpointer a, gconstpointer b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void find_gone(RuleImport *import)
{
    g_autoptr(GPtrArray) gone = g_ptr_array_new();
    GHashTableIter each;
    gpointer key, row;
    g_hash_table_iter_init(&each, import->before);
    while (g_hash_table_iter_next(&each, &key, &row)) {
        if (g_hash_table_contains(import->after, key))
            continue;
        touch(import, row);
        g_ptr_array_add(gone, key);
    }
    g_ptr_array_sort(gone, compare_texts);
    for (guint i = 0; i < gone->len; i++)
        g_ptr_array_add(import->changes, g_strdup_printf("%s gone", (const char *)gone->pdata[i]));
    import->gone = gone->len;
}

RuleImport *rule_import_read(Store *store, const char *table, const char *file, const CsvTable *csv,
                             GError **error)
{
    g_autoptr(RuleImport) import = import_new(store, table, file);
    if (!read_edition(import, error) || !read_columns(import, error) || !read_before(import, error) ||
        !read_header(import, csv, error))
        return NULL;
    for (guint i = 0; i < csv_rows(csv); i++)
        read_csv_row(import, csv_row(csv, i));
    for (guint i = 0; i < import->order->len; i++)
        compare(import, import->order->pdata[i]);
    if (import->problems->len == 0)
        find_gone(import);
    return g_steal_pointer(&import);
}

/* --- what it says */

const GPtrArray *rule_import_problems(const RuleImport *import)
{
    return import->problems;
}

const GPtrArray *rule_import_changes(const RuleImport *import)
{
    return import->changes;
}

guint rule_import_added(const RuleImport *import)
{
    return import->added;
}

guint rule_import_changed(const RuleImport *import)
{
    return import->changed;
}

guint rule_import_gone(const RuleImport *import)
{
    return import->gone;
}

/* --- the open cases */

#define OPEN_CASE                                                                                            \
    "SELECT x.ref || ' ' || x.title FROM export_case x JOIN export_case_state s ON s.code = x.state "        \
    "WHERE s.ended = 0 AND "
/* A territory asks the row of another country. */
#define IS_KEY(column)                                                                                       \
    "(" column " = :key OR " column                                                                          \
    " IN (SELECT t.country FROM country_chart_territory t WHERE t.use_row_of = :key))"

static const char by_country[] = OPEN_CASE "(" IS_KEY(
    "x.country") " OR EXISTS (SELECT 1 FROM case_country n WHERE n.export_case_id = x.id "
                 "AND " IS_KEY(
                     "n.country") ")"
                                  " OR EXISTS (SELECT 1 FROM case_party y WHERE y.export_case_id = x.id AND "
                                  "(" IS_KEY("y.country") " OR EXISTS (SELECT 1 FROM citizenship z WHERE "
                                                          "z.visitor_id = y.visitor_id AND " IS_KEY(
                                                              "z.country") ")))) ORDER BY x.ref";
static const char by_eccn[] = OPEN_CASE "EXISTS (SELECT 1 FROM case_item m WHERE m.export_case_id = x.id AND "
                                        "m.eccn = :key) ORDER BY x.ref";
static const char every[] = OPEN_CASE "(x.country IS NOT NULL OR EXISTS (SELECT 1 FROM case_item m WHERE "
                                      "m.export_case_id = x.id)) ORDER BY x.ref";

static bool add_cases(const RuleImport *import, const char *sql, const char *key, GHashTable *found,
                      GError **error)
{
    g_autoptr(Query) query = query_new(import->store, sql, error);
    if (!query)
        return false;
    query_bind_text(query, ":key", key);
    GError *problem = NULL;
    while (query_next(query, &problem))
        g_hash_table_add(found, g_strdup(query_text(query, 0)));
    if (!problem)
        return true;
    g_propagate_error(error, problem);
    return false;
}

/* The statement that finds cases by the first column of the table's key. */
static const char *cases_sql(const RuleImport *import)
{
    const char *name = "";
    for (guint i = 0; i < import->columns->len && *name == '\0'; i++)
        if (rule_import_column(import, i)->key)
            name = rule_import_column(import, i)->name;
    if (strcmp(name, "country") == 0 || strcmp(import->table, "country") == 0)
        return by_country;
    return strcmp(name, "eccn") == 0 ? by_eccn : every;
}

GPtrArray *rule_import_cases(const RuleImport *import, GError **error)
{
    g_autoptr(GHashTable) found = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    const char *sql = cases_sql(import);
    GHashTableIter each;
    gpointer key;
    g_hash_table_iter_init(&each, import->touched);
    while (g_hash_table_iter_next(&each, &key, NULL)) {
        if (!add_cases(import, sql, key, found, error))
            return NULL;
        if (sql == every)
            break;
    }
    GPtrArray *cases = g_ptr_array_new_with_free_func(g_free);
    g_hash_table_iter_init(&each, found);
    while (g_hash_table_iter_next(&each, &key, NULL))
        g_ptr_array_add(cases, g_strdup(key));
    g_ptr_array_sort(cases, compare_texts);
    return cases;
}

/* --- writing */

static bool check_edition(const NewEdition *edition, GError **error)
{
    if (!edition->source || edition->source[strspn(edition->source, " \t")] == '\0')
        return error_set(error, ERROR_USAGE,
                         "--source: it says where the table comes from: name the regulation "
                         "and the place where it was read");
    if (edition->stale_after && strcmp(edition->stale_after, edition->as_of) <= 0)
        return error_set(error, ERROR_USAGE, "--stale-after: %s is not after %s: a later day",
                         edition->stale_after, edition->as_of);
    return true;
}

bool rule_import_check(const RuleImport *import, const NewEdition *edition, GError **error)
{
    if (!check_edition(edition, error))
        return false;
    if (import->problems->len > 0) {
        g_autofree char *count = text_count(import->problems->len, "value does", "values do");
        return error_set(error, ERROR_INPUT,
                         "%s: %s not fit: nothing was written; mend them and import again", import->file,
                         count);
    }
    guint before = g_hash_table_size(import->before), after = g_hash_table_size(import->after);
    if (edition->shrink_ok || (guint64)after * 100 >= (guint64)before * FEWEST_PERCENT)
        return true;
    return error_set(
        error, ERROR_REFUSED,
        "%s: %u rows instead of %u, more than one in twenty is gone: nothing was written; see that the "
        "file is whole, and say --shrink-ok where it is",
        import->file, after, before);
}

/* As long after its day as the edition before. (transfer full) */
static char *stale_day(const RuleImport *import, const NewEdition *edition)
{
    if (edition->stale_after || !import->stale_after)
        return g_strdup(edition->stale_after);
    return date_add_days(edition->as_of, date_days_between(import->as_of, import->stale_after));
}

/* Names of the values of a statement: ":v3". */
static const char *value_name(guint index)
{
    g_autofree char *name = g_strdup_printf(":v%u", index);
    return g_intern_string(name);
}

/* INSERT ... ON CONFLICT (key) DO UPDATE: the names of columns come from the schema. (transfer full) */
static char *write_sql(const RuleImport *import)
{
    g_autoptr(GString) names = g_string_new(NULL);
    g_autoptr(GString) values = g_string_new(NULL);
    g_autoptr(GString) keys = g_string_new(NULL);
    g_autoptr(GString) sets = g_string_new(NULL);
    for (guint i = 0; i < import->columns->len; i++) {
        const RuleColumn *column = rule_import_column(import, i);
        g_string_append_printf(names, "%s\"%s\"", i ? ", " : "", column->name);
        g_string_append_printf(values, "%s%s", i ? ", " : "", value_name(i));
        if (column->key)
            g_string_append_printf(keys, "%s\"%s\"", keys->len ? ", " : "", column->name);
        else
            g_string_append_printf(sets, "%s\"%s\" = excluded.\"%s\"", sets->len ? ", " : "", column->name,
                                   column->name);
    }
    return g_strdup_printf("INSERT INTO \"%s\" (%s) VALUES (%s) ON CONFLICT (%s) DO %s%s", import->table,
                           names->str, values->str, keys->str, sets->len ? "UPDATE SET " : "NOTHING",
                           sets->str);
}

/* (transfer full) */
static char *delete_sql(const RuleImport *import)
{
    GString *sql = g_string_new(NULL);
    for (guint i = 0; i < import->columns->len; i++) {
        const RuleColumn *column = rule_import_column(import, i);
        if (column->key)
            g_string_append_printf(sql, "%s\"%s\" = %s", sql->len ? " AND " : "", column->name,
                                   value_name(i));
    }
    g_autofree char *start = g_strdup_printf("DELETE FROM \"%s\" WHERE ", import->table);
    g_string_prepend(sql, start);
    return g_string_free(sql, FALSE);
}

static bool run_row(const RuleImport *import, Change *change, const char *sql, const char *key,
                    const RuleRow *row, GError **error)
{
    g_autoptr(GPtrArray) pairs = g_ptr_array_new();
    for (guint i = 0; i < row->count; i++) {
        g_ptr_array_add(pairs, (gpointer)value_name(i));
        g_ptr_array_add(pairs, row->values[i]);
    }
    g_ptr_array_add(pairs, NULL);
    if (change_run_pairs(change, sql, (const char *const *)pairs->pdata, error))
        return true;
    if (row->line > 0)
        g_prefix_error(error, "%s:%u: %s: ", import->file, row->line, key);
    else
        g_prefix_error(error, "%s: %s is gone: ", import->file, key);
    return false;
}

static bool write_rows(const RuleImport *import, Change *change, GError **error)
{
    g_autofree char *sql = write_sql(import);
    for (guint i = 0; i < import->order->len; i++) {
        const char *key = import->order->pdata[i];
        const RuleRow *row = g_hash_table_lookup(import->after, key);
        const RuleRow *before = g_hash_table_lookup(import->before, key);
        g_autofree char *differs = before ? cell_changes(import, before, row) : NULL;
        if ((!before || differs) && !run_row(import, change, sql, key, row, error))
            return false;
    }
    return true;
}

static bool delete_rows(const RuleImport *import, Change *change, GError **error)
{
    g_autofree char *sql = delete_sql(import);
    GHashTableIter each;
    gpointer key, row;
    g_hash_table_iter_init(&each, import->before);
    while (g_hash_table_iter_next(&each, &key, &row))
        if (!g_hash_table_contains(import->after, key) && !run_row(import, change, sql, key, row, error))
            return false;
    return true;
}

static bool write_edition(const RuleImport *import, Change *change, const NewEdition *edition, GError **error)
{
    g_autofree char *stale = stale_day(import, edition);
    g_autofree char *name = g_path_get_basename(import->file);
    g_autofree char *note =
        g_strdup_printf("Imported from %s; before it the edition of %s", name, import->as_of);
    return change_run(change, error,
                      "UPDATE rule_table SET source = :source, as_of = :as_of, stale_after = :stale,"
                      " note = :note WHERE name = :name",
                      ":source", edition->source, ":as_of", edition->as_of, ":stale", stale, ":note", note,
                      ":name", import->table, (char *)NULL);
}

static char *entry_words(const RuleImport *import, const NewEdition *edition)
{
    return g_strdup_printf(
        "Rule table %s: edition of %s (%s) in the place of that of %s; %u added, %u changed, %u gone",
        import->table, edition->as_of, edition->source, import->as_of, import->added, import->changed,
        import->gone);
}

bool rule_import_write(RuleImport *import, const NewEdition *edition, GError **error)
{
    if (!rule_import_check(import, edition, error))
        return false;
    g_autofree char *words = entry_words(import, edition);
    g_autoptr(Change) change = change_open(import->store, words, error);
    if (!change)
        return false;
    change_set_kind(change, "import");
    if (!write_rows(import, change, error) || !delete_rows(import, change, error) ||
        !write_edition(import, change, edition, error))
        return false;
    return change_commit(g_steal_pointer(&change), NULL, error);
}
