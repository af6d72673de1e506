/* Commands that need no record: init, agenda, help. */
#include <glib/gstdio.h>

#include "base/date.h"
#include "base/error.h"
#include "base/text.h"
#include "cli/command.h"
#include "rules/agenda.h"
#include "store/query.h"
#include "store/record.h"

enum { AGENDA_AS_TEXT = 100, MARK_COLUMNS = 10, REF_COLUMNS = 13, LEAST_WHAT = 20 };

/* --- init --- */

static bool is_there(const char *path)
{
    GStatBuf state;
    return g_lstat(path, &state) == 0;
}

static void print_counts(const Call *call, Store *store)
{
    guint count = 0;
    const RecordKind *kinds = store_record_kinds(store, &count);
    for (guint i = 0; i < count; i++) {
        g_autofree char *sql = g_strdup_printf("SELECT count(*) FROM \"%s\"", kinds[i].name);
        g_autofree char *many = g_utf8_strdown(kinds[i].label_many, -1);
        gint64 records = query_one_int(store, sql, 0, 0);
        if (records > 0)
            output_line(call->output, "%7" G_GINT64_FORMAT " %s", records, many);
    }
}

static int make_office(Call *call, const OfficeOptions *options, GError **error)
{
    g_autoptr(Office) office = call_open_with(*options, error);
    if (!office)
        return 0;
    output_line(call->output, "%s: %s made.", store_path(office->store),
                office->demo ? "a demonstration office is" : "an empty office is");
    if (office->demo) {
        print_counts(call, office->store);
        output_line(call->output, "Every person and project in it is invented.");
    }
    return 0;
}

int command_init(Call *call, GError **error)
{
    const Options *given = &call->options;
    if (given->seed > 0 && !given->demo)
        return error_set(error, ERROR_USAGE,
                         "init: --seed is for a demonstration office: add --demo, or leave it out");
    g_autoptr(Settings) settings = settings_read(given->config, error);
    if (!settings)
        return 0;
    OfficeOptions options = {.file = given->file,
                             .config = given->config,
                             .demo = given->demo,
                             .create = true,
                             .seed = given->seed > 0 ? (guint)given->seed : 0};
    g_autofree char *path = office_file(&options, settings);
    if (is_there(path))
        return error_set(error, ERROR_REFUSED,
                         "%s: a file is there already: it is left as it is; name another with --file", path);
    return make_office(call, &options, error);
}

/* --- agenda --- */

static bool agenda_sheet(Call *call, const GPtrArray *items, GError **error)
{
    static const char *const names[] = {"urgency", "due_on",  "mark",    "screen", "ref",
                                        "what",    "partner", "officer", NULL};
    g_autoptr(Sheet) sheet =
        sheet_new(options_format(&call->options, EXPORT_CSV), names, output_write, call->output);
    for (guint i = 0; i < items->len; i++) {
        const AgendaItem *item = g_ptr_array_index(items, i);
        const char *values[] = {urgency_title(item->urgency),
                                item->due_on,
                                item->mark,
                                item->screen,
                                item->ref,
                                item->what,
                                item->partner,
                                item->officer,
                                NULL};
        if (!sheet_row(sheet, values, error))
            return false;
    }
    return sheet_end(sheet, error);
}

/* Columns for what is due: where nothing is cut, as many as the longest line needs. */
static int what_columns(const Output *output, const GPtrArray *items, guint limit)
{
    int what = 0, partner = 0;
    for (guint i = 0; i < MIN(items->len, limit); i++) {
        const AgendaItem *item = g_ptr_array_index(items, i);
        what = MAX(what, text_width(item->what));
        partner = MAX(partner, text_width(item->partner));
    }
    if (!output->terminal)
        return what;
    return CLAMP(output->columns - MARK_COLUMNS - REF_COLUMNS - 8 - partner, LEAST_WHAT,
                 MAX(what, LEAST_WHAT));
}

static void agenda_line(Output *output, const AgendaItem *item, int columns)
{
    g_autofree char *mark = text_fit(item->mark ? item->mark : "", MARK_COLUMNS, ALIGN_LEFT, NULL);
    g_autofree char *ref = text_fit(item->ref ? item->ref : "", REF_COLUMNS, ALIGN_LEFT, NULL);
    const char *partner = item->partner ? item->partner : "";
    g_autofree char *what = text_fit(item->what ? item->what : "", columns, ALIGN_LEFT, "\u2026");
    g_autofree char *line = g_strdup_printf("  %s  %s  %s  %s", mark, ref, what, partner);
    output_line(output, "%s", g_strchomp(line));
}

static void agenda_text(Call *call, const Office *office, const GPtrArray *items, guint limit)
{
    g_autofree char *today = store_today(office->store);
    g_autofree char *day = date_heading(today);
    output_line(call->output, "Today, %s", day);
    if (office->demo)
        output_line(call->output, "A demonstration office: every person and project is invented.");
    if (items->len == 0)
        output_line(call->output, "\nNothing needs anyone.");
    int shown = -1, columns = what_columns(call->output, items, limit);
    for (guint i = 0; i < MIN(items->len, limit); i++) {
        const AgendaItem *item = g_ptr_array_index(items, i);
        if ((int)item->urgency != shown)
            output_line(call->output, "\n%s", urgency_title(item->urgency));
        shown = (int)item->urgency;
        agenda_line(call->output, item, columns);
    }
    if (items->len > limit)
        output_line(call->output, "\nThere is more: --limit 0 prints all.");
}

int command_agenda(Call *call, GError **error)
{
    ExportFormat format = options_format(&call->options, EXPORT_TEXT);
    guint usual = format == EXPORT_TEXT ? AGENDA_AS_TEXT : G_MAXINT;
    guint limit = call->options.limit < 0 ? usual : (guint)call->options.limit;
    limit = limit ? limit : G_MAXINT;
    g_autoptr(Office) office = call_open(call, error);
    if (!office)
        return 0;
    /* One more than is printed as text tells whether there is more. */
    g_autoptr(GPtrArray) items = agenda_read(office->store, NULL, limit + (format == EXPORT_TEXT), error);
    if (!items)
        return 0;
    if (format == EXPORT_TEXT)
        agenda_text(call, office, items, limit);
    else
        agenda_sheet(call, items, error);
    return 0;
}

/* --- help --- */

static void help_all(Output *output)
{
    guint count = 0;
    const Command *table = command_table(&count);
    output_line(
        output,
        "Entente keeps an international cooperation office: partners, agreements, projects, visits and\n"
        "export-control cases, in one terminal and one file.\n\n"
        "Usage: entente [OPTION]... [COMMAND [WORD]...]\n\n"
        "Without a command it opens the terminal; without a terminal it prints the agenda.\n\nCommands:");
    for (guint i = 0; i < count; i++)
        output_line(output, "  %-10s %s", table[i].name, table[i].what);
    g_autofree char *options = options_help(NULL);
    output_line(output,
                "\nOptions of every command:\n%s\n"
                "`entente help COMMAND` explains one. Exit status: 0 done, 1 problems found, 2 wrong usage,\n"
                "3 the file or the system failed.",
                options);
}

static void help_one(Output *output, const Command *command)
{
    output_line(output, "Usage: entente %s%s%s\n\n%s", command->name, *command->arguments ? " " : "",
                command->arguments, command->what);
    g_autoptr(GPtrArray) lines = text_wrap(command->details ? command->details : "", 96);
    for (guint i = 0; command->details && i < lines->len; i++)
        output_line(output, "%s", (const char *)g_ptr_array_index(lines, i));
    g_autofree char *options = options_help(command);
    if (*options)
        output_line(output, "\nOptions:\n%s", g_strchomp(options));
    output_line(output, "\nExamples:");
    for (guint i = 0; i < G_N_ELEMENTS(command->examples) && command->examples[i]; i++)
        output_line(output, "  entente %s", command->examples[i]);
}

int command_help(Call *call, GError **error)
{
    /* `help list` explains list, as `list --help` does; `help` alone explains all. */
    bool by_word = call->command && call->command->run == command_help && !call->options.help;
    const char *name = by_word ? call->words[0] : (call->command ? call->command->name : NULL);
    const Command *command = name ? command_find(name) : NULL;
    if (name && !command)
        return error_set(error, ERROR_USAGE, "%s: no such command: `entente help` names them", name);
    if (command)
        help_one(call->output, command);
    else
        help_all(call->output);
    return 0;
}
