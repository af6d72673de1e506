/* Private to the command line: a record's values in the form that export writes, import reads, and no program
 * has to look up. */
#ifndef ENTENTE_CLI_PORTABLE_H
#define ENTENTE_CLI_PORTABLE_H

#include "screen/office.h"
#include "screen/sheet.h"
#include "store/record.h"

/* The columns of a screen's records outside the program: "ref" or "id" first, then the fields of its form
 * that are typed and not sensitive. Remembers what links are called. */
typedef struct Portable Portable;

Portable *portable_new(const Office *office, const ScreenDef *screen);
void portable_free(Portable *portable);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Portable, portable_free)

/* The first column: "ref", or "id" where the records have no reference. */
const char *portable_key(const Portable *portable);
/* A sheet with these columns. (transfer full) */
Sheet *portable_sheet(const Portable *portable, ExportFormat format, SheetWrite write, gpointer data);
/* Writes a record that save_read gave: plain amounts, codes, references; empty for none. */
bool portable_write(Portable *portable, Sheet *sheet, const Record *record, GError **error);

#endif
