/* Which country is meant, and which row of the chart it uses. */
#include <string.h>

#include "base/error.h"
#include "base/text.h"
#include "rules/determination_private.h"

enum { MOST_SUGGESTED = 5 };

/* --- finding it --- */

static bool same(const char *name, const char *folded)
{
    if (!name)
        return false;
    g_autofree char *other = text_fold(name);
    return strcmp(other, folded) == 0;
}

static void take(Determination *made, const RuleRows *rows, guint row, Country *country)
{
    country->code = determination_keep(made, rule_cell(rows, row, "code"));
    country->name = determination_keep(made, rule_cell(rows, row, "label"));
}

/* Codes first: they are compared as they are, which spares folding every name. */
static bool find_in_countries(Determination *made, const RuleRows *rows, const char *typed,
                              const char *folded, Country *country)
{
    for (guint row = 0; row < rule_rows_count(rows); row++) {
        const char *code = rule_cell(rows, row, "code"), *alpha3 = rule_cell(rows, row, "alpha3");
        if ((code && g_ascii_strcasecmp(code, typed) == 0) ||
            (alpha3 && g_ascii_strcasecmp(alpha3, typed) == 0)) {
            take(made, rows, row, country);
            return true;
        }
    }
    for (guint row = 0; row < rule_rows_count(rows); row++)
        if (same(rule_cell(rows, row, "label"), folded)) {
            take(made, rows, row, country);
            return true;
        }
    return false;
}

static bool take_code(Determination *made, const RuleRows *countries, const char *code, Country *country)
{
    for (guint row = 0; code && row < rule_rows_count(countries); row++)
        if (g_strcmp0(rule_cell(countries, row, "code"), code) == 0) {
            take(made, countries, row, country);
            return true;
        }
    return false;
}

/* By a name that the chart or common usage has for it. `refusal` gets the words about what is no destination.
 */
static bool find_in_names(Determination *made, const RuleRows *countries, const char *folded,
                          Country *country, char **refusal, GError **error)
{
    static const struct {
        const char *table, *name;
    } tables[] = {{"country_chart", "name"}, {"country_chart_territory", "name"}, {"country_alias", "alias"}};
    for (guint i = 0; i < G_N_ELEMENTS(tables); i++) {
        g_autoptr(RuleRows) rows = rule_rows(made->tables, tables[i].table, NULL, NULL, error);
        for (guint row = 0; rows && row < rule_rows_count(rows); row++) {
            if (!same(rule_cell(rows, row, tables[i].name), folded))
                continue;
            country->region = rule_flag(rows, row, "region");
            *refusal = g_strdup(rule_cell(rows, row, "note"));
            return take_code(made, countries, rule_cell(rows, row, "country"), country);
        }
        if (!rows)
            return false;
    }
    return false;
}

static bool refuse(const RuleRows *countries, const char *typed, const char *folded, GError **error)
{
    g_autoptr(GString) near = g_string_new(NULL);
    guint count = 0;
    for (guint row = 0; row < rule_rows_count(countries) && count < MOST_SUGGESTED; row++) {
        const char *label = rule_cell(countries, row, "label");
        if (strlen(folded) < 2 || !label || !text_contains(label, folded))
            continue;
        g_string_append_printf(near, "%s%s (%s)", count ? ", " : "", label,
                               rule_cell(countries, row, "code"));
        count++;
    }
    g_autofree char *shown = text_for_message(typed);
    return error_set(error, ERROR_USAGE,
                     "%s: no such country: the two or three letters of ISO 3166 (SG, SGP) or the name%s%s",
                     shown, near->len ? "; near it are " : "", near->str);
}

bool country_find(Determination *made, const char *typed, Country *country, GError **error)
{
    *country = (Country){0};
    g_autofree char *trimmed = g_strstrip(g_strdup(typed));
    g_autofree char *folded = text_fold(trimmed);
    g_autofree char *refusal = NULL;
    g_autoptr(RuleRows) countries = rule_rows(made->tables, "country", NULL, NULL, error);
    if (!countries)
        return false;
    GError *problem = NULL;
    if (find_in_countries(made, countries, trimmed, folded, country) ||
        find_in_names(made, countries, folded, country, &refusal, &problem))
        return true;
    if (problem) {
        g_propagate_error(error, problem);
        return false;
    }
    if (refusal)
        return error_set(error, ERROR_USAGE, "%s: no destination: %s", trimmed, refusal);
    return refuse(countries, trimmed, folded, error);
}

/* --- its row --- */

/* The country whose row a footnote of this row names instead; NULL when none does. (transfer full) */
static char *row_by_footnote(const Determination *made, const RuleRows *row, GError **error)
{
    const char *notes = rule_cell(row, 0, "footnotes");
    if (!notes)
        return NULL;
    g_autoptr(RuleRows) demands = rule_rows(made->tables, "footnote_requirement", "effect", "use_row", error);
    for (guint i = 0; demands && i < rule_rows_count(demands); i++)
        if (list_holds(notes, rule_cell(demands, i, "footnote")))
            return g_strdup(rule_cell(demands, i, "use_row_of"));
    return NULL;
}

static bool read_row(Determination *made, ChartRow *found, const char *code, const char *basis,
                     GError **error)
{
    found->row = rule_rows(made->tables, "country_chart", "country", code, error);
    found->of = found->row && rule_rows_count(found->row) > 0 ? determination_keep(made, code) : NULL;
    found->basis = determination_keep(made, basis);
    return found->row != NULL;
}

static bool follow_footnote(Determination *made, ChartRow *found, GError **error)
{
    GError *problem = NULL;
    g_autofree char *other = row_by_footnote(made, found->row, &problem);
    if (problem) {
        g_propagate_error(error, problem);
        return false;
    }
    if (!other)
        return true;
    found->footnotes_of_own = found->row;
    return read_row(made, found, other, "footnote", error);
}

static bool read_territory(Determination *made, ChartRow *found, const char *code, GError **error)
{
    g_autoptr(RuleRows) territory =
        rule_rows(made->tables, "country_chart_territory", "country", code, error);
    if (!territory)
        return false;
    const char *other = rule_cell(territory, 0, "use_row_of");
    const char *basis = rule_cell(territory, 0, "basis");
    g_clear_pointer(&found->row, rule_rows_free);
    return read_row(made, found, other ? other : "", basis ? basis : "uncertain", error);
}

bool chart_row_find(Determination *made, const Country *country, ChartRow *row, GError **error)
{
    *row = (ChartRow){0};
    if (!read_row(made, row, country->code, "own", error))
        return false;
    return row->of ? follow_footnote(made, row, error) : read_territory(made, row, country->code, error);
}

void chart_row_clear(ChartRow *row)
{
    g_clear_pointer(&row->row, rule_rows_free);
    g_clear_pointer(&row->footnotes_of_own, rule_rows_free);
}
