/* The part of reading CSV that is libcsv's work. Apart from base/csv.h, because libcsv has functions of the
 * same names. */
#ifndef ENTENTE_BASE_CSV_READER_H
#define ENTENTE_BASE_CSV_READER_H

#include <glib.h>
#include <stdbool.h>

typedef struct {
    /* One cell of the row; `text` is not ended by a NUL and lives until the call returns. */
    void (*cell)(const char *text, gsize length, gpointer data);
    /* The row that began on `line` is complete. False with `error` ends the reading. */
    bool (*row)(guint line, gpointer data, GError **error);
} CsvReaderCalls;

/* Reads rows parted by `separator`; blank lines are no rows. ERROR_INPUT for an unclosed quote and for one in
 * the middle of a cell, with its line; and what `calls->row` refuses. */
bool csv_reader_run(const char *bytes, gsize size, char separator, const CsvReaderCalls *calls, gpointer data,
                    GError **error);

#endif
