/* Private to the command line: how the columns of an office's own spreadsheet are read, kept under a name. */
#ifndef ENTENTE_CLI_MAPPING_H
#define ENTENTE_CLI_MAPPING_H

#include "base/csv.h"
#include "screen/office.h"

typedef struct Mapping Mapping;

/* The mapping of that name for that screen; one without columns when there is none. NULL on failure.
 * (transfer full) */
Mapping *mapping_read(const Office *office, const ScreenDef *screen, const char *name, GError **error);
void mapping_free(Mapping *mapping);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Mapping, mapping_free)

/* True when it says anything about any column. */
bool mapping_known(const Mapping *mapping);
/* The field that the column goes into, "" when it is left out, NULL when nothing is said about it. */
const char *mapping_field(const Mapping *mapping, const char *column);
/* True when the column says which record a row is. */
bool mapping_is_key(const Mapping *mapping, const char *column);
/* What a cell of the column stands for: its meaning, its day in ISO, or itself. (transfer full) */
char *mapping_value(const Mapping *mapping, const char *column, const char *typed);

/* Takes "COLUMN=FIELD" (an empty FIELD leaves the column out, "FIELD!" makes it the one that says which
 * record); of a column that is known also "COLUMN:days=month_first" (day_first, as_typed) and
 * "COLUMN:TEXT=MEANING". ERROR_USAGE when there is no such field, naming the nearest. */
bool mapping_set(Mapping *mapping, const char *setting, GError **error);
/* Proposes a field for every column of the header that nothing is said about: one of the same name or label,
 * else one that contains it or is contained in it; else it is left out. */
void mapping_propose(Mapping *mapping, const char *const *header);
/* Keeps the mapping, as one change. */
bool mapping_keep(const Mapping *mapping, GError **error);

#endif
