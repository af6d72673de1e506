#include "base/csv.h"

#include "base/csv_reader.h"
#include "base/error.h"
#include "base/file.h"

#include <string.h>

enum {
    LARGEST_FILE = 256 * 1024 * 1024,
    MOST_COLUMNS = 1000,
    MOST_CELLS = 16 * 1000 * 1000, /* with the missing ones that a short row is filled up with */
};

#define BYTE_ORDER_MARK "\xEF\xBB\xBF"

struct CsvTable {
    GStringChunk *texts;
    GPtrArray *pending; /* cells of the row that is being read; NULL once all is */
    char **header;
    guint columns;
    GArray *rows; /* CsvRow */
    gsize cells;
};

static char empty[] = "";

static void add_cell(const char *text, gsize length, gpointer data)
{
    CsvTable *table = data;
    char *cell = length ? g_string_chunk_insert_len(table->texts, text, (gssize)length) : empty;
    g_ptr_array_add(table->pending, cell);
}

static bool take_header(CsvTable *table, guint line, GError **error)
{
    guint count = table->pending->len;
    if (count > MOST_COLUMNS)
        return error_set(error, ERROR_INPUT, "line %u: %u columns: at most %d can be read", line, count,
                         MOST_COLUMNS);
    table->columns = count;
    table->header = g_new0(char *, (gsize)count + 1);
    for (guint i = 0; i < count; i++)
        table->header[i] = g_strstrip(table->pending->pdata[i]);
    return true;
}

static bool take_row(CsvTable *table, guint line, GError **error)
{
    guint count = table->pending->len;
    if (count > table->columns)
        return error_set(
            error, ERROR_INPUT,
            "line %u: %u cells, but the header has %u: put a cell that has the separator in it in quotes",
            line, count, table->columns);
    table->cells += table->columns;
    if (table->cells > MOST_CELLS)
        return error_set(error, ERROR_INPUT, "line %u: more than %d cells: split the file", line, MOST_CELLS);
    CsvRow row = {.line = line, .count = count, .cells = g_new0(char *, (gsize)table->columns + 1)};
    for (guint i = 0; i < table->columns; i++)
        row.cells[i] = i < count ? table->pending->pdata[i] : empty;
    g_array_append_val(table->rows, row);
    return true;
}

static bool take_line(guint line, gpointer data, GError **error)
{
    CsvTable *table = data;
    bool good = table->header ? take_row(table, line, error) : take_header(table, line, error);
    g_ptr_array_set_size(table->pending, 0);
    return good;
}

/* The sign that stands most often in the header line outside quotes. */
static char find_separator(const char *at, const char *end)
{
    static const char separators[] = ",;\t";
    guint counts[G_N_ELEMENTS(separators)] = {0};
    bool quoted = false;
    const char *line = at;
    for (; at < end && strchr("\r\n \t", *at); at++)
        if (*at == '\r' || *at == '\n')
            line = at + 1;
    at = line;
    for (; at < end && (quoted || (*at != '\n' && *at != '\r')); at++) {
        const char *found = strchr(separators, *at);
        if (*at == '"')
            quoted = !quoted;
        else if (found && !quoted)
            counts[found - separators]++;
    }
    gsize best = 0;
    for (gsize i = 1; i < strlen(separators); i++)
        if (counts[i] > counts[best])
            best = i;
    return separators[best];
}

/* Line and column (in characters) of the byte at `at`. */
static void find_place(const char *bytes, const char *at, guint *line, glong *column)
{
    *line = 1;
    const char *start = bytes;
    for (const char *byte = bytes; byte < at; byte++) {
        bool ends = *byte == '\n' || (*byte == '\r' && byte[1] != '\n');
        if (!ends)
            continue;
        *line += 1;
        start = byte + 1;
    }
    *column = g_utf8_strlen(start, at - start) + 1;
}

static bool check_text(const char *bytes, gsize size, GError **error)
{
    guint line;
    glong column;
    const char *bad;
    if (size >= 2 && (memcmp(bytes, "\xFF\xFE", 2) == 0 || memcmp(bytes, "\xFE\xFF", 2) == 0))
        return error_set(error, ERROR_INPUT, "line 1: the text is UTF-16: save it as CSV UTF-8");
    if (g_utf8_validate_len(bytes, size, &bad))
        return true;
    find_place(bytes, bad, &line, &column);
    if (*bad == '\0')
        return error_set(error, ERROR_INPUT,
                         "line %u, column %ld: a NUL byte: save the table as CSV UTF-8 text", line, column);
    return error_set(error, ERROR_INPUT, "line %u, column %ld: not UTF-8: save the table as CSV UTF-8", line,
                     column);
}

CsvTable *csv_parse(const char *bytes, gsize size, GError **error)
{
    static const CsvReaderCalls calls = {.cell = add_cell, .row = take_line};
    if (!check_text(bytes, size, error))
        return NULL;
    if (size >= strlen(BYTE_ORDER_MARK) && memcmp(bytes, BYTE_ORDER_MARK, strlen(BYTE_ORDER_MARK)) == 0) {
        bytes += strlen(BYTE_ORDER_MARK);
        size -= strlen(BYTE_ORDER_MARK);
    }
    g_autoptr(CsvTable) table = g_new0(CsvTable, 1);
    table->texts = g_string_chunk_new(4096);
    table->pending = g_ptr_array_new();
    table->rows = g_array_new(FALSE, FALSE, sizeof(CsvRow));
    if (!csv_reader_run(bytes, size, find_separator(bytes, bytes + size), &calls, table, error))
        return NULL;
    if (!table->header) {
        error_set(error, ERROR_INPUT, "line 1: the file is empty: its first line must name the columns");
        return NULL;
    }
    g_clear_pointer(&table->pending, g_ptr_array_unref);
    return g_steal_pointer(&table);
}

CsvTable *csv_read(const char *path, GError **error)
{
    gsize size;
    g_autofree char *bytes = file_read(path, LARGEST_FILE, &size, error);
    if (!bytes)
        return NULL;
    CsvTable *table = csv_parse(bytes, size, error);
    if (!table)
        g_prefix_error(error, "%s: ", path);
    return table;
}

void csv_free(CsvTable *table)
{
    if (!table)
        return;
    for (guint i = 0; i < table->rows->len; i++)
        g_free(g_array_index(table->rows, CsvRow, i).cells);
    g_array_unref(table->rows);
    g_clear_pointer(&table->pending, g_ptr_array_unref);
    g_string_chunk_free(table->texts);
    g_free(table->header);
    g_free(table);
}

const char *const *csv_header(const CsvTable *table)
{
    return (const char *const *)table->header;
}

guint csv_columns(const CsvTable *table)
{
    return table->columns;
}

guint csv_rows(const CsvTable *table)
{
    return table->rows->len;
}

const CsvRow *csv_row(const CsvTable *table, guint index)
{
    return index < table->rows->len ? &g_array_index(table->rows, CsvRow, index) : NULL;
}

/* ---- Writing ---- */

static bool is_number(const char *text)
{
    if (*text == '-' || *text == '+')
        text++;
    gsize whole = strspn(text, "0123456789");
    text += whole;
    if (*text != '.')
        return whole > 0 && !*text;
    gsize decimals = strspn(text + 1, "0123456789");
    return whole + decimals > 0 && !text[1 + decimals];
}

static bool would_run(const char *text)
{
    return *text && strchr("=+-@\t\r", *text) && !is_number(text);
}

static bool needs_quotes(const char *text)
{
    gsize length = strlen(text);
    return strpbrk(text, "\",;\t\r\n") || g_str_has_prefix(text, BYTE_ORDER_MARK) ||
           (length > 0 && (text[0] == ' ' || text[length - 1] == ' '));
}

void csv_append(GString *out, const char *cell, bool first, bool guard)
{
    cell = cell ? cell : "";
    if (!first)
        g_string_append_c(out, ',');
    bool guarded = guard && would_run(cell);
    /* An empty line is no row: a row that begins with nothing says so. */
    if (!needs_quotes(cell) && !(first && !*cell)) {
        g_string_append_printf(out, "%s%s", guarded ? "'" : "", cell);
        return;
    }
    g_string_append(out, guarded ? "\"'" : "\"");
    for (const char *at = cell; *at; at++) {
        if (*at == '"')
            g_string_append_c(out, '"');
        g_string_append_c(out, *at);
    }
    g_string_append_c(out, '"');
}
