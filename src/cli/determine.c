/* The command determine: what the rule tables answer about an item and its destinations, and what not. */
#include <string.h>

#include "base/date.h"
#include "base/error.h"
#include "base/text.h"
#include "cli/command.h"
#include "cli/json.h"
#include "rules/determination.h"

enum { MOST_NATIONALS = 50, USUAL_COLUMNS = 100, LEAST_COLUMNS = 40 };

/* What is asked and where it is looked up. */
typedef struct {
    Office *office; /* NULL: the built-in tables */
    RuleTables *tables;
    char *as_of;
    char **nationals;
    GArray *held;       /* Nationality */
    GArray *recipients; /* Recipient */
} Question;

static void question_clear(Question *question)
{
    g_clear_pointer(&question->tables, rule_tables_free);
    g_clear_pointer(&question->office, office_free);
    g_clear_pointer(&question->as_of, g_free);
    g_clear_pointer(&question->nationals, g_strfreev);
    g_clear_pointer(&question->held, g_array_unref);
    g_clear_pointer(&question->recipients, g_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Question, question_clear)

/* --- the tables --- */

/* An office is asked for, or the one of the configuration is there. */
static bool has_office(const Call *call, bool *has, GError **error)
{
    *has = call->options.file || call->options.demo;
    if (*has)
        return true;
    g_autoptr(Settings) settings = settings_read(call->options.config, error);
    if (!settings)
        return false;
    const OfficeOptions options = {.config = call->options.config};
    g_autofree char *path = office_file(&options, settings);
    *has = g_file_test(path, G_FILE_TEST_EXISTS);
    return true;
}

static bool open_tables(const Call *call, Question *question, GError **error)
{
    bool office = false;
    if (!has_office(call, &office, error))
        return false;
    if (!office) {
        question->tables = rule_tables_built_in();
        return true;
    }
    question->office = call_open(call, error);
    if (!question->office)
        return false;
    question->tables = rule_tables_of_store(question->office->store);
    return true;
}

/* --- the facts --- */

static bool read_day(const Call *call, Question *question, GError **error)
{
    g_autofree char *today = question->office ? store_today(question->office->store) : date_today();
    if (!call->options.as_of) {
        question->as_of = g_steal_pointer(&today);
        return true;
    }
    GError *problem = NULL;
    question->as_of = date_parse(call->options.as_of, today, NULL, &problem);
    if (question->as_of)
        return true;
    error_set(error, ERROR_USAGE, "--as-of: %s", problem->message);
    g_error_free(problem);
    return false;
}

/* Each is a person of one citizenship. */
static bool read_nationals(const Call *call, Question *question, GError **error)
{
    question->held = g_array_new(false, true, sizeof(Nationality));
    question->recipients = g_array_new(false, true, sizeof(Recipient));
    if (!call->options.nationals)
        return true;
    question->nationals = g_strsplit(call->options.nationals, ",", -1);
    guint count = g_strv_length(question->nationals);
    if (count > MOST_NATIONALS)
        return error_set(error, ERROR_USAGE, "--nationals: %u countries: at most %d at a time", count,
                         MOST_NATIONALS);
    for (guint i = 0; i < count; i++) {
        if (*g_strstrip(question->nationals[i]) == '\0')
            return error_set(error, ERROR_USAGE, "--nationals: a country is empty: CN,FR or China,France");
        Nationality nationality = {.country = question->nationals[i], .most_recent = true};
        g_array_append_val(question->held, nationality);
    }
    for (guint i = 0; i < count; i++) {
        Recipient person = {.held = &g_array_index(question->held, Nationality, i), .held_count = 1};
        g_array_append_val(question->recipients, person);
    }
    return true;
}

static bool check_asked(const Call *call, GError **error)
{
    const Options *options = &call->options;
    if (!options->eccn)
        return error_set(error, ERROR_USAGE,
                         "determine: no item: --eccn with an ECCN such as 6A003 or 6A003.b.4.b, EAR99, or a "
                         "category of the USML");
    if (!options->country && !options->nationals)
        return error_set(error, ERROR_USAGE,
                         "determine: no destination: --country SG for an export, --nationals CN,FR for a "
                         "release to persons, or both");
    return true;
}

static Determination *ask(const Call *call, Question *question, GError **error)
{
    if (!check_asked(call, error) || !open_tables(call, question, error) ||
        !read_day(call, question, error) || !read_nationals(call, question, error))
        return NULL;
    const Facts facts = {
        .eccn = call->options.eccn,
        .paragraph = call->options.paragraph,
        .country = call->options.country,
        .recipients = (const Recipient *)(gpointer)question->recipients->data,
        .recipient_count = question->recipients->len,
        .as_of = question->as_of,
    };
    return determination_make(question->tables, &facts, error);
}

/* --- for programs --- */

static void put_columns(Json *json, const char *name, const char *columns)
{
    g_auto(GStrv) names = g_strsplit(columns ? columns : "", ";", -1);
    json_begin_array(json, name);
    for (guint i = 0; names[i]; i++)
        json_text(json, NULL, names[i]);
    json_end_array(json);
}

static void put_destination(Json *json, const Determination *made, int index)
{
    if (index < 0)
        return;
    const Destination *to = determination_destination(made, (guint)index);
    json_text(json, "for", to->deemed ? "deemed_export" : "export");
    json_text(json, "country", to->country);
    json_text(json, "row_of", to->row_of);
}

static void put_reason(Json *json, const Determination *made, const Reason *reason)
{
    json_begin_object(json, NULL);
    put_destination(json, made, (int)reason->destination);
    json_text(json, "reason", reason->code);
    json_text(json, "name", reason->name);
    json_text(json, "outcome", reason_outcome_code(reason->outcome));
    put_columns(json, "columns", reason->columns);
    put_columns(json, "marked", reason->marked);
    json_text(json, "covers", reason->covers);
    json_text(json, "paragraphs", reason->paragraphs);
    json_text(json, "why", reason->why);
    json_text(json, "cite", reason->cite);
    json_text(json, "edition", reason->as_of);
    json_flag(json, "verified", reason->verified);
    json_end_object(json);
}

static void put_issue(Json *json, const Determination *made, const Issue *issue)
{
    json_begin_object(json, NULL);
    put_destination(json, made, issue->destination);
    json_text(json, "topic", issue->topic);
    json_text(json, "state", issue->open ? "open" : "answered");
    json_text(json, "text", issue->text);
    json_text(json, "cite", issue->cite);
    json_flag(json, "verified", issue->verified);
    json_end_object(json);
}

static void put_edition(Json *json, const Edition *edition)
{
    json_begin_object(json, edition->table);
    json_text(json, "title", edition->title);
    json_text(json, "source", edition->source);
    json_text(json, "as_of", edition->as_of);
    json_text(json, "stale_after", edition->stale_after);
    json_flag(json, "stale", edition->stale);
    json_flag(json, "verified", edition->verified);
    json_end_object(json);
}

static void print_json(Call *call, const Question *question, const Determination *made)
{
    g_autoptr(Json) json = json_new();
    json_begin_object(json, NULL);
    json_text(json, "answer", chart_answer_code(determination_answer(made)));
    json_begin_array(json, "reasons");
    for (guint i = 0; i < determination_reasons(made); i++)
        put_reason(json, made, determination_reason(made, i));
    json_end_array(json);
    json_begin_array(json, "issues");
    for (guint i = 0; i < determination_issues(made); i++)
        put_issue(json, made, determination_issue(made, i));
    json_end_array(json);
    json_begin_object(json, "edition");
    json_text(json, "asked_for", question->as_of);
    json_text(json, "origin", rule_tables_origin(question->tables));
    json_flag(json, "stale", determination_stale(made));
    json_begin_object(json, "tables");
    for (guint i = 0; i < determination_editions(made); i++)
        put_edition(json, determination_edition(made, i));
    json_end_object(json);
    json_end_object(json);
    json_end_object(json);
    output_write(json_string(json), strlen(json_string(json)), call->output);
}

/* --- for persons --- */

/* Breaks a text behind a first column. */
static void print_wrapped(Call *call, const char *first, const char *text)
{
    int columns = call->output->columns > 0 ? call->output->columns : USUAL_COLUMNS;
    int indent = text_width(first);
    g_autoptr(GPtrArray) lines = text_wrap(text, MAX(columns - indent, LEAST_COLUMNS));
    for (guint i = 0; i < lines->len; i++)
        output_line(call->output, "%*s%s%s", i ? indent : 0, "", i ? "" : first,
                    (const char *)g_ptr_array_index(lines, i));
}

static void print_reason(Call *call, const Reason *reason)
{
    static const char *const words[] = {
        [REASON_DOES_NOT_APPLY] = "does not apply",
        [REASON_READ_ENTRY] = "read the entry",
        [REASON_APPLIES] = "applies",
    };
    g_autofree char *columns = reason->columns ? g_strdup_printf(" %s", reason->columns) : g_strdup("");
    bool footnote = strcmp(reason->code, "footnote") == 0;
    g_autofree char *name = g_strdup_printf("%s%s", footnote ? "Footnote" : reason->code, columns);
    g_autofree char *first = g_strdup_printf("  %-10s %-15s ", name, words[reason->outcome]);
    g_autofree char *text = g_strdup_printf(
        "%s: %s. [%s%s%s%s]", reason->name, reason->why, reason->cite, reason->as_of ? ", as of " : "",
        reason->as_of ? reason->as_of : "", reason->verified ? "" : "; unverified");
    print_wrapped(call, first, text);
}

static void print_issue(Call *call, const Issue *issue)
{
    g_autofree char *text = g_strdup_printf("%s [%s%s]", issue->text, issue->cite ? issue->cite : "no source",
                                            issue->verified ? "" : "; unverified");
    print_wrapped(call, issue->open ? "  open      " : "  answered  ", text);
}

static void print_issues(Call *call, const Determination *made, int destination)
{
    for (int open = 1; open >= 0; open--)
        for (guint i = 0; i < determination_issues(made); i++) {
            const Issue *issue = determination_issue(made, i);
            if (issue->destination == destination && issue->open == (open == 1))
                print_issue(call, issue);
        }
}

static void print_destination(Call *call, const Determination *made, guint index)
{
    const Destination *to = determination_destination(made, index);
    output_line(call->output, "\n%s %s%s%s%s: %s.", to->deemed ? "Release to a national of" : "Export to",
                to->name, to->person ? " (" : "", to->person ? to->person : "", to->person ? ")" : "",
                chart_answer_label(to->answer));
    for (guint i = 0; i < determination_reasons(made); i++) {
        const Reason *reason = determination_reason(made, i);
        if (reason->destination == index)
            print_reason(call, reason);
    }
    print_issues(call, made, (int)index);
}

static void print_editions(Call *call, const Question *question, const Determination *made)
{
    output_line(call->output, "\nEditions (%s; asked for %s)", rule_tables_origin(question->tables),
                question->as_of);
    for (guint i = 0; i < determination_editions(made); i++) {
        const Edition *edition = determination_edition(made, i);
        g_autofree char *first = g_strdup_printf("  %s  ", edition->as_of);
        g_autofree char *text =
            g_strdup_printf("%s%s%s. %s", edition->title, edition->verified ? "" : " (unverified)",
                            edition->stale ? " PAST ITS DAY" : "", edition->source);
        print_wrapped(call, first, text);
    }
}

static void print_text(Call *call, const Question *question, const Determination *made)
{
    g_autofree char *item = classification_show(determination_item(made));
    output_line(call->output, "%s: %s.", item, chart_answer_label(determination_answer(made)));
    output_line(call->output, "This is what the tables say, not a decision: an official decides.");
    if (determination_stale(made))
        output_line(call->output, "Rule tables are past their day: they are named below.");
    for (guint i = 0; i < determination_destinations(made); i++)
        print_destination(call, made, i);
    output_line(call->output, "\nWhat the chart does not answer");
    print_issues(call, made, -1);
    print_editions(call, question, made);
}

int command_determine(Call *call, GError **error)
{
    g_auto(Question) question = {0};
    g_autoptr(Determination) made = ask(call, &question, error);
    if (!made)
        return 0;
    if (call->options.json)
        print_json(call, &question, made);
    else
        print_text(call, &question, made);
    return 0;
}
