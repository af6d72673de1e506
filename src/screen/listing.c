#include "screen/listing.h"

#include <string.h>

#include "base/date.h"
#include "base/error.h"
#include "base/money.h"
#include "base/text.h"
#include "screen/value.h"
#include "store/query.h"

enum { ROWS_AT_ONCE = 500, GAP = 2, LEAST_FLEXIBLE = 12 };

/* --- reading --- */

/* A money column may name its currency outright instead of the column that holds it. */
static bool is_currency_code(const char *text)
{
    return strlen(text) == 3 && g_ascii_isupper(text[0]) && g_ascii_isupper(text[1]) &&
           g_ascii_isupper(text[2]);
}

static bool reads_currency(const ColumnDef *column)
{
    return column->currency && !is_currency_code(column->currency);
}

static bool reads_more(const ColumnDef *column)
{
    return column->to &&
           (g_strcmp0(column->style, LISTING_SPAN) == 0 || g_strcmp0(column->style, LISTING_TREE) == 0);
}

/* Lists of records with states tell by this column that a record is over: its days press nobody any more. */
static const char ended_column[] = "ended";

static GPtrArray *columns_to_read(const ScreenDef *screen, Store *store)
{
    GPtrArray *names = g_ptr_array_new();
    for (guint i = 0; i < screen->column_count; i++)
        g_ptr_array_add(names, (gpointer)screen->columns[i].field);
    for (guint i = 0; i < screen->column_count; i++)
        if (reads_currency(&screen->columns[i]))
            g_ptr_array_add(names, (gpointer)screen->columns[i].currency);
    for (guint i = 0; i < screen->column_count; i++)
        if (reads_more(&screen->columns[i]))
            g_ptr_array_add(names, (gpointer)screen->columns[i].to);
    if (schema_has_column(store, screen->source, ended_column))
        g_ptr_array_add(names, (gpointer)ended_column);
    g_ptr_array_add(names, NULL);
    return names;
}

Window *listing_window(const ScreenDef *screen, Store *store, const Criteria *criteria, GError **error)
{
    g_autoptr(GPtrArray) names = columns_to_read(screen, store);
    g_autoptr(Window) window = window_new(store, screen->source, (const char *const *)names->pdata, error);
    if (!window || !window_set_order(window, screen->order, screen->descending, error))
        return NULL;
    window_set_reckoned(window, screen->figures || (!screen->record && !screen->opens));
    if (criteria) {
        g_autoptr(Narrowing) narrowing = narrowing_new();
        criteria_narrow(criteria, narrowing);
        window_set_narrowing(window, g_steal_pointer(&narrowing));
    }
    return g_steal_pointer(&window);
}

bool listing_go_along(const ScreenDef *screen, Window *window, const QuickDef *quick, GError **error)
{
    if (!quick || !quick->along)
        return window_set_along(window, NULL, NULL, error);
    return window_set_along(window, quick->along, quick->order ? quick->order : screen->order, error);
}

const char *listing_currency(const ScreenDef *screen, const Row *row, guint column)
{
    const ColumnDef *def = &screen->columns[column];
    if (!def->currency || !reads_currency(def))
        return def->currency;
    guint cell = screen->column_count;
    for (guint i = 0; i < column; i++)
        cell += reads_currency(&screen->columns[i]);
    return cell < row->count ? row->cells[cell] : NULL;
}

/* Cells before those that ColumnDef.to names. */
static guint cells_before_more(const ScreenDef *screen)
{
    guint before = screen->column_count;
    for (guint i = 0; i < screen->column_count; i++)
        before += reads_currency(&screen->columns[i]);
    return before;
}

const char *listing_more(const ScreenDef *screen, const Row *row, guint column)
{
    guint cell = cells_before_more(screen);
    for (guint i = 0; i < column; i++)
        cell += reads_more(&screen->columns[i]);
    return reads_more(&screen->columns[column]) && cell < row->count ? row->cells[cell] : NULL;
}

bool listing_ended(const ScreenDef *screen, const Row *row)
{
    guint before = cells_before_more(screen);
    for (guint i = 0; i < screen->column_count; i++)
        before += reads_more(&screen->columns[i]);
    return before < row->count && g_strcmp0(row->cells[before], "1") == 0;
}

/* --- cells --- */

/* A moment of the journal as an officer's clock shows it: "21:27" today, "22 Nov 21:27" before, "22 Nov 2025"
 * in another year. */
static char *moment_cell(const char *utc, const char *today)
{
    g_autoptr(GTimeZone) zone = g_time_zone_new_utc();
    g_autoptr(GDateTime) moment = g_date_time_new_from_iso8601(utc, zone);
    g_autoptr(GDateTime) local = moment ? g_date_time_to_local(moment) : NULL;
    if (!local)
        return g_strdup(utc);
    g_autofree char *day = g_date_time_format(local, "%Y-%m-%d");
    if (strcmp(day, today) == 0)
        return g_date_time_format(local, "%H:%M");
    if (strncmp(day, today, 4) == 0)
        return g_date_time_format(local, "%-d %b %H:%M");
    return g_date_time_format(local, "%-d %b %Y");
}

char *listing_cell(const ScreenDef *screen, const Row *row, guint column, const char *today)
{
    const ColumnDef *def = &screen->columns[column];
    if (row->cells[column] && g_strcmp0(def->style, LISTING_MOMENT) == 0)
        return moment_cell(row->cells[column], today);
    return value_cell(def, row->cells[column], listing_currency(screen, row, column), today);
}

/* --- all rows, one window at a time --- */

typedef bool (*EachRow)(const Row *row, gpointer data, GError **error);

static bool each_row(Window *window, guint limit, EachRow each, gpointer data, GError **error)
{
    g_autoptr(Row) last = NULL;
    for (guint done = 0; limit == 0 || done < limit;) {
        guint wanted = limit ? MIN(limit - done, ROWS_AT_ONCE) : ROWS_AT_ONCE;
        g_autoptr(GPtrArray) rows = row_array_new();
        if (!window_read(window, last, false, false, wanted, rows, error))
            return false;
        for (guint i = 0; i < rows->len; i++)
            if (!each(g_ptr_array_index(rows, i), data, error))
                return false;
        if (rows->len < wanted)
            return true;
        row_free(last);
        last = row_copy(g_ptr_array_index(rows, rows->len - 1));
        done += rows->len;
    }
    return true;
}

/* What both forms of export need to know. */
typedef struct {
    const ScreenDef *screen;
    GArray *shown; /* indexes of the columns that go out */
    Sheet *sheet;
    GPtrArray *values;
    GArray *widths; /* int, one for each of them */
    char *today;
    SheetWrite write;
    gpointer data;
    int columns;
    guint64 rows; /* written so far */
} Export;

static GArray *columns_that_go_out(const ScreenDef *screen)
{
    GArray *shown = g_array_new(FALSE, FALSE, sizeof(guint));
    for (guint i = 0; i < screen->column_count; i++) {
        const FieldDef *field = screen_field(screen, screen->columns[i].field);
        if (!field || !field->sensitive)
            g_array_append_val(shown, i);
    }
    return shown;
}

static const ColumnDef *shown_column(const Export *export, guint place)
{
    return &export->screen->columns[g_array_index(export->shown, guint, place)];
}

/* --- for programs --- */

static bool currency_goes_out(const ScreenDef *screen, const ColumnDef *column)
{
    return reads_currency(column) && !screen_column(screen, column->currency);
}

static GPtrArray *sheet_names(const Export *export)
{
    GPtrArray *names = g_ptr_array_new();
    for (guint i = 0; i < export->shown->len; i++) {
        const ColumnDef *column = shown_column(export, i);
        g_ptr_array_add(names, (gpointer)column->field);
        if (currency_goes_out(export->screen, column))
            g_ptr_array_add(names, (gpointer)column->currency);
    }
    g_ptr_array_add(names, NULL);
    return names;
}

static char *plain_value(const ColumnDef *column, const char *stored, const char *currency)
{
    if (!stored || column->kind != FIELD_MONEY)
        return g_strdup(stored);
    return money_plain(g_ascii_strtoll(stored, NULL, 10), currency);
}

static bool write_values(const Row *row, gpointer data, GError **error)
{
    Export *export = data;
    g_ptr_array_set_size(export->values, 0);
    for (guint i = 0; i < export->shown->len; i++) {
        guint index = g_array_index(export->shown, guint, i);
        const ColumnDef *column = &export->screen->columns[index];
        const char *currency = listing_currency(export->screen, row, index);
        g_ptr_array_add(export->values, plain_value(column, row->cells[index], currency));
        if (currency_goes_out(export->screen, column))
            g_ptr_array_add(export->values, g_strdup(currency));
    }
    export->rows++;
    return sheet_row(export->sheet, (const char *const *)export->values->pdata, error);
}

static void mark_numbers(const Export *export)
{
    guint at = 0;
    for (guint i = 0; i < export->shown->len; i++, at++) {
        const ColumnDef *column = shown_column(export, i);
        if (field_kind_right(column->kind))
            sheet_number(export->sheet, at);
        at += currency_goes_out(export->screen, column);
    }
}

static bool export_sheet(Export *export, Window *window, ExportFormat format, guint limit, GError **error)
{
    g_autoptr(GPtrArray) names = sheet_names(export);
    g_autoptr(GPtrArray) values = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(Sheet) sheet =
        sheet_new(format, (const char *const *)names->pdata, export->write, export->data);
    export->sheet = sheet;
    export->values = values;
    mark_numbers(export);
    return each_row(window, limit, write_values, export, error) && sheet_end(sheet, error);
}

/* --- for people --- */

static int wished_width(const ColumnDef *column)
{
    return MAX(column->width, text_width(column->title));
}

static int taken(const Export *export)
{
    int sum = 0;
    for (guint i = 0; i < export->shown->len; i++) {
        const ColumnDef *column = shown_column(export, i);
        sum += (i ? GAP : 0) + (column->width ? wished_width(column) : LEAST_FLEXIBLE);
    }
    return sum;
}

/* Takes the column away that goes first; false when all that is left must stay. */
static bool drop_one(Export *export)
{
    int first = -1, lowest = 0;
    for (guint i = 0; i < export->shown->len; i++) {
        int drop = shown_column(export, i)->drop;
        if (drop > 0 && (first < 0 || drop < lowest)) {
            first = (int)i;
            lowest = drop;
        }
    }
    if (first >= 0)
        g_array_remove_index(export->shown, (guint)first);
    return first >= 0;
}

static void share_widths(Export *export)
{
    int flexible = 0;
    for (guint i = 0; i < export->shown->len; i++)
        flexible += shown_column(export, i)->width == 0;
    int rest = MAX(export->columns - taken(export), 0);
    for (guint i = 0; i < export->shown->len; i++) {
        const ColumnDef *column = shown_column(export, i);
        int width = column->width ? wished_width(column) : LEAST_FLEXIBLE;
        if (column->width == 0) {
            int share = rest / MAX(flexible, 1);
            width += share;
            rest -= share;
            flexible--;
        }
        g_array_append_val(export->widths, width);
    }
}

static char *shown_cell(const Export *export, const Row *row, guint place)
{
    guint index = g_array_index(export->shown, guint, place);
    g_autofree char *cell = listing_cell(export->screen, row, index, export->today);
    return text_clean(cell ? cell : "", false);
}

/* Where nothing is cut a column is as wide as its cells, in the first rows at least. */
static bool measure_row(const Row *row, gpointer data, GError **error)
{
    const Export *export = data;
    (void)error;
    for (guint i = 0; i < export->shown->len; i++) {
        g_autofree char *cell = shown_cell(export, row, i);
        int *width = &g_array_index(export->widths, int, i);
        *width = MAX(*width, text_width(cell));
    }
    return true;
}

static bool measure_widths(Export *export, Window *window, guint limit, GError **error)
{
    for (guint i = 0; i < export->shown->len; i++) {
        int width = text_width(shown_column(export, i)->title);
        g_array_append_val(export->widths, width);
    }
    return each_row(window, limit ? MIN(limit, ROWS_AT_ONCE) : ROWS_AT_ONCE, measure_row, export, error);
}

static void append_fitted(GString *line, const Export *export, guint place, const char *clean)
{
    int width = g_array_index(export->widths, int, place);
    bool right = field_kind_right(shown_column(export, place)->kind);
    if (export->columns == 0)
        width = MAX(width, text_width(clean));
    g_autofree char *cell = text_fit(clean, width, right ? ALIGN_RIGHT : ALIGN_LEFT, "\u2026");
    g_string_append_printf(line, "%s%s", place ? "  " : "", cell);
}

static bool send_line(const Export *export, GString *line, GError **error)
{
    while (line->len > 0 && line->str[line->len - 1] == ' ')
        g_string_truncate(line, line->len - 1);
    if (export->columns > 0 && text_width(line->str) > export->columns) {
        g_autofree char *cut = text_fit(line->str, export->columns, ALIGN_LEFT, "\u2026");
        g_string_assign(line, cut);
    }
    g_string_append_c(line, '\n');
    return export->write(line->str, line->len, export->data) ||
           error_set(error, ERROR_SYSTEM, "output: it could not be written: see that the disk has room");
}

static bool write_heading(const Export *export, GError **error)
{
    g_autoptr(GString) line = g_string_new(NULL);
    for (guint i = 0; i < export->shown->len; i++)
        append_fitted(line, export, i, shown_column(export, i)->title);
    return send_line(export, line, error);
}

static bool write_line(const Row *row, gpointer data, GError **error)
{
    Export *export = data;
    export->rows++;
    g_autoptr(GString) line = g_string_new(NULL);
    for (guint i = 0; i < export->shown->len; i++) {
        g_autofree char *cell = shown_cell(export, row, i);
        append_fitted(line, export, i, cell);
    }
    return send_line(export, line, error);
}

static bool find_widths(Export *export, Window *window, guint limit, GError **error)
{
    if (export->columns == 0)
        return measure_widths(export, window, limit, error);
    while (taken(export) > export->columns && drop_one(export))
        continue;
    share_widths(export);
    return true;
}

static bool export_text(Export *export, Window *window, guint limit, GError **error)
{
    g_autoptr(GArray) widths = g_array_new(FALSE, TRUE, sizeof(int));
    export->widths = widths;
    return find_widths(export, window, limit, error) && write_heading(export, error) &&
           each_row(window, limit, write_line, export, error);
}

bool listing_export(const ScreenDef *screen, Store *store, Window *window, ExportFormat format, guint limit,
                    int columns, SheetWrite write, gpointer data, guint64 *rows, GError **error)
{
    g_autoptr(GArray) shown = columns_that_go_out(screen);
    g_autofree char *today = store_today(store);
    Export export = {
        .screen = screen, .shown = shown, .today = today, .write = write, .data = data, .columns = columns};
    bool done = format == EXPORT_TEXT ? export_text(&export, window, limit, error)
                                      : export_sheet(&export, window, format, limit, error);
    if (rows)
        *rows = export.rows;
    return done;
}
