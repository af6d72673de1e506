/* The command report: one of the reports of rules/report.h, as text, Markdown, CSV, JSON or DOCX. */
#include <string.h>

#include "base/csv.h"
#include "base/date.h"
#include "base/error.h"
#include "cli/command.h"
#include "cli/json.h"
#include "document/docx.h"
#include "document/markdown.h"
#include "document/plain.h"
#include "rules/report.h"

enum { USUAL_COLUMNS = 100, LEAST_COLUMNS = 40, OWNER_ONLY = 0600 };

/* --- formats --- */

/* All tables one below the other, each with its heading before its cells: rows that a spreadsheet can part.
 */
static char *as_csv(const Document *document)
{
    GString *out = g_string_new(NULL);
    g_autofree char *section = g_strdup("");
    for (guint i = 0; i < document_count(document); i++) {
        const DocumentBlock *block = document_block(document, i);
        if (block->kind == BLOCK_HEADING) {
            g_free(section);
            section = plain_runs(block);
        }
        for (guint k = 0; block->kind == BLOCK_TABLE && k < block->data->len; k++) {
            char **cells = block->data->pdata[k];
            csv_append(out, section, true, true);
            for (guint c = 0; c < block->columns; c++)
                csv_append(out, cells[c], false, true);
            g_string_append_c(out, '\n');
        }
    }
    return g_string_free(out, FALSE);
}

static void json_table(Json *json, const DocumentBlock *block)
{
    char **heading = block->data->pdata[0];
    json_begin_array(json, "rows");
    for (guint k = 1; k < block->data->len; k++) {
        char **cells = block->data->pdata[k];
        json_begin_object(json, NULL);
        for (guint c = 0; c < block->columns; c++)
            json_text(json, heading[c], cells[c]);
        json_end_object(json);
    }
    json_end_array(json);
}

/* {"title", "dated", "blocks": [{"heading"}, {"text"}, {"rows": [{...}]}]} */
static char *as_json(const Document *document)
{
    g_autoptr(Json) json = json_new();
    json_begin_object(json, NULL);
    json_text(json, "title", document_title(document));
    json_text(json, "dated", document_dated(document));
    json_begin_array(json, "blocks");
    for (guint i = 0; i < document_count(document); i++) {
        const DocumentBlock *block = document_block(document, i);
        g_autofree char *text = block->kind == BLOCK_TABLE ? NULL : plain_runs(block);
        json_begin_object(json, NULL);
        if (block->kind == BLOCK_TABLE)
            json_table(json, block);
        else
            json_text(json, block->kind == BLOCK_HEADING ? "heading" : "text", text);
        json_end_object(json);
    }
    json_end_array(json);
    json_end_object(json);
    return g_strconcat(json_string(json), "\n", NULL);
}

static GBytes *taken(char *text)
{
    return g_bytes_new_take(text, strlen(text));
}

static GBytes *text_bytes(const Document *document, int columns, GError **error)
{
    (void)error;
    return taken(plain_write(document, MAX(columns > 0 ? columns : USUAL_COLUMNS, LEAST_COLUMNS)));
}

static GBytes *markdown_bytes(const Document *document, int columns, GError **error)
{
    (void)columns, (void)error;
    return taken(markdown_write(document));
}

static GBytes *csv_bytes(const Document *document, int columns, GError **error)
{
    (void)columns, (void)error;
    return taken(as_csv(document));
}

static GBytes *json_bytes(const Document *document, int columns, GError **error)
{
    (void)columns, (void)error;
    return taken(as_json(document));
}

static GBytes *docx_bytes(const Document *document, int columns, GError **error)
{
    (void)columns;
    return docx_write(document, error);
}

static const struct {
    const char *name, *other;
    GBytes *(*write)(const Document *document, int columns, GError **error);
} formats[] = {
    {"text", "txt", text_bytes},  {"markdown", "md", markdown_bytes}, {"csv", "csv", csv_bytes},
    {"json", "json", json_bytes}, {"docx", "docx", docx_bytes},
};

/* The format asked for, or the one that the output's name ends in. */
static int format_of(const Options *options, GError **error)
{
    const char *dot = options->output != NULL ? strrchr(options->output, '.') : NULL;
    const char *name = options->csv ? "csv" : options->json ? "json" : options->format;
    for (guint i = 0; i < G_N_ELEMENTS(formats); i++) {
        if (name != NULL ? strcmp(name, formats[i].name) == 0 || strcmp(name, formats[i].other) == 0
                         : dot != NULL && strcmp(dot + 1, formats[i].other) == 0)
            return (int)i;
    }
    if (name == NULL)
        return 0;
    error_set(error, ERROR_USAGE, "--format: %s: there is no such format: text, markdown, csv, json or docx",
              name);
    return -1;
}

bool command_write_document(Call *call, const Document *document, GError **error)
{
    const Options *options = &call->options;
    const int format = format_of(options, error);
    if (format < 0)
        return false;
    const bool binary = formats[format].write == docx_bytes;
    if (binary && options->output == NULL && call->output->terminal)
        return error_set(error, ERROR_USAGE,
                         "--format docx: it is no text for a terminal: name a file with --output");
    g_autoptr(GBytes) bytes =
        formats[format].write(document, options->output ? 0 : call->output->columns, error);
    if (bytes == NULL)
        return false;
    gsize size = 0;
    const char *data = g_bytes_get_data(bytes, &size);
    if (options->output == NULL) {
        output_write(data, size, call->output);
        return true;
    }
    g_autoptr(GError) failure = NULL;
    if (!g_file_set_contents_full(options->output, data, (gssize)size, G_FILE_SET_CONTENTS_CONSISTENT,
                                  OWNER_ONLY, &failure))
        return error_set(error, ERROR_SYSTEM, "%s: it could not be written: %s: name another file",
                         options->output, failure->message);
    output_line(call->output, "%s: written.", options->output);
    return true;
}

/* --- what is asked --- */

static const Report *find_report(const char *name, GError **error)
{
    const Report *report = report_find(name);
    if (report != NULL)
        return report;
    guint count = 0;
    const Report *all = report_table(&count);
    g_autoptr(GString) names = g_string_new(NULL);
    for (guint i = 0; i < count; i++)
        g_string_append_printf(names, "%s%s", i == 0 ? "" : i + 1 == count ? " or " : ", ", all[i].name);
    error_set(error, ERROR_USAGE, "report: %s: there is no such report: name %s", name, names->str);
    return NULL;
}

static bool check_words(const Call *call, const Report *report, GError **error)
{
    const bool subject = call->words[1] != NULL;
    if (report->subject != NULL && !subject)
        return error_set(error, ERROR_USAGE, "report %s: %s is missing: name it by its reference",
                         report->name, report->subject);
    if (report->subject == NULL && subject)
        return error_set(error, ERROR_USAGE,
                         "report %s: %s: it is about the whole office and takes no reference", report->name,
                         call->words[1]);
    if (!report->period && (call->options.from != NULL || call->options.to != NULL))
        return error_set(error, ERROR_USAGE, "report %s: it has no period: leave out --from and --to",
                         report->name);
    return true;
}

/* (transfer full) NULL without error where none was given. */
static char *read_day(const char *option, const char *typed, const char *today, GError **error)
{
    if (typed == NULL)
        return NULL;
    GError *problem = NULL;
    char *day = date_parse(typed, today, NULL, &problem);
    if (day == NULL) {
        error_set(error, ERROR_USAGE, "%s: %s", option, problem->message);
        g_error_free(problem);
    }
    return day;
}

static Document *make_report(const Call *call, const Office *office, const Report *report, GError **error)
{
    GError *problem = NULL;
    g_autofree char *today = store_today(office->store);
    g_autofree char *from = read_day("--from", call->options.from, today, &problem);
    g_autofree char *to = problem == NULL ? read_day("--to", call->options.to, today, &problem) : NULL;
    if (problem == NULL && from != NULL && to != NULL && strcmp(from, to) > 0)
        error_set(&problem, ERROR_USAGE, "--from: %s is after --to %s: give the earlier day first", from, to);
    if (problem != NULL) {
        g_propagate_error(error, problem);
        return NULL;
    }
    const ReportScope scope = {from, to, call->words[1]};
    g_autoptr(Document) document = report->make(office->store, &scope, error);
    return g_steal_pointer(&document);
}

int command_report(Call *call, GError **error)
{
    const Report *report = find_report(call->words[0], error);
    if (report == NULL || !check_words(call, report, error))
        return 0;
    g_autoptr(Office) office = call_open(call, error);
    g_autoptr(Document) document = office != NULL ? make_report(call, office, report, error) : NULL;
    if (document != NULL)
        command_write_document(call, document, error);
    return 0;
}
