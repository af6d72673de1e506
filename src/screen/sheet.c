#include "screen/sheet.h"

#include <string.h>

#include "base/csv.h"
#include "base/error.h"

struct Sheet {
    ExportFormat format;
    char **names;
    guint columns;
    bool *numbers;
    guint64 rows;
    SheetWrite write;
    gpointer data;
    GString *line;
};

Sheet *sheet_new(ExportFormat format, const char *const *names, SheetWrite write, gpointer data)
{
    Sheet *sheet = g_new0(Sheet, 1);
    sheet->format = format;
    sheet->names = g_strdupv((char **)names);
    sheet->columns = g_strv_length(sheet->names);
    sheet->numbers = g_new0(bool, sheet->columns + 1);
    sheet->write = write;
    sheet->data = data;
    sheet->line = g_string_new(NULL);
    return sheet;
}

void sheet_free(Sheet *sheet)
{
    if (!sheet)
        return;
    g_strfreev(sheet->names);
    g_free(sheet->numbers);
    g_string_free(sheet->line, TRUE);
    g_free(sheet);
}

void sheet_number(Sheet *sheet, guint column)
{
    if (column < sheet->columns)
        sheet->numbers[column] = true;
}

/* --- cells --- */

/* An apostrophe (or several) before a sign that starts a formula: what the guard writes, so what it must be
 * able to give back. */
static bool looks_guarded(const char *text)
{
    const char *after = text + strspn(text, "'");
    return after > text && *after != '\0' && strchr("=+-@\t\r", *after);
}

char *sheet_unguard(const char *cell)
{
    return g_strdup(looks_guarded(cell) ? cell + 1 : cell);
}

static void append_csv(GString *line, const char *value, bool first)
{
    g_autofree char *doubled = value && looks_guarded(value) ? g_strconcat("'", value, NULL) : NULL;
    csv_append(line, doubled ? doubled : (value ? value : ""), first, true);
}

/* What JSON calls a number; "007" and "1." are none. */
static bool is_json_number(const char *text)
{
    const char *at = text + (*text == '-');
    if (!g_ascii_isdigit(*at) || (*at == '0' && g_ascii_isdigit(at[1])))
        return false;
    at += strspn(at, "0123456789");
    if (*at == '\0')
        return true;
    return *at == '.' && at[1] != '\0' && at[1 + strspn(at + 1, "0123456789")] == '\0';
}

static void append_json_text(GString *line, const char *value)
{
    g_autofree char *valid = g_utf8_make_valid(value, -1);
    g_string_append_c(line, '"');
    for (const char *at = valid; *at; at++) {
        if (*at == '"' || *at == '\\')
            g_string_append_printf(line, "\\%c", *at);
        else if (*at == '\n')
            g_string_append(line, "\\n");
        else if ((guchar)*at < 0x20 || *at == 0x7f)
            g_string_append_printf(line, "\\u%04x", (guint)(guchar)*at);
        else
            g_string_append_c(line, *at);
    }
    g_string_append_c(line, '"');
}

static void append_json(GString *line, const char *value, bool number)
{
    if (!value)
        g_string_append(line, "null");
    else if (number && is_json_number(value))
        g_string_append(line, value);
    else
        append_json_text(line, value);
}

/* --- rows --- */

static bool send(Sheet *sheet, GError **error)
{
    bool sent = sheet->line->len == 0 || sheet->write(sheet->line->str, sheet->line->len, sheet->data);
    g_string_truncate(sheet->line, 0);
    return sent ||
           error_set(error, ERROR_SYSTEM, "output: it could not be written: see that the disk has room");
}

static void append_head(Sheet *sheet)
{
    if (sheet->format == EXPORT_JSON) {
        g_string_append_c(sheet->line, '[');
        return;
    }
    for (guint i = 0; i < sheet->columns; i++)
        append_csv(sheet->line, sheet->names[i], i == 0);
    g_string_append_c(sheet->line, '\n');
}

static void append_json_row(Sheet *sheet, const char *const *values)
{
    g_string_append(sheet->line, sheet->rows ? ",\n {" : "\n {");
    for (guint i = 0; i < sheet->columns; i++) {
        if (i)
            g_string_append(sheet->line, ", ");
        append_json_text(sheet->line, sheet->names[i]);
        g_string_append(sheet->line, ": ");
        append_json(sheet->line, values[i], sheet->numbers[i]);
    }
    g_string_append_c(sheet->line, '}');
}

bool sheet_row(Sheet *sheet, const char *const *values, GError **error)
{
    if (sheet->rows == 0)
        append_head(sheet);
    if (sheet->format == EXPORT_JSON) {
        append_json_row(sheet, values);
    } else {
        for (guint i = 0; i < sheet->columns; i++)
            append_csv(sheet->line, values[i], i == 0);
        g_string_append_c(sheet->line, '\n');
    }
    sheet->rows++;
    return send(sheet, error);
}

bool sheet_end(Sheet *sheet, GError **error)
{
    if (sheet->rows == 0)
        append_head(sheet);
    if (sheet->format == EXPORT_JSON)
        g_string_append(sheet->line, sheet->rows ? "\n]\n" : "]\n");
    return send(sheet, error);
}
