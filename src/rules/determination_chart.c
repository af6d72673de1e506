/* The chart's step: every reason for control against the row of one destination, and the footnotes of that
 * row. */
#include <string.h>

#include "base/error.h"
#include "rules/determination_private.h"

typedef struct {
    Determination *made;
    guint destination;
    const Country *country;
    const ChartRow *row;
} Step;

static void add_reason(const Step *step, const Reason *reason)
{
    static const ChartAnswer answers[] = {
        [REASON_DOES_NOT_APPLY] = CHART_NO_REQUIREMENT,
        [REASON_READ_ENTRY] = CHART_READ_ENTRY,
        [REASON_APPLIES] = CHART_LICENCE_REQUIRED,
    };
    Reason added = *reason;
    added.destination = step->destination;
    added.as_of = determination_as_of(step->made, added.table);
    g_array_append_val(step->made->reasons, added);
    Destination *to = &g_array_index(step->made->destinations, Destination, step->destination);
    to->answer = MAX(to->answer, answers[reason->outcome]);
}

static bool is_domestic(const ChartRow *row)
{
    return g_strcmp0(row->basis, "domestic") == 0;
}

static bool is_under_746(const ChartRow *row)
{
    return rule_flag(row->row, 0, "part_746");
}

/* --- reasons for control --- */

/* "NP1" of "NP1;AT1" where only NP1 is marked. (transfer full) */
static char *marked_columns(const ChartRow *row, const char *columns)
{
    g_auto(GStrv) names = g_strsplit(columns ? columns : "", ";", -1);
    GString *marked = g_string_new(NULL);
    for (guint i = 0; names[i]; i++) {
        g_autofree char *column = g_ascii_strdown(names[i], -1);
        if (rule_flag(row->row, 0, column))
            g_string_append_printf(marked, "%s%s", marked->len ? ";" : "", names[i]);
    }
    return g_string_free(marked, FALSE);
}

/* The paragraphs that a reason covers, in words. */
static const char *coverage_words(const Step *step, const Reason *reason)
{
    if (g_strcmp0(reason->covers, "entire") == 0)
        return "the entire entry";
    if (g_strcmp0(reason->covers, "read_entry") == 0)
        return "some of the entry, which it says in words";
    bool except = g_strcmp0(reason->covers, "entire_except") == 0;
    return determination_say(step->made, "%s%s", except ? "the entire entry except " : "paragraphs ",
                             reason->paragraphs ? reason->paragraphs : "that it names");
}

static const char *given_words(const Step *step)
{
    const char *paragraph = step->made->item->paragraph;
    return paragraph
               ? determination_say(step->made, "paragraph %s does not settle whether it is meant", paragraph)
               : "no paragraph is given";
}

/* A reason that has a column in the chart. */
static void judge_column(const Step *step, Reason *reason, Coverage coverage)
{
    Determination *made = step->made;
    const char *words = coverage_words(step, reason);
    if (!reason->marked) {
        reason->outcome = REASON_DOES_NOT_APPLY;
        reason->why = determination_say(made, "no mark in %s for %s", reason->columns, step->country->name);
    } else if (coverage == COVERS_WHOLLY) {
        reason->outcome = REASON_APPLIES;
        reason->why = determination_say(made, "marked in %s for %s; it covers %s", reason->marked,
                                        step->country->name, words);
    } else if (coverage == COVERS_PARTLY) {
        reason->outcome = REASON_READ_ENTRY;
        reason->why = determination_say(made, "marked in %s for %s, but it covers %s: %s", reason->marked,
                                        step->country->name, words, given_words(step));
    } else {
        reason->outcome = REASON_DOES_NOT_APPLY;
        reason->why = determination_say(made, "it covers %s, not paragraph %s", words, made->item->paragraph);
    }
}

/* A reason in words alone: open, unless the paragraph or the destination is outside it. */
static bool judge_words(const Step *step, Reason *reason, Coverage coverage, const char *row, GError **error)
{
    Determination *made = step->made;
    g_autoptr(RuleRows) scopes = rule_rows(made->tables, "eccn_text_scope", "eccn", made->item->code, error);
    if (!scopes)
        return false;
    reason->outcome = coverage == COVERS_NOT ? REASON_DOES_NOT_APPLY : REASON_READ_ENTRY;
    reason->why = coverage == COVERS_NOT
                      ? determination_say(made, "it covers %s, not paragraph %s",
                                          coverage_words(step, reason), made->item->paragraph)
                      : determination_say(
                            made,
                            "the chart has no column for it: the entry says in words where and for what it "
                            "applies (it covers %s)",
                            coverage_words(step, reason));
    for (guint i = 0; i < rule_rows_count(scopes); i++) {
        if (g_strcmp0(rule_cell(scopes, i, "row"), row) != 0)
            continue;
        const char *only = rule_cell(scopes, i, "paragraphs");
        bool elsewhere = only && paragraph_coverage("paragraphs", only, made->item->paragraph) == COVERS_NOT;
        bool exempt = list_holds(rule_cell(scopes, i, "not_countries"), step->country->code);
        if (!elsewhere && !exempt)
            continue;
        reason->outcome = REASON_DOES_NOT_APPLY;
        reason->table = "eccn_text_scope";
        reason->verified = rule_flag(scopes, i, "verified");
        reason->cite = determination_keep(made, rule_cell(scopes, i, "cite"));
        reason->why = exempt ? determination_say(made, "its words do not reach %s: read them to be sure",
                                                 step->country->name)
                             : determination_say(made, "its words are about %s: read them to be sure", only);
    }
    return true;
}

/* Where the chart does not speak for the destination, a reason is neither marked nor blank. */
static bool judge_without_row(const Step *step, Reason *reason)
{
    if (is_domestic(step->row)) {
        reason->outcome = REASON_DOES_NOT_APPLY;
        reason->why =
            determination_say(step->made, "%s is part of the United States: no export", step->country->name);
        return true;
    }
    if (step->row->of && !is_under_746(step->row))
        return false;
    reason->outcome = REASON_READ_ENTRY;
    reason->why = step->row->of ? "the row refers to part 746: its empty cells say nothing"
                                : "the chart has no row for this destination";
    return true;
}

static void name_reason(const Step *step, Reason *reason, const RuleRows *names)
{
    Determination *made = step->made;
    const char *label = rule_cell(names, 0, "label"), *section = rule_cell(names, 0, "ear_section");
    reason->name = determination_keep(made, label ? label : "As the entry says");
    bool part = section && g_str_has_prefix(section, "part");
    g_auto(GStrv) sections = g_strsplit(section ? section + (part ? 5 : 0) : "", ";", -1);
    g_autofree char *listed = g_strjoinv(", ", sections);
    reason->cite =
        determination_say(made, "15 CFR %s%s774 Supp. 1, %s", listed, section ? "; " : "", made->item->code);
}

static bool judge_control(const Step *step, guint row, GError **error)
{
    Determination *made = step->made;
    const RuleRows *controls = made->controls;
    const char *code = rule_cell(controls, row, "reason");
    const char *columns = rule_cell(controls, row, "columns");
    g_autoptr(RuleRows) names =
        rule_rows(made->tables, "reason_for_control", "code", code ? code : "", error);
    if (!names)
        return false;
    Reason reason = {
        .code = determination_keep(made, code ? code : "-"),
        .columns = determination_keep(made, columns),
        .covers = determination_keep(made, rule_cell(controls, row, "covers")),
        .paragraphs = determination_keep(made, rule_cell(controls, row, "paragraphs")),
        .table = "eccn_control",
        .verified = true,
    };
    name_reason(step, &reason, names);
    Coverage coverage = paragraph_coverage(reason.covers, reason.paragraphs, made->item->paragraph);
    g_autofree char *marked = marked_columns(step->row, columns);
    reason.marked = *marked ? determination_keep(made, marked) : NULL;
    bool words = rule_flag(controls, row, "text_only") || !columns;
    if (!judge_without_row(step, &reason)) {
        if (!words)
            judge_column(step, &reason, coverage);
        else if (!judge_words(step, &reason, coverage, rule_cell(controls, row, "row"), error))
            return false;
    }
    add_reason(step, &reason);
    return true;
}

/* --- footnotes --- */

static void add_footnote_issue(const Step *step, const char *footnote, const RuleRows *gists,
                               const char *condition)
{
    const char *gist = rule_cell(gists, 0, "gist"), *cite = rule_cell(gists, 0, "cite");
    g_autofree char *text = g_strdup_printf("Footnote %s of the chart%s%s Read it.", footnote,
                                            gist ? ": " : ".", gist ? gist : "");
    g_autofree char *source = g_strdup_printf("15 CFR %s", cite ? cite : "738 Supp. 1");
    determination_add_issue(step->made, (int)step->destination, "footnote", true, true, source,
                            condition && !gist ? condition : text);
}

static bool is_about(const Determination *made, const char *eccn)
{
    static const char *const all[] = {[CLASSIFIED_ECCN] = "CCL", [CLASSIFIED_EAR99] = "EAR99"};
    if (made->item->as == CLASSIFIED_USML)
        return false;
    return g_strcmp0(eccn, made->item->code) == 0 || g_strcmp0(eccn, all[made->item->as]) == 0;
}

/* What one row of footnote_requirement makes of the item. */
static void judge_demand(const Step *step, const RuleRows *demands, guint row, const RuleRows *gists)
{
    Determination *made = step->made;
    const char *effect = rule_cell(demands, row, "effect"), *footnote = rule_cell(demands, row, "footnote");
    const char *condition = rule_cell(demands, row, "condition");
    if (g_strcmp0(effect, "read") == 0) {
        add_footnote_issue(step, footnote, gists, condition);
        return;
    }
    Reason reason = {
        .code = "footnote",
        .name = determination_say(made, "Footnote %s of the chart", footnote),
        .covers = determination_keep(made, rule_cell(demands, row, "covers")),
        .paragraphs = determination_keep(made, rule_cell(demands, row, "paragraphs")),
        .cite = determination_say(made, "15 CFR %s", rule_cell(demands, row, "cite")),
        .table = "footnote_requirement",
        .verified = rule_flag(demands, row, "verified"),
    };
    const char *words = coverage_words(step, &reason);
    Coverage coverage = paragraph_coverage(reason.covers, reason.paragraphs, made->item->paragraph);
    bool conditional = g_strcmp0(effect, "may_require") == 0 && !step->country->region;
    if (coverage == COVERS_NOT) {
        reason.outcome = REASON_DOES_NOT_APPLY;
        reason.why = determination_say(made, "it names %s, not paragraph %s", words, made->item->paragraph);
    } else if (conditional) {
        reason.outcome = REASON_READ_ENTRY;
        reason.why = determination_say(made, "a licence is required where %s: to be settled",
                                       condition ? condition : "the footnote says so");
    } else if (coverage == COVERS_PARTLY) {
        reason.outcome = REASON_READ_ENTRY;
        reason.why = determination_say(made, "it requires a licence for %s: %s", words, given_words(step));
    } else {
        reason.outcome = REASON_APPLIES;
        reason.why = determination_say(made, "it requires a licence beyond the marks of the row (%s)", words);
    }
    add_reason(step, &reason);
}

static bool judge_footnote(const Step *step, const char *footnote, GError **error)
{
    Determination *made = step->made;
    g_autoptr(RuleRows) demands =
        rule_rows(made->tables, "footnote_requirement", "footnote", footnote, error);
    g_autoptr(RuleRows) gists =
        demands ? rule_rows(made->tables, "country_chart_footnote", "footnote", footnote, error) : NULL;
    if (!gists)
        return false;
    for (guint i = 0; i < rule_rows_count(demands); i++)
        if (is_about(made, rule_cell(demands, i, "eccn")) &&
            g_strcmp0(rule_cell(demands, i, "effect"), "use_row") != 0)
            judge_demand(step, demands, i, gists);
    if (rule_rows_count(demands) == 0)
        add_footnote_issue(step, footnote, gists, NULL);
    return true;
}

static bool judge_footnotes(const Step *step, GError **error)
{
    const char *all = rule_cell(step->row->row, 0, "footnotes");
    if (!all || step->made->item->as == CLASSIFIED_USML)
        return true;
    g_auto(GStrv) footnotes = g_strsplit(all, ";", -1);
    for (guint i = 0; footnotes[i]; i++)
        if (*footnotes[i] && !judge_footnote(step, footnotes[i], error))
            return false;
    return true;
}

/* --- all of it --- */

static void open_issue(const Step *step, const char *topic, const char *cite, const char *text)
{
    determination_add_issue(step->made, (int)step->destination, topic, true, true, cite, text);
}

/* An item about which the chart says nothing leaves the entry, or the USML, to be read. */
static void judge_item(const Step *step, Destination *to)
{
    const Determination *made = step->made;
    if (made->item->as == CLASSIFIED_USML) {
        to->answer = MAX(to->answer, CHART_READ_ENTRY);
        open_issue(
            step, "jurisdiction", "22 CFR 120.5, 121.1, 123.1",
            "The ITAR govern an item of the USML: the chart says nothing about it. The Department of State "
            "approves its export by licence or agreement, unless an exemption is used.");
        return;
    }
    if (made->item->as != CLASSIFIED_ECCN || rule_rows_count(made->controls) > 0)
        return;
    to->answer = MAX(to->answer, CHART_READ_ENTRY);
    bool pointer = rule_flag(made->entry, 0, "itar_pointer");
    open_issue(step, "classification", pointer ? "22 CFR 121.1; 15 CFR 774 Supp. 1" : "15 CFR 774 Supp. 1",
               pointer ? "The entry sends the reader to the USML: settle the jurisdiction first."
                       : "The tables hold no reason for control of this entry: read it.");
}

bool chart_answer_make(Determination *made, guint destination, const Country *country, const ChartRow *row,
                       GError **error)
{
    const Step step = {made, destination, country, row};
    for (guint i = 0; i < rule_rows_count(made->controls); i++)
        if (!judge_control(&step, i, error))
            return false;
    if (!judge_footnotes(&step, error))
        return false;
    Destination *to = &g_array_index(made->destinations, Destination, destination);
    if (is_domestic(row)) {
        to->answer = CHART_NO_REQUIREMENT;
        open_issue(
            &step, "destination", "15 CFR 734.13, 772.1",
            "A transfer within the United States is no export. Release to a foreign person there is a deemed "
            "export: name the nationals.");
        return true;
    }
    judge_item(&step, to);
    if (!row->of) {
        to->answer = MAX(to->answer, CHART_READ_ENTRY);
        open_issue(&step, "destination", "15 CFR 738 Supp. 1",
                   "The chart has no row for this destination and the tables do not know which row it uses: "
                   "ask BIS.");
    } else if (is_under_746(row)) {
        to->answer = CHART_SEE_PART_746;
    }
    return true;
}
