/* The command export: every record of a screen, one window of them in memory at a time. */
#include "base/error.h"
#include "cli/command.h"
#include "cli/portable.h"
#include "screen/save.h"
#include "store/window.h"

enum { ROWS_AT_ONCE = 500 };

static bool export_rows(const Office *office, const ScreenDef *screen, Portable *portable, Sheet *sheet,
                        const GPtrArray *rows, GError **error)
{
    for (guint i = 0; i < rows->len; i++) {
        const Row *row = g_ptr_array_index(rows, i);
        g_autoptr(GError) problem = NULL;
        g_autoptr(Record) record = save_read(screen, office->store, row->id, &problem);
        if (error_is(problem, ERROR_NOT_FOUND))
            continue; /* somebody deleted it meanwhile */
        if (!record) {
            g_propagate_error(error, g_steal_pointer(&problem));
            return false;
        }
        if (!portable_write(portable, sheet, record, error))
            return false;
    }
    return true;
}

static bool export_records(const Office *office, const ScreenDef *screen, Portable *portable, Sheet *sheet,
                           GError **error)
{
    const char *columns[] = {NULL};
    g_autoptr(Window) window = window_new(office->store, screen->record, columns, error);
    g_autoptr(Row) last = NULL;
    if (!window || !window_set_order(window, portable_key(portable), false, error))
        return false;
    for (;;) {
        g_autoptr(GPtrArray) rows = row_array_new();
        if (!window_read(window, last, false, false, ROWS_AT_ONCE, rows, error) ||
            !export_rows(office, screen, portable, sheet, rows, error))
            return false;
        if (rows->len < ROWS_AT_ONCE)
            return sheet_end(sheet, error);
        row_free(last);
        last = row_copy(g_ptr_array_index(rows, rows->len - 1));
    }
}

int command_export(Call *call, GError **error)
{
    g_autoptr(Office) office = call_open(call, error);
    const ScreenDef *screen = office ? call_record_screen(office, call->words[0], error) : NULL;
    if (!screen)
        return 0;
    g_autoptr(Portable) portable = portable_new(office, screen);
    g_autoptr(Sheet) sheet =
        portable_sheet(portable, options_format(&call->options, EXPORT_CSV), output_write, call->output);
    export_records(office, screen, portable, sheet, error);
    return 0;
}
