/* Commands that print records: list and show. */
#include <string.h>

#include "base/error.h"
#include "base/text.h"
#include "cli/command.h"
#include "cli/portable.h"
#include "screen/listing.h"
#include "screen/save.h"
#include "screen/value.h"
#include "store/query.h"

enum { LABEL_AT_MOST = 24, NOTE_COLUMNS = 72, RELATED_SHOWN = 10 };

/* --- list --- */

static bool as_usage(GError *problem, GError **error)
{
    /* What a person typed as an argument is usage, whatever part of the program found fault with it. */
    if (error_is(problem, ERROR_INPUT) || error_is(problem, ERROR_NOT_FOUND))
        problem->code = ERROR_USAGE;
    g_propagate_error(error, problem);
    return false;
}

static Criteria *read_criteria(const Call *call, const ScreenDef *screen, Store *store, GError **error)
{
    g_autoptr(Criteria) criteria = criteria_new(screen, store);
    for (char **where = call->options.where; where && *where; where++) {
        GError *problem = NULL;
        if (!criteria_add_line(criteria, *where, &problem)) {
            as_usage(problem, error);
            return NULL;
        }
    }
    return g_steal_pointer(&criteria);
}

static bool refuse_sort(const ScreenDef *screen, const char *field, GError **error)
{
    g_autoptr(GString) names = g_string_new(NULL);
    for (guint i = 0; i < screen->column_count; i++)
        g_string_append_printf(names, "%s%s", i ? ", " : "", screen->columns[i].field);
    return error_set(error, ERROR_USAGE, "--sort: %s is no column of this list: one of %s", field,
                     names->str);
}

static bool sort_window(const Call *call, const ScreenDef *screen, Store *store, Window *window,
                        GError **error)
{
    const char *field = call->options.sort;
    if (!field)
        return true;
    bool descending = *field == '-';
    field += descending;
    if (!schema_has_column(store, screen->source, field))
        return refuse_sort(screen, field, error);
    return window_set_order(window, field, descending, error);
}

static bool is_empty(Window *window, GError **error)
{
    g_autoptr(GPtrArray) rows = row_array_new();
    return window_read(window, NULL, false, false, 1, rows, error) && rows->len == 0;
}

static bool print_list(Call *call, const ScreenDef *screen, Store *store, Window *window, GError **error)
{
    ExportFormat format = options_format(&call->options, EXPORT_TEXT);
    GError *problem = NULL;
    if (format == EXPORT_TEXT && is_empty(window, &problem)) {
        g_autofree char *lower = g_utf8_strdown(screen->title, -1);
        output_line(call->output, "No %s%s.", lower, call->options.where ? " for which this holds" : "");
        return true;
    }
    if (problem) {
        g_propagate_error(error, problem);
        return false;
    }
    guint limit = call->options.limit > 0 ? (guint)call->options.limit : 0;
    return listing_export(screen, store, window, format, limit, call->output->columns, output_write,
                          call->output, NULL, error);
}

int command_list(Call *call, GError **error)
{
    g_autoptr(Office) office = call_open(call, error);
    const ScreenDef *screen = office ? call_screen(office, call->words[0], error) : NULL;
    if (!screen)
        return 0;
    g_autoptr(Criteria) criteria = read_criteria(call, screen, office->store, error);
    g_autoptr(Window) window = criteria ? listing_window(screen, office->store, criteria, error) : NULL;
    if (window && sort_window(call, screen, office->store, window, error))
        print_list(call, screen, office->store, window, error);
    return 0;
}

/* --- show --- */

static void print_value(Output *output, int label_columns, const char *label, const char *value)
{
    g_autofree char *name = text_fit(label, label_columns, ALIGN_LEFT, "\u2026");
    int columns = output->columns > label_columns + 24 ? output->columns - label_columns - 4 : NOTE_COLUMNS;
    g_autoptr(GPtrArray) lines = text_wrap(value, columns);
    for (guint i = 0; i < lines->len; i++)
        output_line(output, "  %*s%s  %s", i ? label_columns : 0, "", i ? "" : name,
                    (const char *)g_ptr_array_index(lines, i));
}

static int label_columns(const ScreenDef *screen)
{
    int columns = 0;
    for (guint i = 0; i < screen->field_count; i++)
        columns = MAX(columns, text_width(screen->fields[i].label));
    return MIN(columns, LABEL_AT_MOST);
}

/* A computed field is a column of the list's source. */
static char *read_computed(const ScreenDef *screen, Store *store, const FieldDef *field, gint64 id)
{
    const char *columns[] = {field->sql ? field->sql : field->name, NULL};
    g_autoptr(Window) window = window_new(store, screen->source, columns, NULL);
    g_autoptr(Row) row = window ? window_find_id(window, id, NULL) : NULL;
    return row ? g_strdup(row->cells[0]) : NULL;
}

static char *shown_value(const Office *office, const ScreenDef *screen, const FieldDef *field,
                         const Record *record)
{
    g_autofree char *computed =
        field->kind == FIELD_COMPUTED ? read_computed(screen, office->store, field, record_id(record)) : NULL;
    const char *stored = field->kind == FIELD_COMPUTED ? computed : record_get(record, field->name);
    if (stored && field->sensitive)
        return g_strdup("(hidden; shown in the terminal, where that is journalled)");
    return value_show(field, office->screens, office->store, record, stored);
}

static void print_section(Call *call, const Office *office, const ScreenDef *screen,
                          const SectionDef *section, const Record *record)
{
    int columns = label_columns(screen);
    bool titled = false;
    for (guint i = section->first; i < section->first + section->count; i++) {
        g_autofree char *value = shown_value(office, screen, &screen->fields[i], record);
        if (!value || !*value)
            continue;
        if (!titled)
            output_line(call->output, "\n%s", section->title);
        titled = true;
        print_value(call->output, columns, screen->fields[i].label, value);
    }
}

/* --- show: what belongs to it --- */

static Window *related_window(const Office *office, const RelatedDef *related, const ScreenDef *list,
                              const char *record, gint64 id)
{
    g_autoptr(Window) window = listing_window(list, office->store, NULL, NULL);
    g_autofree char *number = g_strdup_printf("%" G_GINT64_FORMAT, id);
    const char *values[] = {number, record, NULL};
    /* Both names come from a checked screen file and are held against the schema here. */
    if (!window || !schema_has_column(office->store, list->source, related->field) ||
        (related->record_field && !schema_has_column(office->store, list->source, related->record_field)))
        return NULL;
    g_autofree char *where = related->record_field
                                 ? g_strdup_printf("\"%s\" = CAST(:c1 AS INTEGER) AND \"%s\" = :c2",
                                                   related->field, related->record_field)
                                 : g_strdup_printf("\"%s\" = CAST(:c1 AS INTEGER)", related->field);
    if (!related->record_field)
        values[1] = NULL;
    window_set_where(window, where, values);
    return g_steal_pointer(&window);
}

static void print_related(Call *call, const Office *office, const RelatedDef *related, const Record *record,
                          GError **error)
{
    const ScreenDef *list = screen_set_find(office->screens, related->screen);
    g_autoptr(Window) window =
        list ? related_window(office, related, list, record_table(record), record_id(record)) : NULL;
    gint64 count = window ? window_count(window, -1, NULL, NULL) : 0;
    if (count <= 0)
        return;
    output_line(call->output, "\n%s (%" G_GINT64_FORMAT ")", related->title, count);
    listing_export(list, office->store, window, EXPORT_TEXT, RELATED_SHOWN, call->output->columns,
                   output_write, call->output, NULL, error);
    if (count > RELATED_SHOWN)
        output_line(call->output, "and %" G_GINT64_FORMAT " more", count - RELATED_SHOWN);
}

static void show_text(Call *call, const Office *office, const ScreenDef *screen, const Record *record,
                      GError **error)
{
    g_autofree char *title = record_title(office->store, screen->record, record_id(record));
    output_line(call->output, "%s", title);
    for (guint i = 0; i < screen->section_count; i++)
        print_section(call, office, screen, &screen->sections[i], record);
    GError *problem = NULL;
    for (guint i = 0; i < screen->related_count && !problem; i++)
        print_related(call, office, &screen->related[i], record, &problem);
    if (problem)
        g_propagate_error(error, problem);
}

/* --- show for programs --- */

static void show_sheet(Call *call, const Office *office, const ScreenDef *screen, const Record *record,
                       GError **error)
{
    g_autoptr(Portable) portable = portable_new(office, screen);
    g_autoptr(Sheet) sheet =
        portable_sheet(portable, options_format(&call->options, EXPORT_CSV), output_write, call->output);
    if (portable_write(portable, sheet, record, error))
        sheet_end(sheet, error);
}

int command_show(Call *call, GError **error)
{
    gint64 id = 0;
    g_autoptr(Office) office = call_open(call, error);
    const ScreenDef *screen = office ? call_record(call, office, &id, error) : NULL;
    if (!screen)
        return 0;
    g_autoptr(Record) record = save_read(screen, office->store, id, error);
    if (!record)
        return 0;
    if (options_format(&call->options, EXPORT_TEXT) == EXPORT_TEXT)
        show_text(call, office, screen, record, error);
    else
        show_sheet(call, office, screen, record, error);
    return 0;
}
