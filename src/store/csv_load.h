/* CSVs of the program into tables: the rule tables and what the demonstration office is made of. */
#ifndef ENTENTE_STORE_CSV_LOAD_H
#define ENTENTE_STORE_CSV_LOAD_H

#include "base/csv.h"
#include "store/store_private.h"

/* Reads a CSV that is built into the program ("db/reference/country.csv"). (transfer full) */
CsvTable *csv_asset(const char *name, GError **error);

/* Inserts every row into `table`, whose columns the header names; an empty cell is NULL. Errors begin with
 * `name` and the line. Inside a transaction. */
bool csv_insert(Store *store, const char *table, const char *name, const CsvTable *csv, GError **error);

#endif
