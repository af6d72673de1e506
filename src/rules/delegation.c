#include "rules/delegation.h"

#include <string.h>

#include "base/csv.h"
#include "base/error.h"
#include "base/text.h"
#include "rules/consequence.h"
#include "rules/names.h"
#include "store/change.h"
#include "store/query.h"

enum { COLUMN_NAME, COLUMN_CITIZENSHIP, COLUMN_EMPLOYER, COLUMN_POSITION, COLUMN_COUNT };

static const char *const column_names[COLUMN_COUNT] = {"name", "citizenship", "employer", "position"};
static const char HEADING[] = "name;citizenship;employer;position\n";

struct Delegation {
    gint64 visit;
    GPtrArray *lines; /* Delegate */
};

static void delegate_free(gpointer data)
{
    Delegate *line = data;
    g_free(line->family_name);
    g_free(line->given_name);
    g_free(line->country);
    g_free(line->employer);
    g_free(line->position);
    g_free(line->problem);
    g_free(line);
}

void delegation_free(Delegation *delegation)
{
    if (!delegation)
        return;
    g_ptr_array_unref(delegation->lines);
    g_free(delegation);
}

/* --- one line --- */

static char *or_null(const char *cell)
{
    g_autofree char *text = g_strstrip(text_clean(cell ? cell : "", false));
    return *text ? g_steal_pointer(&text) : NULL;
}

/* "Family, Given", "Given Family", "Family". */
static void split_name(Delegate *line, const char *name)
{
    const char *comma = strchr(name, ','), *blank = strrchr(name, ' ');
    if (comma) {
        g_autofree char *family = g_strndup(name, (gsize)(comma - name));
        line->family_name = or_null(family);
        line->given_name = or_null(comma + 1);
    } else if (blank) {
        g_autofree char *given = g_strndup(name, (gsize)(blank - name));
        line->family_name = or_null(blank + 1);
        line->given_name = or_null(given);
    } else {
        line->family_name = or_null(name);
    }
}

static char *country_of(Store *store, const char *typed)
{
    g_autoptr(Query) query =
        query_new(store,
                  "SELECT code FROM country WHERE code = upper(:typed) OR alpha3 = upper(:typed) OR label = "
                  ":typed COLLATE NOCASE "
                  "UNION SELECT country FROM country_alias WHERE alias = :typed COLLATE NOCASE LIMIT 2",
                  NULL);
    if (!query)
        return NULL;
    query_bind_text(query, ":typed", typed);
    g_autofree char *code = query_next(query, NULL) ? g_strdup(query_text(query, 0)) : NULL;
    return code && !query_next(query, NULL) ? g_steal_pointer(&code) : NULL;
}

/* The only person of that name and citizenship; several are told apart by no line. */
static gint64 known_visitor(Store *store, Delegate *line)
{
    g_autoptr(Query) query = query_new(store,
                                       "SELECT v.id FROM visitor v WHERE v.family_name = :family COLLATE "
                                       "NOCASE AND coalesce(v.given_name, '') = :given "
                                       "COLLATE NOCASE AND v.purged_on IS NULL AND (:country IS NULL OR "
                                       "EXISTS (SELECT 1 FROM citizenship c WHERE "
                                       "c.visitor_id = v.id AND c.country = :country)) LIMIT 2",
                                       NULL);
    if (!query)
        return 0;
    query_bind_text(query, ":family", line->family_name);
    query_bind_text(query, ":given", line->given_name ? line->given_name : "");
    query_bind_text(query, ":country", line->country);
    gint64 id = query_next(query, NULL) ? query_int(query, 0) : 0;
    if (id != 0 && query_next(query, NULL))
        line->problem = g_strdup_printf(
            "line %u, name: several people are called so: put the right one in by hand", line->line);
    return id;
}

static bool comes_already(Store *store, gint64 visit, gint64 visitor)
{
    g_autoptr(Query) query = query_new(
        store, "SELECT 1 FROM visit_visitor WHERE visit_id = :visit AND visitor_id = :visitor", NULL);
    if (!query)
        return false;
    query_bind_int(query, ":visit", visit);
    query_bind_int(query, ":visitor", visitor);
    return query_next(query, NULL);
}

static Delegate *read_line(Store *store, gint64 visit, const CsvRow *row, guint number, const int *columns)
{
    Delegate *line = g_new0(Delegate, 1);
    char *cells[COLUMN_COUNT] = {NULL};
    for (guint i = 0; i < COLUMN_COUNT; i++)
        cells[i] = columns[i] >= 0 ? or_null(row->cells[columns[i]]) : NULL;
    line->line = number;
    line->employer = cells[COLUMN_EMPLOYER];
    line->position = cells[COLUMN_POSITION];
    if (cells[COLUMN_NAME])
        split_name(line, cells[COLUMN_NAME]);
    if (cells[COLUMN_CITIZENSHIP])
        line->country = country_of(store, cells[COLUMN_CITIZENSHIP]);
    if (!line->family_name)
        line->problem = g_strdup_printf("line %u, name: nothing stands there: write Family, Given", number);
    else if (cells[COLUMN_CITIZENSHIP] && !line->country)
        line->problem = g_strdup_printf("line %u, citizenship: \"%s\" is no country: write its code or name",
                                        number, cells[COLUMN_CITIZENSHIP]);
    else if (!line->country)
        line->problem = g_strdup_printf(
            "line %u, citizenship: nothing stands there: write a country's code or name", number);
    else
        line->visitor = known_visitor(store, line);
    line->there = line->visitor != 0 && comes_already(store, visit, line->visitor);
    g_free(cells[COLUMN_NAME]);
    g_free(cells[COLUMN_CITIZENSHIP]);
    return line;
}

/* --- all of them --- */

/* Whether the first line is a heading: its cells are names of columns, the name among them. */
static bool is_heading(const char *text)
{
    g_autofree char *first = g_strndup(text, strcspn(text, "\r\n"));
    g_autofree char *folded = text_fold(first);
    g_auto(GStrv) cells = g_strsplit_set(folded, ";,\t", -1);
    for (guint i = 0; cells[i]; i++)
        if (strcmp(g_strstrip(cells[i]), column_names[COLUMN_NAME]) == 0)
            return true;
    return false;
}

static void find_columns(const CsvTable *table, int *columns)
{
    const char *const *header = csv_header(table);
    for (guint i = 0; i < COLUMN_COUNT; i++) {
        columns[i] = -1;
        for (guint k = 0; header[k]; k++) {
            g_autofree char *folded = text_fold(header[k]);
            if (strcmp(folded, column_names[i]) == 0)
                columns[i] = (int)k;
        }
    }
}

/* Two lines that name the same new person would become two people. */
static void mark_twice(const Delegation *delegation, Delegate *line)
{
    for (guint i = 0; i < delegation->lines->len && !line->problem; i++) {
        const Delegate *other = g_ptr_array_index(delegation->lines, i);
        if (g_strcmp0(other->family_name, line->family_name) == 0 &&
            g_strcmp0(other->given_name, line->given_name) == 0 &&
            g_strcmp0(other->country, line->country) == 0)
            line->problem = g_strdup_printf("line %u, name: stands in line %u too: take one away", line->line,
                                            other->line);
    }
}

Delegation *delegation_read(Store *store, gint64 visit, const char *text, GError **error)
{
    bool heading = is_heading(text);
    g_autoptr(GString) whole = g_string_new(heading ? text : HEADING);
    if (!heading)
        g_string_append(whole, text);
    g_string_replace(whole, "\t", ";", 0);
    g_autoptr(CsvTable) table = csv_parse(whole->str, whole->len, error);
    if (!table)
        return NULL;
    if (csv_rows(table) == 0 || csv_rows(table) > DELEGATION_AT_MOST) {
        error_set(error, ERROR_INPUT,
                  "lines: there are %u: write 1 to %d, each \"name; citizenship; employer; position\"",
                  csv_rows(table), DELEGATION_AT_MOST);
        return NULL;
    }
    int columns[COLUMN_COUNT];
    find_columns(table, columns);
    Delegation *delegation = g_new0(Delegation, 1);
    delegation->visit = visit;
    delegation->lines = g_ptr_array_new_with_free_func(delegate_free);
    for (guint i = 0; i < csv_rows(table); i++) {
        const CsvRow *row = csv_row(table, i);
        Delegate *line = read_line(store, visit, row, row->line - (heading ? 0 : 1), columns);
        mark_twice(delegation, line);
        g_ptr_array_add(delegation->lines, line);
    }
    return delegation;
}

guint delegation_count(const Delegation *delegation)
{
    return delegation->lines->len;
}

const Delegate *delegation_at(const Delegation *delegation, guint index)
{
    return g_ptr_array_index(delegation->lines, index);
}

guint delegation_problems(const Delegation *delegation)
{
    guint count = 0;
    for (guint i = 0; i < delegation->lines->len; i++)
        count += delegation_at(delegation, i)->problem ? 1 : 0;
    return count;
}

char *delegation_line(const Delegation *delegation, Store *store, guint index)
{
    const Delegate *line = delegation_at(delegation, index);
    if (line->problem)
        return g_strdup(line->problem);
    g_autofree char *known = line->visitor != 0 ? name_of_record(store, "visitor", line->visitor) : NULL;
    GString *words = g_string_new(NULL);
    g_string_printf(words, "line %u: %s%s%s (%s): %s%s", line->line, line->family_name,
                    line->given_name ? ", " : "", line->given_name ? line->given_name : "", line->country,
                    line->there ? "comes already, " : "", known ? known : "new");
    /* Only of a new person are they written; seen there, a column in the wrong place is noticed. */
    const char *const more[] = {line->employer, line->position};
    for (guint i = 0; !known && i < G_N_ELEMENTS(more); i++)
        if (more[i])
            g_string_append_printf(words, ", %s", more[i]);
    return g_string_free(words, FALSE);
}

/* --- putting them in --- */

static bool enter_new(Change *change, const Delegate *line, gint64 *id, GError **error)
{
    g_autoptr(Record) visitor = record_new("visitor");
    record_set(visitor, "family_name", line->family_name);
    record_set(visitor, "given_name", line->given_name);
    record_set(visitor, "employer", line->employer);
    record_set(visitor, "position", line->position);
    if (!change_insert(change, visitor, error))
        return false;
    *id = record_id(visitor);
    g_autofree char *owner = g_strdup_printf("%" G_GINT64_FORMAT, *id);
    g_autoptr(Record) citizenship = record_new("citizenship");
    record_set(citizenship, "visitor_id", owner);
    record_set(citizenship, "country", line->country);
    record_set(citizenship, "most_recent", "1");
    return change_insert(change, citizenship, error);
}

static bool enter_line(Change *change, gint64 visit, const Delegate *line, GError **error)
{
    gint64 id = line->visitor;
    if (id == 0 && !enter_new(change, line, &id, error))
        return false;
    g_autofree char *visit_id = g_strdup_printf("%" G_GINT64_FORMAT, visit);
    g_autofree char *visitor_id = g_strdup_printf("%" G_GINT64_FORMAT, id);
    g_autoptr(Record) comes = record_new("visit_visitor");
    record_set(comes, "visit_id", visit_id);
    record_set(comes, "visitor_id", visitor_id);
    return change_insert(change, comes, error);
}

static bool check_lines(const Delegation *delegation, GError **error)
{
    for (guint i = 0; i < delegation->lines->len; i++) {
        const Delegate *line = delegation_at(delegation, i);
        if (line->problem)
            return error_set(error, ERROR_INPUT, "%s", line->problem);
    }
    return true;
}

/* `*count` grows by each that is put in. */
static bool enter_lines(Change *change, const Delegation *delegation, guint *count, GError **error)
{
    for (guint i = 0; i < delegation->lines->len; i++) {
        const Delegate *line = delegation_at(delegation, i);
        if (line->there)
            continue;
        if (!enter_line(change, delegation->visit, line, error))
            return false;
        (*count)++;
    }
    return true;
}

static bool enter_to_foresee(Change *change, gpointer data, GError **error)
{
    guint count = 0;
    return enter_lines(change, data, &count, error);
}

GPtrArray *delegation_foresee(const Delegation *delegation, Store *store, GError **error)
{
    if (delegation_problems(delegation) > 0)
        return g_ptr_array_new();
    return consequence_foresee(store, enter_to_foresee, (gpointer)delegation, error);
}

bool delegation_enter(Delegation *delegation, Store *store, guint *count, GError **error)
{
    *count = 0;
    if (!check_lines(delegation, error))
        return false;
    g_autofree char *name = name_of_record(store, "visit", delegation->visit);
    g_autofree char *words = g_strdup_printf("%s: delegation entered", name);
    g_autoptr(Change) change = change_open(store, words, error);
    if (!change)
        return false;
    change_set_record(change, "visit", delegation->visit);
    return enter_lines(change, delegation, count, error) &&
           change_commit(g_steal_pointer(&change), NULL, error);
}
