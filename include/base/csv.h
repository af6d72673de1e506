/*
 * CSV in and out. Reading is libcsv's work; this adds what offices send: UTF-8 with or without BOM, `;` or
 * `,` (told apart by the header line), CRLF, quoted newlines, and errors with line and column.
 */
#ifndef ENTENTE_BASE_CSV_H
#define ENTENTE_BASE_CSV_H

#include <glib.h>
#include <stdbool.h>

typedef struct {
    guint line;   /* line of the file on which the row starts, 1 is the first */
    char **cells; /* NULL-terminated, as many as the header has columns at most; missing ones are "" */
    guint count;  /* cells that the row really had */
} CsvRow;

typedef struct CsvTable CsvTable;

/* Reads all of `bytes`. ERROR_INPUT for bad UTF-8, a NUL, an empty file, an unclosed quote, a quote in the
 * middle of a cell, a row with more cells than the header, each with its line; and for more than 1,000
 * columns or 16 million cells. Blank lines are no rows. (transfer full) libcsv has functions of the names
 * csv_parse and csv_free: to the linker ours go by others. */
CsvTable *csv_parse(const char *bytes, gsize size, GError **error) __asm__("entente_csv_parse");
/* The same from a file; ERROR_SYSTEM when it cannot be read or is larger than 256 MiB. */
CsvTable *csv_read(const char *path, GError **error);
void csv_free(CsvTable *table) __asm__("entente_csv_free");
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CsvTable, csv_free)

const char *const *csv_header(const CsvTable *table); /* NULL-terminated, blanks trimmed */
guint csv_columns(const CsvTable *table);
guint csv_rows(const CsvTable *table);
const CsvRow *csv_row(const CsvTable *table, guint index);

/* Appends one cell (NULL is empty), quoted where needed, a comma first unless it is the first of its line.
 * With `guard`, a text that a spreadsheet would run as a formula (= + - @ tab CR at its start, and not a
 * number) gets a leading apostrophe. */
void csv_append(GString *out, const char *cell, bool first, bool guard);

#endif
