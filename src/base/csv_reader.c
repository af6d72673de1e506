#include "base/csv_reader.h"

#include "base/error.h"

#include <csv.h>
#include <string.h>

typedef struct {
    const CsvReaderCalls *calls;
    gpointer data;
    guint line;     /* that is being read */
    guint row_line; /* on which the row began; 0 between rows */
    bool failed;
    GError **error;
} Reader;

static void on_cell(void *text, size_t length, void *data)
{
    Reader *reader = data;
    if (!reader->failed)
        reader->calls->cell(text, length, reader->data);
}

static void on_row(int terminator, void *data)
{
    (void)terminator;
    Reader *reader = data;
    guint line = reader->row_line;
    reader->row_line = 0;
    if (!reader->failed && !reader->calls->row(line, reader->data, reader->error))
        reader->failed = true;
}

/* Length of the piece up to and with the first line end. */
static gsize line_length(const char *at, const char *end)
{
    const char *stop = at;
    while (stop < end && *stop != '\n' && *stop != '\r')
        stop++;
    if (stop < end && *stop == '\r' && stop + 1 < end && stop[1] == '\n')
        stop++;
    return (gsize)(MIN(stop + 1, end) - at);
}

static bool is_blank(const char *at, gsize length)
{
    for (gsize i = 0; i < length; i++)
        if (!strchr(" \t\r\n", at[i]))
            return false;
    return true;
}

static bool refuse_quote(Reader *reader, const char *line, gsize at)
{
    glong column = g_utf8_strlen(line, (gssize)at) + 1;
    return error_set(
        reader->error, ERROR_INPUT,
        "line %u, column %ld: a quote in the middle of a cell: put the whole cell in quotes and double "
        "those inside it: \"5\"\" pipe\"",
        reader->line, column);
}

/* libcsv does not count lines, so that it is handed one at a time: it keeps its state between them. */
static bool read_lines(struct csv_parser *parser, Reader *reader, const char *at, const char *end)
{
    reader->line = 1;
    for (gsize length; at < end; at += length, reader->line++) {
        length = line_length(at, end);
        if (!reader->row_line && is_blank(at, length))
            continue;
        if (!reader->row_line)
            reader->row_line = reader->line;
        gsize done = csv_parse(parser, at, length, on_cell, on_row, reader);
        if (reader->failed)
            return false;
        if (done < length && csv_error(parser) == CSV_EPARSE)
            return refuse_quote(reader, at, done);
        if (done < length)
            return error_set(reader->error, ERROR_SYSTEM, "line %u: %s: close other programs and try again",
                             reader->line, csv_strerror(csv_error(parser)));
    }
    return true;
}

static bool finish(struct csv_parser *parser, Reader *reader)
{
    guint line = reader->row_line;
    int status = csv_fini(parser, on_cell, on_row, reader);
    if (reader->failed)
        return false;
    if (status != 0)
        return error_set(
            reader->error, ERROR_INPUT,
            "line %u: a quote that opens in this row is never closed: close it, or double it when it "
            "belongs to the text",
            line);
    return true;
}

bool csv_reader_run(const char *bytes, gsize size, char separator, const CsvReaderCalls *calls, gpointer data,
                    GError **error)
{
    struct csv_parser parser;
    if (csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI) != 0)
        return error_set(error, ERROR_SYSTEM, "CSV: no memory: close other programs and try again");
    csv_set_delim(&parser, (unsigned char)separator);
    Reader reader = {.calls = calls, .data = data, .error = error};
    bool good = read_lines(&parser, &reader, bytes, bytes + size) && finish(&parser, &reader);
    csv_free(&parser);
    return good;
}
