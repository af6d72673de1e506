/* Whether the values of a rule table's new row can be what they say. What the database checks as well is
 * checked here first, so that all mistakes of a file are named at once, with their lines. */
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/text.h"
#include "rules/rule_import_private.h"
#include "store/query.h"

typedef bool (*CheckValue)(RuleImport *import, const char *value);

/* --- what a value may be */

static bool is_flag(RuleImport *import, const char *value)
{
    (void)import;
    return strcmp(value, "0") == 0 || strcmp(value, "1") == 0;
}

static bool is_day(RuleImport *import, const char *value)
{
    (void)import;
    return date_is_iso(value);
}

static bool is_eccn(RuleImport *import, const char *value)
{
    (void)import;
    return strlen(value) == 5 && g_ascii_isdigit(value[0]) && value[1] >= 'A' && value[1] <= 'E' &&
           strspn(value + 2, "0123456789") == 3;
}

/* Every name of a list joined with ";" is a column of the chart. */
static bool are_chart_columns(RuleImport *import, const char *value)
{
    g_auto(GStrv) names = g_strsplit(value, ";", -1);
    for (guint i = 0; names[i]; i++) {
        g_autofree char *column = g_ascii_strdown(names[i], -1);
        if (strlen(column) != 3 || !schema_has_column(import->store, "country_chart", column))
            return false;
    }
    return true;
}

static bool are_paragraphs(RuleImport *import, const char *value)
{
    (void)import;
    g_auto(GStrv) names = g_strsplit(value, " ", -1);
    for (guint i = 0; names[i]; i++)
        if (names[i][0] != '.' || !g_ascii_isalnum(names[i][1]) ||
            names[i][strspn(names[i], ".abcdefghijklmnopqrstuvwxyz0123456789")] != '\0')
            return false;
    return true;
}

static const struct {
    const char *table, *column; /* NULL: every column of whole numbers; any table */
    CheckValue good;
    const char *accepted;
} checks[] = {
    {"country_chart", NULL, is_flag,
     "1 where a licence is required for that reason, 0 where not, nothing under part 746"},
    {"country_group", NULL, is_flag, "1 for a member of the group, 0 for none"},
    {"eccn_control", "columns", are_chart_columns, "columns of the chart joined with ;, such as NS1;AT1"},
    {"eccn_control", "paragraphs", are_paragraphs, "paragraphs joined with a blank, such as .a .b.3"},
    {"footnote_requirement", "paragraphs", are_paragraphs, "paragraphs joined with a blank, such as .a .b.3"},
    {"eccn_text_scope", "paragraphs", are_paragraphs, "paragraphs joined with a blank, such as .a .b.3"},
    {"eccn", "eccn", is_eccn, "five signs, such as 6A003"},
    {"eccn_title", "eccn", is_eccn, "five signs, such as 6A003"},
    {"eccn_control", "eccn", is_eccn, "five signs, such as 6A003"},
    {NULL, "verified", is_flag, "1 for what was read in its source, 0 for what was not"},
    {"terror_sponsor", "rescinded", is_day, "a day such as 2026-08-24"},
};

/* --- columns */

static bool is_whole_number(const char *value)
{
    const char *digits = value + (*value == '-');
    gsize length = strspn(digits, "0123456789");
    return length > 0 && length < 18 && digits[length] == '\0';
}

static bool is_number(const char *value)
{
    char *end = NULL;
    g_ascii_strtod(value, &end);
    return end != value && *end == '\0';
}

static bool is_there(RuleImport *import, const RuleColumn *column, const char *value)
{
    if (strcmp(column->refers_to, import->table) == 0)
        return true; /* a row of the same table: the database says so when it is not */
    g_autofree char *sql = g_strdup_printf("SELECT 1 FROM \"%s\" WHERE \"%s\" = :value", column->refers_to,
                                           column->refers_column);
    g_autoptr(Query) query = query_new(import->store, sql, NULL);
    if (!query)
        return true;
    query_bind_text(query, ":value", value);
    return query_next(query, NULL);
}

/* What would be accepted for a value that does not fit; NULL for one that does. */
static const char *wanted(RuleImport *import, const RuleColumn *column, const char *value)
{
    for (guint i = 0; i < G_N_ELEMENTS(checks); i++) {
        bool here = (!checks[i].table || strcmp(checks[i].table, import->table) == 0) &&
                    (checks[i].column ? strcmp(checks[i].column, column->name) == 0 : column->integer);
        if (here && !checks[i].good(import, value))
            return checks[i].accepted;
    }
    if (column->integer && !is_whole_number(value))
        return "a whole number";
    if (column->real && !is_number(value))
        return "a number";
    if (column->refers_to && !is_there(import, column, value))
        return "a key of the table that it refers to";
    return NULL;
}

static bool check_value(RuleImport *import, const RuleRow *row, guint index)
{
    const RuleColumn *column = rule_import_column(import, index);
    const char *value = row->values[index];
    if (!value) {
        if (column->required)
            rule_import_refuse(import, row->line, column->name, "there is no value: it must have one");
        return !column->required;
    }
    const char *accepted = wanted(import, column, value);
    g_autofree char *shown = accepted ? text_for_message(value) : NULL;
    if (accepted)
        rule_import_refuse(import, row->line, column->name, "%s: it should be %s", shown, accepted);
    return !accepted;
}

/* A row of the chart has all its marks, or none where part 746 governs. */
static bool check_chart(RuleImport *import, const RuleRow *row)
{
    if (strcmp(import->table, "country_chart") != 0)
        return true;
    guint marks = 0, columns = 0;
    bool governed = false;
    for (guint i = 0; i < import->columns->len; i++) {
        const RuleColumn *column = rule_import_column(import, i);
        if (strcmp(column->name, "part_746") == 0)
            governed = g_strcmp0(row->values[i], "1") == 0;
        else if (column->integer) {
            columns++;
            marks += row->values[i] != NULL;
        }
    }
    if (marks == (governed ? 0 : columns))
        return true;
    rule_import_refuse(import, row->line, "part_746",
                       governed ? "the row has marks: under part 746 its cells are empty"
                                : "%u cells are empty: 0 or 1, or part_746 = 1 with all of them empty",
                       columns - marks);
    return false;
}

bool rule_import_check_row(RuleImport *import, const RuleRow *row)
{
    bool good = true;
    for (guint i = 0; i < import->columns->len; i++)
        good &= check_value(import, row, i);
    return good && check_chart(import, row);
}
