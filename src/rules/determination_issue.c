/* What stands beside the chart: row of a territory, part 746, country groups, ITAR 126.1, sponsors of
 * terrorism, licence exceptions, and what no table answers. */
#include <string.h>

#include "base/error.h"
#include "rules/determination_private.h"

typedef struct {
    Determination *made;
    int destination;
    const Country *country;
    const ChartRow *row;
} Step;

static void say(const Step *step, const char *topic, bool open, bool verified, const char *cite,
                const char *text)
{
    determination_add_issue(step->made, step->destination, topic, open, verified, cite, text);
}

static bool is_ear(const Step *step)
{
    return step->made->item->as != CLASSIFIED_USML;
}

/* --- the row --- */

static void say_row(const Step *step)
{
    const ChartRow *row = step->row;
    if (!row->of || g_strcmp0(row->basis, "own") == 0)
        return;
    bool derived = g_strcmp0(row->basis, "derived") == 0;
    g_autofree char *text = g_strdup_printf(
        "%s uses the row of %s (%s).", step->country->name, row->of,
        derived ? "derived by this program from its sovereign, not stated in the supplement: check it"
        : g_strcmp0(row->basis, "footnote") == 0 ? "a footnote of the chart says so"
                                                 : "stated");
    say(step, "destination", derived, !derived, "15 CFR 738 Supp. 1", text);
}

static void say_part_746(const Step *step)
{
    if (!step->row->of)
        return;
    if (!rule_flag(step->row->row, 0, "part_746")) {
        say(step, "part_746", false, true, "15 CFR 738 Supp. 1",
            "The row does not send the reader to part 746; embargoes in it may touch the destination all the "
            "same.");
        return;
    }
    g_autofree char *text = g_strdup_printf(
        "%s: part 746 governs. The empty cells of the row say nothing: nearly everything needs a "
        "licence. Read the section for the country.",
        step->country->name);
    say(step, "part_746", true, true, "15 CFR 746", text);
}

/* --- groups --- */

static const char *const groups[] = {"a1", "a2", "a3", "a4", "a5", "a6", "b",
                                     "d1", "d2", "d3", "d4", "d5", "e1", "e2"};

/* "d1" as the supplement writes it: D:1. (transfer full) */
static char *group_name(const char *column)
{
    char letter = g_ascii_toupper(column[0]);
    return column[1] ? g_strdup_printf("%c:%s", letter, column + 1) : g_strdup_printf("%c", letter);
}

static char *groups_of(const RuleRows *row)
{
    GString *names = g_string_new(NULL);
    for (guint i = 0; i < G_N_ELEMENTS(groups); i++) {
        if (!rule_flag(row, 0, groups[i]))
            continue;
        g_autofree char *name = group_name(groups[i]);
        g_string_append_printf(names, "%s%s", names->len ? ", " : "", name);
    }
    return g_string_free(names, FALSE);
}

/* The groups of the country, or where it has no row of its own those of the country whose chart row it uses.
 * (transfer full) */
static RuleRows *group_row(const Step *step, bool *own, GError **error)
{
    g_autoptr(RuleRows) row =
        rule_rows(step->made->tables, "country_group", "country", step->country->code, error);
    *own = row && rule_rows_count(row) > 0;
    if (!row || *own || !step->row->of)
        return g_steal_pointer(&row);
    return rule_rows(step->made->tables, "country_group", "country", step->row->of, error);
}

static void say_groups(const Step *step, const RuleRows *row, bool own)
{
    if (rule_rows_count(row) == 0) {
        say(step, "country_group", true, true, "15 CFR 740 Supp. 1",
            "The supplement has no row for this destination: its country groups are not known here.");
        return;
    }
    g_autofree char *names = groups_of(row);
    const char *note = rule_cell(row, 0, "notes");
    g_autofree char *text = g_strdup_printf(
        "Country groups of %s: %s%s.%s%s", own ? step->country->name : step->row->of, *names ? names : "none",
        own ? "" : " (that of the row used)", note ? " " : "", note ? note : "");
    say(step, "country_group", note != NULL, true, "15 CFR 740 Supp. 1", text);
}

/* --- lists of countries --- */

static bool say_126_1(const Step *step, GError **error)
{
    g_autoptr(RuleRows) row =
        rule_rows(step->made->tables, "itar_126_1", "country", step->country->code, error);
    if (!row)
        return false;
    const char *status = rule_cell(row, 0, "status"), *note = rule_cell(row, 0, "note");
    if (!status) {
        say(step, "itar_126_1", false, true, "22 CFR 126.1",
            "Not among the countries of ITAR 126.1 in these tables.");
        return true;
    }
    const char *paragraph = rule_cell(row, 0, "paragraph"), *class = rule_cell(row, 0, "class");
    bool verified = rule_flag(row, 0, "verified");
    g_autofree char *text =
        g_strdup_printf("ITAR 126.1: %s%s%s%s%s%s%s%s. The ITAR govern defense articles and services; for "
                        "the EAR it is a warning.",
                        status,
                        g_strcmp0(class, "removed") == 0 ? ""
                        : g_strcmp0(class, "d1") == 0    ? ", (d)(1)"
                                                         : ", (d)(2)",
                        paragraph ? ", paragraph (" : "", paragraph ? paragraph : "", paragraph ? ")" : "",
                        note ? " (" : "", note ? note : "", note ? ")" : "");
    /* "removal_reported" for a reader */
    g_strdelimit(text, "_", ' ');
    say(step, "itar_126_1", true, verified, "22 CFR 126.1", text);
    return true;
}

static bool say_sponsor(const Step *step, GError **error)
{
    g_autoptr(RuleRows) row =
        rule_rows(step->made->tables, "terror_sponsor", "country", step->country->code, error);
    if (!row || rule_rows_count(row) == 0)
        return row != NULL;
    const char *note = rule_cell(row, 0, "note"), *rescinded = rule_cell(row, 0, "rescinded");
    bool current = rule_flag(row, 0, "current");
    g_autofree char *text =
        current
            ? g_strdup_printf("State sponsor of terrorism since %s.%s%s", rule_cell(row, 0, "designated"),
                              note ? " " : "", note ? note : "")
            : g_strdup_printf("Designated as a state sponsor of terrorism until %s.%s%s",
                              rescinded ? rescinded : "it was rescinded", note ? " " : "", note ? note : "");
    say(step, "terror_sponsor", current || note, true, "15 CFR 742.8 to 742.10, 742.19; 740 Supp. 1", text);
    return true;
}

/* --- licence exceptions --- */

static bool in_any_group(const RuleRows *row, const char *list)
{
    g_auto(GStrv) names = g_strsplit(list ? list : "", ";", -1);
    for (guint i = 0; names[i]; i++)
        if (*names[i] && rule_flag(row, 0, names[i]))
            return true;
    return false;
}

static bool country_fits(const Step *step, const RuleRows *condition, const RuleRows *group)
{
    const char *any_groups = rule_cell(condition, 0, "any_groups");
    const char *any_countries = rule_cell(condition, 0, "any_countries");
    const char *code = step->country->code;
    if (in_any_group(group, rule_cell(condition, 0, "not_groups")) ||
        list_holds(rule_cell(condition, 0, "not_countries"), code))
        return false;
    return (!any_groups && !any_countries) || in_any_group(group, any_groups) ||
           list_holds(any_countries, code);
}

/* What the entry prints for the exception: NULL where it prints that there is none. */
static const char *entry_prints(const Step *step, const char *column)
{
    const char *value = rule_cell(step->made->entry, 0, column);
    if (!value || strcmp(value, "no") == 0 || strcmp(value, "0") == 0)
        return NULL;
    return value;
}

static bool item_fits(const Step *step, const RuleRows *condition)
{
    const Determination *made = step->made;
    const char *eccns = rule_cell(condition, 0, "eccns"), *column = rule_cell(condition, 0, "entry_column");
    const char *product_groups = rule_cell(condition, 0, "product_groups");
    bool entry = made->item->as == CLASSIFIED_ECCN;
    if (eccns && !list_holds(eccns, made->item->code))
        return false;
    if (product_groups && entry && !strchr(product_groups, made->item->code[1]))
        return false;
    return !column || (entry && entry_prints(step, column));
}

/* " The entry prints $3000." for an exception that depends on it; else "". (transfer full) */
static char *printed_words(const Step *step, const RuleRows *condition, const char *symbol)
{
    const char *column = rule_cell(condition, 0, "entry_column");
    const char *printed = column ? entry_prints(step, column) : NULL;
    if (printed && strcmp(printed, "read_entry") == 0)
        return g_strdup(" What the entry prints differs by paragraph: read it.");
    if (printed)
        return g_strdup_printf(" The entry prints %s%s.", strcmp(column, "lvs_usd") == 0 ? "$" : "", printed);
    if (g_strcmp0(symbol, "STA") == 0 && rule_flag(step->made->entry, 0, "sta_limited"))
        return g_strdup(" The entry has special conditions for STA: they may bar it.");
    return g_strdup("");
}

static void say_exception(const Step *step, const RuleRows *exceptions, guint row, const RuleRows *condition)
{
    const char *symbol = rule_cell(exceptions, row, "symbol");
    const char *where = rule_cell(exceptions, row, "country_condition");
    const char *remains = rule_cell(condition, 0, "remains");
    g_autofree char *prints = printed_words(step, condition, symbol);
    g_autofree char *text = g_strdup_printf("%s, %s%s%s: check %s; 740.2 as for each.%s", symbol,
                                            rule_cell(exceptions, row, "title"), where ? "; " : "",
                                            where ? where : "", remains ? remains : "its section", prints);
    bool verified = rule_flag(exceptions, row, "verified") && rule_flag(condition, 0, "verified");
    say(step, "licence_exception", true, verified, rule_cell(exceptions, row, "section"), text);
}

static bool say_exceptions(const Step *step, const RuleRows *group, GError **error)
{
    const Destination *to = &g_array_index(step->made->destinations, Destination, step->destination);
    if (!is_ear(step) || to->answer == CHART_NO_REQUIREMENT)
        return true;
    g_autoptr(RuleRows) all = rule_rows(step->made->tables, "license_exception", NULL, NULL, error);
    for (guint i = 0; all && i < rule_rows_count(all); i++) {
        g_autoptr(RuleRows) condition = rule_rows(step->made->tables, "exception_condition", "symbol",
                                                  rule_cell(all, i, "symbol"), error);
        if (!condition)
            return false;
        const char *only = rule_cell(condition, 0, "product_groups");
        if (to->deemed && g_strcmp0(only, "ABC") == 0)
            continue; /* what is released to a person is technology or source code */
        bool reexport = rule_flag(condition, 0, "reexport_only") && !step->made->facts->reexport;
        if (!reexport && country_fits(step, condition, group) && item_fits(step, condition))
            say_exception(step, all, i, condition);
    }
    return all != NULL;
}

/* --- all of it --- */

bool destination_issues_make(Determination *made, guint destination, const Country *country,
                             const ChartRow *row, GError **error)
{
    const Step step = {made, (int)destination, country, row};
    if (g_strcmp0(row->basis, "domestic") == 0)
        return true;
    say_row(&step);
    if (is_ear(&step))
        say_part_746(&step);
    bool own = false;
    g_autoptr(RuleRows) group = group_row(&step, &own, error);
    if (!group)
        return false;
    say_groups(&step, group, own);
    return say_126_1(&step, error) && say_sponsor(&step, error) && say_exceptions(&step, group, error);
}

void standing_issues_make(Determination *made)
{
    static const struct {
        const char *topic, *cite, *text;
    } issues[] = {
        {"classification", "15 CFR 774 Supp. 4",
         "The classification itself is taken as given: who classified the item, by which parameters and "
         "when."},
        {"parties", "15 CFR 744; 744 Supp. 4, 6, 7",
         "Every party must be looked up in the Consolidated Screening List: no chart answers for persons."},
        {"end_use", "15 CFR 744",
         "End use and end user: nuclear, missile, chemical and biological, military, military intelligence, "
         "advanced "
         "computing."},
        {"embargo", "15 CFR 746; 31 CFR chapter V",
         "Embargoes and sanctions beyond the chart, of regions too, and the programs of OFAC."},
        {"general_prohibitions", "15 CFR 736.2(b)(4) to (10)",
         "General Prohibitions 4 to 10: denial orders, end use and user, embargo, proliferation support, "
         "transit, "
         "terms of licences, knowledge of a violation."},
        {"red_flags", "15 CFR 732 Supp. 3", "Red flags: what is known about the transaction."},
    };
    for (guint i = 0; i < G_N_ELEMENTS(issues); i++) {
        determination_add_issue(made, -1, issues[i].topic, true, true, issues[i].cite, issues[i].text);
        g_array_index(made->issues, Issue, made->issues->len - 1).standing = true;
    }
}
