#include "rules/determination.h"

#include <stdarg.h>
#include <string.h>

#include "base/error.h"
#include "base/text.h"
#include "rules/determination_private.h"

enum { MOST_NAMED = 12 };

static const struct {
    const char *code, *label;
} answers[] = {
    [CHART_NO_REQUIREMENT] = {"no_requirement_on_chart", "No requirement on the Commerce Country Chart"},
    [CHART_READ_ENTRY] = {"read_entry", "Not settled by the chart: read the entry"},
    [CHART_LICENCE_REQUIRED] = {"licence_required", "A licence is required unless an exception applies"},
    [CHART_SEE_PART_746] = {"see_part_746", "The chart does not govern: see 15 CFR part 746"},
};

const char *chart_answer_code(ChartAnswer answer)
{
    return answers[answer].code;
}

const char *chart_answer_label(ChartAnswer answer)
{
    return answers[answer].label;
}

const char *reason_outcome_code(ReasonOutcome outcome)
{
    static const char *const codes[] = {
        [REASON_DOES_NOT_APPLY] = "does_not_apply",
        [REASON_READ_ENTRY] = "read_entry",
        [REASON_APPLIES] = "applies",
    };
    return codes[outcome];
}

/* --- what belongs to it --- */

const char *determination_keep(Determination *made, const char *text)
{
    return text ? g_string_chunk_insert_const(made->texts, text) : NULL;
}

const char *determination_say(Determination *made, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    g_autofree char *text = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    return determination_keep(made, text);
}

void determination_add_issue(Determination *made, int destination, const char *topic, bool open,
                             bool verified, const char *cite, const char *text)
{
    Issue issue = {
        .destination = destination,
        .topic = determination_keep(made, topic),
        .open = open,
        .text = determination_keep(made, text),
        .cite = determination_keep(made, cite),
        .verified = verified,
    };
    g_array_append_val(made->issues, issue);
}

bool list_holds(const char *list, const char *item)
{
    if (!list || !item)
        return false;
    g_auto(GStrv) names = g_strsplit(list, ";", -1);
    return g_strv_contains((const char *const *)names, item);
}

/* --- editions --- */

static const char *const tables_read[] = {"country_chart",        "country_chart_footnote",
                                          "footnote_requirement", "country_chart_territory",
                                          "country_group",        "eccn",
                                          "eccn_control",         "eccn_text_scope",
                                          "reason_for_control",   "license_exception",
                                          "exception_condition",  "itar_126_1",
                                          "terror_sponsor"};

static void note_edition(Determination *made, const RuleRows *rows, guint row)
{
    const char *stale_after = rule_cell(rows, row, "stale_after");
    Edition edition = {
        .table = determination_keep(made, rule_cell(rows, row, "name")),
        .title = determination_keep(made, rule_cell(rows, row, "title")),
        .source = determination_keep(made, rule_cell(rows, row, "source")),
        .as_of = determination_keep(made, rule_cell(rows, row, "as_of")),
        .stale_after = determination_keep(made, stale_after),
        .verified = rule_flag(rows, row, "verified"),
        .stale = stale_after && made->facts->as_of && strcmp(made->facts->as_of, stale_after) > 0,
    };
    g_array_append_val(made->editions, edition);
}

static bool read_editions(Determination *made, GError **error)
{
    g_autoptr(RuleRows) rows = rule_rows(made->tables, "rule_table", NULL, NULL, error);
    for (guint i = 0; rows && i < G_N_ELEMENTS(tables_read); i++)
        for (guint row = 0; row < rule_rows_count(rows); row++)
            if (g_strcmp0(rule_cell(rows, row, "name"), tables_read[i]) == 0)
                note_edition(made, rows, row);
    return rows != NULL;
}

const char *determination_as_of(const Determination *made, const char *table)
{
    for (guint i = 0; i < made->editions->len; i++) {
        const Edition *edition = &g_array_index(made->editions, Edition, i);
        if (g_strcmp0(edition->table, table) == 0)
            return edition->as_of;
    }
    return NULL;
}

bool determination_stale(const Determination *determination)
{
    for (guint i = 0; i < determination->editions->len; i++)
        if (g_array_index(determination->editions, Edition, i).stale)
            return true;
    return false;
}

static void say_editions(Determination *made)
{
    for (guint i = 0; i < made->editions->len; i++) {
        const Edition *edition = &g_array_index(made->editions, Edition, i);
        g_autofree char *text =
            edition->stale
                ? g_strdup_printf("%s: the edition of %s is past its day, %s: bring in a newer one "
                                  "before it is relied on.",
                                  edition->title, edition->as_of, edition->stale_after)
                : NULL;
        if (text)
            determination_add_issue(made, -1, "edition", true, edition->verified, edition->source, text);
    }
    const char *chart = determination_as_of(made, "country_chart");
    if (!chart || !made->facts->as_of || strcmp(made->facts->as_of, chart) >= 0)
        return;
    g_autofree char *text =
        g_strdup_printf("Asked for %s, but the chart is that of %s: it may have been another "
                        "then.",
                        made->facts->as_of, chart);
    determination_add_issue(made, -1, "edition", true, true, "15 CFR 738 Supp. 1", text);
}

/* --- the item --- */

/* The entries of the same category and group, as many as are easily read. */
static bool refuse_eccn(Determination *made, const RuleRows *all, GError **error)
{
    const char *code = made->item->code;
    g_autoptr(GString) near = g_string_new(NULL);
    guint count = 0;
    for (guint i = 0; i < rule_rows_count(all); i++) {
        const char *other = rule_cell(all, i, "eccn");
        if (!other || strncmp(other, code, 3) != 0)
            continue;
        if (++count <= MOST_NAMED)
            g_string_append_printf(near, "%s%s", near->len ? ", " : "", other);
    }
    if (count > MOST_NAMED)
        g_string_append_printf(near, " and %u more", count - MOST_NAMED);
    const char *as_of = determination_as_of(made, "eccn");
    return error_set(
        error, ERROR_USAGE,
        "%s: no such ECCN on the list of %s: %s%s; or EAR99, once the list was read, or a category of the "
        "USML",
        code, as_of ? as_of : "unknown day",
        near->len ? "those that begin alike are "
                  : "none begins "
                    "alike",
        near->str);
}

static bool check_category(const Determination *made, GError **error)
{
    if (*made->item->code == '\0')
        return true;
    g_autoptr(RuleRows) rows = rule_rows(made->tables, "usml_category", "code", made->item->code, error);
    if (!rows)
        return false;
    return rule_rows_count(rows) > 0 ||
           error_set(error, ERROR_USAGE, "%s: no category of the USML: I to XXI (22 CFR 121.1)",
                     made->item->code);
}

/* That a paragraph exists cannot be known where no reason names it. */
static void say_paragraph(Determination *made)
{
    const char *paragraph = made->item->paragraph;
    if (!paragraph || made->item->as != CLASSIFIED_ECCN)
        return;
    for (guint i = 0; i < rule_rows_count(made->controls); i++)
        if (paragraph_listed(rule_cell(made->controls, i, "paragraphs"), paragraph))
            return;
    g_autofree char *text = g_strdup_printf("Paragraph %s of %s is named by no reason for control: whether "
                                            "the entry has it is not settled by these "
                                            "tables.",
                                            paragraph, made->item->code);
    determination_add_issue(made, -1, "classification", true, true, "15 CFR 774 Supp. 1", text);
}

static bool read_item(Determination *made, GError **error)
{
    made->item = classification_read(made->facts->eccn, made->facts->paragraph, error);
    if (!made->item)
        return false;
    bool listed = made->item->as == CLASSIFIED_ECCN;
    const char *code = listed ? made->item->code : "";
    made->entry = rule_rows(made->tables, "eccn", "eccn", code, error);
    made->controls = made->entry ? rule_rows(made->tables, "eccn_control", "eccn", code, error) : NULL;
    if (!made->controls)
        return false;
    if (made->item->as == CLASSIFIED_USML)
        return check_category(made, error);
    if (!listed || rule_rows_count(made->entry) > 0)
        return true;
    g_autoptr(RuleRows) all = rule_rows(made->tables, "eccn", NULL, NULL, error);
    return all && refuse_eccn(made, all, error);
}

/* --- destinations --- */

static bool add_destination(Determination *made, const char *typed, const char *person, bool deemed,
                            GError **error)
{
    Country country;
    if (!country_find(made, typed, &country, error))
        return false;
    ChartRow row;
    bool found = chart_row_find(made, &country, &row, error);
    Destination to = {
        .country = country.code,
        .name = country.name,
        .row_of = row.of,
        .person = determination_keep(made, person),
        .deemed = deemed,
    };
    g_array_append_val(made->destinations, to);
    guint index = made->destinations->len - 1;
    found = found && chart_answer_make(made, index, &country, &row, error) &&
            destination_issues_make(made, index, &country, &row, error);
    chart_row_clear(&row);
    made->answer = MAX(made->answer, g_array_index(made->destinations, Destination, index).answer);
    return found;
}

/* --- deemed exports --- */

static const char *person_words(const Recipient *person)
{
    return person->name ? person->name : "A person";
}

/* A country is one of the United States' own where the chart says that it is domestic. */
static bool is_us(Determination *made, const char *typed, bool *us, GError **error)
{
    Country country;
    if (!country_find(made, typed, &country, error))
        return false;
    g_autoptr(RuleRows) territory =
        rule_rows(made->tables, "country_chart_territory", "country", country.code, error);
    if (!territory)
        return false;
    *us = g_strcmp0(rule_cell(territory, 0, "basis"), "domestic") == 0;
    return true;
}

static void say_us_person(Determination *made, const Recipient *person, const char *why)
{
    g_autofree char *text = g_strdup_printf(
        "%s: US person (%s): release is no deemed export; keep the proof.", person_words(person), why);
    determination_add_issue(made, -1, "deemed_export", false, true, "15 CFR 772.1; 22 CFR 120.62", text);
}

/* Whether this one is what the EAR look at. */
static bool counts_for_ear(const Recipient *person, guint index, bool any_recent)
{
    const Nationality *held = &person->held[index];
    return any_recent ? held->most_recent : !held->past;
}

/* The ITAR look at every one: those that the EAR leave aside are named for it. */
static bool say_itar(Determination *made, const Recipient *person, GError **error)
{
    g_autoptr(GString) names = g_string_new(NULL);
    for (guint i = 0; i < person->held_count; i++) {
        const Nationality *held = &person->held[i];
        Country country;
        if (!country_find(made, held->country, &country, error))
            return false;
        g_autoptr(RuleRows) listed = rule_rows(made->tables, "itar_126_1", "country", country.code, error);
        if (!listed)
            return false;
        const char *status = rule_cell(listed, 0, "status");
        g_string_append_printf(names, "%s%s%s%s%s%s", names->len ? ", " : "", country.name,
                               held->residence ? " (permanent residence)" : "",
                               held->past ? " (held once)" : "", status ? ", in 126.1: " : "",
                               status ? status : "");
    }
    g_autofree char *text =
        g_strdup_printf("%s: for the ITAR every citizenship and permanent residence counts, now "
                        "and before: %s.",
                        person_words(person), names->str);
    determination_add_issue(made, -1, "deemed_export", true, true, "22 CFR 120.50(b), 126.1", text);
    return true;
}

static bool answer_recipient(Determination *made, const Recipient *person, GError **error)
{
    bool any_recent = false, any = false;
    for (guint i = 0; i < person->held_count; i++)
        any_recent |= person->held[i].most_recent;
    for (guint i = 0; i < person->held_count; i++) {
        bool us = false;
        if (!is_us(made, person->held[i].country, &us, error))
            return false;
        if (us && !person->held[i].past) {
            say_us_person(made, person, "holds the United States' citizenship or permanent residence");
            return true;
        }
    }
    for (guint i = 0; i < person->held_count; i++) {
        if (!counts_for_ear(person, i, any_recent))
            continue;
        any = true;
        if (!add_destination(made, person->held[i].country, person->name, true, error))
            return false;
    }
    if (!any) {
        g_autofree char *text = g_strdup_printf(
            "%s: no present citizenship is known: it decides for the EAR.", person_words(person));
        determination_add_issue(made, -1, "deemed_export", true, true, "15 CFR 734.13(b)", text);
        made->answer = MAX(made->answer, CHART_READ_ENTRY);
    } else if (!any_recent && person->held_count > 1) {
        g_autofree char *text =
            g_strdup_printf("%s: the EAR look at the most recent citizenship or permanent "
                            "residence: which it is is not known, so each is answered.",
                            person_words(person));
        determination_add_issue(made, -1, "deemed_export", true, true, "15 CFR 734.13(b)", text);
    }
    return person->held_count == 0 || say_itar(made, person, error);
}

static bool answer_recipients(Determination *made, GError **error)
{
    const Facts *facts = made->facts;
    for (guint i = 0; i < facts->recipient_count; i++) {
        const Recipient *person = &facts->recipients[i];
        if (person->us_person)
            say_us_person(made, person, person->us_person);
        else if (!answer_recipient(made, person, error))
            return false;
    }
    const char group = made->item->as == CLASSIFIED_ECCN ? made->item->code[1] : 'E';
    if (facts->recipient_count > 0 && group != 'D' && group != 'E')
        determination_add_issue(
            made, -1, "deemed_export", true, true, "15 CFR 734.13(a)(2), 734.15",
            "A deemed export is the release of technology or source code: classify these too "
            "(groups D and E), not the commodity alone.");
    return true;
}

/* --- making it --- */

static Determination *determination_new(const RuleTables *tables, const Facts *facts)
{
    Determination *made = g_new0(Determination, 1);
    made->tables = tables;
    made->facts = facts;
    made->texts = g_string_chunk_new(4096);
    made->destinations = g_array_new(false, true, sizeof(Destination));
    made->reasons = g_array_new(false, true, sizeof(Reason));
    made->issues = g_array_new(false, true, sizeof(Issue));
    made->editions = g_array_new(false, true, sizeof(Edition));
    return made;
}

void determination_free(Determination *determination)
{
    if (!determination)
        return;
    g_clear_pointer(&determination->item, classification_free);
    g_clear_pointer(&determination->entry, rule_rows_free);
    g_clear_pointer(&determination->controls, rule_rows_free);
    g_array_unref(determination->destinations);
    g_array_unref(determination->reasons);
    g_array_unref(determination->issues);
    g_array_unref(determination->editions);
    g_string_chunk_free(determination->texts);
    g_free(determination);
}

static bool check_facts(const Facts *facts, GError **error)
{
    bool further = facts->more_countries && facts->more_countries[0];
    if (!facts->country && !further && facts->recipient_count == 0)
        return error_set(error, ERROR_USAGE,
                         "destination: none is given: a country, or the nationals to whom it is released");
    return true;
}

Determination *determination_make(const RuleTables *tables, const Facts *facts, GError **error)
{
    g_autoptr(Determination) made = determination_new(tables, facts);
    if (!check_facts(facts, error) || !read_editions(made, error) || !read_item(made, error))
        return NULL;
    if (facts->country && !add_destination(made, facts->country, NULL, false, error))
        return NULL;
    for (const char *const *more = facts->more_countries; more && *more; more++)
        if (!add_destination(made, *more, NULL, false, error))
            return NULL;
    if (!answer_recipients(made, error))
        return NULL;
    say_paragraph(made);
    say_editions(made);
    standing_issues_make(made);
    /* What was borrowed ends here: the determination stands alone. */
    made->tables = NULL;
    made->facts = NULL;
    return g_steal_pointer(&made);
}

/* --- reading it --- */

ChartAnswer determination_answer(const Determination *determination)
{
    return determination->answer;
}

const Classification *determination_item(const Determination *determination)
{
    return determination->item;
}

guint determination_destinations(const Determination *determination)
{
    return determination->destinations->len;
}

const Destination *determination_destination(const Determination *determination, guint index)
{
    return &g_array_index(determination->destinations, Destination, index);
}

guint determination_reasons(const Determination *determination)
{
    return determination->reasons->len;
}

const Reason *determination_reason(const Determination *determination, guint index)
{
    return &g_array_index(determination->reasons, Reason, index);
}

guint determination_issues(const Determination *determination)
{
    return determination->issues->len;
}

const Issue *determination_issue(const Determination *determination, guint index)
{
    return &g_array_index(determination->issues, Issue, index);
}

guint determination_editions(const Determination *determination)
{
    return determination->editions->len;
}

const Edition *determination_edition(const Determination *determination, guint index)
{
    return &g_array_index(determination->editions, Edition, index);
}
