/* The command history: who changed a record, when, from what to what. */
#include <string.h>

#include "base/error.h"
#include "base/text.h"
#include "cli/command.h"
#include "screen/value.h"
#include "store/journal.h"
#include "store/query.h"

enum { HISTORY_LINES = 500 };

/* How the field of a history line is shown: on the form of the record or of a part of it. NULL where no form
 * has it. */
static const FieldDef *history_field(const Office *office, const ScreenDef *screen, const HistoryLine *line)
{
    if (!line->field)
        return NULL;
    const ScreenDef *form = !line->table || strcmp(line->table, screen->record) == 0
                                ? screen
                                : screen_set_for_record(office->screens, line->table);
    return form ? screen_field(form, line->field) : NULL;
}

/* (transfer full) (element-type utf8) "table.field" of all that the file itself calls sensitive. */
static GHashTable *sensitive_fields(Store *store)
{
    GHashTable *set = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    g_autoptr(Query) query =
        schema_has_table(store, "sensitive_field")
            ? query_new(store, "SELECT record || '.' || field FROM sensitive_field", NULL)
            : NULL;
    while (query && query_next(query, NULL))
        g_hash_table_add(set, g_strdup(query_text(query, 0)));
    return set;
}

typedef struct {
    Call *call;
    const Office *office;
    const ScreenDef *screen;
    const Record *record; /* as it stands, for currencies; NULL when it is gone */
    GHashTable *sensitive;
} History;

static bool is_hidden(const History *history, const HistoryLine *line, const FieldDef *field)
{
    g_autofree char *name = g_strdup_printf("%s.%s", line->table ? line->table : history->screen->record,
                                            line->field ? line->field : "");
    return (field && field->sensitive) || g_hash_table_contains(history->sensitive, name);
}

static char *history_value(const History *history, const HistoryLine *line, const FieldDef *field,
                           const char *stored)
{
    if (!stored)
        return g_strdup("(nothing)");
    if (is_hidden(history, line, field))
        return g_strdup("(hidden)");
    if (!field)
        return g_strdup(stored);
    return value_show(field, history->office->screens, history->office->store, history->record, stored);
}

static char *local_time(const char *utc)
{
    g_autoptr(GTimeZone) zone = g_time_zone_new_utc();
    g_autoptr(GDateTime) moment = g_date_time_new_from_iso8601(utc, zone);
    g_autoptr(GDateTime) local = moment ? g_date_time_to_local(moment) : NULL;
    return local ? g_date_time_format(local, "%Y-%m-%d %H:%M") : g_strdup(utc);
}

static void print_history_line(const History *history, const HistoryLine *line, bool first)
{
    Output *output = history->call->output;
    if (first) {
        g_autofree char *time = local_time(line->at);
        output_line(output, "%s  %s  %s", time, line->officer, line->what);
    }
    if (!line->field)
        return;
    const FieldDef *field = history_field(history->office, history->screen, line);
    g_autofree char *before = history_value(history, line, field, line->before);
    g_autofree char *after = history_value(history, line, field, line->after);
    g_autofree char *one_line =
        g_strdup_printf("    %s: %s -> %s", field ? field->label : line->field, before, after);
    g_autofree char *clean = text_clean(one_line, false);
    output_line(output, "%s", clean);
}

static void history_text(const History *history, const GPtrArray *lines)
{
    if (lines->len == 0)
        output_line(history->call->output, "Nothing is written about it in the journal.");
    gint64 entry = -1;
    for (guint i = 0; i < lines->len; i++) {
        const HistoryLine *line = g_ptr_array_index(lines, i);
        print_history_line(history, line, line->entry != entry);
        entry = line->entry;
    }
}

static bool history_row(const History *history, Sheet *sheet, const HistoryLine *line, GError **error)
{
    bool hidden = is_hidden(history, line, history_field(history->office, history->screen, line));
    g_autofree char *entry = g_strdup_printf("%" G_GINT64_FORMAT, line->entry);
    const char *values[] = {entry,
                            line->at,
                            line->officer,
                            line->kind,
                            line->what,
                            line->table,
                            line->field,
                            hidden ? NULL : line->before,
                            hidden ? NULL : line->after,
                            NULL};
    return sheet_row(sheet, values, error);
}

static void history_sheet(const History *history, const GPtrArray *lines, GError **error)
{
    static const char *const names[] = {"entry",  "at",    "officer", "kind",  "what",
                                        "record", "field", "before",  "after", NULL};
    Call *call = history->call;
    g_autoptr(Sheet) sheet =
        sheet_new(options_format(&call->options, EXPORT_CSV), names, output_write, call->output);
    sheet_number(sheet, 0);
    for (guint i = 0; i < lines->len; i++)
        if (!history_row(history, sheet, g_ptr_array_index(lines, i), error))
            return;
    sheet_end(sheet, error);
}

int command_history(Call *call, GError **error)
{
    gint64 id = 0;
    g_autoptr(Office) office = call_open(call, error);
    const ScreenDef *screen = office ? call_record(call, office, &id, error) : NULL;
    if (!screen)
        return 0;
    int wanted = call->options.limit;
    guint limit = wanted < 0 ? HISTORY_LINES : (wanted == 0 ? G_MAXINT : (guint)wanted);
    g_autoptr(GPtrArray) lines = journal_history(office->store, screen->record, id, limit, error);
    if (!lines)
        return 0;
    g_autoptr(Record) record = record_read(office->store, screen->record, id, NULL);
    g_autoptr(GHashTable) sensitive = sensitive_fields(office->store);
    History history = {call, office, screen, record, sensitive};
    if (!record && lines->len == 0)
        return error_set(error, ERROR_NOT_FOUND, "%s: there is no such %s: a reference, a name or a number",
                         call->words[call->words[1] != NULL], screen->one);
    if (options_format(&call->options, EXPORT_TEXT) == EXPORT_TEXT)
        history_text(&history, lines);
    else
        history_sheet(&history, lines, error);
    return 0;
}
