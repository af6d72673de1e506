/* Records on their way out as CSV or JSON: one writer for everything that prints rows for a program. */
#ifndef ENTENTE_SCREEN_SHEET_H
#define ENTENTE_SCREEN_SHEET_H

#include <glib.h>
#include <stdbool.h>

typedef enum { EXPORT_TEXT, EXPORT_CSV, EXPORT_JSON } ExportFormat;

/* Called with each piece of output, always whole rows; false ends the work with ERROR_SYSTEM. */
typedef bool (*SheetWrite)(const char *text, gsize size, gpointer data);

typedef struct Sheet Sheet;

/* A sheet with these columns; `names` is copied. The head of a CSV, the opening of a JSON array goes out with
 * the first row or the end. CSV when `format` is not JSON. (transfer full) */
Sheet *sheet_new(ExportFormat format, const char *const *names, SheetWrite write, gpointer data);
void sheet_free(Sheet *sheet);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Sheet, sheet_free)

/* Says that a column holds numbers: JSON writes them bare where they are. */
void sheet_number(Sheet *sheet, guint column);

/* Writes one row, one value per column; NULL is an empty cell or null. CSV cells that a spreadsheet would run
 * as a formula get an apostrophe. */
bool sheet_row(Sheet *sheet, const char *const *values, GError **error);
/* Writes what closes the sheet, and its head when there were no rows. */
bool sheet_end(Sheet *sheet, GError **error);

/* Takes the apostrophe that sheet_row puts before a formula away again. (transfer full) */
char *sheet_unguard(const char *cell);

#endif
