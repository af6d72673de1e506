/* Private to the command line: rows of a CSV on their way to becoming records of one screen. */
#ifndef ENTENTE_CLI_INTAKE_H
#define ENTENTE_CLI_INTAKE_H

#include "base/csv.h"
#include "cli/mapping.h"
#include "screen/office.h"
#include "store/record.h"

typedef struct Intake Intake;

/* Understands the header of `table`: names or labels of fields, "ref" or "id". ERROR_INPUT names the column
 * that is none. `file` is for messages. `mapping` (NULL: none) says what the office's own columns mean; it
 * and the others must live as long as the intake. (transfer full) */
Intake *intake_new(const Office *office, const ScreenDef *screen, const char *file, const CsvTable *table,
                   const Mapping *mapping, GError **error);
void intake_free(Intake *intake);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Intake, intake_free)

/*
 * The record that a row asks for, NULL when the row cannot be taken: every reason is noted. `*before` gets
 * the record as it stands, NULL for a new one. (transfer full both)
 */
Record *intake_read(Intake *intake, guint row, Record **before);

/* Notes why a row cannot be taken, in the words of `problem`. The first hundred notes go to stderr at once,
 * as FILE:LINE: ... */
void intake_refuse(Intake *intake, guint row, const GError *problem);
/* Is anything noted against that row? */
bool intake_is_refused(const Intake *intake, guint row);
/* How many rows are refused, and how many notes were made but not printed. */
guint intake_refused(const Intake *intake);
guint intake_unprinted(const Intake *intake);

#endif
